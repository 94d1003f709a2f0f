"""The requests of a review to one repository, and the records that GitHub's answers are read into.

Heads of forks are read through the base repository by their commit, so the fork may be deleted. Field
names: https://docs.github.com/rest (pulls, pulls/comments, pulls/reviews, issues/comments,
repos/contents, commits#compare).
"""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from rowcheck.github.connection import (
    Connection,
    ForbiddenError,
    InvalidError,
    MissingError,
    list_of,
    parse,
)
from rowcheck.github.records import (
    ChangedFile,
    Comment,
    Comparison,
    Content,
    ContentKind,
    Draft,
    OpenPull,
    Pull,
    Review,
    Thread,
    Tree,
)

MAX_COMPARED_FILES = 300
"""Files that a comparison lists (docs.github.com/rest/commits/commits#compare-two-commits)."""

_CONTENT_KINDS: dict[str, ContentKind] = {
    "file": "file",
    "symlink": "symlink",
    "submodule": "submodule",
    "dir": "folder",
}

_THREADS = """
query($owner: String!, $name: String!, $number: Int!, $after: String) {
  repository(owner: $owner, name: $name) { pullRequest(number: $number) {
    reviewThreads(first: 100, after: $after) {
      pageInfo { hasNextPage endCursor }
      nodes {
        id isResolved viewerCanResolve viewerCanUnresolve
        comments(first: 1) { nodes { fullDatabaseId } }
      }
    } } } }
"""
_SET_RESOLVED = "mutation($id: ID!) {{ {}(input: {{threadId: $id}}) {{ thread {{ id }} }} }}"


@dataclass(frozen=True)
class Repository:
    """The repository `name`, as `owner/repository`. All methods raise GitHubError."""

    connection: Connection
    name: str

    # Reading

    def pull(self, number: int) -> Pull:
        return self.connection.get(self._path("pulls", number), _pull)

    def open_pulls(self, base: str, count: int) -> tuple[OpenPull, ...]:
        """Return the newest open pull requests for a branch."""
        return self.connection.get(
            self._path("pulls"),
            list_of(lambda answer: OpenPull(int(answer["number"]), _text(answer["head"]["sha"]))),
            state="open",
            base=base,
            sort="created",
            direction="desc",
            per_page=count,
        )

    def files(self, number: int, max_pages: int = 30) -> tuple[ChangedFile, ...]:
        """Return the files that a pull request changes against its merge base, at most 3,000."""
        return tuple(self.connection.pages(self._path("pulls", number, "files"), _changed_file, max_pages))

    def compare(self, base: str, head: str) -> Comparison:
        path = self._path("compare", f"{quote(base, safe='')}...{quote(head, safe='')}")
        return self.connection.get(path, _comparison)

    def content(self, path: str, ref: str) -> Content | None:
        """Return what is at a path of a commit or branch, or None."""
        try:
            return self.connection.get(self._path("contents", quote(path)), _content, ref=ref)
        except MissingError:
            return None

    def tree(self, commit: str) -> Tree:
        """Return the files of a commit, as far as GitHub lists them in one answer."""
        return self.connection.get(self._path("git", "trees", commit), _tree, recursive=1)

    def blob(self, sha: str) -> bytes:
        """Return a blob of up to 100 MB."""
        return self.connection.get(self._path("git", "blobs", sha), _blob)

    def review_comments(self, number: int) -> tuple[Comment, ...]:
        return tuple(self.connection.pages(self._path("pulls", number, "comments"), _review_comment))

    def issue_comments(self, number: int) -> tuple[Comment, ...]:
        """Return the comments on the pull request itself."""
        return tuple(self.connection.pages(self._path("issues", number, "comments"), _issue_comment))

    def reviews(self, number: int) -> tuple[Review, ...]:
        return tuple(self.connection.pages(self._path("pulls", number, "reviews"), _review))

    def threads(self, number: int) -> tuple[Thread, ...]:
        owner, name = self.name.split("/", 1)
        threads: list[Thread] = []
        after: str | None = None
        while True:
            data = self.connection.graphql(_THREADS, owner=owner, name=name, number=number, after=after)
            page, after = parse(_thread_page, data)
            threads += page
            if after is None:
                return tuple(threads)

    def may_write(self, login: str) -> bool:
        """Return whether an account may push (docs.github.com/rest/collaborators: `maintain` is `write`)."""
        path = self._path("collaborators", quote(login, safe=""), "permission")
        try:
            return self.connection.get(path, lambda answer: answer["permission"] in ("admin", "write"))
        except (MissingError, ForbiddenError):
            return False

    def viewer(self) -> str | None:
        """Return the account of the token, or None where the token may not ask."""
        try:
            data = self.connection.graphql("query { viewer { login } }")
        except (ForbiddenError, MissingError, InvalidError):
            return None
        return parse(lambda data: str(data["viewer"]["login"]), data)

    def check_runs(self, sha: str, name: str) -> tuple[str, ...]:
        """Return the external ids of the newest check runs with a name on a commit."""
        return self.connection.get(
            self._path("commits", sha, "check-runs"),
            lambda answer: tuple(run["external_id"] or "" for run in answer["check_runs"]),
            check_name=name,
            filter="latest",
        )

    # Writing. What creates something is sent once, and may have been created when it raises LostError.

    def post_review(self, pull: Pull, event: str, body: str, drafts: Sequence[Draft]) -> None:
        comments = [_draft(draft) for draft in drafts]
        path = self._path("pulls", pull.number, "reviews")
        self.connection.send("POST", path, commit_id=pull.head, event=event, body=body, comments=comments)

    def post_review_comment(self, pull: Pull, draft: Draft) -> None:
        path = self._path("pulls", pull.number, "comments")
        self.connection.send("POST", path, commit_id=pull.head, **_draft(draft))

    def post_issue_comment(self, number: int, body: str) -> None:
        self.connection.send("POST", self._path("issues", number, "comments"), body=body)

    def edit_review_comment(self, comment: int, body: str) -> None:
        self.connection.send_idempotent("PATCH", self._path("pulls", "comments", comment), body=body)

    def edit_issue_comment(self, comment: int, body: str) -> None:
        self.connection.send_idempotent("PATCH", self._path("issues", "comments", comment), body=body)

    def delete_review_comment(self, comment: int) -> None:
        self._delete(self._path("pulls", "comments", comment))

    def delete_issue_comment(self, comment: int) -> None:
        self._delete(self._path("issues", "comments", comment))

    def dismiss_review(self, number: int, review: int, message: str) -> None:
        path = self._path("pulls", number, "reviews", review, "dismissals")
        self.connection.send_idempotent("PUT", path, message=message)

    def react(self, comment: int, content: str) -> None:
        """Add a reaction to a comment; GitHub keeps one of each content and account."""
        path = self._path("issues", "comments", comment, "reactions")
        self.connection.send_idempotent("POST", path, content=content)

    def set_resolved(self, thread: Thread, resolved: bool) -> None:
        """Resolve a thread, or reopen it. Requires `contents: write`."""
        name = "resolveReviewThread" if resolved else "unresolveReviewThread"
        self.connection.graphql(_SET_RESOLVED.format(name), id=thread.node)

    def post_check_run(self, run: dict[str, Any]) -> int:
        """Return the id of the new check run."""
        answer = self.connection.send("POST", self._path("check-runs"), **run)
        return parse(lambda answer: int(answer["id"]), answer)

    def append_to_check_run(self, number: int, output: dict[str, Any]) -> None:
        """Update the output of a check run; GitHub adds the annotations to those it has."""
        self.connection.send("PATCH", self._path("check-runs", number), output=output)

    def _delete(self, path: str) -> None:
        try:
            self.connection.send_idempotent("DELETE", path)
        except MissingError:
            return

    def _path(self, *segments: object) -> str:
        return "/".join(("/repos", self.name, *map(str, segments)))


def _draft(draft: Draft) -> dict[str, Any]:
    if draft.line is None:
        return {"path": draft.path, "body": draft.body, "subject_type": "file"}
    fields: dict[str, Any] = {
        "path": draft.path,
        "body": draft.body,
        "line": draft.line,
        "side": "RIGHT",
    }
    if draft.start_line is not None and draft.start_line < draft.line:
        fields |= {"start_line": draft.start_line, "start_side": "RIGHT"}
    return fields


# Answers. `connection.parse` turns the exceptions of these functions into LostError.


def _pull(answer: Any) -> Pull:
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


def _changed_file(answer: Any) -> ChangedFile:
    return ChangedFile(
        path=_text(answer["filename"]),
        status=_text(answer["status"]),
        sha=answer.get("sha") or "",
        old_path=answer.get("previous_filename"),
        patch=answer.get("patch"),
    )


def _comparison(answer: Any) -> Comparison:
    return Comparison(
        base=_text(answer["base_commit"]["sha"]),
        merge_base=_text(answer["merge_base_commit"]["sha"]),
        files=tuple(map(_changed_file, answer.get("files") or ())),
    )


def _content(answer: Any) -> Content:
    if isinstance(answer, list):
        return Content("folder")
    return Content(
        kind=_CONTENT_KINDS[answer["type"]],
        sha=_text(answer["sha"]),
        size=int(answer["size"]),
        data=base64.b64decode(answer["content"]) if answer.get("encoding") == "base64" else None,
        target=answer.get("target") or "",
    )


def _tree(answer: Any) -> Tree:
    # Modes of git-ls-tree: symbolic links and submodules have others.
    files = [entry for entry in answer["tree"] if entry["mode"] in ("100644", "100755")]
    paths = tuple((_text(entry["path"]), _text(entry["sha"])) for entry in files)
    return Tree(paths, bool(answer["truncated"]))


def _blob(answer: Any) -> bytes:
    if answer["encoding"] == "base64":
        return base64.b64decode(answer["content"])
    return _text(answer["content"]).encode()


def _review_comment(answer: Any) -> Comment:
    return Comment(
        id=int(answer["id"]),
        author=_login(answer),
        body=answer["body"] or "",
        path=_text(answer["path"]),
        line=answer.get("line"),
        start_line=answer.get("start_line"),
        reply_to=answer.get("in_reply_to_id"),
        on_file=answer.get("subject_type") == "file",
    )


def _issue_comment(answer: Any) -> Comment:
    return Comment(int(answer["id"]), _login(answer), answer.get("body") or "")


def _review(answer: Any) -> Review:
    return Review(int(answer["id"]), _login(answer), answer.get("body") or "", _text(answer["state"]))


def _thread_page(answer: Any) -> tuple[tuple[Thread, ...], str | None]:
    """Return the threads of a page, and the cursor of the next page."""
    page = answer["repository"]["pullRequest"]["reviewThreads"]
    info = page["pageInfo"]
    return list_of(_thread)(page["nodes"]), _text(info["endCursor"]) if info["hasNextPage"] else None


def _thread(answer: Any) -> Thread:
    (first,) = answer["comments"]["nodes"][:1] or ({"fullDatabaseId": 0},)
    return Thread(
        node=_text(answer["id"]),
        first_comment=int(first["fullDatabaseId"] or 0),
        resolved=bool(answer["isResolved"]),
        may_resolve=bool(answer["viewerCanResolve"]),
        may_unresolve=bool(answer["viewerCanUnresolve"]),
    )


def _login(answer: Any) -> str:
    """Return the author's account; the one of a deleted account is null."""
    user = answer["user"]
    return _text(user["login"]) if user else ""


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(f"expected a string, not {type(value).__name__}")
    return value
