"""Rows that are not entries of their table: headings of groups, and header or delimiter rows left in it."""

from __future__ import annotations

import re
from functools import lru_cache

from rowcheck.model import Row, Table

_BOLD = re.compile(r"(\*\*|__)(?=\S).+(?<=\S)\1\Z|<(b|strong)>.+</\2>\Z", re.IGNORECASE)
_DASHES = re.compile(r":?-{3,}:?\Z")


@lru_cache(maxsize=64)
def non_entries(table: Table) -> frozenset[Row]:
    """Return the rows of a table that are headings of groups, its header again, or a delimiter row."""
    return group_headings(table) | frozenset(
        row for row in table.rows if is_delimiter_row(row) or repeats_header(row, table)
    )


@lru_cache(maxsize=64)
def group_headings(table: Table) -> frozenset[Row]:
    """Return the rows with a single bold cell, which is the heading of the rows below it.

    A cell with a link names an entry, and so does a bold cell of a column in which most cells are bold.
    """
    headings: dict[Row, int] = {}
    for row in table.rows if len(table.columns) > 1 else ():
        if row.raw.count("*") + row.raw.count("_") < 4 and "<" not in row.raw:
            continue
        filled = [index for index, cell in enumerate(row.written) if cell.source]
        if len(filled) == 1 and "|" in row.raw:
            cell = row.written[filled[0]]
            if _BOLD.match(cell.source) and not cell.inline.targets:
                headings[row] = filled[0]
    for index in set(headings.values()):
        others = [row.cells[index] for row in table.rows if row not in headings and index < len(row.cells)]
        if 2 * sum(bool(_BOLD.match(cell.source)) for cell in others) > len(others):
            headings = {row: at for row, at in headings.items() if at != index}
    return frozenset(headings)


def repeats_header(row: Row, table: Table) -> bool:
    """Return whether a row of several cells has the texts of the header, in any case."""
    titles = [cell.text.casefold() for cell in table.header.cells]
    if len(titles) < 2 or titles[0] not in row.raw.casefold() or len(row.cells) != len(titles):
        return False
    return [cell.text.casefold() for cell in row.cells] == titles


def is_delimiter_row(row: Row) -> bool:
    """Return whether every cell of a row is a run of dashes."""
    return "---" in row.raw and bool(row.cells) and all(_DASHES.match(cell.source) for cell in row.cells)
