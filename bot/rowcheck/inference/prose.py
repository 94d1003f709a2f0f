"""How sentences of a column are written: how long, with a capital, with a full stop or without."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rowcheck.inference.evidence import Column
from rowcheck.inference.habit import Habit
from rowcheck.inference.kinds import WORTH

FEWEST_ROWS = 20
WORDS = 3
"""Words that most cells have where a column holds sentences."""

CLIFF = 10
"""Texts just within a limit that show it is kept, where there are five times fewer just beyond."""
ROOM = 1.2
"""How much more than the longest text a limit allows that nobody seems to keep on purpose."""

LIMITS = (50, 80, 100, 120, 150, 200, 250, 300, 400, 500)
"""Lengths that people set as a limit, in characters."""

_STYLES = (
    ("begins with a capital letter", r"^[^\p{Ll}]", "should begin with a capital letter"),
    ("ends with a full stop", r"[.!?。]$", "should end with a full stop"),
    ("ends without punctuation", r"[^.,:;!?]$", "should not end with punctuation"),
)


def habits(column: Column, threshold: float = 0.99) -> Iterator[Habit]:
    """What the sentences of a column have in common; nothing for a column that holds none."""
    rows = column.texts.total()
    long = sum(times for text, times in column.texts.items() if text.count(" ") >= WORDS - 1)
    if rows < FEWEST_ROWS or 2 * long < rows or 2 * len(column.texts) < rows:
        return
    if limit := _limit(column, threshold):
        says = f"'{column.title}' has at most {limit} characters"
        yield Habit("cell", column.title, says, {"maxLength": limit}, column.judged({"maxLength": limit}))
    empty = "" if column.texts[""] else None
    for says, pattern, message in _STYLES if _has_capitals(column) else _STYLES[1:]:
        value = {"pattern": pattern if empty is None else f"^$|{pattern}"}
        fit = column.judged(value)
        if fit.share >= WORTH:
            value["errorMessage"] = f"'{{column}}' {message}"
            yield Habit("cell", column.title, f"'{column.title}' {says}", value, fit)


def _has_capitals(column: Column) -> bool:
    """Whether most of the sentences begin with a letter that may be a capital or a small one."""
    cased = sum(times for text, times in column.texts.items() if text[:1].lower() != text[:1].upper())
    return 2 * cased >= column.texts.total()


def _limit(column: Column, threshold: float) -> int | None:
    """The limit that is kept on purpose; else one with room for all, or a much lower one for nearly all."""
    lengths = sorted(len(text) for text in column.texts.elements())
    for limit in LIMITS:
        if lengths[int(threshold * (len(lengths) - 1))] <= limit and _is_kept(lengths, limit):
            return limit
    nearly, longest = lengths[int(0.995 * (len(lengths) - 1))], lengths[-1]
    low = next((limit for limit in LIMITS if ROOM * nearly <= limit), None)
    high = next((limit for limit in LIMITS if ROOM * longest <= limit), None)
    return low if low and (high is None or high >= 2 * low) else high


def _is_kept(lengths: Sequence[int], limit: int) -> bool:
    """Whether texts go right up to the limit, and hardly any goes beyond."""
    within = sum(0.9 * limit < length <= limit for length in lengths)
    beyond = sum(limit < length <= 1.1 * limit for length in lengths)
    return within >= max(CLIFF, 5 * beyond)
