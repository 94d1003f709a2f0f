"""Rows out of place, judged without blaming the rows that were there before.

The longest sorted run of the existing rows is the backbone. A new row is in place where it adds no inversion
against it; among the new rows that pass, the longest run that agrees stays, and only the others are told.
Indices count the table's rows from 0. Everything is O(n log n).
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Literal, NamedTuple, TypeAlias

from rowcheck.cells.sort_keys import Key, Text

Rank: TypeAlias = tuple[float, ...]
Span: TypeAlias = tuple[Rank, Rank]
"""The lowest and the highest place of a row: apart only where a later key is missing."""


@dataclass(frozen=True, slots=True)
class Misplaced:
    """A row, and the row it belongs directly above (`before`) or directly below (`after`); one is None."""

    index: int
    before: int | None
    after: int | None


class SortKey(NamedTuple):
    """One sort key of a table: a key for each row, None for a row that has none."""

    keys: Sequence[Key | None]
    descending: bool = False


_ENOUGH, _SORTED_AT_ALL = 8, 0.4
"""From so many old rows on, a table with a smaller sorted share has no order to keep: a shuffled one of
eight has a run of four at most times, one of thirty a run of a third."""


def misplaced(order: Sequence[SortKey], movable: Collection[int]) -> list[Misplaced]:
    """The `movable` rows that are out of place, by index; `order` has the sort keys, the main one first.

    A row whose first key is missing is passed over; a later key that is missing counts as any. Text is out of
    place only where it is so in each of its readings. The suggested place is one where the row is in place.
    """
    return agreed([list(_misplaced(ranked(reading), movable)) for reading in _readings(order)])


def agreed(readings: Sequence[list[Misplaced]]) -> list[Misplaced]:
    """The rows out of place in every reading, with the places that the first suggests."""
    found, *others = readings or [[]]
    for other in others:
        indices = {each.index for each in other}
        found = [each for each in found if each.index in indices]
    return found


def misplaced_at_edge(size: int, movable: Collection[int], edge: Literal["top", "bottom"]) -> list[Misplaced]:
    """The new rows that do not stand before all others (`top`), or after all others (`bottom`)."""
    moving = frozenset(movable)
    others = [index for index in range(size) if index not in moving]
    if not others:
        return []
    if edge == "top":
        return [Misplaced(index, others[0], None) for index in sorted(moving) if index > others[0]]
    return [Misplaced(index, None, others[-1]) for index in sorted(moving) if index < others[-1]]


def longest_run(indices: Sequence[int], spans: Sequence[Span | None]) -> list[int]:
    """The longest subsequence of `indices` that is in order: no earlier row's low above a later row's high.

    Patience sorting on the highest low of each length of run. A row with one rank replaces one entry; a row
    that may stand anywhere in a block lengthens every run that ends within it, by a shift of the entries.
    """
    tops: list[Rank] = []
    steps: list[tuple[int, int]] = []
    for index in indices:
        low, high = spans[index] or ((), ())
        first = bisect_right(tops, low)
        last = first if low == high else bisect_right(tops, high, first)
        tops.insert(first, low)
        if last + 1 < len(tops):
            del tops[last + 1]
        steps.append((first, last))
    return _retrace(indices, steps, len(tops))


def _retrace(indices: Sequence[int], steps: list[tuple[int, int]], length: int) -> list[int]:
    """The rows of the best run, from the entries that each row has changed."""
    run: list[int] = []
    wanted = length - 1
    for index, (first, last) in zip(reversed(indices), reversed(steps), strict=True):
        if first <= wanted <= last:
            run.append(index)
            wanted -= 1
    return run[::-1]


def _misplaced(spans: Sequence[Span | None], movable: Collection[int]) -> Iterator[Misplaced]:
    moving = frozenset(movable)
    settled = [index for index, span in enumerate(spans) if span and index not in moving]
    backbone = longest_run(settled, spans)
    if len(settled) >= _ENOUGH and len(backbone) < _SORTED_AT_ALL * len(settled):
        return iter(())
    staying = longest_run(_fitting(backbone, sorted(moving), spans), spans)
    gaps = _Gaps(sorted([*backbone, *staying]), spans)
    stays = frozenset(staying)
    return (gaps.place(index) for index in sorted(moving) if index not in stays and spans[index])


def _readings(order: Sequence[SortKey]) -> Iterator[list[SortKey]]:
    """The sort keys with texts in their first reading, in their second, and so on."""
    texts = (key for column in order for key in column.keys if isinstance(key, Text))
    for number in range(max((len(text.readings) for text in texts), default=1)):
        yield [SortKey([_reading(key, number) for key in column.keys], column.descending) for column in order]


def _reading(key: Key | None, number: int) -> Key | None:
    return Text((key.readings[number],)) if isinstance(key, Text) else key


def _fitting(backbone: Sequence[int], candidates: Iterable[int], spans: Sequence[Span | None]) -> list[int]:
    gaps = _Gaps(backbone, spans)
    return [index for index in candidates if spans[index] and gaps.fits(index)]


class _Gaps:
    """The places between rows that are in order, and which of them suit another row."""

    def __init__(self, kept: Sequence[int], spans: Sequence[Span | None]) -> None:
        self.kept = kept
        self.spans = spans
        pairs = [span for index in kept if (span := spans[index])]
        self.lows = _running([low for low, _ in pairs], max)
        self.highs = _running([high for _, high in reversed(pairs)], min)[::-1]

    def allowed(self, index: int) -> tuple[int, int]:
        """The first and the last number of kept rows that may stand above the row."""
        low, high = self.spans[index] or ((), ())
        return bisect_left(self.highs, low), bisect_right(self.lows, high)

    def fits(self, index: int) -> bool:
        first, last = self.allowed(index)
        return first <= bisect_left(self.kept, index) <= last

    def place(self, index: int) -> Misplaced:
        """The nearest place that suits the row."""
        first, last = self.allowed(index)
        if bisect_left(self.kept, index) > last:
            return Misplaced(index, self.kept[last], None)
        return Misplaced(index, None, self.kept[first - 1])


def _running(ranks: list[Rank], best: Callable[[Rank, Rank], Rank]) -> list[Rank]:
    return list(accumulate(ranks, best))


def ranked(order: Sequence[SortKey]) -> list[Span | None]:
    columns = [_ranks(sort_key) for sort_key in order]
    return [_span(ranks) for ranks in zip(*columns, strict=True)]


def _ranks(sort_key: SortKey) -> list[int | None]:
    """Each key's place among the keys: numbers compare the same whatever the kind, and turn around."""
    present = sorted({key for key in sort_key.keys if key is not None})
    sign = -1 if sort_key.descending else 1
    place = {key: sign * number for number, key in enumerate(present)}
    return [None if key is None else place[key] for key in sort_key.keys]


def _span(ranks: Sequence[int | None]) -> Span | None:
    if not ranks or ranks[0] is None:
        return None
    if None not in ranks:
        rank = tuple(float(number) for number in ranks if number is not None)
        return rank, rank
    return (
        tuple(-math.inf if number is None else number for number in ranks),
        tuple(math.inf if number is None else number for number in ranks),
    )
