"""Sorted rows: which rows are out of place, and by which columns a table is sorted.

The longest sorted run of the existing rows is the backbone. A new row is in place where it adds no inversion
against it; of the new rows that pass, the longest run that agrees stays, and only the others are reported.
Indices count the rows of a table from 0. Everything is O(n log n).
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Any, Literal, TypeAlias

from rowcheck.cells.kinds import sort_key
from rowcheck.cells.sort_keys import Key, Text
from rowcheck.inference import evidence
from rowcheck.inference.evidence import Entry, Fit, Habit, Place
from rowcheck.inference.groups import TableGroup

Rank: TypeAlias = tuple[float, ...]
Span: TypeAlias = tuple[Rank, Rank]
"""The lowest and the highest rank of a row; they differ only where a later key is missing."""


@dataclass(frozen=True, slots=True)
class SortKey:
    """One sort key of a table: the key of each row, None for a row without one, and the kind of the keys."""

    keys: Sequence[Key | None]
    descending: bool = False
    kind: str = "text"


@dataclass(frozen=True, slots=True)
class Misplaced:
    """A row, and the row it belongs directly above (`before`) or directly below (`after`); one is None."""

    index: int
    before: int | None
    after: int | None


def misplaced_at_edge(size: int, movable: Collection[int], edge: Literal["top", "bottom"]) -> list[Misplaced]:
    """Return the new rows that are not before all others (`top`), or not after all others (`bottom`)."""
    moving = frozenset(movable)
    others = [index for index in range(size) if index not in moving]
    if not others:
        return []
    if edge == "top":
        return [Misplaced(index, others[0], None) for index in sorted(moving) if index > others[0]]
    return [Misplaced(index, None, others[-1]) for index in sorted(moving) if index < others[-1]]


def out_of_place(order: Sequence[SortKey], movable: Collection[int]) -> list[Misplaced]:
    """Return the `movable` rows that are out of place; `order` lists the sort keys, the main one first.

    A row whose first key is missing is skipped; a missing later key matches any. Text is out of place only
    where it is so in each of its readings; numbers in it are read by value or as characters, whichever the
    other rows are sorted by. The suggested place is one where the row is in place.
    """
    by_value, by_character = _readings_of(order)
    readings = by_value + by_character
    if by_character:
        runs = [max(_sorted_rows(spans, movable) for spans in each) for each in (by_value, by_character)]
        if runs[0] != runs[1]:
            readings = by_value if runs[0] > runs[1] else by_character
    return _agreed([list(_misplaced(spans, movable)) for spans in readings])


def out_of_every(orders: Iterable[Sequence[SortKey]], movable: Collection[int]) -> list[Misplaced]:
    """Return the rows that are out of place in each of several orders, any of which may be the table's.

    An order is a list of readings of one column, all of which count.
    """
    misplaced: list[list[Misplaced]] = []
    for readings in orders:
        misplaced.append(_agreed([out_of_place([key], movable) for key in readings]))
        if not misplaced[-1]:
            return []
    return _agreed(misplaced)


def _sorted_rows(spans: Sequence[Span | None], movable: Collection[int]) -> int:
    """Return the length of the longest sorted run of the rows that are not `movable`."""
    moving = frozenset(movable)
    return len(longest_run([at for at, span in enumerate(spans) if span and at not in moving], spans))


def _readings_of(order: Sequence[SortKey]) -> tuple[list[list[Span | None]], list[list[Span | None]]]:
    """Return the spans in each reading: with numbers by value, and as characters if that differs."""
    texts = [key for column in order for key in column.keys if isinstance(key, Text)]
    half = max((len(text.readings) for text in texts), default=1) // 2 or 1
    spans = [ranked(_in_reading(order, number)) for number in range(half)]
    if not any(text.has_number for text in texts):
        return spans, []
    return spans, [ranked(_in_reading(order, half + number)) for number in range(half)]


def _in_reading(order: Sequence[SortKey], number: int) -> list[SortKey]:
    return [
        SortKey(
            [Text((key.readings[number],)) if isinstance(key, Text) else key for key in column.keys],
            column.descending,
        )
        for column in order
    ]


def _agreed(readings: Sequence[list[Misplaced]]) -> list[Misplaced]:
    """Return the rows out of place in every reading, with the places that the first one suggests."""
    first, *others = readings or [[]]
    indices = [{row.index for row in rows} for rows in others]
    return [row for row in first if all(row.index in rows for rows in indices)]


def _misplaced(spans: Sequence[Span | None], movable: Collection[int]) -> Iterator[Misplaced]:
    moving = frozenset(movable)
    settled = [index for index, span in enumerate(spans) if span and index not in moving]
    backbone = longest_run(settled, spans)
    if len(settled) >= evidence.BACKBONE_ROWS and len(backbone) < evidence.BACKBONE_SHARE * len(settled):
        return
    gaps = _Gaps(backbone, spans)
    candidates = [index for index in sorted(moving) if spans[index] and gaps.fits(index)]
    staying = longest_run(candidates, spans)
    gaps = _Gaps(sorted([*backbone, *staying]), spans)
    stays = frozenset(staying)
    yield from (gaps.nearest(index) for index in sorted(moving) if index not in stays and spans[index])


class _Gaps:
    """The gaps between rows that are in order, and which of them fit another row."""

    def __init__(self, kept: Sequence[int], spans: Sequence[Span | None]) -> None:
        self.kept = kept
        self.spans = spans
        pairs = [span for index in kept if (span := spans[index])]
        self.lows = list(accumulate((low for low, _ in pairs), max))
        self.highs = list(accumulate((high for _, high in reversed(pairs)), min))[::-1]

    def fits(self, index: int) -> bool:
        first, last = self._range(index)
        return first <= bisect_left(self.kept, index) <= last

    def nearest(self, index: int) -> Misplaced:
        first, last = self._range(index)
        if bisect_left(self.kept, index) > last:
            return Misplaced(index, self.kept[last], None)
        return Misplaced(index, None, self.kept[first - 1])

    def _range(self, index: int) -> tuple[int, int]:
        """Return the smallest and the largest number of kept rows that may be above the row."""
        low, high = self.spans[index] or ((), ())
        return bisect_left(self.highs, low), bisect_right(self.lows, high)


def longest_run(indices: Sequence[int], spans: Sequence[Span | None]) -> list[int]:
    """Return the longest subsequence of `indices` in order: no earlier row's low above a later row's high.

    Patience sorting on the lowest low that ends a run of each length. A row with one rank replaces one entry;
    a row that fits anywhere in a block lengthens every run that ends within it, by a shift of the entries.
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
    run: list[int] = []
    position = len(tops) - 1
    for index, (first, last) in zip(reversed(indices), reversed(steps), strict=True):
        if first <= position <= last:
            run.append(index)
            position -= 1
    return run[::-1]


def ranked(order: Sequence[SortKey]) -> list[Span | None]:
    """Return the span of each row; None for a row without a first key."""
    columns = [_ranks(sort_key) for sort_key in order]
    return [_span(ranks) for ranks in zip(*columns, strict=True)]


def _ranks(sort_key: SortKey) -> list[int | None]:
    present = sorted({key for key in sort_key.keys if key is not None})
    sign = -1 if sort_key.descending else 1
    rank = {key: sign * number for number, key in enumerate(present)}
    return [None if key is None else rank[key] for key in sort_key.keys]


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


# The order that rows show: of one table for the rule without settings, of a group of tables for `init`.

_KINDS: tuple[str, ...] = ("date", "year", "number", "text", "title")
_OF_DIGITS: frozenset[str] = frozenset(("date", "year", "number"))
_DIGIT = re.compile(r"\d")


def _readings(
    tables: Sequence[Sequence[str]],
    kinds: Iterable[str],
    keyed: float,
    is_varied: Callable[[str, Sequence[Key]], bool],
    locale: str = "",
) -> Iterator[tuple[str, list[list[Key | None]]]]:
    """Yield the kinds that read the share `keyed` of the cells as keys that are varied enough.

    With each kind comes the list of its keys, table by table.
    """
    texts = [text for table in tables for text in table]
    digits = sum(bool(_DIGIT.search(text)) for text in texts)
    for kind in kinds:
        if kind in _OF_DIGITS and digits < keyed * len(texts):
            continue
        keys = [[sort_key(kind, text, locale) for text in table] for table in tables]
        present = [key for table in keys for key in table if key is not None]
        if len(present) >= keyed * len(texts) and is_varied(kind, present):
            yield kind, keys


def evident_orders(
    columns: Mapping[str, Sequence[str]],
    movable: Collection[int],
    sisters: Callable[[str], Sequence[Sequence[str]]] = lambda title: (),
    locale: str = "",
) -> Iterator[tuple[str, list[SortKey]]]:
    """Yield each column by which the rows are evidently sorted, `movable` ones left out; mostly none.

    `columns` has the plain texts of all rows, and the keys returned are those of all rows. Several keys are
    different readings of the column, all of which fit. `sisters` returns the texts of a column in the tables
    of the same columns, by which a short table is judged.
    """
    moving = frozenset(movable)
    for title, texts in columns.items():
        tables = [[text for index, text in enumerate(texts) if index not in moving]]
        if len(tables[0]) < evidence.EVIDENT_ROWS:
            tables += map(list, sisters(title))
        kinds = _evident_kinds(tables, locale)
        keys = [
            SortKey([sort_key(kind, text, locale) for text in texts], descending, kind)
            for kind, descending in kinds
        ]
        if keys:
            yield title, keys


def _evident_kinds(tables: Sequence[Sequence[str]], locale: str) -> Iterator[tuple[str, bool]]:
    """Yield the kinds, and whether descending, by which the first table is sorted, and the others as well."""
    texts = [text for table in tables for text in table]
    fewest = evidence.EVIDENT_ROWS if len(tables) == 1 else evidence.SISTER_ROWS
    if not tables[0] or len(texts) < fewest or len(set(texts)) < evidence.EVIDENT_KEYS:
        return

    def is_varied(kind: str, keys: Sequence[Key]) -> bool:
        return len(set(keys)) >= max(evidence.EVIDENT_KEYS, evidence.DISTINCT_KEYS[kind] * len(keys))

    for kind, keys in _readings(tables, _KINDS, evidence.EVIDENT_KEYED, is_varied, locale):
        for descending in (False, True):
            if _are_sorted([SortKey(table, descending) for table in keys]):
                yield kind, descending


def _are_sorted(tables: Sequence[SortKey]) -> bool:
    """Return whether tables are sorted in one reading: a single one nearly, the first of several entirely."""
    present = [SortKey([key for key in table.keys if key is not None], table.descending) for table in tables]
    size = sum(len(table.keys) for table in present)
    if len(tables) > 1 and _evidence([[table] for table in present]) < evidence.ORDER_BITS:
        return False
    by_table = [[spans for readings in _readings_of([table]) for spans in readings] for table in present]
    for number in range(max(map(len, by_table))):
        spans = [readings[number % len(readings)] for readings in by_table]
        if len(tables) == 1 and not _are_neighbours_sorted(spans):
            continue
        runs = [len(longest_run(range(len(table)), table)) for table in spans]
        if sum(runs) >= evidence.EVIDENT_SORTED * size and (len(tables) == 1 or runs[0] == len(spans[0])):
            return True
    return False


@dataclass(frozen=True, slots=True)
class _Sorting:
    """One way to sort a group of tables: a column's keys, table by table, after the keys before it."""

    column: str
    kind: str
    descending: bool
    tables: tuple[tuple[SortKey, ...], ...]
    fit: Fit

    @property
    def setting(self) -> dict[str, Any]:
        """The entry of `order` in the settings."""
        direction = {"direction": "descending"} if self.descending else {}
        return {"by": self.column, **({} if self.kind == "text" else {"as": self.kind}), **direction}


def habits(group: TableGroup) -> Iterator[Habit]:
    """Yield the order of the tables, by one column and then, within its equal values, by another."""
    tables = [[Entry(document, table, row) for row in table.rows] for document, table in group.tables]
    tables = [entries for entries in tables if entries]
    places = [[entry.place for entry in entries] for entries in tables]
    spelling = group.spelling
    texts = {
        column: [[_text(entry, spelling[entry.table][column]) for entry in entries] for entries in tables]
        for column in group.columns
    }
    main = _best(texts, places, None)
    if main is None:
        return
    order = [main]
    second = _best(texts, places, main)
    if second is not None and second.fit.share >= main.fit.share - evidence.ORDER_LOSS:
        order.append(second)
    shown = ", then by ".join(f"'{key.column}'{', falling' if key.descending else ''}" for key in order)
    value = {"order": [key.setting for key in order]}
    yield Habit("order", "", f"rows are sorted by {shown}", value, order[-1].fit)


def _text(entry: Entry, column: str) -> str:
    cell = entry.table.cell(entry.row, column)
    return cell.text if cell else ""


def _best(
    texts: Mapping[str, list[list[str]]], places: list[list[Place]], main: _Sorting | None
) -> _Sorting | None:
    """Return the sorting that the most rows follow, of those with enough evidence; the first of equals."""
    sortings = [
        sorting
        for column, cells in texts.items()
        if main is None or column != main.column
        for sorting in _sortings(column, cells, places, main)
        if sorting.fit.share >= evidence.WORTH
    ]
    return max(sortings, key=lambda sorting: round(sorting.fit.share, 2), default=None)


def _sortings(
    column: str, cells: list[list[str]], places: list[list[Place]], main: _Sorting | None
) -> Iterator[_Sorting]:
    texts = [text for table in cells for text in table]
    is_short = sum(map(len, texts)) <= evidence.ORDER_LENGTH * len(texts)
    kinds = [kind for kind in _KINDS if kind not in _OF_DIGITS or is_short]
    if not _is_numeric(texts):
        kinds = [kind for kind in kinds if kind != "number"]

    def is_varied(kind: str, keys: Sequence[Key]) -> bool:
        ((_, times),) = Counter(keys).most_common(1)
        return 2 * times <= len(texts)

    for kind, keys in _readings(cells, kinds, evidence.ORDER_KEYED, is_varied):
        read = [[_first_reading(key) for key in table] for table in keys]
        for descending in (False, True):
            tables = tuple(
                (*main.tables[at], SortKey(table, descending)) if main else (SortKey(table, descending),)
                for at, table in enumerate(read)
            )
            spans = [ranked(order) for order in tables]
            if _evidence(tables) >= evidence.ORDER_BITS and _are_neighbours_sorted(spans):
                yield _Sorting(column, kind, descending, tables, _fit(spans, places))
        if kind != "text":
            return  # `title` is tried beside `text`


def _first_reading(key: Key | None) -> Key | None:
    # Text that is in order by its first reading is never reported.
    return Text(key.readings[:1]) if isinstance(key, Text) else key


def _is_numeric(texts: Sequence[str]) -> bool:
    """Return whether the texts are numbers, as opposed to names with a number in them."""
    characters = "".join(texts)
    return sum(map(str.isdigit, characters)) > sum(map(str.isalpha, characters))


def _evidence(tables: Sequence[Sequence[SortKey]]) -> float:
    """Return log2 of the number of different sequences of the last column's keys.

    Only rows of the same table that are equal in the columns before count as exchangeable.
    """
    bits = 0.0
    for order in tables:
        blocks: dict[object, list[Key | None]] = {}
        for keys in zip(*(column.keys for column in order), strict=True):
            if keys[-1] is not None:
                blocks.setdefault(keys[:-1], []).append(keys[-1])
        for block in blocks.values():
            same = sum(math.lgamma(times + 1) for times in Counter(block).values())
            bits += (math.lgamma(len(block) + 1) - same) / math.log(2)
    return bits


def _are_neighbours_sorted(tables: Sequence[Sequence[Span | None]]) -> bool:
    """Return whether most neighbours are in order; cheap, and rules out most columns."""
    pairs = [
        above[0] <= below[1]
        for spans in tables
        for above, below in pairwise(spans)
        if above is not None and below is not None
    ]
    return sum(pairs) >= evidence.ORDER_NEIGHBOURS * len(pairs)


def _fit(tables: Sequence[Sequence[Span | None]], places: list[list[Place]]) -> Fit:
    """Return the fit of an order; the rows against it are those outside of their table's longest run."""
    against: list[Place] = []
    for spans, here in zip(tables, places, strict=True):
        settled = [index for index, span in enumerate(spans) if span is not None]
        run = set(longest_run(settled, spans))
        against += [here[index] for index in settled if index not in run]
    return Fit(sum(map(len, places)), tuple(against))
