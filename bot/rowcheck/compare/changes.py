"""The changes of rows between two versions of a document: added, modified, moved and removed rows.

Rows are matched, not lines: a re-aligned table, a renamed heading, a new column or other line ends add no
row. See `matching` for how.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, TypeAlias

from rowcheck.compare.lines import Hunks, diff_lines, longest_increasing
from rowcheck.compare.matching import Matching, match_tables, rows_in_place
from rowcheck.model import Document, Row, Table

ChangeKind: TypeAlias = Literal["added", "modified", "moved", "removed"]


@dataclass(frozen=True, slots=True)
class Change:
    """The change of one row.

    `row` and `table` are those of the head (None for a removed row), `before` and `before_table` those of
    the base (None for an added row). `moved` is set for a row that moved, whether or not it was modified.
    """

    kind: ChangeKind
    row: Row | None
    table: Table | None
    before: Row | None = None
    before_table: Table | None = None
    moved: bool = False


@dataclass(frozen=True, slots=True)
class Lost:
    """A row of the base whose text is still in the head, on `line`, but is not a row there."""

    row: Row
    table: Table
    line: int


@dataclass(frozen=True, eq=False)
class Comparison:
    """Two versions of a document and their differences.

    `origins` maps a head row to the base row it was, `table_origins` does so for tables. `revived` are head
    rows whose text was in the base outside of any table; they have no change.
    """

    base: Document
    head: Document
    changes: tuple[Change, ...]
    origins: Mapping[Row, Row]
    table_origins: Mapping[Table, Table]
    lost: tuple[Lost, ...]
    revived: tuple[Row, ...]
    hunks: Hunks

    @cached_property
    def change_of(self) -> Mapping[Row, Change]:
        """The change of each head row that has one."""
        return {change.row: change for change in self.changes if change.row}


def compare(base: Document, head: Document) -> Comparison:
    """Compare two versions; the changes are in the order of the head, removed rows last."""
    hunks = diff_lines(base.lines, head.lines)
    in_place = rows_in_place(base, head, hunks)
    tables = match_tables(base, head, in_place)
    match = Matching(base, head)
    match.in_place(in_place)
    for head_table, base_table in tables.items():
        match.within(head_table, base_table)
    match.anywhere()
    lost = _lost(match, base, head)
    revived = _revived(match, base, head)
    match.set_aside(revived, [loss.row for loss in lost])
    for head_table, base_table in tables.items():
        match.by_likeness(head_table, base_table)
    changes = (*_head_changes(match, tables), *_removals(match))
    return Comparison(base, head, changes, match.origins, tables, lost, revived, hunks)


def _head_changes(match: Matching, tables: Mapping[Table, Table]) -> Iterator[Change]:
    moved = _moved(match, tables)
    for row, table in match.head_rows.items():
        before = match.origins.get(row)
        if before is None:
            if row not in match.aside:
                yield Change("added", row, table)
        elif before.source != row.source and before.content != row.content:
            yield Change("modified", row, table, before, match.base_rows[before], row in moved)
        elif row in moved:
            yield Change("moved", row, table, before, match.base_rows[before], True)


def _moved(match: Matching, tables: Mapping[Table, Table]) -> set[Row]:
    """Return the rows that came from another table, and the fewest others that explain the new order."""
    moved: set[Row] = set()
    for table in {*match.head_rows.values()}:
        home = tables.get(table)
        stayed: list[Row] = []
        for row in table.rows:
            before = match.origins.get(row)
            if before is not None:
                if home is not None and match.base_rows[before] is home:
                    stayed.append(row)
                else:
                    moved.add(row)
        keep = longest_increasing([match.origins[row].line for row in stayed])
        moved.update(row for index, row in enumerate(stayed) if index not in keep)
    return moved


def _removals(match: Matching) -> Iterator[Change]:
    for row in match.missing():
        yield Change("removed", None, None, row, match.base_rows[row])


def _lost(match: Matching, base: Document, head: Document) -> tuple[Lost, ...]:
    """Return the missing rows whose text is in the head, but not in the base, on a line that is not a row.

    A row without pipes was a line that the table had swallowed: it is not lost.
    """
    missing = match.missing()
    lines_of = _new_other_lines(base, head) if missing else {}
    return tuple(
        Lost(row, match.base_rows[row], lines_of[row.raw].pop(0))
        for row in missing
        if lines_of.get(row.raw) and any(row.content) and not (row.width > 1 and "|" not in row.raw)
    )


def _revived(match: Matching, base: Document, head: Document) -> tuple[Row, ...]:
    """Return the new rows whose text was in the base, but is not in the head, on a line that is not a row."""
    new = match.new()
    lines_of = _new_other_lines(head, base) if new else {}
    return tuple(row for row in new if lines_of.get(row.raw) and lines_of[row.raw].pop(0))


def _new_other_lines(before: Document, after: Document) -> dict[str, list[int]]:
    """Return the lines of `after` that are not rows, by text, less as many as `before` has of each text."""
    old = _other_lines(before)
    return {text: lines[len(old.get(text, ())) :] for text, lines in _other_lines(after).items()}


def _other_lines(document: Document) -> dict[str, list[int]]:
    """Return the lines that are neither rows nor blank, by their text without container marks."""
    lines: dict[str, list[int]] = defaultdict(list)
    for number, (line, kind) in enumerate(zip(document.lines, document.kinds, strict=True), 1):
        if kind not in "r ":
            lines[line.strip(" \t\v\f>")].append(number)
    return lines
