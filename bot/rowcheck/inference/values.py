"""Columns of few values that come again and again: `Yes`, `No`, `Unknown`."""

from __future__ import annotations

from collections import Counter

from rowcheck.inference.evidence import Column
from rowcheck.inference.habit import Habit
from rowcheck.inference.kinds import WORTH
from rowcheck.text import listed

FEWEST_ROWS, ROWS_A_VALUE = 12, 4
"""Rows that an enumeration takes, and how many more for each of its values."""

MOST, LONGEST = 12, 40
"""The values of an enumeration, and the characters of each."""

FEWEST_ALIKE = 20
"""Rows from which one value in all of them is meant to be the only one."""

_RARE = 0.002


def habits(column: Column) -> list[Habit]:
    """That a column has one of few values: as the page shows them, or as written where that says more."""
    shown = closed(column.texts)
    if not shown:
        return []
    written = closed(column.counted(lambda cell: cell.source))
    as_written = len(written) == len(shown) and set(written) != set(shown)
    value = {"$ref": "rowcheck:markdown", "enum": list(written)} if as_written else {"enum": list(shown)}
    return [Habit("cell", column.title, f"'{column.title}' is {among(shown)}", value, column.judged(value))]


def closed(times: Counter[str]) -> tuple[str, ...]:
    """The values of a closed set, the commonest first; none where more are to be expected.

    By Good and Turing, the chance that the next value is a new one is the share of those met once. So values
    met once are no part of the set; whether the others are enough is for their share to say. A column that is
    mostly empty shows none.
    """
    rows = times.total()
    common = tuple(value for value, met in times.most_common() if met >= max(2, _RARE * rows))
    few = 2 if rows >= FEWEST_ALIKE else 3
    if not common or len(common) > MOST or any(len(value) > LONGEST for value in common):
        return ()
    if 2 * times[""] > rows:
        return ()
    if rows < max(FEWEST_ROWS, ROWS_A_VALUE * len(common)) or (len(common) == 1 and rows < FEWEST_ALIKE):
        return ()
    if times[common[-1]] < few or sum(times[value] for value in common) < WORTH * rows:
        return ()
    return common


def among(values: tuple[str, ...]) -> str:
    """The values in a sentence: `'Yes', 'No' or empty`."""
    return listed([f"'{value}'" if value else "empty" for value in values])
