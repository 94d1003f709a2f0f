"""How many cells rows have: cells that are left out or left empty, and cells without a column."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence

from rowcheck.cells.nothing import is_nothing
from rowcheck.inference import evidence
from rowcheck.model import Cell, Row

_UNSEEN = re.compile(r"<!--.*?-->|<br ?/?>|\[(?://|comment)\]:.*")
"""What is not meant to be seen: comments, also in the form of a link definition, and line breaks."""


def leaves_cells_out(rows: Sequence[Row]) -> bool:
    """Return whether short rows are common; in a very small table, whether all are short."""
    return _is_common([len(row.written) < row.width for row in rows], evidence.SHORT_SHARE)


def is_mostly_empty(rows: Sequence[Row], index: int) -> bool:
    """Return whether most rows have no value in a column."""
    if len(rows) < evidence.SHORT_ROWS:
        return False
    return sum(_is_empty(row, index) for row in rows) > evidence.EMPTY_SHARE * len(rows)


def may_be_empty(rows: Sequence[Row], index: int) -> bool:
    """Return whether a row has no value in a column."""
    return any(_is_empty(row, index) for row in rows)


def hidden_cells(row: Row) -> list[Cell]:
    """Return the cells without a column that hold something to see."""
    return [cell for cell in row.surplus if html.unescape(_UNSEEN.sub("", cell.source)).strip()]


def usual_hidden_cells(rows: Sequence[Row]) -> int:
    """Return up to how many cells without a column rows have on purpose; 0 if most rows have none."""
    counts = [len(hidden_cells(row)) for row in rows]
    return max(counts) if _is_common([count > 0 for count in counts], evidence.SURPLUS_SHARE) else 0


def _is_common(rows: Sequence[bool], share: float) -> bool:
    """Return whether the share of rows is reached; in a very small table, whether it is all rows."""
    if len(rows) < evidence.SHORT_ROWS:
        return len(rows) >= 2 and all(rows)
    return sum(rows) >= share * len(rows)


def _is_empty(row: Row, index: int) -> bool:
    return index >= len(row.written) or is_nothing(row.written[index].source)
