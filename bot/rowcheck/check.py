"""The flow: texts -> tables -> changes -> rules -> report. Pure; reads no file and runs no command.

For every file the two versions are read and compared, file rules see both, row rules see the
rows that the pull request touched. What the base row had already is debt. A fix is offered only
after it was applied and the whole file was judged again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from rowcheck import changes, fixes, hunks
from rowcheck.config import Settings, TableSettings
from rowcheck.findings import Findings, waiver_for
from rowcheck.markdown import documents
from rowcheck.model import Counts, Document, Finding, Fix, NotChecked, Problem, Report, Row, Severity, Table
from rowcheck.rules import ALL
from rowcheck.rules.rule import FileView, Listing, Rule, TableView

_MOST_VERIFIED = 100
"""Fixes verified in one file at the most; each costs one more judgement of the file."""


@dataclass(frozen=True, slots=True)
class Pair:
    """One file's text before and after; `base` is None for a new file."""

    path: str
    base: str | None
    head: str


def check(
    pairs: Iterable[Pair],
    settings: Settings,
    *,
    rest: Iterable[tuple[str, str]] = (),
    not_checked: Iterable[NotChecked] = (),
) -> Report:
    """Check what changed between the two texts of each pair.

    `rest` are path and text of the list's unchanged files, for duplicates across the whole list;
    `not_checked` names files that could not even be read.
    """
    files = [_File.of(pair) for pair in pairs]
    unchanged = tuple(documents.read(path, text) for path, text in rest)
    base = Listing((*(file.base for file in files), *unchanged))
    head = Listing((*(file.head for file in files), *unchanged))
    judgements = [_verified(_judge(file, settings, base, head), settings, base, head) for file in files]
    return _report(judgements, settings, tuple(not_checked))


@dataclass(frozen=True)
class _File:
    """One file, read and compared."""

    base: Document
    head: Document

    @staticmethod
    def of(pair: Pair) -> _File:
        return _File(documents.read(pair.path, pair.base or ""), documents.read(pair.path, pair.head))

    @cached_property
    def comparison(self) -> changes.Comparison:
        return changes.compare(self.base, self.head)

    @cached_property
    def hunks(self) -> hunks.Hunks:
        return hunks.between(self.base.lines, self.head.lines)


@dataclass(frozen=True, slots=True)
class _Judged:
    """A problem with what is needed to make a finding of it."""

    rule: Rule
    problem: Problem
    finding: Finding


@dataclass(frozen=True, slots=True)
class _Judgement:
    """All that was found in one file; `checked` and `unchecked` divide the added rows."""

    file: _File
    found: tuple[_Judged, ...]
    debt: int
    checked: tuple[Row, ...]
    unchecked: tuple[Row, ...]

    @property
    def names(self) -> Counter[str]:
        return Counter(judged.finding.fingerprint for judged in self.found)


def _judge(file: _File, settings: Settings, base: Listing, head: Listing) -> _Judgement:
    """Run every rule over one file."""
    judge = _Judge(file, settings, base, head)
    judge.file_rules()
    judge.row_rules()
    added = [change.row for change in file.comparison.changes if change.kind == "added" and change.row]
    unchecked = tuple(row for row in added if judge.tables[row] in judge.unknown)
    checked = tuple(row for row in added if row in judge.seen and judge.tables[row] not in judge.unknown)
    assert len(added) == len(checked) + len(unchecked), "a row was added that nobody looked at"
    return _Judgement(file, judge.found(), judge.debt, checked, unchecked)


@dataclass
class _Judge:
    """Gathers the problems of one file while rules run over it."""

    file: _File
    settings: Settings
    base: Listing
    head: Listing
    debt: int = 0
    seen: set[Row] = field(default_factory=set)
    settled: set[Row] = field(default_factory=set)
    problems: list[tuple[Rule, Problem, Table | None]] = field(default_factory=list)

    def __post_init__(self) -> None:
        comparison = self.file.comparison
        self.tables = {
            change.row: change.table for change in comparison.changes if change.row and change.table
        }
        self.subjects: dict[Table, list[Row]] = {}
        for row, table in self.tables.items():
            self.subjects.setdefault(table, []).append(row)
        for table, before in comparison.table_origins.items():
            if table.columns != before.columns:
                self.subjects.setdefault(table, [])
        self.settings_of = {
            table: self.settings.table_for(table.headings, table.columns) for table in self.file.head.tables
        }
        self.unknown = set(self._unknown_tables())

    def _unknown_tables(self) -> Iterator[Table]:
        """New or re-headed tables that the settings do not speak of, though they speak of others."""
        if not self.settings.tables or self._severity("unknown-table", None) == "off":
            return
        origins = self.file.comparison.table_origins
        for table, said in self.settings_of.items():
            if said is None and (table not in origins or origins[table].columns != table.columns):
                yield table

    def _severity(self, rule: str, table: Table | None) -> Severity:
        default = next(known.severity for known in ALL if known.id == rule)
        return self.settings.severity(rule, self.settings_of.get(table) if table else None, default)

    def file_rules(self) -> None:
        file = self.file
        view = FileView(file.comparison, file.hunks, self.settings_of, bool(self.settings.tables))
        for rule in ALL:
            if rule.file is not None:
                for problem in rule.file(view):
                    self._take(rule, problem, self._table_of(problem))

    def _table_of(self, problem: Problem) -> Table | None:
        if problem.row is not None and problem.row.line in self.file.head.row_at:
            return self.file.head.row_at[problem.row.line][0]
        return next((table for table in self.file.head.tables if table.line == problem.line), None)

    def row_rules(self) -> None:
        for rule in ALL:
            if rule.rows is None:
                continue
            for table, rows in self.subjects.items():
                self._run(rule, table, [row for row in rows if row not in self.settled])
        self.seen.update(self.tables)

    def _run(self, rule: Rule, table: Table, rows: Sequence[Row]) -> None:
        """Judge rows of one head table, and leave to debt what their base rows had already."""
        assert rule.rows is not None
        if self._severity(rule.id, table) == "off":
            return
        before = self.file.comparison.table_origins.get(table)
        said = self.settings_of[table]
        view = TableView(self.file.head, table, tuple(rows), said, self.head, before)
        problems = list(rule.rows(view))
        origins = self.file.comparison.origins
        old = self._old_faults(rule, said, [problem.row for problem in problems])
        for problem in problems:
            origin = origins.get(problem.row) if problem.row else None
            if origin is not None and (origin, problem.key) in old:
                self.debt += 1
            else:
                self._take(rule, problem, table)

    def _old_faults(
        self, rule: Rule, said: TableSettings | None, rows: Sequence[Row | None]
    ) -> set[tuple[Row | None, str]]:
        """What the rule finds in the base on the rows that these rows were."""
        assert rule.rows is not None
        homes: dict[Table, list[Row]] = {}
        by_row = {change.row: change for change in self.file.comparison.changes if change.before}
        for row in dict.fromkeys(rows):
            change = by_row.get(row)
            if change and change.before and change.before_table:
                homes.setdefault(change.before_table, []).append(change.before)
        return {
            (problem.row, problem.key)
            for table, before in homes.items()
            for problem in rule.rows(TableView(self.file.base, table, tuple(before), said, self.base))
        }

    def _take(self, rule: Rule, problem: Problem, table: Table | None) -> None:
        if self._severity(rule.id, table) == "off":
            return
        self.problems.append((rule, problem, table))
        if rule.settles and problem.row is not None:
            self.settled.add(problem.row)

    def found(self) -> tuple[_Judged, ...]:
        """The problems as findings, in the order of the file."""
        make = Findings()
        self.problems.sort(key=lambda found: (found[1].line, found[1].column))
        return tuple(
            _Judged(
                rule, problem, make.of(rule, self._severity(rule.id, table), problem, self.file.head, table)
            )
            for rule, problem, table in self.problems
        )


def _verified(judgement: _Judgement, settings: Settings, base: Listing, head: Listing) -> _Judgement:
    """The judgement with those fixes that, alone, remove their finding and cause no other."""
    found = []
    tried = 0
    for judged in judgement.found:
        fix = None
        for candidate in judged.problem.fixes:
            tried += 1
            if tried <= _MOST_VERIFIED and _removes(candidate, judged, judgement, settings, base, head):
                fix = candidate
                break
        found.append(replace(judged, finding=replace(judged.finding, fix=fix)) if fix else judged)
    return replace(judgement, found=tuple(found))


def _removes(
    fix: Fix, judged: _Judged, judgement: _Judgement, settings: Settings, base: Listing, head: Listing
) -> bool:
    before = judgement.file.head
    fixed = documents.read(before.path, "\n".join(fixes.apply(before.lines, fix.edits)))
    others = Listing(tuple(fixed if document is before else document for document in head.documents))
    after = _judge(_File(judgement.file.base, fixed), settings, base, others).names
    name = judged.finding.fingerprint
    return after[name] < judgement.names[name] and not after - judgement.names


def _report(
    judgements: Sequence[_Judgement], settings: Settings, unreadable: tuple[NotChecked, ...]
) -> Report:
    findings: list[Finding] = []
    waived: list[Finding] = []
    for judgement in judgements:
        for judged in judgement.found:
            given = waiver_for(judged.finding, judged.problem.row, settings.waivers)
            (waived if given else findings).append(judged.finding)
    reason = "no table in the settings has its table's columns"
    unchecked = [
        NotChecked(judgement.file.head.path, row.line, reason)
        for judgement in judgements
        for row in judgement.unchecked
    ]
    checked = sum(len(judgement.checked) for judgement in judgements)
    paths = {finding.path for finding in (*findings, *waived)}
    texts = {judgement.file.head.path: judgement.file.head.lines for judgement in judgements}
    return Report(
        findings=tuple(sorted(findings, key=lambda finding: (finding.path, finding.line, finding.column))),
        counts=Counts(checked + len(unchecked), checked, len(unchecked)),
        debt=sum(judgement.debt for judgement in judgements),
        not_checked=(*unreadable, *unchecked),
        rules_off=_rules_off(settings),
        waived=tuple(waived),
        texts={path: lines for path, lines in texts.items() if path in paths},
    )


def _rules_off(settings: Settings) -> tuple[str, ...]:
    """The rules that have nothing to work with, since no table's settings ask for them."""
    return tuple(
        rule.id for rule in ALL if rule.needs and not any(rule.needs(table) for table in settings.tables)
    )
