"""The name of a row, as in "'CLIP' is already listed"."""

from __future__ import annotations

import re
from functools import lru_cache

from rowcheck.cells.kinds import kind
from rowcheck.model import Cell, Row, Table

_MAX_ROWS = 100
"""Rows looked at to find the column of names, evenly spread."""

_MIN_NAMED = 0.5
"""The share of rows that must have a name in that column."""

_MIN_DISTINCT = 0.8
"""The share of these names that must differ: a venue or a category recurs, a few names do as well."""

_WORD = re.compile(r"[^\W\d_]{2}|[^\W\d_a-zA-Z]")
"""Two letters, or one of a script that writes words with one."""

_VALUES = frozenset(("nothing", "number", "integer", "year", "date", "address"))


def row_name(row: Row, table: Table, column: str | None = None) -> str:
    """Return the text of the cell in `column`, or else in the column of names, or else `first_text`.

    The alternative text of images, such as badges, is not part of it.
    """
    index = table.columns.index(column) if column in table.columns else name_column(table)
    if index is not None and index < len(row.written) and (text := _text(row.written[index])):
        return text
    return first_text(row)


def first_text(row: Row) -> str:
    """Return the text of the first cell that has any besides images, or else the source of the row."""
    for cell in row.written:
        if text := _text(cell):
            return text
    return next((cell.text for cell in row.written if cell.text), row.raw)


@lru_cache(maxsize=64)
def name_column(table: Table) -> int | None:
    """Return the index of the first column with words that differ between rows, and are not dates or ranks.

    None if there is no such column.
    """
    rows = table.rows[:: -(-len(table.rows) // _MAX_ROWS) or 1]
    for index in range(len(table.columns)):
        cells = [row.cells[index] for row in rows if index < len(row.cells)]
        names = [
            text for cell in cells if kind(cell.source) not in _VALUES and _WORD.search(text := _text(cell))
        ]
        if names and len(names) >= _MIN_NAMED * len(rows) and len(set(names)) >= _MIN_DISTINCT * len(names):
            return index
    return None


def _text(cell: Cell) -> str:
    text = cell.text
    for image in cell.images:
        text = text.replace(image.text, "", 1)
    return text.strip()
