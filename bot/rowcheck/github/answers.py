"""GitHub's JSON -> records. What has another shape raises LostError: it may be half an answer.

Field names: https://docs.github.com/rest (pulls, pulls/comments, pulls/reviews, issues/comments,
repos/contents, commits#compare).
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable
from typing import Any, TypeVar

from rowcheck.github.faults import LostError
from rowcheck.github.records import (
    ChangedFile,
    Comment,
    Comparison,
    Content,
    ContentKind,
    OpenPull,
    Pull,
    Review,
    Thread,
    Tree,
)

T = TypeVar("T")


def read(shape: Callable[[Any], T], answer: Any) -> T:
    """The record in an answer. Raises LostError where a part of it is missing or of another type."""
    try:
        return shape(answer)
    except (LookupError, TypeError, AttributeError, ValueError) as fault:
        raise LostError(
            f"GitHub's answer is incomplete ({type(fault).__name__}: {fault}); try again"
        ) from None


def every(shape: Callable[[Any], T]) -> Callable[[Any], tuple[T, ...]]:
    """The shape of a list of records."""

    def shaped(answer: Any) -> tuple[T, ...]:
        if not isinstance(answer, list):
            raise TypeError(f"a list was expected, not {type(answer).__name__}")
        return tuple(map(shape, answer))

    return shaped


def pull(answer: Any) -> Pull:
    base = answer["base"]
    return Pull(
        number=int(answer["number"]),
        head=_text(answer["head"]["sha"]),
        base=_text(base["sha"]),
        base_branch=_text(base["ref"]),
        default_branch=_text(base["repo"]["default_branch"]),
        author=_login(answer),
        is_open=answer["state"] == "open",
        changed_files=int(answer["changed_files"]),
    )


def changed_file(answer: Any) -> ChangedFile:
    return ChangedFile(
        path=_text(answer["filename"]),
        status=_text(answer["status"]),
        sha=answer.get("sha") or "",
        old_path=answer.get("previous_filename"),
        patch=answer.get("patch"),
    )


def comparison(answer: Any) -> Comparison:
    return Comparison(
        base=_text(answer["base_commit"]["sha"]),
        merge_base=_text(answer["merge_base_commit"]["sha"]),
        files=tuple(map(changed_file, answer.get("files") or ())),
    )


def content(answer: Any) -> Content:
    """One path, or a folder's entries (then only the kind is told)."""
    if isinstance(answer, list):
        return Content("folder")
    data = None
    if answer.get("encoding") == "base64":
        data = _decoded(answer["content"])
    return Content(
        kind=_kind(answer),
        sha=_text(answer["sha"]),
        size=int(answer["size"]),
        data=data,
        target=answer.get("target") or "",
    )


def tree(answer: Any) -> Tree:
    """A recursive tree; links and submodules have modes of their own (git-ls-tree)."""
    files = [entry for entry in answer["tree"] if entry["mode"] in ("100644", "100755")]
    return Tree(
        tuple((_text(entry["path"]), _text(entry["sha"])) for entry in files), bool(answer["truncated"])
    )


def blob(answer: Any) -> bytes:
    if answer["encoding"] == "base64":
        return _decoded(answer["content"])
    return _text(answer["content"]).encode()


def review_comment(answer: Any) -> Comment:
    return Comment(
        id=int(answer["id"]),
        author=_login(answer),
        body=answer["body"] or "",
        path=_text(answer["path"]),
        line=answer.get("line"),
        start_line=answer.get("start_line"),
        reply_to=answer.get("in_reply_to_id"),
        whole_file=answer.get("subject_type") == "file",
    )


def issue_comment(answer: Any) -> Comment:
    return Comment(int(answer["id"]), _login(answer), answer.get("body") or "")


def review(answer: Any) -> Review:
    return Review(int(answer["id"]), _login(answer), answer.get("body") or "", _text(answer["state"]))


def thread(answer: Any) -> Thread:
    """A node of `reviewThreads`, with its first comment."""
    (first,) = answer["comments"]["nodes"][:1] or ({"fullDatabaseId": 0},)
    return Thread(
        node=_text(answer["id"]),
        first_comment=int(first["fullDatabaseId"] or 0),
        resolved=bool(answer["isResolved"]),
        may_resolve=bool(answer["viewerCanResolve"]),
        may_unresolve=bool(answer["viewerCanUnresolve"]),
    )


def open_pull(answer: Any) -> OpenPull:
    return OpenPull(int(answer["number"]), _text(answer["head"]["sha"]))


def _kind(entry: Any) -> ContentKind:
    kinds: dict[str, ContentKind] = {
        "file": "file",
        "symlink": "link",
        "submodule": "module",
        "dir": "folder",
    }
    return kinds[entry["type"]]


def _login(answer: Any) -> str:
    """The author's account; a deleted one ("ghost") is null."""
    user = answer["user"]
    return _text(user["login"]) if user else ""


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(f"a text was expected, not {type(value).__name__}")
    return value


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=False)
    except binascii.Error as fault:
        raise ValueError(str(fault)) from None
