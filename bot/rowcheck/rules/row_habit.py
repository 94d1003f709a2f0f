"""A cell unlike nearly all others of its column.

Where a list has no row schema, its rows still show what belongs where: a link in each cell of a
column, a year, a number, one of a few words. A new cell that breaks with it was most likely put
under the wrong column, left empty or misspelt. So was a row of which every cell is empty.

Looked at are ten rows or more, of this table and of tables with the same columns, of which nearly
all agree; anything else is no habit. A column is left to the list's row schema where that says
what a cell must hold.

Bad:

    | API | Since | HTTPS |
    | --- | --- | --- |
    | [Ants](https://ants.example) | 2019 | Yes |
    | [Bees](https://bees.example) | 2020 | Yes |
    | [Cats](https://cats.example) | 2021 | No |
    | [Dogs](https://dogs.example) | 2021 | Yes |
    | [Eels](https://eels.example) | 2022 | Yes |
    | [Fish](https://fish.example) | 2022 | Yes |
    | [Goat](https://goat.example) | 2022 | No |
    | [Hens](https://hens.example) | 2023 | Yes |
    | [Ibis](https://ibis.example) | 2023 | Yes |
    | [Jays](https://jays.example) | 2024 | Yes |
    | [Kiwi](https://kiwi.example) | Yes | 2024 |

Good:

    | API | Since | HTTPS |
    | --- | --- | --- |
    | [Ants](https://ants.example) | 2019 | Yes |
    | [Bees](https://bees.example) | 2020 | Yes |
    | [Cats](https://cats.example) | 2021 | No |
    | [Dogs](https://dogs.example) | 2021 | Yes |
    | [Eels](https://eels.example) | 2022 | Yes |
    | [Fish](https://fish.example) | 2022 | Yes |
    | [Goat](https://goat.example) | 2022 | No |
    | [Hens](https://hens.example) | 2023 | Yes |
    | [Ibis](https://ibis.example) | 2023 | Yes |
    | [Jays](https://jays.example) | 2024 | Yes |
    | [Kiwi](https://kiwi.example) | 2024 | Yes |
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property, partial
from typing import TypeAlias, TypeVar
from weakref import WeakKeyDictionary

from rowcheck.cells.kinds import KINDS
from rowcheck.inference.column_habits import Breach, ColumnHabit, column_habit
from rowcheck.markdown import tablerow
from rowcheck.model import Cell, Document, Edit, Fix, Problem, Row
from rowcheck.rules.rule import BLANKS, TableView, row_rule
from rowcheck.settings.globs import fold
from rowcheck.text import quoted

_T = TypeVar("_T")

_MOST = 1000
"""Rows of a table that are looked at, spread over all of them: more would not show more."""

_TELLING = frozenset(("allOf", "anyOf", "const", "enum", "format", "not", "oneOf", "pattern"))
"""Keywords of a row schema that say what a cell must hold."""


@row_rule("row-habit", "warning", __doc__)
def check(view: TableView) -> Iterator[Problem]:
    """Yield a problem for each judged row without any content, and for each cell that breaks a habit."""
    if not view.subjects:
        return
    own = _Sources(view.others)
    empty = any(_is_empty(row) for row in own.rows)
    habits: dict[int, ColumnHabit] = {}
    for row in view.subjects:
        if _is_empty(row):
            if not empty:
                yield Problem(
                    row.line, "every cell of the row is empty: fill it in, or remove it", row, "empty"
                )
            continue
        described = _described(view, row)
        for index, cell in enumerate(row.cells):
            name = view.table.columns[index]
            if name in described or own.has(index, cell.source):
                continue
            if index not in habits:
                habits[index] = column_habit(own.column(index), partial(_alike, view, index))
            breach = habits[index].breach(cell.source)
            if breach:
                yield _problem(row, cell, name, breach, habits[index])


def _described(view: TableView, row: Row) -> frozenset[str]:
    """The columns that the row schema speaks of, or finds at fault in this row."""
    schema = view.settings.row if view.settings else None
    if schema is None:
        return frozenset()
    columns = view.table.columns
    said = schema.schema.get("properties", {}).items()
    spoken = {fold(name) for name, of in said if isinstance(of, dict) and _says_what_it_holds(of)}
    cells = {name: view.table.cell(row, name) for name in columns}
    faults = frozenset(fault.column for fault in schema.problems(columns, cells))
    return faults | {name for name in columns if fold(name) in spoken}


def _says_what_it_holds(column: Mapping[str, object]) -> bool:
    """Whether a column's schema says more of it than that it is text, and how long."""
    return column.get("cell", "text") not in ("text", "markdown") or not _TELLING.isdisjoint(column)


_Cells: TypeAlias = list[str]

_ALIKE: WeakKeyDictionary[Document, dict[tuple[str, ...], list[tuple[int, _Cells]]]] = WeakKeyDictionary()
"""Cells of rows of all tables of a document with the same columns, each with the line of its table."""


def _alike(view: TableView, index: int) -> _Cells:
    """A column's cells in the document's other tables with the same columns."""
    columns, known = view.table.columns, _ALIKE.setdefault(view.document, {})
    if columns not in known:
        tables = [table for table in view.document.tables if table.columns == columns]
        rows = [(table.line, row) for table in tables for row in table.rows]
        known[columns] = [(line, _split(row)) for line, row in _spread(rows)]
    own = view.table.line
    return [cells[index] for line, cells in known[columns] if line != own and index < len(cells)]


def _spread(rows: Sequence[_T]) -> Sequence[_T]:
    return rows[:: max(1, len(rows) // _MOST)]


def _split(row: Row) -> _Cells:
    return [piece.strip(BLANKS) for piece in tablerow.split_cells(row.source[row.start :])[: row.width]]


class _Sources:
    """The cells of many rows as they are written, split once for all columns."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self.rows = rows
        self._known: dict[int, frozenset[str]] = {}

    def column(self, index: int) -> list[str]:
        """The column's cells, where rows are long enough to have one."""
        return self._columns[index]

    def has(self, index: int, source: str) -> bool:
        """Whether some cell of the column reads so: what a table has already is no breach of its habit."""
        if index not in self._known:
            self._known[index] = frozenset(self._columns[index])
        return source in self._known[index]

    @cached_property
    def _columns(self) -> dict[int, list[str]]:
        columns: dict[int, list[str]] = defaultdict(list)
        for row in _spread(self.rows):
            for index, source in enumerate(_split(row)):
                columns[index].append(source)
        return columns


def _is_empty(row: Row) -> bool:
    return not row.raw.strip("| \t\v\f")


def _problem(row: Row, cell: Cell, name: str, breach: Breach, usual: ColumnHabit) -> Problem:
    column, value = quoted(name, 40), quoted(cell.source, 50)
    fixes: tuple[Fix, ...] = ()
    if breach == "nothing":
        message = f"nothing stands under {column}, where the other rows have {_held(usual)}"
    elif breach == "kind":
        message = f"{value} stands under {column}, where the other rows have {_held(usual)}"
    elif breach == "year":
        message = f"{value} under {column} has no year; the other rows have one there"
    elif breach == "value":
        message = f"{value} is new under {column}; the other rows have {_either(usual.values)}"
    else:
        spelt = usual.usual(cell.source) or ""
        message = f"{value} is written {quoted(spelt)} under {column} in the other rows"
        text = row.source[: cell.column - 1] + spelt + row.source[cell.end_column - 1 :]
        fixes = (Fix(f"Write {quoted(spelt)}", (Edit(row.line, row.line, text),), True),)
    return Problem(
        row.line,
        message,
        row,
        f"{name}:{breach}:{cell.source}",
        name,
        cell.column,
        cell.end_column,
        fixes=fixes,
    )


def _held(usual: ColumnHabit) -> str:
    """What the other rows have, for a message."""
    if usual.kind == "link":
        return "a named link"  # an address alone is a link as well
    return "a year" if usual.dated else KINDS[usual.kind].noun if usual.kind else "something"


def _either(values: Sequence[str]) -> str:
    shown = [quoted(value, 30) for value in values[:5]]
    if len(values) > len(shown):
        return f"{', '.join(shown)} and the like"
    return f"{', '.join(shown[:-1])} or {shown[-1]}"
