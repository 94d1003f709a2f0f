"""The index against HEAD: what the next commit will hold. Contents never come from the work tree.

Inside a hook this is the index that git is about to commit (GIT_INDEX_FILE), also for
`git commit FILE` and `git commit -a`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path

from rowcheck.sources import changes, entries
from rowcheck.sources.base import SIZE_LIMIT, Covers, Unreadable, Version, inside
from rowcheck.sources.changes import GitSource
from rowcheck.sources.content import Reader, read_at_version, read_in_folder
from rowcheck.sources.encoding import to_disk
from rowcheck.sources.git import RAW, Git
from rowcheck.sources.selection import select
from rowcheck.sources.worktree import top

# An entry of `git add -N` is a promise to add the file: the next commit will not hold it.
_DIFF = ("diff-index", "--cached", "--ita-invisible-in-index", *RAW)
_FILES = ("ls-files", "-z", "-s", "-t", "--full-name", "--", ":/")


class Index(GitSource):
    """`rowcheck check --staged`."""

    def __init__(self, folder: Path = Path(), files: Sequence[str] = (), limit: int = SIZE_LIMIT) -> None:
        self._git = Git(folder)
        self._top = top(self._git, "the index")
        self._selection = select(files, self._git)
        self._reader = Reader(self._git, limit)

    def trusted(self, path: str) -> str | None:
        """The index's file; the work tree's where the index has none, or a symbolic link."""
        if not (self._top / to_disk(inside(path))).is_symlink():
            text = read_at_version(self._git, ":0", path)
            if text is not None:
                return text
        return read_in_folder(self._top, path)

    def listing(self, covers: Covers) -> Iterator[Version | Unreadable]:
        found = entries.from_index(self._git.run(*_FILES), on_disk=False)
        return changes.listing(found, covers, self._reader)

    @cached_property
    def _changed(self) -> list[entries.Entry]:
        base = self._git.empty_tree() if self._git.is_unborn() else "HEAD"
        found = entries.from_diff(self._git.run(*_DIFF, base, "--"))
        self._selection.verify(self._git, (entry.path for entry in found), "HEAD")
        return found
