"""What a table shows of its own habits: what a mutation has to break, to be a fault in that list.

Deliberately simple and none of rowcheck's own judgement: shares of rows, kinds of cells, values
that come again and again, columns that are sorted.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import pairwise

from mutants.spot import Spot
from rowcheck.model import Cell, Row, Table

STYLE_ROWS, STYLE_SHARE = 5, 0.97
"""Other rows that a habit of writing takes, and the share of them that keep it."""

KIND_ROWS, KIND_SHARE = 10, 0.95
"""The same for a kind of cell."""

ENUM_ROWS, ENUM_VALUES = 20, 10
"""Rows that an enumeration takes, and the most values it has, each of them met twice or more."""

SORTED_ROWS, SORTED_SHARE = 8, 0.97

_YEAR = re.compile(r"(?:19|20)\d\d")
_NUMBER = re.compile(r"[~≈<>$€£]?\d[\d.,]*\s?[kKmMbB%+]?")
_DATE = re.compile(
    r"\d{4}[-/.]\d{1,2}([-/.]\d{1,2})?|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}"
    r"|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? \d{1,2}(?:,? \d{4})?"
)


def kind(cell: Cell | None) -> str:
    """A cell's kind, at a glance."""
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
    return "text" if any(char.isalnum() for char in text) else "sign"


def mostly(spot: Spot, trait: Callable[[Row], bool]) -> bool:
    """Whether nearly all other rows of the table have a trait of writing."""
    rows = spot.others
    return len(rows) >= STYLE_ROWS and sum(map(trait, rows)) >= STYLE_SHARE * len(rows)


def column_kind(spot: Spot, index: int) -> str | None:
    """The kind that nearly all other cells of a column are; None where there is none."""
    kinds = Counter(kind(cell_at(row, index)) for row in spot.others)
    if kinds.total() < KIND_ROWS:
        return None
    common, times = kinds.most_common(1)[0]
    return common if times >= KIND_SHARE * kinds.total() else None


def values(spot: Spot, index: int) -> Counter[str]:
    """The sources of a column's other cells, as often as they come."""
    return Counter(cell.source if (cell := cell_at(row, index)) else "" for row in spot.others)


def enumeration(spot: Spot, index: int) -> frozenset[str]:
    """The values of a column that has few, each of them again and again; none otherwise."""
    known = values(spot, index)
    closed = (
        known.total() >= ENUM_ROWS
        and 2 <= len(known) <= ENUM_VALUES
        and min(known.values()) >= max(2, 0.02 * known.total())
        and all(len(value) <= 30 for value in known)
    )
    return frozenset(known) if closed else frozenset()


def unique(spot: Spot, index: int) -> bool:
    """Whether no two other rows share their text in a column."""
    texts = [cell.text.casefold() for row in spot.table.rows if (cell := cell_at(row, index)) and cell.text]
    return len(texts) >= STYLE_ROWS and len(set(texts)) >= STYLE_SHARE * len(texts)


def sort_keys(table: Table, index: int) -> list[object]:
    """A column's cells as one would sort them at a glance; None for an empty one."""
    texts = [cell.text if (cell := cell_at(row, index)) else "" for row in table.rows]
    numbers = [_number(text) for text in texts]
    if all(number is not None for number in numbers):
        return list(numbers)
    return [re.sub(r"[^0-9a-z]", "", text.casefold()) or None for text in texts]


def is_sorted(keys: Sequence[object], *, descending: bool) -> bool:
    """Whether a column's keys rise (or fall) nearly everywhere, and are not few values over and over."""
    known = [key for key in keys if key is not None]
    if len(known) < max(SORTED_ROWS, SORTED_SHARE * len(keys)) or len(set(known)) < 0.6 * len(known):
        return False
    pairs = list(pairwise(known))
    kept = sum((a >= b) if descending else (a <= b) for a, b in pairs)  # type: ignore[operator]
    return kept >= SORTED_SHARE * len(pairs)


def cell_at(row: Row, index: int) -> Cell | None:
    """The row's cell under the column `index`; None where it has none."""
    return row.cells[index] if index < len(row.cells) else None


def _number(text: str) -> float | None:
    found = re.fullmatch(r"[\d,]+(?:\.\d+)?", text.strip())
    return float(text.replace(",", "")) if found and any(map(str.isdigit, text)) else None
