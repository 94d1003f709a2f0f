"""What other pull requests add, kept between runs by their head commit: a commit never changes.

A damaged or foreign file is an empty cache, and one that cannot be written is none: both only
cost requests.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from rowcheck.sources.write import write_atomically

Added: TypeAlias = frozenset[tuple[str, str]]
"""Path and work of each row."""

_NAME = "rowcheck-pull-requests.json"


@dataclass
class Cache:
    """In memory, and in a file of `folder` when there is one."""

    folder: Path | None = None
    entries: dict[str, Added] = field(default_factory=dict)

    @classmethod
    def open(cls, folder: str | None) -> Cache:
        """The cache in a folder; without one it lasts as long as the run."""
        if folder is None:
            return cls()
        try:
            held = json.loads((Path(folder) / _NAME).read_bytes())
            entries = {
                str(head): frozenset((str(path), str(work)) for path, work in rows)
                for head, rows in held.items()
            }
        except (OSError, ValueError, TypeError, AttributeError):
            entries = {}
        return cls(Path(folder), entries)

    def get(self, head: str) -> Added | None:
        return self.entries.get(head)

    def put(self, head: str, rows: Added) -> None:
        self.entries[head] = rows

    def keep(self, heads: Iterable[str]) -> None:
        """Forget all other heads, and write the file."""
        wanted = set(heads)
        self.entries = {head: rows for head, rows in self.entries.items() if head in wanted}
        if self.folder is None:
            return
        text = json.dumps({head: sorted(rows) for head, rows in sorted(self.entries.items())})
        with suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True)
            write_atomically(self.folder / _NAME, text.encode())
