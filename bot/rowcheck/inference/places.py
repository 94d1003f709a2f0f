"""The rows of a table that are out of place, from the texts of its cells."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

from rowcheck.cells.kinds import sort_key
from rowcheck.inference.backbone import Misplaced, SortKey, agreed, misplaced


class Column(NamedTuple):
    """One sort key: the kind of key (see `keys`), and the plain text of its cells, row by row."""

    kind: str
    texts: Sequence[str]
    descending: bool = False


def out_of_place(order: Sequence[Column], movable: Collection[int]) -> list[Misplaced]:
    """The `movable` rows (added, moved) that are out of place; `order` has the sort keys, main one first."""
    return misplaced([_sort_key(column) for column in order], movable)


def out_of_every(orders: Sequence[Column], movable: Collection[int]) -> list[Misplaced]:
    """The rows that are out of place in each of several orders, any of which may be the table's."""
    return agreed([out_of_place([column], movable) for column in orders])


def _sort_key(column: Column) -> SortKey:
    return SortKey([sort_key(column.kind, text) for text in column.texts], column.descending)
