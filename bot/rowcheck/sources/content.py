"""Read files from git's object store or from disk: list files as bytes, settings and schemas as text.

A symbolic link to a list is never followed: in a pull request it may lead to any file of the machine.
"""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from pathlib import Path

from rowcheck.errors import SourceError
from rowcheck.sources.base import Unreadable, repository_path
from rowcheck.sources.encoding import decode_utf8, to_disk
from rowcheck.sources.entries import LINK, UNKNOWN, Side
from rowcheck.sources.git import Git


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads files of one repository that have at most `limit` bytes."""

    git: Git
    limit: int

    def read(self, side: Side) -> bytes | Unreadable:
        """Return the content of a file, or the target of a symbolic link."""
        if not side.on_disk:
            return self._read_stored(side)
        try:
            return self._read_disk(side)
        except FileNotFoundError:  # not in the sparse checkout, or deleted since git listed it
            return self._read_stored(side) if side.oid else Unreadable(side.path, "has just been deleted")
        except OSError as error:
            return Unreadable(side.path, f"cannot be read: {error.strerror}")

    def with_mode(self, side: Side) -> Side:
        """Return the side with its mode, which git does not report for an untracked file."""
        if side.mode != UNKNOWN:
            return side
        try:
            mode = self._place(side).lstat().st_mode
        except OSError:
            return side._replace(mode="100644")  # `read` reports the error
        return side._replace(mode=LINK if stat.S_ISLNK(mode) else "100644")

    def _read_stored(self, side: Side) -> bytes | Unreadable:
        found = self.git.find(side.oid, self.limit)
        if found is None:
            raise SourceError(
                f"{side.path}: object {side.oid} is missing; run 'git fsck' to see what is damaged"
            )
        return Unreadable(side.path, too_large(self.limit)) if found.data is None else found.data

    def _read_disk(self, side: Side) -> bytes | Unreadable:
        place = self._place(side)
        status = place.lstat()
        if stat.S_ISLNK(status.st_mode):
            return os.fsencode(place.readlink())
        if not stat.S_ISREG(status.st_mode):
            return Unreadable(side.path, "is not a regular file")
        if status.st_size > self.limit:
            return Unreadable(side.path, too_large(self.limit))
        return place.read_bytes()

    def _place(self, side: Side) -> Path:
        return (self.git.top or self.git.folder) / to_disk(side.path)


def too_large(limit: int) -> str:
    """Return the reason of an Unreadable file of more than `limit` bytes."""
    return f"has more than {limit:,} bytes; split the list"


def read_in_folder(folder: Path, path: str) -> str | None:
    """Return the text of a settings or schema file below `folder`; None when there is none.

    Raises SourceError for a file that cannot be read or is not UTF-8, and for a path out of the folder.
    """
    place = folder / to_disk(repository_path(path))
    try:
        if place.is_symlink() and not place.exists():
            raise SourceError(f"{path}: is a symbolic link to nowhere; fix the link")
        return decode_utf8(place.read_bytes(), path)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise SourceError(f"{path}: cannot be read: {error.strerror}") from None


def read_at_version(git: Git, version: str, path: str) -> str | None:
    """Return the text of a settings or schema file of a commit or the index (":0"); None when there is none.

    Raises SourceError for what is not a readable UTF-8 file, and for a path out of the repository.
    """
    found = git.find(f"{version}:{repository_path(path)}")
    if found is None:
        return None
    if found.kind != "blob" or found.data is None:
        raise SourceError(f"{path}: is a folder, or too large to be a settings file")
    return decode_utf8(found.data, path)
