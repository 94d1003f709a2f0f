"""What inferring looks at: rows with their places, columns of cells, and how many obey a rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from rowcheck.model import Cell, Document, Row, Table
from rowcheck.settings import schemas, yaml_positions

SLIP_ROWS = 30
"""Rows among which a single one that breaks a rule is a slip, whatever the share."""


class Place(NamedTuple):
    """Where a row stands, as people say it: `README.md:12`."""

    path: str
    line: int

    def __str__(self) -> str:
        return f"{self.path}:{self.line}"


@dataclass(frozen=True, slots=True)
class Fit:
    """How many rows a rule speaks of, and the places of those that break it."""

    rows: int
    against: tuple[Place, ...] = ()

    @property
    def share(self) -> float:
        """The share of rows that obey, 0 to 1; 1 where there is none."""
        return 1 - len(self.against) / self.rows if self.rows else 1.0

    def is_rule(self, threshold: float) -> bool:
        """Whether enough rows obey: the share that is asked for, or all but one."""
        slip = len(self.against) == 1 and self.rows >= SLIP_ROWS and threshold < 1
        return self.share >= threshold or slip


class Entry(NamedTuple):
    """A row with its table and document."""

    document: Document
    table: Table
    row: Row

    @property
    def place(self) -> Place:
        return Place(self.document.path, self.row.line)


@dataclass(frozen=True)
class Column:
    """The cells of all rows under one title; `missing` are the rows too short to have one."""

    title: str
    cells: tuple[tuple[Place, Cell], ...]
    missing: tuple[Place, ...] = ()

    @staticmethod
    def of(title: str, entries: Sequence[Entry], named: Mapping[Table, Mapping[str, str]]) -> Column:
        """The cells under `title`; `named` has each table's own spelling of a title."""
        found = [(entry.place, entry.table.cell(entry.row, named[entry.table][title])) for entry in entries]
        cells = tuple((place, cell) for place, cell in found if cell is not None)
        return Column(title, cells, tuple(place for place, cell in found if cell is None))

    @cached_property
    def distinct(self) -> Mapping[tuple[object, str], tuple[Cell, Sequence[Place]]]:
        """Each cell that is written otherwise (or in another document), with its places."""
        found: dict[tuple[object, str], tuple[Cell, list[Place]]] = {}
        for place, cell in self.cells:
            found.setdefault((cell.read, cell.source), (cell, []))[1].append(place)
        return found

    @cached_property
    def texts(self) -> Counter[str]:
        """What the cells show, as often as they do; what is written where they show no text, like HTML."""
        return self.counted(lambda cell: cell.text.strip() or cell.source)

    def counted(self, value: Callable[[Cell], str]) -> Counter[str]:
        """What `value` makes of the cells, as often as it comes."""
        found: Counter[str] = Counter()
        for cell, places in self.distinct.values():
            found[value(cell)] += len(places)
        return found

    def fit(self, obeys: Callable[[Cell], bool]) -> Fit:
        """How many cells obey."""
        against = [place for cell, places in self.distinct.values() if not obeys(cell) for place in places]
        return Fit(len(self.cells), tuple(sorted(against)))

    def judge(self, schema: Mapping[str, Any], *, required: bool = False) -> Callable[[Cell], bool]:
        """Whether a column's schema accepts a cell, by the very code that will judge rows."""
        whole = {"properties": {self.title: schema}, "required": [self.title] if required else []}
        row = schemas.inline(yaml_positions.Tree("inferred", whole), (), lambda _: None)
        return lambda cell: row.accepts((self.title,), {self.title: cell})

    def judged(self, schema: Mapping[str, Any], *, required: bool = False) -> Fit:
        """How many cells a column's schema accepts; a missing one is refused where it is required."""
        fit = self.fit(self.judge(schema, required=required))
        if not required or not self.missing:
            return fit
        return Fit(fit.rows + len(self.missing), tuple(sorted((*fit.against, *self.missing))))
