"""Files, blobs and trees, with the sizes up to which GitHub hands them out."""

from __future__ import annotations

import base64
import posixpath

from github_double.exchange import Answer, Call, Refused, route
from github_double.repository import Entry
from github_double.shapes import history
from github_double.shapes.people import Json

LINK = "120000"
TOO_LARGE = (
    "This API returns blobs up to 100 MB in size. The requested blob is too large to fetch via the API, "
    "but you can always clone the repository via Git to download it."
)


@route("GET", "contents/{path}")
def contents(call: Call) -> Answer:
    """A file, the list of a directory, a symbolic link or a submodule, as of a ref or the default branch."""
    at = call.query.get("ref", call.state.repository.default_branch)
    sha = call.commit(at)
    path = call.given["path"].strip("/")
    entry = _entry(call, sha, path)
    if entry.kind == "tree":
        return _directory(call, entry, at)
    if entry.mode == LINK and (target := _target(call, sha, entry)):
        entry = target._replace(path=entry.path)
    if entry.kind == "blob" and entry.mode != LINK:
        return _file(call, entry, at)
    return Answer(200, _other(call, entry, at))


@route("GET", "git/blobs/{file_sha}")
def blob(call: Call) -> Answer:
    sha = call.given["file_sha"]
    try:
        size = call.state.repository.size(sha)
    except LookupError:
        raise Refused(404, "Not Found") from None
    _refuse_large(call, size)
    data = call.state.repository.blob(sha)
    if "raw" in call.accept:
        return Answer(200, data)
    return Answer(200, history.blob(call.urls.of(call.name), sha, data))


@route("GET", "git/trees/{tree_sha}")
def tree(call: Call) -> Answer:
    """`recursive` counts as given whatever its value, as on GitHub."""
    repository, name = call.state.repository, call.given["tree_sha"]
    try:
        sha = repository.commit(repository.resolve(name)).tree
    except LookupError:
        sha = name
    try:
        entries = repository.entries(sha, recursive="recursive" in call.query)
    except LookupError:
        raise Refused(404, "Not Found") from None
    most = call.state.limits.tree_entries
    said = history.tree(call.urls.of(call.name), sha, entries[:most], len(entries) > most)
    return Answer(200, said)


def _entry(call: Call, sha: str, path: str) -> Entry:
    repository = call.state.repository
    if not path:
        return Entry("040000", "tree", repository.commit(sha).tree, None, "")
    try:
        return repository.entry(sha, path)
    except LookupError:
        raise Refused(404, "Not Found") from None


def _directory(call: Call, entry: Entry, at: str) -> Answer:
    urls, prefix = call.urls.of(call.name), f"{entry.path}/" if entry.path else ""
    held = call.state.repository.entries(entry.sha)[: call.state.limits.directory_entries]
    listed = [
        history.content(urls, item._replace(path=prefix + item.path), at, _kind(item, listed=True))
        for item in held
    ]
    if "object" in call.accept:
        return Answer(200, history.content(urls, entry, at, "dir") | {"entries": listed})
    return Answer(200, listed)


def _file(call: Call, entry: Entry, at: str) -> Answer:
    """Content in the answer up to 1 MB, nothing but the name of the blob up to 100 MB."""
    assert entry.size is not None
    _refuse_large(call, entry.size)
    said = history.content(call.urls.of(call.name), entry, at, "file")
    if "raw" in call.accept:
        return Answer(200, call.state.repository.blob(entry.sha))
    if entry.size > call.state.limits.inline_content:
        return Answer(200, said | {"content": "", "encoding": "none"})
    text = base64.encodebytes(call.state.repository.blob(entry.sha)).decode()
    return Answer(200, said | {"content": text, "encoding": "base64"})


def _other(call: Call, entry: Entry, at: str) -> Json:
    said = history.content(call.urls.of(call.name), entry, at, _kind(entry))
    if entry.mode == LINK:
        return said | {"target": call.state.repository.blob(entry.sha).decode(errors="replace")}
    return said | {"submodule_git_url": f"{call.urls.root}/submodules/{entry.sha}.git"}


def _target(call: Call, sha: str, link: Entry) -> Entry | None:
    """The normal file of the same repository that a symbolic link leads to, if it leads to one."""
    target = call.state.repository.blob(link.sha).decode(errors="replace")
    path = posixpath.normpath(posixpath.join(posixpath.dirname(link.path), target))
    try:
        entry = call.state.repository.entry(sha, path)
    except LookupError:
        return None
    return entry if entry.kind == "blob" and entry.mode != LINK else None


def _kind(entry: Entry, *, listed: bool = False) -> str:
    """In the list of a directory a submodule is called a file, for the sake of old clients."""
    if entry.mode == LINK:
        return "symlink"
    if entry.kind == "commit":
        return "file" if listed else "submodule"
    return "dir" if entry.kind == "tree" else "file"


def _refuse_large(call: Call, size: int) -> None:
    if size > call.state.limits.blob:
        raise Refused(403, TOO_LARGE, [{"resource": "Blob", "field": "data", "code": "too_large"}])
