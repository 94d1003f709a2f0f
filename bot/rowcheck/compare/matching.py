"""Which row of the head each row of the base has become. Says nothing of what happened to it.

Rows and tables are matched step by step, from the surest sign to the weakest. All steps but the
last go through dictionaries; the last is bounded, so the cost stays linear in the rows.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence

from rowcheck.compare.lines import Hunks
from rowcheck.model import Document, Row, Table

_LIKE_NAME, _LIKE_ROW = 75.0, 60.0
"""Shares of common text, in per cent, from which a row with another name and link is still the same."""
_MOST_LIKENESSES = 20_000
"""How many pairs of rows are compared for likeness at the most; beyond, rows are added and removed."""
_FEWEST_LETTERS = 3
"""A name with fewer letters ("7", "-") is no key to know a row by."""


class Matching:
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

    def in_place(self, pairs: Iterable[tuple[Row, Row]]) -> None:
        """Match the rows, head first, whose lines nobody touched: of two equal ones, that is the old one."""
        for head, base in pairs:
            self._pair(head, base)

    def within(self, head_table: Table, base_table: Table) -> None:
        """Match the rows of two tables that are the same table."""
        head, base = self.new(head_table.rows), self.missing(base_table.rows)
        for key in (_source, _content, self._in_common(head_table, base_table), _link, _name):
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
        if not head or not base or len(head) * len(base) > _MOST_LIKENESSES:
            return
        scored = sorted(
            ((_likeness(new, old), new, old) for new in head for old in base), key=lambda it: -it[0]
        )
        for score, new, old in scored:
            if score and new not in self.origins and old not in self.taken:
                self._pair(new, old)

    def _in_common(self, head_table: Table, base_table: Table) -> Callable[[Row], Hashable]:
        """What a row says under the columns that both tables have, where these are most of them."""
        common = [column for column in head_table.columns if column in base_table.columns]
        if 2 * len(common) < len(base_table.columns):
            return lambda row: None

        def key(row: Row) -> Hashable:
            table = self.head_rows.get(row) or self.base_rows[row]
            cells = [table.cell(row, column) for column in common]
            said = tuple(" ".join(cell.source.split()) if cell else "" for cell in cells)
            return said if any(said) else None

        return key

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


def rows_in_place(base: Document, head: Document, hunks: Hunks) -> list[tuple[Row, Row]]:
    """The rows on lines that stayed as they were, head row and base row."""
    old, new = base.row_at, head.row_at
    return [(new[line][1], old[before][1]) for before, line in hunks.kept() if line in new and before in old]


def match_tables(
    base: Document, head: Document, in_place: Iterable[tuple[Row, Row]] = ()
) -> dict[Table, Table]:
    """Which base table each head table was: by heading and columns, by rows, by heading, by columns.

    Of two tables with the rows of an old one, the one whose rows stayed `in_place` is the old one.
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
    """Pair the tables that share most untouched rows."""
    homes = {row: table for table in base.tables for row in table.rows}
    seats = {row: table for table in head.tables for row in table.rows}
    _elect(pairs, Counter((seats[new], homes[old]) for new, old in in_place))


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
        if len(tables) == len(waiting.get(name, ())):
            pairs.update(zip(tables, waiting[name], strict=True))


def _pair_by_rows(
    pairs: dict[Table, Table], key: Callable[[Row], Hashable], base: Document, head: Document
) -> None:
    """Pair the tables that share most rows: the heading was renamed, or one table became two."""
    taken = set(pairs.values())
    seeking = [table for table in head.tables if table not in pairs]
    left = [table for table in base.tables if table not in taken] if seeking else []
    homes = {key(row): table for table in left for row in table.rows}
    homes.pop(None, None)
    votes = Counter(
        (table, homes[name]) for table in seeking if homes for name in map(key, table.rows) if name in homes
    )
    _elect(pairs, votes)


def _elect(pairs: dict[Table, Table], votes: Counter[tuple[Table, Table]]) -> None:
    """Pair head and base tables by their votes, the most first, each table once."""
    taken = set(pairs.values())
    for (table, home), _ in votes.most_common():
        if table not in pairs and home not in taken:
            pairs[table] = home
            taken.add(home)
