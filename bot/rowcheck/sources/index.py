"""The source of `rowcheck check --staged`: the index, which the next commit will contain, against HEAD.

In a hook this is the index of the commit in progress (GIT_INDEX_FILE), also for `git commit FILE` and
`git commit --all`. Lists are never read from the work tree.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from rowcheck.sources import changes, entries
from rowcheck.sources.base import SIZE_LIMIT, Covers, Unreadable, Version, repository_path
from rowcheck.sources.changes import GitSource
from rowcheck.sources.content import read_at_version, read_in_folder
from rowcheck.sources.encoding import to_disk
from rowcheck.sources.git import RAW, Git
from rowcheck.sources.worktree import top

# The next commit will not contain what `git add --intent-to-add` added.
_DIFF = ("diff-index", "--cached", "--ita-invisible-in-index", *RAW)
_FILES = ("ls-files", "-z", "-s", "-t", "--full-name", "--", ":/")


class Index(GitSource):
    """The index against HEAD. `files` are relative to `folder`, which may be any of the repository."""

    def __init__(self, folder: Path = Path(), files: Sequence[str] = (), limit: int = SIZE_LIMIT) -> None:
        git = Git(folder)
        self._top = top(git, "the index")
        super().__init__(git, files, limit)

    def is_unchanged(self) -> bool:
        """Return whether nothing is staged."""
        return not self._entries

    def trusted(self, path: str) -> str | None:
        """Return the file of the index; that of the work tree if it is not staged, or a symbolic link."""
        if not (self._top / to_disk(repository_path(path))).is_symlink():
            text = read_at_version(self._git, ":0", path)
            if text is not None:
                return text
        return read_in_folder(self._top, path)

    def listing(self, covers: Covers) -> Iterator[Version | Unreadable]:
        staged = entries.from_index(self._git.run(*_FILES), on_disk=False)
        return changes.listing(staged, covers, self._reader)

    def _list_entries(self) -> list[entries.Entry]:
        base = self._git.empty_tree() if self._git.is_unborn() else "HEAD"
        return entries.from_diff(self._git.run(*_DIFF, base, "--"))
