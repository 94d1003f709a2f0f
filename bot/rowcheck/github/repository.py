"""One repository on GitHub: what a review reads there and writes there, each a method.

Decides nothing: what should stand is `reconcile`'s, what went wrong is told by the exceptions of
`faults`. Fork heads are read through this repository by their commit, so a fork may be gone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from rowcheck.github import answers
from rowcheck.github.connection import Connection
from rowcheck.github.faults import ForbiddenError, InvalidError, MissingError
from rowcheck.github.records import (
    ChangedFile,
    Comment,
    Comparison,
    Content,
    Draft,
    OpenPull,
    Pull,
    Review,
    Thread,
    Tree,
)

COMPARED = 300
"""Files that a comparison lists (docs.github.com/rest/commits/commits#compare-two-commits)."""

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
_SETTLE = "mutation($id: ID!) {{ {}(input: {{threadId: $id}}) {{ thread {{ id }} }} }}"


@dataclass(frozen=True)
class Repository:
    """`name` is `owner/repository`."""

    connection: Connection
    name: str

    # Reading

    def pull(self, number: int) -> Pull:
        return self.connection.get(self._at("pulls", number), answers.pull)

    def files(self, number: int, most_pages: int = 30) -> tuple[ChangedFile, ...]:
        """What a pull request changes against its merge base; GitHub lists at most 3,000 files."""
        path = self._at("pulls", number, "files")
        return tuple(self.connection.pages(path, answers.changed_file, most_pages))

    def compare(self, base: str, head: str) -> Comparison:
        path = self._at("compare", f"{quote(base, safe='')}...{quote(head, safe='')}")
        return self.connection.get(path, answers.comparison)

    def content(self, path: str, ref: str) -> Content | None:
        """What stands at a path of a commit or branch; None when nothing does."""
        try:
            return self.connection.get(self._at("contents", quote(path)), answers.content, ref=ref)
        except MissingError:
            return None

    def tree(self, commit: str) -> Tree:
        """Every entry of a commit, as far as GitHub lists them in one answer."""
        return self.connection.get(self._at("git", "trees", commit), answers.tree, recursive=1)

    def blob(self, sha: str) -> bytes:
        """A blob of up to 100 MB."""
        return self.connection.get(self._at("git", "blobs", sha), answers.blob)

    def line_comments(self, number: int) -> tuple[Comment, ...]:
        path = self._at("pulls", number, "comments")
        return tuple(self.connection.pages(path, answers.review_comment))

    def comments(self, number: int) -> tuple[Comment, ...]:
        """The comments on the pull request itself."""
        path = self._at("issues", number, "comments")
        return tuple(self.connection.pages(path, answers.issue_comment))

    def reviews(self, number: int) -> tuple[Review, ...]:
        return tuple(self.connection.pages(self._at("pulls", number, "reviews"), answers.review))

    def may_write(self, login: str) -> bool:
        """Whether an account may push (docs.github.com/rest/collaborators: `maintain` is told as `write`)."""
        path = self._at("collaborators", quote(login, safe=""), "permission")
        try:
            return self.connection.get(path, lambda answer: answer["permission"] in ("admin", "write"))
        except (MissingError, ForbiddenError):
            return False

    def viewer(self) -> str | None:
        """The account behind the token; None where GitHub does not tell."""
        try:
            data = self.connection.ask("query { viewer { login } }")
        except (ForbiddenError, MissingError, InvalidError):
            return None
        return answers.read(lambda data: str(data["viewer"]["login"]), data)

    def open_pulls(self, base: str, most: int) -> tuple[OpenPull, ...]:
        """The newest pull requests that are open for a branch."""
        return self.connection.get(
            self._at("pulls"),
            answers.every(answers.open_pull),
            state="open",
            base=base,
            sort="created",
            direction="desc",
            per_page=most,
        )

    def threads(self, number: int) -> tuple[Thread, ...]:
        owner, name = self.name.split("/", 1)
        found: list[Thread] = []
        after: str | None = None
        while True:
            data = self.connection.ask(_THREADS, owner=owner, name=name, number=number, after=after)
            page = answers.read(lambda data: data["repository"]["pullRequest"]["reviewThreads"], data)
            found += answers.read(answers.every(answers.thread), page["nodes"])
            if not page["pageInfo"]["hasNextPage"]:
                return tuple(found)
            after = page["pageInfo"]["endCursor"]

    # Writing: what posts something new is sent once, and may have happened when it raises LostError

    def post_review(self, pull: Pull, event: str, body: str, comments: Sequence[Draft]) -> None:
        drafts = [_draft(comment) for comment in comments]
        path = self._at("pulls", pull.number, "reviews")
        self.connection.once("POST", path, commit_id=pull.head, event=event, body=body, comments=drafts)

    def post_line_comment(self, pull: Pull, comment: Draft) -> None:
        path = self._at("pulls", pull.number, "comments")
        self.connection.once("POST", path, commit_id=pull.head, **_draft(comment))

    def post_file_comment(self, pull: Pull, path: str, body: str) -> None:
        """A comment on the file as a whole, for a line that GitHub takes no comment on."""
        whole = {"path": path, "body": body, "subject_type": "file"}
        self.connection.once("POST", self._at("pulls", pull.number, "comments"), commit_id=pull.head, **whole)

    def post_comment(self, number: int, body: str) -> None:
        self.connection.once("POST", self._at("issues", number, "comments"), body=body)

    def edit_line_comment(self, comment: int, body: str) -> None:
        self.connection.again("PATCH", self._at("pulls", "comments", comment), body=body)

    def edit_comment(self, comment: int, body: str) -> None:
        self.connection.again("PATCH", self._at("issues", "comments", comment), body=body)

    def delete_line_comment(self, comment: int) -> None:
        self._delete(self._at("pulls", "comments", comment))

    def delete_comment(self, comment: int) -> None:
        self._delete(self._at("issues", "comments", comment))

    def dismiss(self, number: int, review: int, message: str) -> None:
        path = self._at("pulls", number, "reviews", review, "dismissals")
        self.connection.again("PUT", path, message=message)

    def react(self, comment: int, content: str) -> None:
        """One of GitHub's reactions; the same one twice is one."""
        self.connection.again("POST", self._at("issues", "comments", comment, "reactions"), content=content)

    def settle(self, thread: Thread, *, resolved: bool) -> None:
        """Resolve a conversation, or open it again. Needs `contents: write`."""
        name = "resolveReviewThread" if resolved else "unresolveReviewThread"
        self.connection.ask(_SETTLE.format(name), id=thread.node)

    def check_runs(self, sha: str, name: str) -> tuple[tuple[int, str], ...]:
        """The check runs of a name on a commit: id and external id of each, the newest first."""
        path = self._at("commits", sha, "check-runs")
        return self.connection.get(
            path,
            lambda answer: tuple((run["id"], run["external_id"] or "") for run in answer["check_runs"]),
            check_name=name,
            filter="latest",
        )

    def post_check_run(self, run: dict[str, Any]) -> int:
        """The id of the new check run."""
        answer = self.connection.once("POST", self._at("check-runs"), **run)
        return answers.read(lambda answer: int(answer["id"]), answer)

    def edit_check_run(self, number: int, output: dict[str, Any]) -> None:
        """GitHub adds the annotations to those that are there, so this is sent once as well."""
        self.connection.once("PATCH", self._at("check-runs", number), output=output)

    def _delete(self, path: str) -> None:
        try:
            self.connection.again("DELETE", path)
        except MissingError:
            return

    def _at(self, *steps: object) -> str:
        return "/".join(("/repos", self.name, *map(str, steps)))


def _draft(comment: Draft) -> dict[str, Any]:
    at: dict[str, Any] = {"path": comment.path, "body": comment.body, "line": comment.line, "side": "RIGHT"}
    if comment.start_line is not None and comment.start_line < comment.line:
        at |= {"start_line": comment.start_line, "start_side": "RIGHT"}
    return at
