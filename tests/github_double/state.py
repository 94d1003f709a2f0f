"""What the double stores: tokens, people, pull requests, comments, reviews, checks. No HTTP, no JSON."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from github_double.repository import Repository

ACTIONS = "github-actions[bot]"


@dataclass(frozen=True)
class Scopes:
    """Each is none, read or write. Reading a public repository takes none of them."""

    contents: str = "read"
    pull_requests: str = "read"
    issues: str = "none"
    checks: str = "none"
    statuses: str = "none"

    def writes(self, *names: str) -> bool:
        """Whether one of these may be written."""
        return any(getattr(self, name) == "write" for name in names)


@dataclass(frozen=True)
class Token:
    """Who acts, and what that one may do."""

    login: str
    scopes: Scopes

    @property
    def installed(self) -> bool:
        """Whether it is an app's or a workflow's, not a person's."""
        return self.login.endswith("[bot]")


EPOCH = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Limits:
    """GitHub's limits; a test may lower them to reach them cheaply. Sizes in bytes unless said."""

    inline_content: int = 1024 * 1024
    blob: int = 100 * 1024 * 1024
    body_characters: int = 65_536
    pull_files: int = 3_000
    compare_files: int = 300
    patch_lines: int = 20_000
    patch: int = 500 * 1024
    whole_patch: int = 1024 * 1024
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
    """A pull request. `fork` is the full name of the head's repository; None when that is deleted."""

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
    """Every commit that was once its head."""


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
    """A comment on a diff. `line` and `position` are None when outdated, or when it is on a whole file."""

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
    """One repository and everything about it, in the order it came to be."""

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
        """One series of numbers for everything, so that no number is right by chance in the wrong place."""
        self._last_id += 1
        return self._last_id

    def now(self) -> str:
        """A clock of its own that goes a second with every look at it."""
        self._ticks += 1
        return (EPOCH + timedelta(seconds=self._ticks)).strftime("%Y-%m-%dT%H:%M:%SZ")

    def person(self, login: str) -> Person:
        """Somebody by name; a stranger is made known, able to read as everybody is."""
        if login not in self.people:
            self.people[login] = Person(login, self.new_id(), "Bot" if login.endswith("[bot]") else "User")
        return self.people[login]

    def forks(self) -> set[str]:
        return {pull.fork for pull in self.pulls.values() if pull.fork} - {self.name}

    def thread(self, root: ReviewComment) -> list[ReviewComment]:
        """A comment on the diff and the answers to it."""
        held = self.review_comments.values()
        return [item for item in held if item is root or item.reply_to == root.id]

    def threads(self, number: int) -> Iterator[ReviewComment]:
        """The first comments of a pull request's threads; those of a pending review stay out."""
        return (item for item in self.review_comments_of(number) if item.reply_to is None)

    def review_comments_of(self, number: int) -> list[ReviewComment]:
        pending = {review.id for review in self.reviews.values() if review.state == "PENDING"}
        held = self.review_comments.values()
        return [item for item in held if item.number == number and item.review not in pending]
