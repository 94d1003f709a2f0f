"""What happened to each row between two versions of a document. Says nothing of right or wrong.

Rows are matched, never lines: a re-aligned table, a renamed heading, a new column or other line
ends add no row. The order of trust is: same text, same content, same key (its link, its name),
likeness; first within the table that a table came from, then anywhere in the document. See
`matching` for how.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple, TypeAlias

from rowcheck.compare.lines import Hunks, diff_lines, longest_increasing
from rowcheck.compare.matching import Matching, match_tables, rows_in_place
from rowcheck.model import Document, Row, Table

ChangeKind: TypeAlias = Literal["added", "modified", "moved", "removed"]


@dataclass(frozen=True, slots=True)
class Change:
    """What happened to one row between base and head.

    `row` and `table` are the head's (None when removed), `before` and `before_table` the base's
    (None when added). A `modified` row may also have changed its place: `moved` says so.
    """

    kind: ChangeKind
    row: Row | None
    table: Table | None
    before: Row | None = None
    before_table: Table | None = None
    moved: bool = False


class Lost(NamedTuple):
    """A row of the base whose text still stands in the head, on `line`, and is a row no more."""

    row: Row
    table: Table
    line: int


@dataclass(frozen=True, eq=False)
class Comparison:
    """Two versions of a document side by side.

    `origins` leads from a head row to the base row it was, `table_origins` likewise for tables.
    `revived` are head rows whose text stood in the base already, outside any table; they are
    neither added nor changed.
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
    """Match the rows of two versions; `changes` are in the order of the head, removals last."""
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
    """Rows that came from another table, or out of their order: the fewest that explain it."""
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
    """The missing rows whose text stands in the head, as it did not before, on a line that is no row.

    One without pipes was a line that its table had swallowed; it is not lost but free again.
    """
    missing = match.missing()
    standing = _come_to_stand(base, head) if missing else {}
    return tuple(
        Lost(row, match.base_rows[row], standing[row.raw].pop(0))
        for row in missing
        if standing.get(row.raw) and any(row.content) and not (row.width > 1 and "|" not in row.raw)
    )


def _revived(match: Matching, base: Document, head: Document) -> tuple[Row, ...]:
    """The new rows whose text stood in the base, as it does no more, on a line that was no row."""
    new = match.new()
    standing = _come_to_stand(head, base) if new else {}
    return tuple(row for row in new if standing.get(row.raw) and standing[row.raw].pop(0))


def _come_to_stand(before: Document, after: Document) -> dict[str, list[int]]:
    """The lines of `after` that are no rows, by their text, but for as many as `before` has of the same."""
    known = _other_lines(before)
    return {text: lines[len(known.get(text, ())) :] for text, lines in _other_lines(after).items()}


def _other_lines(document: Document) -> dict[str, list[int]]:
    """The lines that are no body row and not blank, by their text without marks of containers."""
    lines: dict[str, list[int]] = defaultdict(list)
    for number, (line, kind) in enumerate(zip(document.lines, document.kinds, strict=True), 1):
        if kind not in "r ":
            lines[line.strip(" \t\v\f>")].append(number)
    return lines
