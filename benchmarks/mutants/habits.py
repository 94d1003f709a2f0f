"""The habits of a table, which decide whether a mutation is an error in it.

They are measured independently of rowcheck, and simply: shares of rows, kinds of cells, repeated values, and
sorted columns.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import pairwise

from mutants.target import Target
from rowcheck.model import Cell, Row, Table

STYLE_ROWS, STYLE_SHARE = 5, 0.97
"""The fewest other rows of a habit of style, and the share of them that follow it."""

KIND_ROWS, KIND_SHARE = 10, 0.95
"""The same for the kind of the cells of a column."""

ENUM_ROWS, ENUM_VALUES = 20, 10
"""The fewest rows of an enumeration, and its most values, each in two rows or more."""

SORTED_ROWS, SORTED_SHARE = 8, 0.97

_YEAR = re.compile(r"(?:19|20)\d\d")
_NUMBER = re.compile(r"[~≈<>$€£]?\d[\d.,]*\s?[kKmMbB%+]?")
_DATE = re.compile(
    r"\d{4}[-/.]\d{1,2}([-/.]\d{1,2})?|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}"
    r"|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? \d{1,2}(?:,? \d{4})?"
)


def kind(cell: Cell | None) -> str:
    """Return the kind of a cell."""
    if cell is None or not cell.source:
        return "empty"
    if "<a " in cell.source or "<img" in cell.source:
        return "html"
    if cell.images:
        return "image"
    if cell.links:
        return "link" if len(cell.links) == 1 and cell.links[0].text == cell.text else "links"
    text = cell.text.strip()
    if _YEAR.fullmatch(text):
        return "year"
    if _DATE.fullmatch(text):
        return "date"
    if _NUMBER.fullmatch(text):
        return "number"
    if cell.code:
        return "code"
    return "text" if any(char.isalnum() for char in text) else "symbol"


def mostly(target: Target, trait: Callable[[Row], bool]) -> bool:
    """Return whether nearly all other rows of the table have a trait."""
    rows = target.others
    return len(rows) >= STYLE_ROWS and sum(map(trait, rows)) >= STYLE_SHARE * len(rows)


def column_kind(target: Target, index: int) -> str | None:
    """Return the kind of nearly all other cells of a column, None where they have several."""
    kinds = Counter(kind(cell_at(row, index)) for row in target.others)
    if kinds.total() < KIND_ROWS:
        return None
    common, times = kinds.most_common(1)[0]
    return common if times >= KIND_SHARE * kinds.total() else None


def values(target: Target, index: int) -> Counter[str]:
    """Count the sources of a column's other cells."""
    return Counter(cell.source if (cell := cell_at(row, index)) else "" for row in target.others)


def enumeration(target: Target, index: int) -> frozenset[str]:
    """Return the values of a column that repeats a few of them, empty for any other column."""
    counts = values(target, index)
    closed = (
        counts.total() >= ENUM_ROWS
        and 2 <= len(counts) <= ENUM_VALUES
        and min(counts.values()) >= max(2, 0.02 * counts.total())
        and all(len(value) <= 30 for value in counts)
    )
    return frozenset(counts) if closed else frozenset()


def unique(target: Target, index: int) -> bool:
    """Return whether nearly no two rows share their text in a column."""
    texts = [cell.text.casefold() for row in target.table.rows if (cell := cell_at(row, index)) and cell.text]
    return len(texts) >= STYLE_ROWS and len(set(texts)) >= STYLE_SHARE * len(texts)


def sort_keys(table: Table, index: int) -> list[object]:
    """Return the sort keys of a column's cells: numbers, or letters and digits; None for an empty cell."""
    texts = [cell.text if (cell := cell_at(row, index)) else "" for row in table.rows]
    numbers = [_number(text) for text in texts]
    if all(number is not None for number in numbers):
        return list(numbers)
    return [re.sub(r"[^0-9a-z]", "", text.casefold()) or None for text in texts]


def is_sorted(keys: Sequence[object], *, descending: bool) -> bool:
    """Return whether nearly all keys are in order, and most of them differ."""
    present = [key for key in keys if key is not None]
    if len(present) < max(SORTED_ROWS, SORTED_SHARE * len(keys)) or len(set(present)) < 0.6 * len(present):
        return False
    pairs = list(pairwise(present))
    kept = sum((a >= b) if descending else (a <= b) for a, b in pairs)  # type: ignore[operator]
    return kept >= SORTED_SHARE * len(pairs)


def cell_at(row: Row, index: int) -> Cell | None:
    """Return the row's cell in the column `index`, None where it is missing."""
    return row.cells[index] if index < len(row.cells) else None


def _number(text: str) -> float | None:
    found = re.fullmatch(r"[\d,]+(?:\.\d+)?", text.strip())
    return float(text.replace(",", "")) if found and any(map(str.isdigit, text)) else None
