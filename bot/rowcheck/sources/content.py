"""The bytes behind an entry's side, from the object store or from disk, or why there are none.

Never follows a symbolic link: in a pull request it may lead anywhere on the machine.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from rowcheck.errors import SourceError
from rowcheck.sources.base import Unreadable, inside
from rowcheck.sources.encoding import strict, to_disk
from rowcheck.sources.entries import LINK, UNKNOWN, Side

if TYPE_CHECKING:
    from rowcheck.sources.git import Git


class Reader(NamedTuple):
    """Reads the sides of one repository, each when asked for; larger ones than `limit` bytes never."""

    git: Git
    limit: int

    def read(self, side: Side) -> bytes | Unreadable:
        """A file's content, or a symbolic link's target."""
        if not side.on_disk:
            return self._stored(side)
        try:
            return self._on_disk(side)
        except FileNotFoundError:  # not checked out (sparse), or gone since git listed it
            return self._stored(side) if side.oid else Unreadable(side.path, "has just been deleted")
        except OSError as fault:
            return Unreadable(side.path, f"cannot be read: {fault.strerror}")

    def resolved(self, side: Side) -> Side:
        """The side with its mode; git does not tell the one of an untracked file."""
        if side.mode != UNKNOWN:
            return side
        try:
            mode = self._place(side).lstat().st_mode
        except OSError:
            return side._replace(mode="100644")  # reading it says what is wrong
        return side._replace(mode=LINK if stat.S_ISLNK(mode) else "100644")

    def _stored(self, side: Side) -> bytes | Unreadable:
        found = self.git.find(side.oid, self.limit)
        if found is None:
            raise SourceError(f"{side.path}: object {side.oid} is missing; 'git fsck' tells what is damaged")
        return self._too_large(side) if found.data is None else found.data

    def _on_disk(self, side: Side) -> bytes | Unreadable:
        place = self._place(side)
        about = place.lstat()
        if stat.S_ISLNK(about.st_mode):
            return os.fsencode(place.readlink())
        if not stat.S_ISREG(about.st_mode):
            return Unreadable(side.path, "is no regular file")
        return self._too_large(side) if about.st_size > self.limit else place.read_bytes()

    def _place(self, side: Side) -> Path:
        return (self.git.top or self.git.folder) / to_disk(side.path)

    def _too_large(self, side: Side) -> Unreadable:
        return Unreadable(side.path, too_large(self.limit))


def too_large(limit: int) -> str:
    return f"has more than {limit:,} bytes; split the list"


def read_in_folder(folder: Path, path: str) -> str | None:
    """Return the text of a settings or schema file below `folder`; None when there is none.

    Raises SourceError for a file that cannot be read or is not UTF-8, and for a path out of the folder.
    """
    place = folder / to_disk(inside(path))
    try:
        if place.is_symlink() and not place.exists():
            raise SourceError(f"{path}: is a symbolic link to nowhere; fix the link")
        return strict(place.read_bytes(), path)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise SourceError(f"{path}: cannot be read: {error.strerror}") from None


def read_at_version(git: Git, version: str, path: str) -> str | None:
    """Return the text of a settings or schema file of a commit or the index (":0"); None when there is none.

    Raises SourceError for what is not a readable UTF-8 file, and for a path out of the repository.
    """
    found = git.find(f"{version}:{inside(path)}")
    if found is None:
        return None
    if found.kind != "blob" or found.data is None:
        raise SourceError(f"{path}: is a folder, or too large to be a settings file")
    return strict(found.data, path)
