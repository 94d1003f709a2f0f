"""What no two rows share: the work that a link names, or a title; and how far that holds."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rowcheck.cells import titles, works
from rowcheck.inference.evidence import Entry, Fit, Place
from rowcheck.inference.groups import Kin
from rowcheck.inference.habit import Habit, Kind
from rowcheck.inference.kinds import WORTH
from rowcheck.model import Cell, Row, Table
from rowcheck.settings.settings import Unique, split_selector

_LINKED = 0.6
"""Share of rows with a link from which a column counts as the one that names the rows."""
_UNIQUE = 0.97
"""Share of distinct values from which a column is taken to be unique on purpose."""
_FEWEST_NAMES = 5
"""Fewer names than these show no habit: they may all read `Link`."""

FEWEST = 8
"""Values that a key takes."""
NAMING = 0.95
"""The share of rows with a value of their own from which a column is what names them."""

SCOPES: Mapping[str, Callable[[Entry], Hashable]] = {
    "list": lambda entry: None,
    "file": lambda entry: entry.document,
    "table": lambda entry: entry.table,
}
"""How far two rows may not share a value, and what they have in common that far; the widest first."""

_SAYS = {"list": "in the list", "file": "in a file", "table": "in a table"}


def evident(table: Table, others: Sequence[Row]) -> list[Unique]:
    """Return what the rows `others` of the table show to be unique in its first column of links."""
    column = next((name for name in table.columns if _links_rows(table, name)), None)
    if column is None:
        return []
    candidates = (Unique(f"{column}.url", "work"), Unique(f"{column}.text", "title"))
    return [unique for unique in candidates if _is_habit(table, others, unique)]


def _links_rows(table: Table, column: str) -> bool:
    cells = [table.cell(row, column) for row in table.rows]
    return sum(bool(cell and cell.links) for cell in cells) > _LINKED * len(cells)


def _is_habit(table: Table, rows: Sequence[Row], unique: Unique) -> bool:
    values = [value for row in rows if (value := value_of(table, row, unique)) is not None]
    if len(values) < _FEWEST_NAMES and unique.as_ != "work":
        return False
    return len(set(values)) >= _UNIQUE * len(values)


def value_of(table: Table, row: Row, unique: Unique) -> Hashable:
    """Return the value of the row that `unique` compares; None if there is nothing to compare."""
    column, part = split_selector(unique.by)
    cell = table.cell(row, column)
    if cell is None:
        return None
    if unique.as_ in ("work", "url"):
        link = next(iter(cell.links), None)
        if link is None:
            return None
        work = works.work(link.url) if unique.as_ == "work" else works.Work("url", link.url)
        return None if work == works.NONE else work
    text = text_of(cell, part)
    return (titles.title_key(text) if unique.as_ == "title" else " ".join(text.split())) or None


def text_of(cell: Cell, part: str | None) -> str:
    """Return the text of a cell, or of its first link where a selector ends in `.text`."""
    if part == "text" and cell.links:
        return cell.links[0].text
    return cell.text


def habits(kin: Kin, kinds: Mapping[str, Kind], around: Sequence[Entry], threshold: float) -> Iterator[Habit]:
    """That each row has its own link, and its own title, in the column which names the rows.

    `around` are all rows of the list: a key of a wider scope looks into every table that has the column.
    """
    found: list[Habit] = []
    for column in _naming(kinds):
        keys = [(column, "title")]
        if kinds[column].name != "text":
            keys = [(f"{column}.url", "work"), (f"{column}.text", "title")]
        mine = [habit for by, as_ in keys for habit in _Key(kin, around, column, by, as_).habits(threshold)]
        if any(habit.fit.share >= NAMING for habit in mine):
            yield from mine
            return
        found = found or mine
    yield from found


def _naming(kinds: Mapping[str, Kind]) -> Iterator[str]:
    """The columns that may name the rows: the first of texts, and those of links."""
    text_seen = False
    for column, kind in kinds.items():
        if kind.name in ("link", "links") or (kind.name == "text" and not text_seen):
            yield column
        text_seen = text_seen or kind.name == "text"


@dataclass(frozen=True)
class _Key:
    """What rows of a group may not share, by a selector of one of its columns."""

    kin: Kin
    around: Sequence[Entry]
    column: str
    by: str
    as_: str

    def habits(self, threshold: float) -> Iterator[Habit]:
        """The widest scope in which enough rows have their own value; else the narrowest, if worth it."""
        mine = {entry.row for entry in self.kin.entries}
        if sum(value is not None for value in self._values(self.kin.entries)) < max(FEWEST, 0.5 * len(mine)):
            return
        for scope, where in SCOPES.items():
            if scope == "list" and len({entry.document for entry in self.around}) == 1:
                continue
            fit = Fit(len(mine), tuple(self._again(where)))
            if fit.share >= threshold or (scope == "table" and fit.share >= WORTH):
                value: dict[str, Any] = {"by": self.by, "as": self.as_}
                if scope != "table":
                    value["scope"] = scope
                says = f"no two rows {_SAYS[scope]} have the same '{self.by}'"
                yield Habit("unique", self.column, says, {"unique": [value]}, fit)
                return

    def _values(self, entries: Iterable[Entry]) -> Iterator[Hashable]:
        titled = self.kin.titled
        for entry in entries:
            own = titled.get(entry.table, {}).get(self.column, self.column)
            yield _value(entry.table.cell(entry.row, own), self.as_)

    def _again(self, where: Callable[[Entry], Hashable]) -> Iterator[Place]:
        """The rows whose value another row has: further up in the table, or anywhere in another table."""
        values = list(zip(self.around, self._values(self.around), strict=True))
        homes: dict[tuple[Hashable, Hashable], set[Table]] = {}
        for entry, value in values:
            homes.setdefault((where(entry), value), set()).add(entry.table)
        own = {table for _, table in self.kin.tables}
        seen: set[tuple[Table, Hashable]] = set()
        for entry, value in values:
            if value is None or entry.table not in own:
                continue
            if (entry.table, value) in seen or len(homes[where(entry), value]) > 1:
                yield entry.place
            seen.add((entry.table, value))


def _value(cell: Cell | None, as_: str) -> Hashable:
    """What the `duplicate` rule compares; None for nothing to compare."""
    if cell is None or (as_ == "work" and not cell.links):
        return None
    if as_ == "work":
        work = works.work(cell.links[0].url)
        return None if work == works.NONE else work
    return titles.title_key(cell.links[0].text if cell.links else cell.text) or None
