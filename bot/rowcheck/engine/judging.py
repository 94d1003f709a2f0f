"""One file judged: every rule run over it, old faults told from new ones. Pure.

File rules see both versions; row rules see the rows that the pull request touched, and then the
rows those were in the base: what stood there already is debt.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple, TypeAlias

from rowcheck.compare import changes
from rowcheck.compare.changes import Change
from rowcheck.compare.lines import Hunks
from rowcheck.engine.findings import Findings
from rowcheck.markdown import documents
from rowcheck.model import Document, Finding, Problem, Row, Severity, Table
from rowcheck.rules import ALL
from rowcheck.rules.rule import FileView, Listing, Rule, TableView
from rowcheck.settings.settings import Settings, TableSettings

Read: TypeAlias = Callable[[str, str], Document]
"""Gives the document of a path and its text."""


@dataclass(frozen=True, eq=False)
class File:
    """One file at both versions, read and compared."""

    base: Document
    head: Document

    @staticmethod
    def read(path: str, base: str, head: str, read: Read | None = None) -> File:
        """The file from its two texts, each read by `read` if it is given; a new file's base is empty."""
        read = read or documents.read
        before, after = read(path, base), read(path, head)
        # Rows are told apart by identity, so the two versions of a file that was only renamed are two.
        return File(before, documents.read(path, head) if after is before else after)

    @cached_property
    def comparison(self) -> changes.Comparison:
        return changes.compare(self.base, self.head)

    @cached_property
    def hunks(self) -> Hunks:
        return self.comparison.hunks

    @cached_property
    def changes(self) -> dict[Row, Change]:
        """What happened to each head row that something happened to."""
        return {change.row: change for change in self.comparison.changes if change.row}


class World(NamedTuple):
    """What judging a file needs beside it: the settings, and the list's documents on both sides."""

    settings: Settings
    base: Listing
    head: Listing


class Judged(NamedTuple):
    """A problem, and the finding made of it."""

    problem: Problem
    finding: Finding

    @property
    def name(self) -> tuple[str, str]:
        return self.finding.fingerprint.partition("-")[0], self.problem.key


class Judgement(NamedTuple):
    """All that was found in one file; `checked` and `unchecked` divide the added rows."""

    file: File
    found: tuple[Judged, ...]
    debt: int
    checked: tuple[Row, ...]
    unchecked: tuple[Row, ...]

    @property
    def names(self) -> Counter[tuple[str, str]]:
        """What the findings are known by, whatever their number among those of the same row."""
        return Counter(judged.name for judged in self.found)


def judge(file: File, world: World) -> Judgement:
    """Run every rule over one file."""
    bench = _Bench(file, world)
    bench.file_rules()
    for table in bench.subjects:
        bench.row_rules(table)
    added = [row for row, change in file.changes.items() if change.kind == "added"]
    unknown = {row for row in added if file.changes[row].table in bench.unknown}
    unchecked = tuple(row for row in added if row in unknown)
    checked = tuple(row for row in added if row in bench.seen and row not in unknown)
    assert len(added) == len(checked) + len(unchecked), "a row was added that nobody looked at"
    return Judgement(file, bench.found(), bench.debt, checked, unchecked)


class _Bench:
    """Gathers the problems of one file while rules run over it."""

    def __init__(self, file: File, world: World) -> None:
        self.file = file
        self.world = world
        self.debt = 0
        self.seen: set[Row] = set()
        self.settled: set[Row] = set()
        self.problems: list[tuple[Rule, Problem, Table | None]] = []
        self.blamed: dict[tuple[Row | None, int], set[str]] = {}
        self.settings = {
            table: self.world.settings.table_for(table.headings, table.columns)
            for table in self.file.head.tables
        }
        self.subjects: dict[Table, list[Row]] = {table: [] for table in self._reheaded()}
        for row, change in self.file.changes.items():
            if change.table:
                self.subjects.setdefault(change.table, []).append(row)
        self.unknown = set(self._unknown())

    def _reheaded(self) -> Iterator[Table]:
        """Tables whose columns are not what they were: judged even if no row of theirs changed."""
        for table, before in self.file.comparison.table_origins.items():
            if table.columns != before.columns:
                yield table

    def _unknown(self) -> Iterator[Table]:
        """New or re-headed tables that the settings do not speak of, though they speak of others."""
        if not self.world.settings.tables or self._severity("unknown-table", None) == "off":
            return
        origins = self.file.comparison.table_origins
        for table, said in self.settings.items():
            if said is None and (table not in origins or origins[table].columns != table.columns):
                yield table

    def _severity(self, rule: str, table: Table | None) -> Severity:
        default = next(known.severity for known in ALL if known.id == rule)
        return self.world.settings.severity(rule, self.settings.get(table) if table else None, default)

    def file_rules(self) -> None:
        """Run the rules that look at the whole file."""
        file = self.file
        view = FileView(file.comparison, file.hunks, self.settings, bool(self.world.settings.tables))
        for rule in ALL:
            if rule.file is not None:
                for problem in rule.file(view):
                    self._take(rule, problem, self._table_of(problem))

    def _table_of(self, problem: Problem) -> Table | None:
        if problem.row is not None and problem.row.line in self.file.head.row_at:
            return self.file.head.row_at[problem.row.line][0]
        return next((table for table in self.file.head.tables if table.line == problem.line), None)

    def row_rules(self, table: Table) -> None:
        """Run the rules that judge rows over one table's."""
        rows = self.subjects[table]
        for rule in ALL:
            if rule.rows is not None and self._severity(rule.id, table) != "off":
                self._run(rule, table, [row for row in rows if row not in self.settled])
        self.seen.update(rows)

    def _run(self, rule: Rule, table: Table, rows: Sequence[Row]) -> None:
        """Judge rows of one head table, and leave to debt what their base rows had already."""
        assert rule.rows is not None
        problems = list(rule.rows(self._view(table, rows)))
        old = self._old_faults(rule, self.settings[table], [problem.row for problem in problems])
        for problem in problems:
            origin = self.file.comparison.origins.get(problem.row) if problem.row else None
            if origin is not None and (origin, problem.key) in old:
                self.debt += 1
            else:
                self._take(rule, problem, table)

    def _view(self, table: Table, rows: Sequence[Row]) -> TableView:
        placed: set[Row] = set()
        origins: dict[Row, tuple[Table, Row]] = {}
        for row in rows:
            change = self.file.changes[row]
            if change.kind == "added" or change.moved:
                placed.add(row)
            if change.before and change.before_table:
                origins[row] = (change.before_table, change.before)
        return TableView(
            document=self.file.head,
            table=table,
            subjects=tuple(rows),
            settings=self.settings[table],
            listing=self.world.head,
            before=self.file.comparison.table_origins.get(table),
            placed=frozenset(placed),
            origins=origins,
        )

    def _old_faults(
        self, rule: Rule, said: TableSettings | None, rows: Sequence[Row | None]
    ) -> set[tuple[Row | None, str]]:
        """What the rule finds in the base on the rows that these rows were."""
        assert rule.rows is not None
        homes: dict[Table, list[Row]] = {}
        for row in dict.fromkeys(rows):
            change = self.file.changes.get(row) if row else None
            if change and change.before and change.before_table:
                homes.setdefault(change.before_table, []).append(change.before)
        views = (
            TableView(self.file.base, table, tuple(before), said, self.world.base, placed=frozenset(before))
            for table, before in homes.items()
        )
        return {(problem.row, problem.key) for view in views for problem in rule.rows(view)}

    def _take(self, rule: Rule, problem: Problem, table: Table | None) -> None:
        if self._severity(rule.id, table) == "off" or self._said_already(rule, problem):
            return
        self.problems.append((rule, problem, table))
        self.blamed.setdefault((problem.row, problem.column), set()).add(rule.id)
        if rule.settles and problem.row is not None:
            self.settled.add(problem.row)

    def _said_already(self, rule: Rule, problem: Problem) -> bool:
        """Whether a rule that goes before this one has blamed the same cell."""
        return not self.blamed.get((problem.row, problem.column), set()).isdisjoint(rule.after)

    def found(self) -> tuple[Judged, ...]:
        """The problems as findings, in the order of the file."""
        make = Findings()
        found: list[Judged] = []
        for rule, problem, table in sorted(self.problems, key=lambda it: (it[1].line, it[1].column)):
            severity = problem.severity or self._severity(rule.id, table)
            found.append(Judged(problem, make.of(rule, severity, problem, self.file.head, table)))
        return tuple(found)
