"""File names between git (bytes), rowcheck (text with `/`) and the file system (text of the locale)."""

from __future__ import annotations

import os
import posixpath

from rowcheck.errors import SourceError


def from_git(raw: bytes) -> str:
    """A name as git prints it with -z."""
    return raw.decode("utf-8", "surrogateescape")


def to_git(path: str) -> bytes:
    return path.encode("utf-8", "surrogateescape")


def from_disk(path: str) -> str:
    """A name as the command line or the file system gives it."""
    return from_git(os.fsencode(path))


def to_disk(path: str) -> str:
    """A name to open a file by: the same bytes, whatever the locale calls them."""
    return os.fsdecode(to_git(path))


def inside(path: str) -> str:
    """A path without `.` and `..`. Raises SourceError when it leaves the repository."""
    normal = posixpath.normpath(path)
    if normal.startswith(("../", "/")) or normal == "..":
        raise SourceError(f"'{path}' leads out of the repository; settings and schemas must be in it")
    return normal
