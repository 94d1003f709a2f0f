"""The debt of a whole list: a report on every row, counted by rule and by table. Pure.

Says how much there is and where; what each fault is stands in the report itself.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from rowcheck.model import Document, Finding, Report, Severity, Table


class RuleDebt(NamedTuple):
    """The faults of one rule: on how many lines, in how many tables, and how many have a verified fix."""

    rule: str
    severity: Severity
    faults: int
    lines: int
    tables: int
    fixable: int


class TableDebt(NamedTuple):
    """The faults in one table, by rule. `line` is its header's, or 0 for what stands in no table."""

    path: str
    line: int
    headings: tuple[str, ...]
    columns: tuple[str, ...]
    rows: int
    faults: Mapping[str, int]


class Debt(NamedTuple):
    """What a list has, the worst rule and the worst table first; `lists` are the files with tables."""

    lists: int
    tables: int
    rows: int
    faults: int
    faulty_lines: int
    rules: tuple[RuleDebt, ...]
    worst: tuple[TableDebt, ...]
    not_checked: int


def debt_of(report: Report, documents: Iterable[Document]) -> Debt:
    """Count a report whose rows were all judged; `documents` are the files it speaks of."""
    files = {document.path: document for document in documents}
    homes = {id(finding): _table_of(finding, files.get(finding.path)) for finding in report.findings}
    tables = [table for file in files.values() for table in file.tables]
    return Debt(
        lists=sum(bool(file.tables) for file in files.values()),
        tables=len(tables),
        rows=sum(len(table.rows) for table in tables),
        faults=len(report.findings),
        faulty_lines=_lines(report.findings),
        rules=tuple(sorted(_rules(report.findings, homes), key=lambda it: (-it.faults, it.rule))),
        worst=tuple(sorted(_tables(report.findings, homes), key=_weight)),
        not_checked=len(report.not_checked),
    )


def _table_of(finding: Finding, document: Document | None) -> Table | None:
    """The table a finding stands in or just below; None where none is under the same headings."""
    tables = document.tables if document else ()
    index = bisect_right([table.line for table in tables], finding.line)
    above = tables[index - 1] if index else None
    if above is not None and (finding.line <= above.end_line or above.headings == finding.headings):
        return above
    return None


def _rules(findings: Sequence[Finding], homes: Mapping[int, Table | None]) -> Iterable[RuleDebt]:
    for rule in {finding.rule for finding in findings}:
        own = [finding for finding in findings if finding.rule == rule]
        worst: Severity = "error" if any(finding.severity == "error" for finding in own) else "warning"
        tables = len({homes[id(finding)] for finding in own})
        yield RuleDebt(rule, worst, len(own), _lines(own), tables, sum(bool(finding.fix) for finding in own))


def _tables(findings: Sequence[Finding], homes: Mapping[int, Table | None]) -> Iterable[TableDebt]:
    gathered: dict[tuple[str, Table | None, tuple[str, ...]], Counter[str]] = {}
    for finding in findings:
        table = homes[id(finding)]
        place = (finding.path, table, table.headings if table else finding.headings)
        gathered.setdefault(place, Counter())[finding.rule] += 1
    for (path, table, headings), faults in gathered.items():
        if table:
            yield TableDebt(path, table.line, headings, table.columns, len(table.rows), faults)
        else:
            yield TableDebt(path, 0, headings, (), 0, faults)


def _lines(findings: Iterable[Finding]) -> int:
    return len({(finding.path, finding.line) for finding in findings})


def _weight(table: TableDebt) -> tuple[int, str, int]:
    return -sum(table.faults.values()), table.path, table.line
