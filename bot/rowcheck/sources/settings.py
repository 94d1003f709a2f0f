"""Reads a settings or schema file from disk or from a version. What it says is for others to judge."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from rowcheck.errors import SourceError
from rowcheck.settings import defaults
from rowcheck.sources.base import inside
from rowcheck.sources.encoding import strict, to_disk

if TYPE_CHECKING:
    from rowcheck.sources.git import Git


def text_of(given: str | None, trusted: Callable[[str], str | None]) -> tuple[str, str] | None:
    """Path and text of the settings: the file `given`, else the list's own; None where it has none.

    Raises SourceError when a file given outright cannot be read.
    """
    if given is None:
        return defaults.find(trusted)
    try:
        return given, strict(Path(given).read_bytes(), given)
    except OSError as error:
        raise SourceError(
            f"{given}: cannot be read: {error.strerror}; check the path after --config"
        ) from None


def from_folder(folder: Path, path: str) -> str | None:
    """The text of a file below `folder`; None when there is none. Raises SourceError."""
    place = folder / to_disk(inside(path))
    try:
        if place.is_symlink() and not place.exists():
            raise SourceError(f"{path}: is a symbolic link to nowhere; mend the link")
        return strict(place.read_bytes(), path)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as fault:
        raise SourceError(f"{path}: cannot be read: {fault.strerror}") from None


def from_version(git: Git, version: str, path: str) -> str | None:
    """The text of a file of `version` (a commit, or ":0" for the index); None when there is none."""
    found = git.find(f"{version}:{inside(path)}")
    if found is None:
        return None
    if found.kind != "blob" or found.data is None:
        raise SourceError(f"{path}: is a folder or too large to be a settings file")
    return strict(found.data, path)
