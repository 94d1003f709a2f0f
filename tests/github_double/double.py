"""The double: start it on a git repository, set up a situation, and inspect what a client did."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Any

from werkzeug.serving import make_server

from github_double import diffs, workflow
from github_double.exchange import Urls
from github_double.faults import Faults
from github_double.repository import Repository
from github_double.server import App, Entry, QuietHandler
from github_double.state import (
    ACTIONS,
    IssueComment,
    Limits,
    Pull,
    Review,
    ReviewComment,
    Scopes,
    State,
    Token,
)


class Double:
    """A server that behaves like GitHub towards a bot on pull requests. A context manager."""

    def __init__(
        self,
        path: Path,
        name: str = "lists/awesome",
        *,
        default_branch: str = "main",
        limits: Limits | None = None,
    ) -> None:
        self.state = State(name, Repository(path, default_branch), limits or Limits())
        self._app = App(self.state)
        self._server = make_server("127.0.0.1", 0, self._app, threaded=True, request_handler=QuietHandler)
        self.url = f"http://127.0.0.1:{self._server.port}"
        self._app.urls = Urls(self.url, name)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)
        self._folders = 0
        self.set_role(name.split("/")[0], "admin", kind="Organization")

    @classmethod
    def start(cls, path: Path, name: str = "lists/awesome", **options: Any) -> Double:
        """Start a double on the git repository at `path`."""
        double = cls(path, name, **options)
        double._thread.start()
        return double

    def stop(self) -> None:
        self.faults.over.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def __enter__(self) -> Double:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    # Inspecting

    @property
    def faults(self) -> Faults:
        """The planned faults."""
        return self._app.faults

    @property
    def log(self) -> list[Entry]:
        """The requests so far."""
        return list(self._app.log)

    @property
    def writes(self) -> list[Entry]:
        """The requests that write, whether they succeeded or not."""
        return [entry for entry in self._app.log if entry.write]

    @property
    def violations(self) -> list[str]:
        """Breaches of GitHub's descriptions, by the client or the double. A test clears those it provokes."""
        return self._app.violations

    def reviews(self, number: int) -> list[Review]:
        return [item for item in self.state.reviews.values() if item.number == number]

    def review_comments(self, number: int) -> list[ReviewComment]:
        return self.state.review_comments_of(number)

    def issue_comments(self, number: int) -> list[IssueComment]:
        return [item for item in self.state.issue_comments.values() if item.number == number]

    # Accounts

    def set_role(self, login: str, role: str = "read", *, kind: str = "User") -> None:
        """Give an account a role: admin, maintain, write, triage, read or none."""
        with self._app.lock:
            self.state.people[login] = replace(self.state.person(login), role=role, kind=kind)

    def create_token(self, login: str = ACTIONS, **scopes: str) -> str:
        """Return a new token; by default one of a workflow that can read contents and pull requests."""
        secret = f"ghs_{len(self._app.tokens)}"
        self._app.tokens[secret] = Token(login, Scopes(**scopes))
        self.state.person(login)
        return secret

    def environ(
        self, folder: Path, event: str, payload: dict[str, Any], *, login: str = ACTIONS, **scopes: str
    ) -> dict[str, str]:
        """The environment of a step that this event started, with a token of these scopes.

        The default scopes are contents read and pull_requests write. The files of the step are in `folder`.
        """
        self._folders += 1
        token = self.create_token(login, **(scopes or {"pull_requests": "write"}))
        place = folder / f"run-{self._folders}"
        with self._app.lock:
            return workflow.environment(self.state, self._app.urls, place, event, payload, token)

    # Pull requests and comments

    def open_pull(
        self,
        head: str,
        *,
        base: str = "main",
        author: str = "ada",
        fork: str | None = "",
        title: str = "Add a row",
        body: str | None = None,
        draft: bool = False,
    ) -> Pull:
        """Open a pull request for a branch or commit; `fork` is the author's by default, None if deleted."""
        with self._app.lock:
            state, sha = self.state, self.state.repository.resolve(head)
            if fork == "":
                fork = f"{author}/{state.name.split('/')[1]}"
            number = max(state.pulls, default=0) + 1
            base_sha, now = state.repository.resolve(base), state.now()
            ref = "patch-1" if head == sha else head
            pull = Pull(
                state.new_id(),
                number,
                title,
                body,
                author,
                base,
                base_sha,
                ref,
                sha,
                fork,
                now,
                draft,
                heads=[sha],
            )
            state.person(author)
            state.pulls[number] = pull
            state.repository.point(f"refs/pull/{number}/head", sha)
            return pull

    def push(self, head: str, number: int = 1) -> None:
        """Move the head of a pull request; comments move with their lines or become outdated."""
        with self._app.lock:
            pull, sha = self.state.pulls[number], self.state.repository.resolve(head)
            pull.head_sha, pull.base_sha = sha, self.state.repository.resolve(pull.base_ref)
            pull.heads.append(sha)
            self.state.repository.point(f"refs/pull/{number}/head", sha)
            self._reanchor(pull)

    def retarget(self, base: str, number: int = 1) -> None:
        """Change the base branch."""
        with self._app.lock:
            pull = self.state.pulls[number]
            pull.base_ref, pull.base_sha = base, self.state.repository.resolve(base)
            self._reanchor(pull)

    def close(self, number: int = 1) -> None:
        self.state.pulls[number].state = "closed"

    def reopen(self, number: int = 1) -> None:
        self.state.pulls[number].state = "open"

    def delete_fork(self, number: int = 1) -> None:
        self.state.pulls[number].fork = None

    def comment(self, body: str, author: str = "ada", number: int = 1) -> IssueComment:
        """Comment on a pull request."""
        with self._app.lock:
            now = self.state.now()
            new_comment = IssueComment(self.state.new_id(), number, author, body, now, now)
            self.state.issue_comments[new_comment.id] = new_comment
            self.state.person(author)
            return new_comment

    def reply(self, comment: ReviewComment, body: str, author: str = "ada") -> ReviewComment:
        """Reply to a review comment."""
        with self._app.lock:
            new, now, root = self.state.new_id(), self.state.now(), comment.reply_to or comment.id
            new_comment = replace(
                comment, id=new, author=author, body=body, reply_to=root, created=now, updated=now
            )
            new_comment.resolved_by = new_comment.minimized = None
            self.state.review_comments[new] = new_comment
            self.state.person(author)
            return new_comment

    # Events

    def pull_event(self, action: str = "opened", number: int = 1, **extra: Any) -> dict[str, Any]:
        """Return the payload of `pull_request` and `pull_request_target`."""
        with self._app.lock:
            return workflow.pull_request(self.state, self._app.urls, number, action, extra)

    def comment_event(self, comment: IssueComment, action: str = "created") -> dict[str, Any]:
        """Return the payload of `issue_comment`."""
        with self._app.lock:
            return workflow.issue_comment(self.state, self._app.urls, comment, action)

    def merge_event(self, head: str, base: str = "main", number: int = 1) -> dict[str, Any]:
        """Return the payload of `merge_group`."""
        with self._app.lock:
            sha = self.state.repository.resolve(head)
            return workflow.merge_group(self.state, self._app.urls, base, sha, number)

    def dispatch_event(self, sender: str = "lists", **inputs: Any) -> dict[str, Any]:
        """Return the payload of `workflow_dispatch`."""
        with self._app.lock:
            return workflow.workflow_dispatch(self.state, self._app.urls, sender, inputs)

    def _reanchor(self, pull: Pull) -> None:
        for comment in self.state.review_comments.values():
            if comment.number == pull.number:
                diffs.reanchor(self.state, pull, comment)
