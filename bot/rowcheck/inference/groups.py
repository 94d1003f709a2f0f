"""Tables that belong together: by their columns, and by headings where columns do not tell them apart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rowcheck.inference import kinds
from rowcheck.inference.evidence import Column, Entry
from rowcheck.model import Document, Table
from rowcheck.settings.globs import fold
from rowcheck.settings.settings import Match

FEWEST_ROWS, FEWEST_SHARE = 8, 0.01
"""Rows, and the share of all rows, from which tables are worth an entry of their own."""

_SECTION_ROWS, _SAMPLE = 10, 60
"""Rows of a section that show what its columns hold: the fewest, and so many are enough."""
_SURE = 0.95
_MOST_SECTIONS = 5
"""Headings that one entry names; where it took more, they are no way to tell tables apart."""

Located = tuple[Document, Table]


@dataclass(frozen=True)
class Kin:
    """Tables that one entry of the settings speaks of: its columns, headings, and the rows."""

    columns: tuple[str, ...]
    headings: tuple[str, ...]
    tables: tuple[Located, ...]

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All rows, in the order of the files."""
        return tuple(Entry(document, table, row) for document, table in self.tables for row in table.rows)

    @property
    def titled(self) -> Mapping[Table, Mapping[str, str]]:
        """For each table, its own spelling of each column."""
        return {table: _spelling(table, self.columns) for _, table in self.tables}

    def column(self, title: str) -> Column:
        """The cells under one of the columns."""
        return Column.of(title, self.entries, self.titled)


def groups(documents: Sequence[Document]) -> list[Kin]:
    """The groups with rows enough, in an order in which the first that fits a table is its own."""
    shapes: dict[frozenset[str], list[Located]] = {}
    for document in documents:
        for table in document.tables:
            shapes.setdefault(frozenset(map(fold, table.columns)), []).append((document, table))
    fewest = max(FEWEST_ROWS, FEWEST_SHARE * sum(map(_size, shapes.values())))
    large = [shape for shape, tables in shapes.items() if _size(tables) >= fewest]
    entries = [Match(_plain(shapes[shape][0][1].columns)) for shape in _special_first(large)]
    homes: dict[Match, list[Located]] = {entry: [] for entry in entries}
    for document in documents:
        for table in document.tables:
            home = next((entry for entry in entries if entry.fits(table.headings, table.columns)), None)
            if home is not None:
                homes[home].append((document, table))
    return [
        kin for entry, tables in homes.items() for kin in _by_heading(Kin(entry.columns, (), tuple(tables)))
    ]


def _size(tables: Sequence[Located]) -> int:
    return sum(len(table.rows) for _, table in tables)


def _special_first(shapes: Sequence[frozenset[str]]) -> list[frozenset[str]]:
    """The shapes as they come, but each behind those that have its columns and more."""
    placed: list[frozenset[str]] = []
    for shape in shapes:
        below = [at for at, other in enumerate(placed) if other < shape]
        placed.insert(min(below, default=len(placed)), shape)
    return placed


def _plain(columns: Sequence[str]) -> tuple[str, ...]:
    """The titles without the blanks that make a column wide; as settings are read, those do not count."""
    return tuple(" ".join(column.split()) for column in columns)


def _spelling(table: Table, columns: Sequence[str]) -> Mapping[str, str]:
    own = {fold(column): column for column in reversed(table.columns)}
    return {column: own[fold(column)] for column in columns}


def _by_heading(kin: Kin) -> Iterator[Kin]:
    """The same tables, parted where sections hold different things under the same columns."""
    sections = _sections(kin.tables)
    profiles: dict[tuple[str, ...], list[str]] = {}
    for glob, tables in sections.items():
        profiles.setdefault(_profile(Kin(kin.columns, (), tuple(tables))), []).append(glob)
    known = [profile for profile in profiles if profile]
    if len(known) < 2 or () in profiles or any(len(globs) > _MOST_SECTIONS for globs in profiles.values()):
        yield kin
        return
    for globs in profiles.values():
        yield Kin(kin.columns, tuple(globs), tuple(located for glob in globs for located in sections[glob]))


def _sections(tables: Sequence[Located]) -> dict[str, list[Located]]:
    """The tables by the outermost heading that parts them, as a glob."""
    paths = [table.headings for _, table in tables]
    depth = 0
    while len({path[: depth + 1] for path in paths}) == 1 and any(len(path) > depth + 1 for path in paths):
        depth += 1
    found: dict[str, list[Located]] = {}
    for located in tables:
        steps = located[1].headings[: depth + 1]
        found.setdefault(f"{steps[-1]}/**" if steps else "", []).append(located)
    return found


def _profile(kin: Kin) -> tuple[str, ...]:
    """The kind of each column, those that are much the same as one; none where there are too few rows."""
    entries = kin.entries[:: 1 + len(kin.entries) // _SAMPLE]
    if len(entries) < _SECTION_ROWS:
        return ()
    columns = (Column.of(title, entries, kin.titled) for title in kin.columns)
    return tuple(_ROUGHLY.get(kinds.habits(column, _SURE)[0].name, "text") for column in columns)


_ROUGHLY = {
    "link": "links",
    "links": "links",
    "year": "number",
    "integer": "number",
    "number": "number",
    "image": "image",
}
