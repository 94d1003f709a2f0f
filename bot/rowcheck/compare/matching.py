"""Match the rows and tables of two versions, from the strongest evidence to the weakest.

Rows are matched by their text, their content, their cells in common columns, their first link, their name,
and their likeness. All steps but the last use dictionaries, and the last one is bounded, so the time is
linear in the number of rows.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence

from rapidfuzz import fuzz

from rowcheck.cells.row_names import row_name
from rowcheck.compare.lines import Hunks
from rowcheck.model import Document, Row, Table

_MIN_NAME_LIKENESS, _MIN_ROW_LIKENESS = 75.0, 60.0
"""Similarities in per cent from which rows of different names and links match."""

_MAX_LIKENESS_PAIRS = 20_000
"""With more pairs of rows than that, likeness is not computed: the rows count as added and removed."""

_MIN_LETTERS = 3
"""A name with fewer letters ("7", "-") does not identify a row."""


class Matching:
    """The base row of each head row, extended step by step."""

    def __init__(self, base: Document, head: Document) -> None:
        self.base_rows = {row: table for table in base.tables for row in table.rows}
        self.head_rows = {row: table for table in head.tables for row in table.rows}
        self.origins: dict[Row, Row] = {}
        self.taken: set[Row] = set()
        self.aside: set[Row] = set()

    def new(self, rows: Iterable[Row] | None = None) -> list[Row]:
        """Return the head rows that have no origin yet."""
        candidates = self.head_rows if rows is None else rows
        return [row for row in candidates if row not in self.origins and row not in self.aside]

    def missing(self, rows: Iterable[Row] | None = None) -> list[Row]:
        """Return the base rows that are not the origin of a head row yet."""
        candidates = self.base_rows if rows is None else rows
        return [row for row in candidates if row not in self.taken and row not in self.aside]

    def set_aside(self, head: Iterable[Row], base: Iterable[Row]) -> None:
        """Exclude rows from matching."""
        self.aside.update(head, base)

    def in_place(self, pairs: Iterable[tuple[Row, Row]]) -> None:
        """Match pairs of a head row and a base row whose line did not change."""
        for head, base in pairs:
            self._pair(head, base)

    def within(self, head_table: Table, base_table: Table) -> None:
        """Match rows of two versions of a table."""
        head, base = self.new(head_table.rows), self.missing(base_table.rows)
        for key in (_source, _content, self._in_common(head_table, base_table), _link, self._name):
            if not head or not base:
                return
            self._by(key, head, base)
            head, base = self.new(head), self.missing(base)

    def anywhere(self) -> None:
        """Match rows that moved to another table."""
        for key in (_source, _content, _link):
            head, base = self.new(), self.missing()
            if not head or not base:
                return
            self._by(key, head, base)

    def by_likeness(self, head_table: Table, base_table: Table) -> None:
        """Match each remaining row of a table with the most similar base row."""
        head, base = self.new(head_table.rows), self.missing(base_table.rows)
        if not head or not base or len(head) * len(base) > _MAX_LIKENESS_PAIRS:
            return
        scored = sorted(
            ((self._likeness(new, old), new, old) for new in head for old in base),
            key=lambda scores: -scores[0],
        )
        for score, new, old in scored:
            if score and new not in self.origins and old not in self.taken:
                self._pair(new, old)

    def _in_common(self, head_table: Table, base_table: Table) -> Callable[[Row], Hashable]:
        """Return a key of the cells in common columns, if these are half of the columns or more."""
        common = [column for column in head_table.columns if column in base_table.columns]
        if 2 * len(common) < len(base_table.columns):
            return lambda row: None

        def key(row: Row) -> Hashable:
            table = self.head_rows.get(row) or self.base_rows[row]
            cells = [table.cell(row, column) for column in common]
            sources = tuple(" ".join(cell.source.split()) if cell else "" for cell in cells)
            return sources if any(sources) else None

        return key

    def _name(self, row: Row) -> str | None:
        name = row_name(row, self.head_rows.get(row) or self.base_rows[row])
        return name.casefold() if sum(map(str.isalpha, name)) >= _MIN_LETTERS else None

    def _by(self, key: Callable[[Row], Hashable], head: Sequence[Row], base: Sequence[Row]) -> None:
        """Match rows of equal key, in their order; None matches nothing."""
        waiting: dict[Hashable, list[Row]] = defaultdict(list)
        for row in reversed(base):
            waiting[key(row)].append(row)
        waiting.pop(None, None)
        for row in head:
            rows = waiting.get(key(row))
            if rows:
                self._pair(row, rows.pop())

    def _likeness(self, new: Row, old: Row) -> float:
        """Return the similarity of two rows, 0 to 100; 0 unless their names are similar as well."""
        names = str(self._name(new)), str(self._name(old))
        if not fuzz.ratio(*names, score_cutoff=_MIN_NAME_LIKENESS):
            return 0.0
        return fuzz.ratio(" | ".join(new.content), " | ".join(old.content), score_cutoff=_MIN_ROW_LIKENESS)

    def _pair(self, head: Row, base: Row) -> None:
        self.origins[head] = base
        self.taken.add(base)


def _source(row: Row) -> Hashable:
    return row.source


def _content(row: Row) -> Hashable:
    return row.content if any(row.content) else None


def _link(row: Row) -> Hashable:
    """Return the first link, which in most lists identifies the subject of the row."""
    return next((link.url for cell in row.written for link in cell.links), None)


def rows_in_place(base: Document, head: Document, hunks: Hunks) -> list[tuple[Row, Row]]:
    """Return the head row and the base row of each unchanged line."""
    old, new = base.row_at, head.row_at
    return [(new[line][1], old[before][1]) for before, line in hunks.kept() if line in new and before in old]


def match_tables(
    base: Document, head: Document, in_place: Iterable[tuple[Row, Row]] = ()
) -> dict[Table, Table]:
    """Return the base table of each head table, matched by headings and columns, rows, headings, or columns.

    If two tables have rows of a base table, the one with rows `in_place` is preferred.
    """
    pairs: dict[Table, Table] = {}
    keys: tuple[Callable[[Table], Hashable], ...] = (
        lambda table: (table.headings, table.columns),
        lambda table: table.headings,
        lambda table: (table.headings[-1:], table.columns),
    )
    _pair_tables(pairs, keys[0], base, head)
    if len(pairs) < len(head.tables):
        _pair_in_place(pairs, in_place, base, head)
    _pair_by_rows(pairs, _source, base, head)
    _pair_by_rows(pairs, _content, base, head)
    for key in keys[1:]:
        _pair_tables(pairs, key, base, head)
    return {table: pairs[table] for table in head.tables if table in pairs}


def _pair_in_place(
    pairs: dict[Table, Table], in_place: Iterable[tuple[Row, Row]], base: Document, head: Document
) -> None:
    """Pair the tables that share most unchanged lines."""
    base_tables = {row: table for table in base.tables for row in table.rows}
    head_tables = {row: table for table in head.tables for row in table.rows}
    _pair_by_votes(pairs, Counter((head_tables[new], base_tables[old]) for new, old in in_place))


def _pair_tables(
    pairs: dict[Table, Table], key: Callable[[Table], Hashable], base: Document, head: Document
) -> None:
    """Pair tables of equal key in their order, if both versions have the same number of them."""
    waiting: dict[Hashable, list[Table]] = defaultdict(list)
    unpaired: dict[Hashable, list[Table]] = defaultdict(list)
    taken = set(pairs.values())
    for table in base.tables:
        if table not in taken:
            waiting[key(table)].append(table)
    for table in head.tables:
        if table not in pairs:
            unpaired[key(table)].append(table)
    for name, tables in unpaired.items():
        if len(tables) == len(waiting.get(name, ())):
            pairs.update(zip(tables, waiting[name], strict=True))


def _pair_by_rows(
    pairs: dict[Table, Table], key: Callable[[Row], Hashable], base: Document, head: Document
) -> None:
    """Pair the tables that share most rows: a heading was renamed, or a table was split."""
    taken = set(pairs.values())
    unpaired = [table for table in head.tables if table not in pairs]
    left = [table for table in base.tables if table not in taken] if unpaired else []
    table_of = {key(row): table for table in left for row in table.rows}
    table_of.pop(None, None)
    votes = Counter(
        (table, table_of[name])
        for table in unpaired
        if table_of
        for name in map(key, table.rows)
        if name in table_of
    )
    _pair_by_votes(pairs, votes)


def _pair_by_votes(pairs: dict[Table, Table], votes: Counter[tuple[Table, Table]]) -> None:
    """Pair head and base tables in the order of their votes, each table once."""
    taken = set(pairs.values())
    for (table, base_table), _ in votes.most_common():
        if table not in pairs and base_table not in taken:
            pairs[table] = base_table
            taken.add(base_table)
