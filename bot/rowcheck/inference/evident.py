"""The order a table has without anybody saying so: one column whose rows are sorted, nearly all of them.

For lists without settings. It would rather see no order than a wrong one: a table that rows were merely
appended to shows runs too, so a short table, a run with gaps and a column that repeats itself tell nothing.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from rowcheck.cells.kinds import sort_key
from rowcheck.inference.backbone import SortKey, longest_run, ranked
from rowcheck.inference.places import Column

FEWEST_ROWS = 8
"""Fewer show a sorted run by chance too often: of 8 shuffled rows, one table in 40,000 is sorted."""

SORTED_SHARE = 0.95
KEYED_SHARE = 0.9
FEWEST_KEYS = 5
DISTINCT: Mapping[str, float] = {"date": 0.3, "year": 0.0, "number": 0.5, "text": 0.6, "title": 0.6}
"""The kinds tried on a column, in this order, and the share of its keys that must be different."""
_OF_DIGITS: frozenset[str] = frozenset(("date", "year", "number"))
_DIGIT = re.compile(r"\d")


def orders(columns: Mapping[str, Sequence[str]], movable: Collection[int]) -> dict[str, list[Column]]:
    """The orders that the rows which are not `movable` show, by column title; none for most tables.

    `columns` has the plain text of each column's cells, row by row, of all rows; so have the columns
    returned, ready for `places.out_of_every`. Several under one title are readings of it, all of which fit.
    """
    moving = frozenset(movable)
    found = {title: list(_readings(texts, moving)) for title, texts in columns.items()}
    return {title: readings for title, readings in found.items() if readings}


def _readings(texts: Sequence[str], moving: frozenset[int]) -> Iterator[Column]:
    """The column by date, year or number where it is one of these, else as text, as title or as both."""
    rows = [text for index, text in enumerate(texts) if index not in moving]
    if len(rows) < FEWEST_ROWS or len(set(rows)) < FEWEST_KEYS:
        return
    numeric = sum(map(_has_digit, rows)) >= KEYED_SHARE * len(rows)
    for kind, distinct in DISTINCT.items():
        if kind in _OF_DIGITS and not numeric:
            continue
        present = [each for text in rows if (each := sort_key(kind, text)) is not None]
        different = len(set(present))
        if len(present) < KEYED_SHARE * len(rows) or different < max(FEWEST_KEYS, distinct * len(present)):
            continue
        for descending in (False, True):
            run = longest_run(range(len(present)), ranked([SortKey(present, descending)]))
            if len(run) >= SORTED_SHARE * len(present):
                yield Column(kind, texts, descending)
        if kind != "text":
            return


def _has_digit(text: str) -> bool:
    return bool(_DIGIT.search(text))
