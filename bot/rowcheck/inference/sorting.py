"""The order that the tables of a group have in common, if they have one."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from rowcheck.cells.kinds import sort_key
from rowcheck.cells.sort_keys import Key, Text
from rowcheck.inference.backbone import SortKey, longest_run, ranked
from rowcheck.inference.evidence import Entry, Fit, Place
from rowcheck.inference.groups import Kin
from rowcheck.inference.habit import Habit
from rowcheck.inference.kinds import WORTH
from rowcheck.model import Table

ENOUGH = 15.0
"""Bits of evidence that an order takes: shuffled rows would stand in it once in 30,000 times."""

KINDS = ("date", "year", "number", "text", "title")
"""How a column may be sorted: the first that reads nearly all of its cells, but `title` beside `text`."""

_KEYED = 0.95
"""The share of cells that a kind has to read."""
_LONGEST = 25
"""Characters of a cell that is a date, a year or a number, and not a sentence with one."""
_LOSS = 0.002
"""The share of rows that a second key may cost."""
_NEARLY = 0.85
"""The share of neighbours in order from which it is worth looking closer."""


@dataclass(frozen=True)
class _Sorting:
    """One way to sort: a column's keys, table by table, after those it is sorted by before."""

    column: str
    kind: str
    descending: bool
    tables: tuple[tuple[SortKey, ...], ...]
    fit: Fit = field(default=Fit(0))

    @property
    def entry(self) -> dict[str, Any]:
        """As `order` writes it."""
        direction = {"direction": "descending"} if self.descending else {}
        return {"by": self.column, **({} if self.kind == "text" else {"as": self.kind}), **direction}

    @property
    def says(self) -> str:
        return f"'{self.column}'{', falling' if self.descending else ''}"


def habits(kin: Kin) -> Iterator[Habit]:
    """The order of the tables, by one column and then within its equal values by others."""
    rows = ([Entry(document, table, row) for row in table.rows] for document, table in kin.tables)
    tables = list(filter(None, rows))
    places = [[entry.place for entry in rows] for rows in tables]
    texts = {column: [_texts(rows, column, kin.titled) for rows in tables] for column in kin.columns}
    main = _best(texts, places, ())
    if main is None:
        return
    told = [main]
    second = _best(texts, places, (main,))
    if second is not None and second.fit.share >= main.fit.share - _LOSS:
        told.append(second)
    says = "rows are sorted by " + ", then by ".join(each.says for each in told)
    yield Habit("order", "", says, {"order": [each.entry for each in told]}, told[-1].fit)


def _texts(rows: Sequence[Entry], column: str, titled: Mapping[Table, Mapping[str, str]]) -> list[str]:
    table = rows[0].table
    cells = [table.cell(entry.row, titled[table][column]) for entry in rows]
    return [cell.text if cell else "" for cell in cells]


def _best(
    texts: Mapping[str, list[list[str]]], places: list[list[Place]], before: tuple[_Sorting, ...]
) -> _Sorting | None:
    """The sorting that the most rows keep, of those that there is evidence for; the first one of equals."""
    found = [
        _fitted(sorting, places)
        for column, cells in texts.items()
        if column not in {each.column for each in before}
        for sorting in _sortings(column, cells, before)
    ]
    worth = [sorting for sorting in found if sorting.fit.share >= WORTH]
    return max(worth, key=lambda sorting: round(sorting.fit.share, 2), default=None)


def _sortings(column: str, cells: list[list[str]], before: tuple[_Sorting, ...]) -> Iterator[_Sorting]:
    filled = [text for texts in cells for text in texts]
    short = sum(len(text) for text in filled) <= _LONGEST * len(filled)
    for kind in KINDS if short else KINDS[-2:]:
        if kind == "number" and not _is_numeric(filled):
            continue
        read: list[list[Key | None]] = [[_key(kind, text) for text in texts] for texts in cells]
        present = sum(key is not None for each in read for key in each)
        if present < _KEYED * len(filled) or _is_monotonous(read):
            continue
        for descending in (False, True):
            tables = tuple(
                (*(each.tables[at][-1] for each in before), SortKey(column_keys, descending))
                for at, column_keys in enumerate(read)
            )
            if _evidence(tables) >= ENOUGH and _nearly(tables):
                yield _Sorting(column, kind, descending, tables)
        if kind != "text":
            return


def _is_numeric(texts: Sequence[str]) -> bool:
    """Whether the texts are numbers, and not names with a number in them."""
    characters = "".join(texts)
    return sum(map(str.isdigit, characters)) > sum(map(str.isalpha, characters))


def _is_monotonous(read: Sequence[Sequence[Key | None]]) -> bool:
    """Whether one value makes most of the column, so that it sorts nothing."""
    (_, most), *_ = Counter(key for each in read for key in each).most_common(1)
    return 2 * most > sum(map(len, read))


def _key(kind: str, text: str) -> Key | None:
    """A text's first reading is enough: what is in order by it is never told to be out of order."""
    key = sort_key(kind, text)
    return Text(key.readings[:1]) if isinstance(key, Text) else key


def _evidence(tables: Sequence[Sequence[SortKey]]) -> float:
    """Bits: in how many ways the rows of each table could stand, among those of equal keys before."""
    return sum(_ways(block) for order in tables for block in _blocks(order))


def _blocks(order: Sequence[SortKey]) -> Iterator[list[Hashable]]:
    """The keys of the last column, parted by the keys of the columns before."""
    parts: dict[Hashable, list[Hashable]] = {}
    for row in zip(*(each.keys for each in order), strict=True):
        if row[-1] is not None:
            parts.setdefault(row[:-1], []).append(row[-1])
    yield from parts.values()


def _ways(block: Sequence[Hashable]) -> float:
    """log2 of the number of different sequences of the same values."""
    same = sum(math.lgamma(times + 1) for times in Counter(block).values())
    return (math.lgamma(len(block) + 1) - same) / math.log(2)


def _nearly(tables: Sequence[Sequence[SortKey]]) -> bool:
    """Whether most neighbours are in order: cheap, and rules out most columns."""
    kept = seen = 0
    for order in tables:
        for above, below in pairwise(ranked(order)):
            if above is not None and below is not None:
                seen += 1
                kept += above[0] <= below[1]
    return kept >= _NEARLY * seen


def _fitted(sorting: _Sorting, places: list[list[Place]]) -> _Sorting:
    """The same, with the rows that are no part of their table's longest sorted run."""
    against: list[Place] = []
    for order, here in zip(sorting.tables, places, strict=True):
        spans = ranked(order)
        known = [index for index, span in enumerate(spans) if span is not None]
        run = set(longest_run(known, spans))
        against += [here[index] for index in known if index not in run]
    fit = Fit(sum(map(len, places)), tuple(against))
    return _Sorting(sorting.column, sorting.kind, sorting.descending, sorting.tables, fit)
