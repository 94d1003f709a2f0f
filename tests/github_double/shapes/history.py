"""Commits, branches, trees, blobs and file contents as JSON."""

from __future__ import annotations

import base64

from github_double.repository import Commit, Entry, FileDiff
from github_double.shapes import pulls
from github_double.shapes.people import Json
from github_double.urls import Urls


def commit(urls: Urls, item: Commit, files: list[FileDiff] | None = None) -> Json:
    """A commit; with its files when it is answered for itself."""
    api = f"{urls.api}/commits/{item.sha}"
    said: Json = {
        "sha": item.sha,
        "node_id": f"C_{item.sha}",
        "url": api,
        "html_url": f"{urls.html}/commit/{item.sha}",
        "comments_url": f"{api}/comments",
        "author": None,
        "committer": None,
        "parents": [{"sha": sha, "url": f"{urls.api}/commits/{sha}"} for sha in item.parents],
        "commit": {
            "url": f"{urls.api}/git/commits/{item.sha}",
            "message": item.message,
            "comment_count": 0,
            "tree": {"sha": item.tree, "url": f"{urls.api}/git/trees/{item.tree}"},
            "author": dict(zip(("name", "email", "date"), item.author, strict=True)),
            "committer": dict(zip(("name", "email", "date"), item.committer, strict=True)),
        },
    }
    if files is not None:
        said["files"] = [pulls.file(urls, one, item.sha) for one in files]
        added, deleted = sum(one.additions for one in files), sum(one.deletions for one in files)
        said["stats"] = {"additions": added, "deletions": deleted, "total": added + deleted}
    return said


def branch(urls: Urls, name: str, item: Commit) -> Json:
    api = f"{urls.api}/branches/{name}"
    return {
        "name": name,
        "commit": commit(urls, item),
        "_links": {"self": api, "html": f"{urls.html}/tree/{name}"},
        "protected": False,
        "protection": {"enabled": False, "required_status_checks": {"contexts": [], "checks": []}},
        "protection_url": f"{api}/protection",
    }


def ref(urls: Urls, name: str, sha: str) -> Json:
    return {
        "ref": name,
        "node_id": f"REF_{name}",
        "url": f"{urls.api}/git/{name}",
        "object": {"type": "commit", "sha": sha, "url": f"{urls.api}/git/commits/{sha}"},
    }


def tree(urls: Urls, sha: str, entries: list[Entry], truncated: bool) -> Json:
    return {
        "sha": sha,
        "url": f"{urls.api}/git/trees/{sha}",
        "tree": [_tree_entry(urls, item) for item in entries],
        "truncated": truncated,
    }


def blob(urls: Urls, sha: str, data: bytes) -> Json:
    return {
        "sha": sha,
        "node_id": f"B_{sha}",
        "url": f"{urls.api}/git/blobs/{sha}",
        "size": len(data),
        "content": base64.encodebytes(data).decode(),
        "encoding": "base64",
    }


def content(urls: Urls, item: Entry, at: str, kind: str) -> Json:
    """What every kind of content has: a file, a directory, a symbolic link, a submodule."""
    api = f"{urls.api}/contents/{item.path}?ref={at}"
    git = f"{urls.api}/git/{'trees' if kind == 'dir' else 'blobs'}/{item.sha}"
    html = f"{urls.html}/{'tree' if kind == 'dir' else 'blob'}/{at}/{item.path}"
    return {
        "name": item.path.rsplit("/", 1)[-1],
        "path": item.path,
        "sha": item.sha,
        "size": item.size or 0,
        "type": kind,
        "url": api,
        "git_url": git,
        "html_url": html,
        "download_url": f"{urls.html}/raw/{at}/{item.path}" if kind in ("file", "symlink") else None,
        "_links": {"self": api, "git": git, "html": html},
    }


def _tree_entry(urls: Urls, item: Entry) -> Json:
    kinds = {"blob": "blobs", "tree": "trees", "commit": "commits"}
    said: Json = {"path": item.path, "mode": item.mode, "type": item.kind, "sha": item.sha}
    if item.size is not None:
        said["size"] = item.size
    if item.kind != "commit":
        said["url"] = f"{urls.api}/git/{kinds[item.kind]}/{item.sha}"
    return said
