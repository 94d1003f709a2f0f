"""A cell unlike nearly all others of its column.

Even without a row schema, the rows of a list show what belongs in a column: a link in each cell, a year,
a number, one of a few words. A new cell that differs was probably put in the wrong column, left empty or
misspelled. A row of empty cells is reported as well.

A column has a habit if nearly all of at least ten cells agree, in this table and others of the file with
the same columns.

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

Not reported: a value that the column already has, and columns for which the row schema says what a cell
must hold.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import partial
from typing import TypeVar
from weakref import WeakKeyDictionary

from rowcheck.cells.kinds import KINDS
from rowcheck.cells.nothing import is_placeholder
from rowcheck.inference import evidence
from rowcheck.inference.column_habits import Breach, ColumnHabit, column_habit
from rowcheck.markdown.tablerow import WHITESPACE, split_cells
from rowcheck.model import Cell, Document, Fix, Problem, Row
from rowcheck.rules.rule import TableView, replace_cell, row_rule
from rowcheck.settings.globs import fold
from rowcheck.text import listed, quoted

_T = TypeVar("_T")

_COMMENT = re.compile(r"<!--.*?-->")

_SAMPLE = 1000
"""Rows of a table that are read, evenly spread; more would not change the habits."""

_CONSTRAINTS = frozenset(("allOf", "anyOf", "const", "enum", "format", "not", "oneOf", "pattern"))
"""Keywords of a row schema that say what a cell must hold."""


@row_rule("row-habit", "warning", __doc__)
def check(view: TableView) -> Iterator[Problem]:
    if not view.subjects:
        return
    has_empty_rows = any(map(_is_empty, view.others))
    columns: dict[int, list[str]] = defaultdict(list)
    for row in _sample(view.others):
        for index, source in enumerate(_sources(row)):
            columns[index].append(source)
    seen = {index: frozenset(sources) for index, sources in columns.items()}
    described = _described_columns(view)
    habits: dict[int, ColumnHabit] = {}
    for row in view.subjects:
        if _is_empty(row):
            if not has_empty_rows:
                message = "every cell of the row is empty: fill it in, or remove it"
                yield Problem(row.line, message, row, "empty")
            continue
        for index, cell in enumerate(row.cells):
            name = view.table.columns[index]
            source = _without_comments(cell.source)
            if name in described or source in seen.get(index, ()):
                continue
            if index not in habits:
                habits[index] = column_habit(columns[index], partial(_similar_columns, view, index))
            breach = _breach(habits[index], cell, source, columns[index])
            if breach and not _fails_schema(view, row, name):
                yield _problem(row, cell, name, breach, habits[index])


def _breach(habit: ColumnHabit, cell: Cell, source: str, others: Sequence[str]) -> Breach | None:
    """Return how a cell breaks the habit of its column; `source` is its source without comments."""
    breach = habit.breach(source)
    if breach == "kind" and habit.kind == "link" and cell.links and source.startswith("["):
        return None  # a reference, which only its definition tells from text in brackets
    if breach in (None, "value") and is_placeholder(source):
        is_usual = len(others) < evidence.HABIT_CELLS or any(map(is_placeholder, others))
        return breach if is_usual else "placeholder"
    return breach


def _is_empty(row: Row) -> bool:
    return not row.raw.strip("| \t\v\f")


def _sample(rows: Sequence[_T]) -> Sequence[_T]:
    return rows[:: max(1, len(rows) // _SAMPLE)]


def _sources(row: Row) -> list[str]:
    return [_without_comments(piece) for piece in split_cells(row.source[row.start :])[: row.width]]


def _without_comments(source: str) -> str:
    """Return the source of a cell without HTML comments, which GitHub does not show."""
    if "<!--" in source:
        source = _COMMENT.sub("", source)
    return source.strip(WHITESPACE)


def _described_columns(view: TableView) -> frozenset[str]:
    """Return the columns for which the row schema says more than that they hold text."""
    schema = view.settings.row if view.settings else None
    properties = schema.schema.get("properties", {}) if schema else {}
    described = {
        fold(name)
        for name, column in properties.items()
        if isinstance(column, dict)
        and (column.get("cell", "text") not in ("text", "markdown") or not _CONSTRAINTS.isdisjoint(column))
    }
    return frozenset(name for name in view.table.columns if fold(name) in described)


def _fails_schema(view: TableView, row: Row, name: str) -> bool:
    schema = view.settings.row if view.settings else None
    columns = view.table.columns
    cells = {column: view.table.cell(row, column) for column in columns}
    return schema is not None and any(problem.column == name for problem in schema.problems(columns, cells))


_SIMILAR_ROWS: WeakKeyDictionary[Document, dict[tuple[str, ...], list[tuple[int, list[str]]]]] = (
    WeakKeyDictionary()
)
"""By document and columns, the cells of the rows of all tables, each row with the line of its table."""


def _similar_columns(view: TableView, index: int) -> list[str]:
    """Return the cells of a column in the document's other tables with the same columns."""
    columns, by_columns = view.table.columns, _SIMILAR_ROWS.setdefault(view.document, {})
    if columns not in by_columns:
        tables = [table for table in view.document.tables if table.columns == columns]
        rows = [(table.line, row) for table in tables for row in table.rows]
        by_columns[columns] = [(line, _sources(row)) for line, row in _sample(rows)]
    own = view.table.line
    return [cells[index] for line, cells in by_columns[columns] if line != own and index < len(cells)]


def _problem(row: Row, cell: Cell, name: str, breach: Breach, habit: ColumnHabit) -> Problem:
    column, value = quoted(name, 40), quoted(cell.source, 50)
    fixes: tuple[Fix, ...] = ()
    if breach == "nothing":
        message = f"there is no value under {column}, where the other rows have {_noun(habit)}"
    elif breach == "kind":
        message = f"{value} is under {column}, where the other rows have {_noun(habit)}"
    elif breach == "placeholder":
        message = f"{value} under {column} is a placeholder: fill the cell in"
    elif breach == "year":
        message = f"{value} under {column} has no year, where the other rows have one"
    elif breach == "value":
        known = [quoted(known, 30) for known in habit.values[:5]]
        values = listed(known) if len(habit.values) <= 5 else f"{', '.join(known)} and others"
        message = f"{value} is a new value under {column}, where the other rows have {values}"
    else:
        spelling = habit.usual(cell.source) or ""
        message = f"{value} is spelled {quoted(spelling)} under {column} in the other rows"
        fixes = (replace_cell(row, cell, spelling, safe=True),)
    key = f"{name}:{breach}:{cell.source}"
    return Problem(row.line, message, row, key, name, cell.column, cell.end_column, fixes=fixes)


def _noun(habit: ColumnHabit) -> str:
    if habit.kind == "link":
        return "a named link"  # a bare URL is a link as well
    return "a year" if habit.dated else KINDS[habit.kind].noun if habit.kind else "something"
