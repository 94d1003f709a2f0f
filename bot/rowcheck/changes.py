"""What happened to each row between two versions of a document. Says nothing of right or wrong.

Rows are matched, never lines: a re-aligned table, a renamed heading, a new column or other line
ends add no row. The order of trust is: same text, same content, same key (its link, its name),
likeness; first within the table that a table came from, then anywhere in the document. All steps
but the last go through dictionaries; the last is bounded, so the cost stays linear in the rows.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rowcheck.model import Change, Document, Row, Table
from rowcheck.sequences import longest_increasing

_LIKE_NAME, _LIKE_ROW = 75.0, 60.0
"""Shares of common text, in per cent, from which a row with another name and link is still the same."""
_MOST_LIKENESSES = 20_000
"""How many pairs of rows are compared for likeness at the most; beyond, rows are added and removed."""
_FEWEST_LETTERS = 3
"""A name with fewer letters ("7", "-") is no key to know a row by."""


@dataclass(frozen=True, slots=True)
class Lost:
    """A row of the base whose text still stands in the head, on `line`, and is a row no more."""

    row: Row
    table: Table
    line: int


@dataclass(frozen=True, slots=True)
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


def compare(base: Document, head: Document) -> Comparison:
    """Match the rows of two versions; `changes` are in the order of the head, removals last."""
    tables = _match_tables(base, head)
    match = _Matching(base, head)
    for head_table, base_table in tables.items():
        match.within(head_table, base_table)
    match.anywhere()
    lost = _lost(match, head)
    revived = _revived(match.new(), base)
    match.set_aside(revived, [loss.row for loss in lost])
    for head_table, base_table in tables.items():
        match.by_likeness(head_table, base_table)
    changes = (*_head_changes(match, tables), *_removals(match))
    return Comparison(base, head, changes, match.origins, tables, lost, revived)


class _Matching:
    """Which base row each head row was, filled step by step."""

    def __init__(self, base: Document, head: Document) -> None:
        self.base_rows = {row: table for table in base.tables for row in table.rows}
        self.head_rows = {row: table for table in head.tables for row in table.rows}
        self.origins: dict[Row, Row] = {}
        self.taken: set[Row] = set()
        self.aside: set[Row] = set()

    def new(self, rows: Iterable[Row] | None = None) -> list[Row]:
        """Head rows without an origin so far."""
        known = self.head_rows if rows is None else rows
        return [row for row in known if row not in self.origins and row not in self.aside]

    def missing(self, rows: Iterable[Row] | None = None) -> list[Row]:
        """Base rows that no head row came from so far."""
        known = self.base_rows if rows is None else rows
        return [row for row in known if row not in self.taken and row not in self.aside]

    def set_aside(self, head: Iterable[Row], base: Iterable[Row]) -> None:
        """Leave out rows whose text was, or still is, on a line that is no row."""
        self.aside.update(head, base)

    def within(self, head_table: Table, base_table: Table) -> None:
        """Match the rows of two tables that are the same table."""
        head, base = self._without_common_ends(head_table.rows, base_table.rows)
        for key in (_source, _content, _link, _name):
            if not head or not base:
                return
            self._by(key, head, base)
            head, base = self.new(head), self.missing(base)

    def anywhere(self) -> None:
        """Match what is left across tables: rows that moved to another section."""
        for key in (_source, _content, _link):
            head, base = self.new(), self.missing()
            if not head or not base:
                return
            self._by(key, head, base)

    def by_likeness(self, head_table: Table, base_table: Table) -> None:
        """Match what is left of a table to the likest row of the table it was."""
        head, base = self.new(head_table.rows), self.missing(base_table.rows)
        if (
            not head_table.rows
            or not base_table.rows
            or not head
            or not base
            or len(head) * len(base) > _MOST_LIKENESSES
        ):
            return
        scored = sorted(
            ((_likeness(new, old), new, old) for new in head for old in base), key=lambda it: -it[0]
        )
        for score, new, old in scored:
            if score and new not in self.origins and old not in self.taken:
                self._pair(new, old)

    def _without_common_ends(
        self, head: Sequence[Row], base: Sequence[Row]
    ) -> tuple[Sequence[Row], Sequence[Row]]:
        """Match the equal rows at both ends, which for most pull requests are all but one."""
        start, most = 0, min(len(head), len(base))
        while start < most and head[start].source == base[start].source:
            self._pair(head[start], base[start])
            start += 1
        end, most = 0, most - start
        while end < most and head[-1 - end].source == base[-1 - end].source:
            self._pair(head[-1 - end], base[-1 - end])
            end += 1
        return head[start : len(head) - end], base[start : len(base) - end]

    def _by(self, key: Callable[[Row], Hashable], head: Sequence[Row], base: Sequence[Row]) -> None:
        """Match rows of equal key, in their order; a key that is None matches nothing."""
        waiting: dict[Hashable, list[Row]] = defaultdict(list)
        for row in reversed(base):
            waiting[key(row)].append(row)
        waiting.pop(None, None)
        for row in head:
            rows = waiting.get(key(row))
            if rows:
                self._pair(row, rows.pop())

    def _pair(self, head: Row, base: Row) -> None:
        self.origins[head] = base
        self.taken.add(base)


def _source(row: Row) -> Hashable:
    return row.source


def _content(row: Row) -> Hashable:
    return row.content if any(row.content) else None


def _link(row: Row) -> Hashable:
    """The first link of the row, which in most lists says what the row is about."""
    return next((link.url for cell in row.written for link in cell.links), None)


def _name(row: Row) -> Hashable:
    """The first cell with a name in it."""
    for cell in row.written:
        if sum(map(str.isalpha, cell.text)) >= _FEWEST_LETTERS:
            return cell.text.casefold()
    return None


def _likeness(new: Row, old: Row) -> float:
    """How much two rows have in common, 0 to 100; 0 unless their names are alike as well."""
    from rapidfuzz import fuzz  # 20 ms, and few runs come here

    if not fuzz.ratio(str(_name(new)), str(_name(old)), score_cutoff=_LIKE_NAME):
        return 0.0
    return fuzz.ratio(" | ".join(new.content), " | ".join(old.content), score_cutoff=_LIKE_ROW)


def _match_tables(base: Document, head: Document) -> dict[Table, Table]:
    """Which base table each head table was: by heading and columns, by rows, by heading, by columns."""
    pairs: dict[Table, Table] = {}
    keys: tuple[Callable[[Table], Hashable], ...] = (
        lambda table: (table.headings, table.columns),
        lambda table: table.headings or None,
        lambda table: (table.headings[-1:], table.columns),
    )
    _pair_tables(pairs, keys[0], base, head)
    _pair_by_rows(pairs, base, head)
    for key in keys[1:]:
        _pair_tables(pairs, key, base, head)
    return {table: pairs[table] for table in head.tables if table in pairs}


def _pair_tables(
    pairs: dict[Table, Table], key: Callable[[Table], Hashable], base: Document, head: Document
) -> None:
    """Pair the tables of equal key in their order, where both versions have as many of it."""
    waiting: dict[Hashable, list[Table]] = defaultdict(list)
    seeking: dict[Hashable, list[Table]] = defaultdict(list)
    taken = set(pairs.values())
    for table in base.tables:
        if table not in taken:
            waiting[key(table)].append(table)
    for table in head.tables:
        if table not in pairs:
            seeking[key(table)].append(table)
    for name, tables in seeking.items():
        if name is not None and len(tables) == len(waiting.get(name, ())):
            pairs.update(zip(tables, waiting[name], strict=True))


def _pair_by_rows(pairs: dict[Table, Table], base: Document, head: Document) -> None:
    """Pair the tables that share most rows: the heading was renamed, or one table became two."""
    taken = set(pairs.values())
    homes = {row.source: table for table in base.tables if table not in taken for row in table.rows}
    votes: Counter[tuple[Table, Table]] = Counter()
    for table in head.tables:
        if table not in pairs and homes:
            votes.update((table, homes[row.source]) for row in table.rows if row.source in homes)
    for (table, home), _ in votes.most_common():
        if table not in pairs and home not in taken:
            pairs[table] = home
            taken.add(home)


def _head_changes(match: _Matching, tables: Mapping[Table, Table]) -> Iterator[Change]:
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


def _moved(match: _Matching, tables: Mapping[Table, Table]) -> set[Row]:
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


def _removals(match: _Matching) -> Iterator[Change]:
    for row in match.missing():
        yield Change("removed", None, None, row, match.base_rows[row])


def _lost(match: _Matching, head: Document) -> tuple[Lost, ...]:
    """The missing rows whose text the head still has on a line that is no row."""
    missing = match.missing()
    standing = _other_lines(head) if missing else {}
    return tuple(
        Lost(row, match.base_rows[row], standing[row.raw].pop(0))
        for row in missing
        if standing.get(row.raw) and any(row.content)
    )


def _revived(new: Sequence[Row], base: Document) -> tuple[Row, ...]:
    """The new rows whose text the base had on a line that was no row."""
    if not new:
        return ()
    standing = _other_lines(base)
    return tuple(row for row in new if standing.get(row.raw) and standing[row.raw].pop(0))


def _other_lines(document: Document) -> dict[str, list[int]]:
    """The lines that are no body row and not blank, by their text without marks of containers."""
    lines: dict[str, list[int]] = defaultdict(list)
    for number, (line, kind) in enumerate(zip(document.lines, document.kinds, strict=True), 1):
        if kind not in "r ":
            lines[line.strip(" \t\v\f>")].append(number)
    return lines
