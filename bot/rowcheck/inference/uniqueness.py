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


def naming(table: Table) -> tuple[Unique, ...]:
    """Return the work and the title in the first column of links, which names the rows; mostly both."""
    for column in table.columns:
        cells = [table.cell(row, column) for row in table.rows]
        if sum(bool(cell and cell.links) for cell in cells) > evidence.NAMING_LINKED * len(cells):
            return Unique(f"{column}.url", "work"), Unique(f"{column}.text", "title")
    return ()


def is_evident(table: Table, rows: Sequence[Row], sisters: Sequence[Entry], unique: Unique) -> bool:
    """Return whether `rows` of the table show that a value is unique, with those of its sister tables.

    A table that repeats values is not unique. With few rows, the sister tables must be unique as well. Names
    recur in other tables before they recur in this one, so that these always count for titles.
    """
    own = [value for row in rows if (value := value_of(table, row, unique)) is not None]
    if not _are_distinct(own, evidence.UNIQUE_SHARE):
        return False
    if unique.as_ == "work" and len(own) >= evidence.UNIQUE_ROWS:
        return True
    values = [
        (entry.table, value) for entry in sisters if (value := value_of(entry.table, entry.row, unique))
    ]
    everything: list[Hashable] = [*own, *values]
    share = evidence.UNIQUE_SHARE if unique.as_ == "work" else evidence.NAMES_SHARE
    enough = len(own) >= evidence.UNIQUE_ROWS or len(everything) >= evidence.SISTER_ROWS
    return enough and _are_distinct(everything, share)


def has_distinct_names(table: Table, rows: Sequence[Row], unique: Unique) -> bool:
    """Return whether the values of `rows` are names, and not the same word in each row."""
    values = [value for row in rows if (value := value_of(table, row, unique)) is not None]
    return len(values) >= evidence.UNIQUE_NAMES and _are_distinct(values, evidence.UNIQUE_SHARE)


def _are_distinct(values: Sequence[Hashable], share: float) -> bool:
    return len(set(values)) >= share * len(values)


def habits(
    group: TableGroup, kinds: Mapping[str, Kind], everything: Sequence[Entry], threshold: float
) -> Iterator[Habit]:
    """Yield that each row has its own link and its own title, in the column that names the rows.

    `everything` is all rows of the list: a key of a wider scope compares every table that has the column.
    Where rows repeat their links and titles, yield that nothing is unique.
    """
    first: list[Habit] = []
    repeating: list[Habit] = []
    for column in _naming(group, kinds):
        keys = [Unique(column, "title")]
        if kinds[column].name != "text":
            keys = [Unique(f"{column}.url", "work"), Unique(f"{column}.text", "title")]
        habits = [habit for key in keys for habit in _key(group, everything, column, key, threshold)]
        found = [habit for habit in habits if habit.value["unique"]]
        repeating += [habit for habit in habits if not habit.value["unique"]]
        if any(habit.fit.share >= evidence.NAMING_SHARE for habit in found):
            yield from found
            return
        first = first or found
    yield from first or repeating[:1]


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

    Where it holds in none, yield the key within a table if it is worth reporting, and else no key.
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
    yield Habit("unique", column, f"rows of a table share the same '{key.by}'", {"unique": []}, Fit(rows))


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
