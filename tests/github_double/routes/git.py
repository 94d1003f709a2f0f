"""Contents, blobs and trees, commits and comparisons."""

from __future__ import annotations

import base64
import posixpath

from github_double import diffs, shapes
from github_double.exchange import Answer, Call, Refused, paged, route
from github_double.repository import EMPTY_TREE, Entry

LINK = "120000"
TOO_LARGE = (
    "This API returns blobs up to 100 MB in size. The requested blob is too large to fetch via the API, "
    "but you can always clone the repository via Git to download it."
)


@route("GET", "contents/{path}")
def contents(call: Call) -> Answer:
    """Return a file, the entries of a directory, a symbolic link or a submodule."""
    at = call.query.get("ref", call.state.repository.default_branch)
    sha = call.commit(at)
    path = call.params["path"].strip("/")
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
    sha = call.params["file_sha"]
    try:
        size = call.state.repository.size(sha)
    except LookupError:
        raise Refused(404, "Not Found") from None
    _refuse_large(call, size)
    data = call.state.repository.blob(sha)
    if "raw" in call.accept:
        return Answer(200, data)
    return Answer(200, shapes.blob(call.urls.of(call.name), sha, data))


@route("GET", "git/trees/{tree_sha}")
def tree(call: Call) -> Answer:
    """Return a tree. As on GitHub, `recursive` counts whatever its value."""
    repository, name = call.state.repository, call.params["tree_sha"]
    try:
        sha = repository.commit(repository.resolve(name)).tree
    except LookupError:
        sha = name
    try:
        entries = repository.entries(sha, recursive="recursive" in call.query)
    except LookupError:
        raise Refused(404, "Not Found") from None
    limit = call.state.limits.tree_entries
    fields = shapes.tree(call.urls.of(call.name), sha, entries[:limit], len(entries) > limit)
    return Answer(200, fields)


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
    records = call.state.repository.entries(entry.sha)[: call.state.limits.directory_entries]
    listed = [
        shapes.content(urls, item._replace(path=prefix + item.path), at, _kind(item, listed=True))
        for item in records
    ]
    if "object" in call.accept:
        return Answer(200, shapes.content(urls, entry, at, "dir") | {"entries": listed})
    return Answer(200, listed)


def _file(call: Call, entry: Entry, at: str) -> Answer:
    """Return a file with its content up to 1 MB, without it up to 100 MB."""
    assert entry.size is not None
    _refuse_large(call, entry.size)
    fields = shapes.content(call.urls.of(call.name), entry, at, "file")
    if "raw" in call.accept:
        return Answer(200, call.state.repository.blob(entry.sha))
    if entry.size > call.state.limits.inline_content:
        return Answer(200, fields | {"content": "", "encoding": "none"})
    text = base64.encodebytes(call.state.repository.blob(entry.sha)).decode()
    return Answer(200, fields | {"content": text, "encoding": "base64"})


def _other(call: Call, entry: Entry, at: str) -> shapes.Json:
    fields = shapes.content(call.urls.of(call.name), entry, at, _kind(entry))
    if entry.mode == LINK:
        return fields | {"target": call.state.repository.blob(entry.sha).decode(errors="replace")}
    return fields | {"submodule_git_url": f"{call.urls.root}/submodules/{entry.sha}.git"}


def _target(call: Call, sha: str, link: Entry) -> Entry | None:
    """Return the regular file that a symbolic link leads to, if it is in the repository."""
    target = call.state.repository.blob(link.sha).decode(errors="replace")
    path = posixpath.normpath(posixpath.join(posixpath.dirname(link.path), target))
    try:
        entry = call.state.repository.entry(sha, path)
    except LookupError:
        return None
    return entry if entry.kind == "blob" and entry.mode != LINK else None


def _kind(entry: Entry, *, listed: bool = False) -> str:
    """In a directory GitHub lists a submodule as a file, for old clients."""
    if entry.mode == LINK:
        return "symlink"
    if entry.kind == "commit":
        return "file" if listed else "submodule"
    return "dir" if entry.kind == "tree" else "file"


def _refuse_large(call: Call, size: int) -> None:
    if size > call.state.limits.blob:
        raise Refused(403, TOO_LARGE, [{"resource": "Blob", "field": "data", "code": "too_large"}])


@route("GET", "commits/{ref}")
def get_commit(call: Call) -> Answer:
    repository = call.state.repository
    item = repository.commit(call.commit(call.params["ref"]))
    base = item.parents[0] if item.parents else EMPTY_TREE
    files = diffs.limited(repository.diff(base, item.sha), call.state.limits)
    page_items, links = paged(call, files, default=300, limit=300)
    return Answer(200, shapes.commit(call.urls.of(call.name), item, list(page_items)), links)


@route("GET", "compare/{basehead}")
def compare(call: Call) -> Answer:
    """Compare the head with the merge base. At limit 300 files, all on the first page."""
    repository, urls = call.state.repository, call.urls.of(call.name)
    base, head = (call.commit(end.rsplit(":", 1)[-1]) for end in _ends(call.params["basehead"]))
    try:
        merge_base = repository.merge_base(base, head)
    except LookupError:
        raise Refused(404, f"No common ancestor between {base} and {head}.") from None
    ahead, behind = repository.between(base, head), repository.between(head, base)
    commits, links = paged(call, ahead, default=250, limit=1000)
    page = f"{urls.html}/compare/{base}...{head}"
    fields = {
        "url": f"{urls.api}/compare/{base}...{head}",
        "html_url": page,
        "permalink_url": page,
        "diff_url": f"{page}.diff",
        "patch_url": f"{page}.patch",
        "base_commit": shapes.commit(urls, repository.commit(base)),
        "merge_base_commit": shapes.commit(urls, repository.commit(merge_base)),
        "status": _status(len(ahead), len(behind)),
        "ahead_by": len(ahead),
        "behind_by": len(behind),
        "total_commits": len(ahead),
        "commits": [shapes.commit(urls, repository.commit(sha)) for sha in commits],
    }
    if call.query.get("page", "1") == "1":
        files = diffs.served(call.state, base, head)[: call.state.limits.compare_files]
        fields["files"] = [shapes.file(urls, item, head) for item in files]
    return Answer(200, fields, links)


def _ends(basehead: str) -> tuple[str, str]:
    base, dots, head = basehead.partition("...")
    if not dots:
        raise Refused(404, "Not Found")
    return base, head


def _status(ahead: int, behind: int) -> str:
    if ahead and behind:
        return "diverged"
    return "ahead" if ahead else "behind" if behind else "identical"
