"""What the double stores: tokens, accounts, pull requests, comments, reviews and checks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from github_double.repository import Repository

ACTIONS = "github-actions[bot]"


@dataclass(frozen=True)
class Scopes:
    """The permissions of a job or an app: none, read or write. A public repository can be read without."""

    contents: str = "read"
    pull_requests: str = "read"
    issues: str = "none"
    checks: str = "none"
    statuses: str = "none"

    def writes(self, *names: str) -> bool:
        """Return whether one of these scopes is write."""
        return any(getattr(self, name) == "write" for name in names)


@dataclass(frozen=True)
class Token:
    """A token: its account and its scopes."""

    login: str
    scopes: Scopes

    @property
    def installed(self) -> bool:
        """Whether it belongs to an app or a workflow."""
        return self.login.endswith("[bot]")


EPOCH = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Limits:
    """GitHub's limits, in bytes where no unit is named; tests lower them."""

    inline_content: int = 1024 * 1024
    blob: int = 100 * 1024 * 1024
    body_characters: int = 65_536
    pull_files: int = 3_000
    compare_files: int = 300
    patch_lines: int = 20_000
    patch: int = 500 * 1024
    all_patches: int = 1024 * 1024
    tree_entries: int = 100_000
    directory_entries: int = 1_000
    annotations: int = 50
    requests: int = 1_000


@dataclass(frozen=True)
class Person:
    """`role`: admin, maintain, write, triage, read or none; `kind`: User, Bot or Organization."""

    login: str
    id: int
    kind: str = "User"
    role: str = "read"


@dataclass
class Pull:
    """A pull request. `fork` is the full name of the head's repository, None if it was deleted."""

    id: int
    number: int
    title: str
    body: str | None
    author: str
    base_ref: str
    base_sha: str
    head_ref: str
    head_sha: str
    fork: str | None
    created: str
    draft: bool = False
    state: str = "open"
    heads: list[str] = field(default_factory=list)
    """Every commit that has been its head."""


@dataclass
class Review:
    id: int
    number: int
    author: str
    body: str
    state: str
    commit: str
    submitted: str | None


@dataclass
class ReviewComment:
    """A review comment. `line` and `position` are None if it is outdated or on the file."""

    id: int
    number: int
    review: int | None
    author: str
    body: str
    path: str
    subject: str
    side: str
    line: int | None
    start_side: str | None
    start: int | None
    commit: str
    original_commit: str
    original_line: int | None
    original_start: int | None
    position: int | None
    original_position: int | None
    hunk: str
    reply_to: int | None
    created: str
    updated: str
    resolved_by: str | None = None
    minimized: str | None = None

    @property
    def outdated(self) -> bool:
        return self.subject == "line" and self.line is None


@dataclass
class Reaction:
    id: int
    author: str
    content: str
    created: str


@dataclass
class IssueComment:
    id: int
    number: int
    author: str
    body: str
    created: str
    updated: str
    minimized: str | None = None
    reactions: list[Reaction] = field(default_factory=list)


@dataclass
class CheckRun:
    id: int
    name: str
    sha: str
    author: str
    status: str
    started: str
    conclusion: str | None = None
    completed: str | None = None
    details_url: str | None = None
    external_id: str | None = None
    title: str | None = None
    summary: str | None = None
    text: str | None = None
    annotations: list[dict[str, object]] = field(default_factory=list)


@dataclass
class Status:
    id: int
    sha: str
    author: str
    state: str
    context: str
    description: str | None
    target_url: str | None
    created: str


@dataclass
class State:
    """One repository and everything on it, in order of creation."""

    name: str
    repository: Repository
    limits: Limits = Limits()
    people: dict[str, Person] = field(default_factory=dict)
    pulls: dict[int, Pull] = field(default_factory=dict)
    reviews: dict[int, Review] = field(default_factory=dict)
    review_comments: dict[int, ReviewComment] = field(default_factory=dict)
    issue_comments: dict[int, IssueComment] = field(default_factory=dict)
    check_runs: dict[int, CheckRun] = field(default_factory=dict)
    statuses: list[Status] = field(default_factory=list)
    _last_id: int = 1_000
    _ticks: int = 0

    def new_id(self) -> int:
        """Return a new id; all kinds of records share one series, so that ids are not mixed up unnoticed."""
        self._last_id += 1
        return self._last_id

    def now(self) -> str:
        """Return a time that advances by a second at every call."""
        self._ticks += 1
        return (EPOCH + timedelta(seconds=self._ticks)).strftime("%Y-%m-%dT%H:%M:%SZ")

    def person(self, login: str) -> Person:
        """Return an account; an unknown one is created with the role read."""
        if login not in self.people:
            self.people[login] = Person(login, self.new_id(), "Bot" if login.endswith("[bot]") else "User")
        return self.people[login]

    def forks(self) -> set[str]:
        return {pull.fork for pull in self.pulls.values() if pull.fork} - {self.name}

    def thread(self, root: ReviewComment) -> list[ReviewComment]:
        """Return a review comment and the replies to it."""
        held = self.review_comments.values()
        return [item for item in held if item is root or item.reply_to == root.id]

    def threads(self, number: int) -> Iterator[ReviewComment]:
        """Return the first comments of the threads, without those of pending reviews."""
        return (item for item in self.review_comments_of(number) if item.reply_to is None)

    def review_comments_of(self, number: int) -> list[ReviewComment]:
        pending = {review.id for review in self.reviews.values() if review.state == "PENDING"}
        held = self.review_comments.values()
        return [item for item in held if item.number == number and item.review not in pending]
