"""The check: two versions of each file in, a report out. Reads no file and runs no command.

Each file is read at both versions, its rows are matched, every rule is run over what changed, problems
that the base already had are counted as debt, and fixes are verified by checking the file again.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from rowcheck.cells.row_roles import non_entries
from rowcheck.compare.changes import Comparison, compare
from rowcheck.compare.edits import apply_edits
from rowcheck.engine.findings import Located, Reported, is_waived, removed, to_findings
from rowcheck.markdown import documents
from rowcheck.model import (
    MAX_CELL,
    Counts,
    Document,
    Finding,
    Fix,
    NotChecked,
    Problem,
    Report,
    Row,
    Severity,
    Table,
)
from rowcheck.rules import ALL, unknown_table
from rowcheck.rules.rule import FileView, Listing, Rule, TableView
from rowcheck.settings.settings import Settings, TableSettings

Read: TypeAlias = Callable[[str, str], Document]
"""Parses a path and its text."""

Entries: TypeAlias = Mapping[Table, TableSettings | None]
"""The entry of the settings that matches each table of the head, if any."""

_MAX_FIXES, _MAX_LINES, _MAX_ROWS = 100, 50_000, 5_000
"""Limits on the verification of one file's fixes: fixes tried, lines parsed and changed rows judged.

Each fix costs another check of the file. Past the limit, the first findings still get their fixes.
"""


@dataclass(frozen=True, slots=True)
class Pair:
    """The text of a file at both versions; `base` is None for a new file."""

    path: str
    base: str | None
    head: str


@dataclass(frozen=True, slots=True)
class Context:
    """What the rules may look at besides a file: the settings, and all documents at both versions."""

    settings: Settings
    base: Listing
    head: Listing


@dataclass(frozen=True, slots=True)
class Judgement:
    """The result for one file; `not_checked` are its changed rows that could not be judged."""

    comparison: Comparison
    reported: tuple[Reported, ...]
    debt: int
    counts: Counts
    not_checked: tuple[NotChecked, ...]

    @property
    def findings(self) -> tuple[Finding, ...]:
        return tuple(reported.finding for reported in self.reported)


def check(
    pairs: Iterable[Pair],
    settings: Settings,
    *,
    rest: Iterable[tuple[str, str]] = (),
    not_checked: Iterable[NotChecked] = (),
    offer_fixes: bool = True,
    read: Read = documents.read,
) -> Report:
    """Check what changed between the two versions of each file.

    `rest` has path and text of the unchanged files, for duplicates across the list; `not_checked` names
    files that could not be read. Without `offer_fixes` no fix is verified, and findings have none. `read`
    may cache documents between calls.
    """
    comparisons = [_compared(pair, read) for pair in pairs]
    unchanged = tuple(read(path, text) for path, text in rest)
    context = Context(
        settings,
        base=Listing((*(comparison.base for comparison in comparisons), *unchanged)),
        head=Listing((*(comparison.head for comparison in comparisons), *unchanged)),
    )
    judgements = [judge(comparison, context) for comparison in comparisons]
    if offer_fixes:
        judgements = [verify_fixes(judgement, context) for judgement in judgements]
    return _report(judgements, settings, tuple(not_checked))


def _compared(pair: Pair, read: Read) -> Comparison:
    base, head = read(pair.path, pair.base or ""), read(pair.path, pair.head)
    if head is base:
        # A cached document may serve both versions, but rows compare by identity.
        head = documents.read(pair.path, pair.head)
    return compare(base, head)


def judge(comparison: Comparison, context: Context) -> Judgement:
    """Run every rule over one file: file rules first, then row rules over the changed rows of each table."""
    settings, head = context.settings, comparison.head
    entries = {table: settings.table_for(table.headings, table.columns) for table in head.tables}
    file_view = FileView(comparison, entries, bool(settings.tables))
    rows_of = _rows_to_judge(comparison)
    located: list[Located] = []
    rules_at: defaultdict[tuple[Row | None, int], set[str]] = defaultdict(set)
    settled = {row for table, rows in rows_of.items() for row in non_entries(table).intersection(rows)}
    debt = 0
    for rule, table in _runs(rows_of):
        if table is None:
            problems = list(rule.file(file_view)) if rule.file else []
        elif _severity(rule, table, settings, entries) == "off":
            continue
        else:
            problems, old = _row_problems(rule, table, rows_of[table], settled, comparison, context, entries)
            debt += old
        for problem in problems:
            home = table or _table_at(head, problem)
            severity = _severity(rule, home, settings, entries)
            cell = (problem.row, problem.column)
            if severity == "off" or not rules_at[cell].isdisjoint(rule.after):
                continue
            located.append(Located(rule.id, problem.severity or severity, problem, home))
            rules_at[cell].add(rule.id)
            if problem.settles and problem.row is not None:
                settled.add(problem.row)
    unknown = {entry.table for entry in located if entry.rule == unknown_table.check.id}
    not_checked = tuple(
        NotChecked(head.path, row.line, reason)
        for row, change in comparison.change_of.items()
        if (reason := _not_checked(row, change.table in unknown))
    )
    return Judgement(
        comparison, to_findings(located, head), debt, _counts(comparison, len(not_checked)), not_checked
    )


def _not_checked(row: Row, in_unknown_table: bool) -> str:
    """Return why a changed row cannot be judged; empty where it can."""
    if in_unknown_table:
        return "no table in the settings has its table's columns"
    if len(row.source) > MAX_CELL and not all(cell.is_parsed for cell in row.cells):
        return f"a cell is longer than {MAX_CELL:,} characters"
    return ""


def _counts(comparison: Comparison, not_checked: int) -> Counts:
    kinds = Counter(change.kind for change in comparison.changes)
    checked = len(comparison.change_of) - not_checked
    return Counts(kinds["added"], kinds["modified"], kinds["moved"], kinds["removed"], checked, not_checked)


def _runs(tables: Iterable[Table]) -> Iterator[tuple[Rule, Table | None]]:
    yield from ((rule, None) for rule in ALL if rule.file)
    yield from ((rule, table) for table in tables for rule in ALL if rule.rows)


def _rows_to_judge(comparison: Comparison) -> dict[Table, list[Row]]:
    """Return the changed rows of each table, and tables whose columns changed even without such rows."""
    rows_of: dict[Table, list[Row]] = {
        table: [] for table, before in comparison.table_origins.items() if table.columns != before.columns
    }
    for row, change in comparison.change_of.items():
        if change.table:
            rows_of.setdefault(change.table, []).append(row)
    return rows_of


def _row_problems(
    rule: Rule,
    table: Table,
    rows: Sequence[Row],
    settled: Collection[Row],
    comparison: Comparison,
    context: Context,
    entries: Entries,
) -> tuple[list[Problem], int]:
    """Return the problems that the change introduced in rows of one table, and the number of older ones.

    `rows` are the changed rows of the table, of which the `settled` ones are not judged.
    A problem is older if the rule yields one of the same key for the row in the base.
    """
    assert rule.rows is not None
    subjects = tuple(row for row in rows if row not in settled)
    changes = {row: comparison.change_of[row] for row in subjects}
    view = TableView(
        document=comparison.head,
        table=table,
        subjects=subjects,
        settings=entries[table],
        listing=context.head,
        before=comparison.table_origins.get(table),
        placed=frozenset(row for row, change in changes.items() if change.kind == "added" or change.moved),
        changed=comparison.change_of.keys(),
        set_aside=frozenset(settled).intersection(rows),
        origins={
            row: (change.before_table, change.before)
            for row, change in changes.items()
            if change.before and change.before_table
        },
    )
    problems = list(rule.rows(view))

    base_rows: dict[Table, list[Row]] = {}
    for row in dict.fromkeys(problem.row for problem in problems):
        if row is not None and row in view.origins:
            base_table, base_row = view.origins[row]
            base_rows.setdefault(base_table, []).append(base_row)
    older: set[tuple[Row | None, str]] = set()
    for base_table, base_subjects in base_rows.items():
        base_view = TableView(
            document=comparison.base,
            table=base_table,
            subjects=tuple(base_subjects),
            settings=entries[table],
            listing=context.base,
            placed=frozenset(base_subjects),
        )
        older.update((problem.row, problem.key) for problem in rule.rows(base_view))

    new = [
        problem
        for problem in problems
        if problem.row is None or (comparison.origins.get(problem.row), problem.key) not in older
    ]
    return new, len(problems) - len(new)


def _severity(rule: Rule, table: Table | None, settings: Settings, entries: Entries) -> Severity:
    return settings.severity(rule.id, entries.get(table) if table else None, rule.severity)


def _table_at(head: Document, problem: Problem) -> Table | None:
    """Return the table of the problem's row, or the one whose header is on its line."""
    if problem.row is not None and problem.row.line in head.row_at:
        return head.row_at[problem.row.line][0]
    return next((table for table in head.tables if table.line == problem.line), None)


def verify_fixes(judgement: Judgement, context: Context) -> Judgement:
    """Return the judgement with a fix on each finding for which a candidate holds."""
    lines, rows = len(judgement.comparison.head.lines), len(judgement.comparison.change_of)
    budget = min(_MAX_FIXES, _MAX_LINES // max(1, lines) + 5, _MAX_ROWS // max(1, rows) + 5)
    verified: list[Reported] = []
    for reported in judgement.reported:
        tried = reported.problem.fixes[:budget]
        holding = (fix for fix in tried if _holds(fix, reported.finding, judgement, context))
        fix = next(holding, None)
        budget -= len(tried) if fix is None else tried.index(fix) + 1
        verified.append(replace(reported, finding=replace(reported.finding, fix=fix)))
    return replace(judgement, reported=tuple(verified))


def _holds(fix: Fix, finding: Finding, judgement: Judgement, context: Context) -> bool:
    """Return whether the fix removes the finding and introduces no other one."""
    head = judgement.comparison.head
    fixed = documents.read(head.path, "\n".join(apply_edits(head.lines, fix.edits)))
    listing = Listing(tuple(fixed if document is head else document for document in context.head.documents))
    after = judge(compare(judgement.comparison.base, fixed), replace(context, head=listing))
    return finding.identity in removed(judgement.findings, after.findings)


def _report(
    judgements: Sequence[Judgement], settings: Settings, unreadable: tuple[NotChecked, ...]
) -> Report:
    everything = [finding for judgement in judgements for finding in judgement.findings]
    findings = [finding for finding in everything if not is_waived(finding, settings.waivers)]
    waived = [finding for finding in everything if is_waived(finding, settings.waivers)]
    not_checked = [entry for judgement in judgements for entry in judgement.not_checked]
    paths = {finding.path for finding in everything}
    heads = [judgement.comparison.head for judgement in judgements]
    return Report(
        findings=tuple(sorted(findings, key=lambda finding: (finding.path, finding.line, finding.column))),
        counts=sum((judgement.counts for judgement in judgements), start=Counts()),
        debt=sum(judgement.debt for judgement in judgements),
        not_checked=(*unreadable, *not_checked),
        rules_off=tuple(rule.id for rule in ALL if rule.needs and not any(map(rule.needs, settings.tables))),
        waived=tuple(waived),
        texts={head.path: head.lines for head in heads if head.path in paths},
    )
