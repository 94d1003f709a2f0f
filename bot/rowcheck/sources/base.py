"""The interface of a source: the files that changed, at two versions, and the settings to check them with.

Paths are relative to the top folder of the repository, with `/` as separator. A path that is not UTF-8 keeps
its bytes as lone surrogates: it can be opened, but not printed as it is.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol, TypeAlias

from rowcheck.errors import SourceError

Covers: TypeAlias = Callable[[str], bool]
"""Whether the `files` of the settings include a path."""

SIZE_LIMIT = 100 * 1024 * 1024
"""The largest list file in bytes: GitHub's own limit (docs.github.com, "About large files on GitHub")."""


@dataclass(frozen=True, slots=True)
class Version:
    """One file at one version."""

    path: str
    data: bytes


@dataclass(frozen=True, slots=True)
class FileChange:
    """One file at both versions; None where it does not exist.

    `path` is that of the head (of the base for a deleted file); a renamed file has an `old_path`.
    """

    path: str
    base: bytes | None
    head: bytes | None
    old_path: str | None = None


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A list file that cannot be checked; `reason` follows the path in a sentence."""

    path: str
    reason: str


class Source(Protocol):
    """The two versions of a list. Every method may raise SourceError or UsageError."""

    def changes(self, covers: Covers) -> Iterable[FileChange | Unreadable]:
        """Return the changed files that are selected and covered; no other file is read."""

    def trusted(self, path: str) -> str | None:
        """Return a settings or schema file of the version that is trusted; None if it does not exist."""

    def listing(self, covers: Covers) -> Iterable[Version | Unreadable]:
        """Return every covered file of the head, changed or not, selected or not."""

    def selects(self, path: str) -> bool:
        """Whether a path is among those that the source is limited to; true if it is not limited."""


class LocalSource(Source, Protocol):
    """A source in a local repository, limited to the paths that the user named."""

    def is_named(self, path: str) -> bool:
        """Whether the user named the path itself; such a file is checked even if it is not covered."""

    def verify_paths(self) -> None:
        """Raise UsageError for a named path that exists in neither version."""


def repository_path(path: str) -> str:
    """Return a path without `.` and `..`. Raises SourceError for one that leads out of the repository."""
    normal = posixpath.normpath(path)
    if normal.startswith(("../", "/")) or normal == "..":
        raise SourceError(f"'{path}' leads out of the repository; settings and schemas must be in it")
    return normal
