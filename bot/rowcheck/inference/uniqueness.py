"""What no two rows share: the work that a link names, or a title."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence

from rowcheck.cells import titles, works
from rowcheck.cells.kinds import kind as cell_kind
from rowcheck.inference import evidence
from rowcheck.inference.evidence import Column, Entry, Fit, Habit, Kind, Place
from rowcheck.inference.groups import TableGroup
from rowcheck.model import Cell, Row, Table
from rowcheck.settings.settings import Unique, split_selector

_SCOPES: Mapping[str, tuple[Callable[[Entry], Hashable], str]] = {
    "list": (lambda entry: None, "in the list"),
    "file": (lambda entry: entry.document, "in a file"),
    "table": (lambda entry: entry.table, "in a table"),
}
"""The scopes of a key, the widest first: what rows in the same scope have in common, and a phrase."""


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


def evident(table: Table, others: Sequence[Row]) -> list[Unique]:
    """Return what the rows `others` of the table show to be unique in its first column of links."""
    for column in table.columns:
        cells = [table.cell(row, column) for row in table.rows]
        if sum(bool(cell and cell.links) for cell in cells) > evidence.NAMING_LINKED * len(cells):
            candidates = (Unique(f"{column}.url", "work"), Unique(f"{column}.text", "title"))
            return [unique for unique in candidates if _is_evident(table, others, unique)]
    return []


def _is_evident(table: Table, rows: Sequence[Row], unique: Unique) -> bool:
    values = [value for row in rows if (value := value_of(table, row, unique)) is not None]
    if len(values) < evidence.UNIQUE_NAMES and unique.as_ != "work":
        return False
    return len(set(values)) >= evidence.UNIQUE_SHARE * len(values)


def habits(
    group: TableGroup, kinds: Mapping[str, Kind], everything: Sequence[Entry], threshold: float
) -> Iterator[Habit]:
    """Yield that each row has its own link and its own title, in the column that names the rows.

    `everything` is all rows of the list: a key of a wider scope compares every table that has the column.
    """
    first: list[Habit] = []
    for column in _naming(group, kinds):
        keys = [Unique(column, "title")]
        if kinds[column].name != "text":
            keys = [Unique(f"{column}.url", "work"), Unique(f"{column}.text", "title")]
        found = [habit for key in keys for habit in _key(group, everything, column, key, threshold)]
        if any(habit.fit.share >= evidence.NAMING_SHARE for habit in found):
            yield from found
            return
        first = first or found
    yield from first


def _naming(group: TableGroup, kinds: Mapping[str, Kind]) -> Iterator[str]:
    """Yield the columns that may name the rows: the first one of words, and those of links."""
    words_seen = False
    for column, kind in kinds.items():
        if kind.name in ("link", "links"):
            yield column
        elif kind.name == "text" and not words_seen and not _has_values(group.column(column)):
            words_seen = True
            yield column


def _has_values(column: Column) -> bool:
    """Return whether most cells are dates or numbers, such as months, which name no row."""
    values = column.count(lambda cell: cell_kind(cell.source) in ("year", "date", "number"))
    return 2 * values > len(column.cells)


def _key(
    group: TableGroup, everything: Sequence[Entry], column: str, key: Unique, threshold: float
) -> Iterator[Habit]:
    """Yield the key in the widest scope in which enough rows have their own value.

    Where it holds in none, yield the key within a table if it is worth reporting.
    """
    spelling = group.spelling

    def value(entry: Entry) -> Hashable:
        title = spelling.get(entry.table, {}).get(column, column)
        by = key.by.replace(column, title, 1)
        return value_of(entry.table, entry.row, Unique(by, key.as_))

    rows = len(group.entries)
    filled = sum(value(entry) is not None for entry in group.entries)
    if filled < max(evidence.KEY_ROWS, evidence.KEY_SHARE * rows):
        return
    values = [(entry, value(entry)) for entry in everything]
    for scope, (where, phrase) in _SCOPES.items():
        if scope == "list" and len({entry.document for entry in everything}) == 1:
            continue
        fit = Fit(rows, tuple(_repeated(group, values, where)))
        if fit.share >= threshold or (scope == "table" and fit.share >= evidence.WORTH):
            setting = {"by": key.by, "as": key.as_, **({} if scope == "table" else {"scope": scope})}
            sentence = f"no two rows {phrase} have the same '{key.by}'"
            yield Habit("unique", column, sentence, {"unique": [setting]}, fit)
            return


def _repeated(
    group: TableGroup, values: Sequence[tuple[Entry, Hashable]], where: Callable[[Entry], Hashable]
) -> Iterator[Place]:
    """Yield the rows whose value is further up in the table, or anywhere in another table in scope."""
    homes: dict[tuple[Hashable, Hashable], set[Table]] = {}
    for entry, value in values:
        homes.setdefault((where(entry), value), set()).add(entry.table)
    own = {table for _, table in group.tables}
    seen: set[tuple[Table, Hashable]] = set()
    for entry, value in values:
        if value is None or entry.table not in own:
            continue
        if (entry.table, value) in seen or len(homes[where(entry), value]) > 1:
            yield entry.place
        seen.add((entry.table, value))
