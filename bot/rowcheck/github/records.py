"""The parts of GitHub's answers that a review needs, as frozen values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

ContentKind: TypeAlias = Literal["file", "symlink", "submodule", "folder"]


@dataclass(frozen=True, slots=True)
class Pull:
    """A pull request in its current state; `head` and `base` are commits."""

    number: int
    head: str
    base: str
    base_branch: str
    default_branch: str
    author: str
    is_open: bool
    changed_files: int


@dataclass(frozen=True, slots=True)
class OpenPull:
    """Another open pull request."""

    number: int
    head: str


@dataclass(frozen=True, slots=True)
class ChangedFile:
    """A changed file; `sha` is its blob in the head, or in the base when it was removed.

    `patch` is None for binary files and large diffs.
    """

    path: str
    status: str
    sha: str
    old_path: str | None = None
    patch: str | None = None


@dataclass(frozen=True, slots=True)
class ChangedFiles:
    """The changed files that GitHub lists; `incomplete` is the reason when some are missing."""

    files: tuple[ChangedFile, ...] = ()
    incomplete: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two compared commits: the base, their merge base, and up to 300 files changed since then."""

    base: str
    merge_base: str
    files: tuple[ChangedFile, ...] = ()


@dataclass(frozen=True, slots=True)
class Content:
    """What is at a path; `data` is None where GitHub does not include it (over 1 MB)."""

    kind: ContentKind
    sha: str = ""
    size: int = 0
    data: bytes | None = None
    target: str = ""


@dataclass(frozen=True, slots=True)
class Tree:
    """Path and blob of the regular files of a commit; `truncated` when GitHub did not list all of them."""

    files: tuple[tuple[str, str], ...]
    truncated: bool


@dataclass(frozen=True, slots=True)
class Comment:
    """A review comment, which has a `path`, or a comment on the pull request itself.

    `line` is None when it is outdated or on the file; `reply_to` is the first comment of its thread.
    """

    id: int
    author: str
    body: str
    path: str = ""
    line: int | None = None
    start_line: int | None = None
    reply_to: int | None = None
    on_file: bool = False

    @property
    def outdated(self) -> bool:
        return bool(self.path) and self.line is None and not self.on_file


@dataclass(frozen=True, slots=True)
class Draft:
    """A review comment to post on the right side of the diff; without a `line` it is on the file."""

    path: str
    body: str
    line: int | None = None
    start_line: int | None = None


@dataclass(frozen=True, slots=True)
class Review:
    """A submitted review; `state` is GitHub's, such as CHANGES_REQUESTED."""

    id: int
    author: str
    body: str
    state: str


@dataclass(frozen=True, slots=True)
class Thread:
    """A conversation on a line, with its GraphQL node and the id of its first comment."""

    node: str
    first_comment: int
    resolved: bool
    may_resolve: bool
    may_unresolve: bool
