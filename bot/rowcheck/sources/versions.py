"""What every source that compares two versions in git does alike. No source itself.

Which entries differ between its two versions, each source finds out in its own way.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import cached_property

from rowcheck.sources import compare
from rowcheck.sources.base import Covers, FileChange, Unreadable
from rowcheck.sources.content import Reader
from rowcheck.sources.entries import Entry
from rowcheck.sources.selection import Selection


class Versions:
    """Two versions, limited to a selection of paths; their entries are read when they are asked for."""

    _selection: Selection
    _reader: Reader

    def changes(self, covers: Covers) -> Iterator[FileChange | Unreadable]:
        return compare.changes(self._changed, lambda path: self.selects(path) and covers(path), self._reader)

    def touched(self) -> Collection[str]:
        return {entry.path for entry in self._changed}

    def selects(self, path: str) -> bool:
        return self._selection.includes(path)

    def names(self, path: str) -> bool:
        return self._selection.names(path)

    @cached_property
    def _changed(self) -> list[Entry]:
        raise NotImplementedError
