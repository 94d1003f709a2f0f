"""What a source gives: the files that changed, at two versions, and the settings to judge them by.

Paths are relative to the repository's top folder, with `/` between folders. A name that is not
UTF-8 keeps its bytes as lone surrogates, so it can be opened; it cannot be printed as it is.
Nothing here knows git or the file system.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Collection, Iterable
from typing import NamedTuple, Protocol, TypeAlias

from rowcheck.errors import SourceError

Covers: TypeAlias = Callable[[str], bool]
"""Whether the list's settings speak of a path."""

SIZE_LIMIT = 100 * 1024 * 1024
"""Bytes a list file may have: GitHub takes no larger one (docs.github.com, "About large files")."""


class Version(NamedTuple):
    """One file at one version."""

    path: str
    data: bytes


class FileChange(NamedTuple):
    """One file at both versions; None where it is absent.

    `path` is the head's (the base's when it was deleted); a renamed file has its `old_path`.
    """

    path: str
    base: bytes | None
    head: bytes | None
    old_path: str | None = None


class Unreadable(NamedTuple):
    """A list file that is there but cannot be checked; `reason` follows the path in a sentence."""

    path: str
    reason: str


class Source(Protocol):
    """Where the two versions of a list come from. Every method may raise SourceError or UsageError."""

    def changes(self, covers: Covers) -> Iterable[FileChange | Unreadable]:
        """The changed files that `covers` and the named paths let through, asked before any is read."""

    def trusted(self, path: str) -> str | None:
        """A settings or schema file of the version that may say how to check; None where absent."""

    def listing(self, covers: Covers) -> Iterable[Version | Unreadable]:
        """Every covered file of the head, changed or not, whatever paths the source was given."""

    def selects(self, path: str) -> bool:
        """Whether a path is among those the source was limited to; all are when it was not."""


class LocalSource(Source, Protocol):
    """A source that can tell which files are worth a look before it is told which the list covers."""

    def names(self, path: str) -> bool:
        """Whether a path was named outright: such a file is checked whatever the settings cover."""

    def touched(self) -> Collection[str]:
        """The paths that `changes` may speak of, also those that the source was not limited to."""


def inside(path: str) -> str:
    """A path without `.` and `..`. Raises SourceError when it leaves the repository."""
    normal = posixpath.normpath(path)
    if normal.startswith(("../", "/")) or normal == "..":
        raise SourceError(f"'{path}' leads out of the repository; settings and schemas must be in it")
    return normal
