"""The work tree against HEAD: what was edited, added and deleted, whether or not it is staged yet.

Files that git ignores are no part of it. The head's bytes are those on disk, before git's filters
and line end settings: what the editor shows, and what a fix is written into. Whether a file
changed at all is for git to say.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path

from rowcheck.errors import SourceError
from rowcheck.sources import changes, entries
from rowcheck.sources.base import SIZE_LIMIT, Covers, FileChange, Unreadable, Version
from rowcheck.sources.changes import GitSource
from rowcheck.sources.content import Reader, read_in_folder
from rowcheck.sources.encoding import to_disk
from rowcheck.sources.git import Git
from rowcheck.sources.selection import select

_STATUS = (
    *("status", "--porcelain=v2", "-z", "--untracked-files=all", "--no-renames"),
    "--ignore-submodules=dirty",  # or git would run, with all its settings, in every submodule
)
_FILES = ("ls-files", "-z", "-s", "-t", "-c", "-o", "--exclude-standard", "--full-name", "--", ":/")
_NOWHERE = "is a symbolic link that leads nowhere; mend the link, or name the file itself"
_NO_FILE = "is no regular file; name a file of the list"
_SILENT = "is ignored by git, or belongs to a submodule; compare it with 'rowcheck diff'"


class WorkTree(GitSource):
    """`rowcheck check`. The folder may be any in the repository; `files` are relative to it."""

    def __init__(self, folder: Path = Path(), files: Sequence[str] = (), limit: int = SIZE_LIMIT) -> None:
        self._git = Git(folder)
        self._top = top(self._git, "the work tree")
        self._selection = select(files, self._git)
        self._reader = Reader(self._git, limit)

    def changes(self, covers: Covers) -> Iterator[FileChange | Unreadable]:
        found, told = self._changed, set()
        for change in super().changes(covers):
            told.add(change.path)
            yield change
        yield from self._silent({entry.path for entry in found}, covers)
        yield from self._no_files(told, covers)

    def touched(self) -> Collection[str]:
        return {*super().touched(), *self._selection.paths}

    def trusted(self, path: str) -> str | None:
        return read_in_folder(self._top, path)

    def listing(self, covers: Covers) -> Iterator[Version | Unreadable]:
        found = (entry for entry in self._files() if covers(entry.path) and self._there(entry))
        return changes.listing(found, covers, self._reader)

    @cached_property
    def _changed(self) -> list[entries.Entry]:
        found = entries.from_status(self._git.run(*_STATUS))
        self._selection.verify(self._git, (entry.path for entry in found), "HEAD")
        return found

    def _files(self) -> Iterable[entries.Entry]:
        return entries.from_index(self._git.run(*_FILES), on_disk=True)

    def _there(self, entry: entries.Entry) -> bool:
        """Whether it was not deleted; what a sparse checkout leaves out is there all the same."""
        head = entry.head
        return not (head and head.on_disk) or os.path.lexists(self._top / to_disk(entry.path))

    def _silent(self, known: set[str], covers: Covers) -> Iterator[Unreadable]:
        """Files that were named outright, are there, and that git says nothing about."""
        named = {path for path in self._selection.paths if path not in known and covers(path)}
        silent = {path for path in named if (self._top / to_disk(path)).is_file()}
        if silent:
            silent -= {entry.path for entry in self._files()}
        yield from (Unreadable(path, _SILENT) for path in sorted(silent))

    def _no_files(self, told: set[str], covers: Covers) -> Iterator[Unreadable]:
        """What was named outright, is there, and is neither a file nor a folder of files."""
        for path in sorted(path for path in self._selection.paths if path not in told and covers(path)):
            place = self._top / to_disk(path)
            if os.path.lexists(place) and not place.is_dir() and not place.is_file():
                yield Unreadable(path, _NOWHERE if place.is_symlink() else _NO_FILE)


def top(git: Git, what: str) -> Path:
    """The top folder of the work tree. Raises SourceError in a bare repository and inside `.git`."""
    if git.top is None:
        place = "a bare repository" if git.bare else "the '.git' folder"
        raise SourceError(
            f"'{git.folder.absolute()}' is in {place}, without {what}; "
            "compare two commits with '--base', or run rowcheck in the work tree"
        )
    return git.top
