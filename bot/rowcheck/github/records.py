"""What GitHub told, as values: a pull request, its files, its comments. Nothing here makes a request.

Names are ours, not the API's; only what a review needs is kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

ContentKind: TypeAlias = Literal["file", "link", "module", "folder"]


@dataclass(frozen=True, slots=True)
class Pull:
    """A pull request as it stands now. `changed_files` may exceed what GitHub lists."""

    number: int
    head: str
    base: str
    base_branch: str
    default_branch: str
    author: str
    is_open: bool
    changed_files: int


@dataclass(frozen=True, slots=True)
class ChangedFile:
    """A file that a pull request changes; `sha` is the blob of the head (of the base when removed).

    `patch` is None where GitHub gives none: binary files and large differences.
    """

    path: str
    status: str
    sha: str
    old_path: str | None = None
    patch: str | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """The changed files that GitHub lists; `missing` says why there are more, where there are."""

    files: tuple[ChangedFile, ...] = ()
    missing: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two commits: the base's name, where the head left it, and what changed since (at most 300 files)."""

    base: str
    merge_base: str
    files: tuple[ChangedFile, ...] = ()


@dataclass(frozen=True, slots=True)
class Content:
    """What stands at a path; `data` is None where GitHub does not send it along (over 1 MB)."""

    kind: ContentKind
    sha: str = ""
    size: int = 0
    data: bytes | None = None
    target: str = ""


@dataclass(frozen=True, slots=True)
class Tree:
    """The regular files of a commit: path and blob; `truncated` when GitHub did not list them all."""

    files: tuple[tuple[str, str], ...]
    truncated: bool


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment on a pull request or on one of its lines (then it has a `path`).

    `line` is None when it is outdated or speaks of the whole file; `reply_to` is the thread's first.
    """

    id: int
    author: str
    body: str
    path: str = ""
    line: int | None = None
    start_line: int | None = None
    reply_to: int | None = None
    whole_file: bool = False

    @property
    def outdated(self) -> bool:
        return bool(self.path) and self.line is None and not self.whole_file


@dataclass(frozen=True, slots=True)
class Review:
    """A submitted review; `state` is GitHub's word, such as CHANGES_REQUESTED."""

    id: int
    author: str
    body: str
    state: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A comment on a line that is yet to be posted, on the right side of the difference."""

    path: str
    line: int
    body: str
    start_line: int | None = None


@dataclass(frozen=True, slots=True)
class Thread:
    """A conversation on a line, known by its first comment."""

    node: str
    first_comment: int
    resolved: bool
    may_resolve: bool
    may_unresolve: bool


@dataclass(frozen=True, slots=True)
class OpenPull:
    """Another pull request that waits; `number` grows with time, so the smaller one was first."""

    number: int
    head: str
