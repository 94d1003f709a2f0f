"""The source of `rowcheck check`: the work tree against HEAD, whether or not its changes are staged.

Files that git ignores are not included. Content is read from disk, before git's filters and line end
settings: it is what the editor shows, and what fixes are written to. git decides whether a file has changed.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from rowcheck.errors import SourceError
from rowcheck.sources import changes, entries
from rowcheck.sources.base import SIZE_LIMIT, Covers, FileChange, Unreadable, Version
from rowcheck.sources.changes import GitSource
from rowcheck.sources.content import read_in_folder
from rowcheck.sources.encoding import to_disk
from rowcheck.sources.git import Git

_STATUS = (
    *("status", "--porcelain=v2", "-z", "--untracked-files=all", "--no-renames"),
    "--ignore-submodules=dirty",  # or git would run, with all its settings, in every submodule
)
_FILES = ("ls-files", "-z", "-s", "-t", "-c", "-o", "--exclude-standard", "--full-name", "--", ":/")
_BROKEN_LINK = "is a symbolic link that leads nowhere; fix the link, or name the file itself"
_NOT_A_FILE = "is not a regular file; name a file of the list"
_NOT_LISTED = "is ignored by git, or belongs to a submodule; compare it with 'rowcheck diff'"


class WorkTree(GitSource):
    """The work tree against HEAD. `files` are relative to `folder`, which may be any of the repository."""

    def __init__(self, folder: Path = Path(), files: Sequence[str] = (), limit: int = SIZE_LIMIT) -> None:
        git = Git(folder)
        self._top = top(git, "the work tree")
        super().__init__(git, files, limit)

    def changes(self, covers: Covers) -> Iterator[FileChange | Unreadable]:
        reported = set()
        for change in super().changes(covers):
            reported.add(change.path)
            yield change
        yield from self._unlisted(covers)
        yield from self._special(reported, covers)

    def trusted(self, path: str) -> str | None:
        return read_in_folder(self._top, path)

    def listing(self, covers: Covers) -> Iterator[Version | Unreadable]:
        files = (entry for entry in self._files() if covers(entry.path) and self._exists(entry))
        return changes.listing(files, covers, self._reader)

    def _list_entries(self) -> list[entries.Entry]:
        return entries.from_status(self._git.run(*_STATUS))

    def _files(self) -> Iterable[entries.Entry]:
        return entries.from_index(self._git.run(*_FILES), on_disk=True)

    def _exists(self, entry: entries.Entry) -> bool:
        """Whether the file was not deleted; one left out of a sparse checkout exists."""
        head = entry.head
        return not (head and head.on_disk) or os.path.lexists(self._top / to_disk(entry.path))

    def _unlisted(self, covers: Covers) -> Iterator[Unreadable]:
        """Yield the named files that exist and that git does not list."""
        changed = {entry.path for entry in self._entries}
        named = {path for path in self._selection.paths if path not in changed and covers(path)}
        unlisted = {path for path in named if (self._top / to_disk(path)).is_file()}
        if unlisted:
            unlisted -= {entry.path for entry in self._files()}
        yield from (Unreadable(path, _NOT_LISTED) for path in sorted(unlisted))

    def _special(self, reported: set[str], covers: Covers) -> Iterator[Unreadable]:
        """Yield the named paths that exist and are neither a file nor a folder."""
        for path in sorted(path for path in self._selection.paths if path not in reported and covers(path)):
            place = self._top / to_disk(path)
            if os.path.lexists(place) and not place.is_dir() and not place.is_file():
                yield Unreadable(path, _BROKEN_LINK if place.is_symlink() else _NOT_A_FILE)


def top(git: Git, what: str) -> Path:
    """Return the top folder of the work tree. Raises SourceError in a bare repository and inside `.git`."""
    if git.top is None:
        place = "a bare repository" if git.bare else "the '.git' folder"
        raise SourceError(
            f"'{git.folder.absolute()}' is in {place}, without {what}; "
            "compare two commits with '--base', or run rowcheck in the work tree"
        )
    return git.top
