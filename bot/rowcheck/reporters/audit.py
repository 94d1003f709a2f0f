"""The debt of a list, counted by rule and by table, as text and as JSON: the output of `rowcheck audit`."""

from __future__ import annotations

import io
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass

from rich.console import Console
from rich.table import Table as RichTable

from rowcheck.model import Document, Finding, Report, Severity, Table
from rowcheck.reporters.as_json import json_text
from rowcheck.reporters.options import Options
from rowcheck.reporters.wording import heading_path
from rowcheck.text import counted, visible

VERSION = 1
MOST_TABLES = 20
"""Tables that are listed unless `verbose`."""
_UNLIMITED = 10_000  # columns: output that is not on a terminal is not cut
_OTHER_COLUMNS = 40
"""Terminal columns reserved for what is printed beside a table's place: its line, rows and findings."""


@dataclass(frozen=True, slots=True)
class RuleDebt:
    """The findings of one rule: their lines, their tables, and how many have a verified fix."""

    rule: str
    severity: Severity
    faults: int
    lines: int
    tables: int
    fixable: int


@dataclass(frozen=True, slots=True)
class TableDebt:
    """The findings in one table by rule. `line` is its header's, 0 for findings outside tables."""

    path: str
    line: int
    headings: tuple[str, ...]
    columns: tuple[str, ...]
    rows: int
    faults: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Debt:
    """The debt of a list, the worst rules and tables first; `lists` counts files with tables."""

    lists: int
    tables: int
    rows: int
    faults: int
    faulty_lines: int
    rules: tuple[RuleDebt, ...]
    worst: tuple[TableDebt, ...]
    not_checked: int


@dataclass(frozen=True, slots=True)
class WrittenPatches:
    """The patches that were written: how many, for how many findings, and to which folder."""

    patches: int
    faults: int
    folder: str


def debt_of(report: Report, documents: Iterable[Document]) -> Debt:
    """Count the findings of a report in which every row of `documents` was judged."""
    files = {document.path: document for document in documents}
    table_of = {id(finding): _table_of(finding, files.get(finding.path)) for finding in report.findings}
    tables = [table for document in files.values() for table in document.tables]
    return Debt(
        lists=sum(bool(document.tables) for document in files.values()),
        tables=len(tables),
        rows=sum(len(table.rows) for table in tables),
        faults=len(report.findings),
        faulty_lines=_count_lines(report.findings),
        rules=tuple(sorted(_by_rule(report.findings, table_of), key=lambda debt: (-debt.faults, debt.rule))),
        worst=tuple(
            sorted(
                _by_table(report.findings, table_of),
                key=lambda debt: (-sum(debt.faults.values()), debt.path, debt.line),
            )
        ),
        not_checked=len(report.not_checked),
    )


def as_json(debt: Debt) -> str:
    """Return the debt as JSON text."""
    value = {
        "version": VERSION,
        "counts": {
            "files": debt.lists,
            "tables": debt.tables,
            "rows": debt.rows,
            "faulty_lines": debt.faulty_lines,
            "faults": debt.faults,
            "not_checked": debt.not_checked,
        },
        "rules": [asdict(rule) for rule in debt.rules],
        "tables": [asdict(table) for table in debt.worst],
    }
    return json_text(value)


def as_text(debt: Debt, options: Options, *, limited: bool) -> str:
    """Return the counts, a table of the rules and one of the tables, cut to the width when `limited`."""
    parts = [_total(debt)]
    if debt.faults and not options.quiet:
        most = None if options.verbose else MOST_TABLES
        width = options.width if limited else _UNLIMITED
        parts += [
            _draw(table, options, width)
            for table in (_rule_table(debt.rules), _table_table(debt.worst[:most], width))
        ]
        if most and len(debt.worst) > most:
            parts[-1] += f"… {counted(len(debt.worst) - most, 'more table')} (see them with --verbose)\n"
    return "\n".join(parts)


def advice(debt: Debt, written: WrittenPatches | None, *, quiet: bool) -> str:
    """Return how to apply the patches that were written, or how to get some (`written` is None)."""
    if written and written.patches:
        patches = f"{counted(written.patches, 'patch', 'patches')} for {counted(written.faults, 'finding')}"
        return f"\n{patches}: git apply {written.folder}/*.patch\n"
    if written:
        return "\nno finding has a fix, so there is no patch\n"
    if quiet or not any(rule.fixable for rule in debt.rules):
        return ""
    return "\n'rowcheck audit --patches DIR' writes a patch for each section that has fixes\n"


def _table_of(finding: Finding, document: Document | None) -> Table | None:
    """Return the table that a finding is in, or just below under the same headings."""
    tables = document.tables if document else ()
    index = bisect_right([table.line for table in tables], finding.line)
    above = tables[index - 1] if index else None
    if above is not None and (finding.line <= above.end_line or above.headings == finding.headings):
        return above
    return None


def _by_rule(findings: Sequence[Finding], table_of: Mapping[int, Table | None]) -> Iterator[RuleDebt]:
    for rule in {finding.rule for finding in findings}:
        own = [finding for finding in findings if finding.rule == rule]
        yield RuleDebt(
            rule,
            "error" if any(finding.severity == "error" for finding in own) else "warning",
            len(own),
            _count_lines(own),
            len({table_of[id(finding)] for finding in own}),
            sum(bool(finding.fix) for finding in own),
        )


def _by_table(findings: Sequence[Finding], table_of: Mapping[int, Table | None]) -> Iterator[TableDebt]:
    counts: dict[tuple[str, Table | None, tuple[str, ...]], Counter[str]] = {}
    for finding in findings:
        table = table_of[id(finding)]
        key = (finding.path, table, table.headings if table else finding.headings)
        counts.setdefault(key, Counter())[finding.rule] += 1
    for (path, table, headings), by_rule in counts.items():
        if table:
            yield TableDebt(path, table.line, headings, table.columns, len(table.rows), dict(by_rule))
        else:
            yield TableDebt(path, 0, headings, (), 0, dict(by_rule))


def _count_lines(findings: Iterable[Finding]) -> int:
    return len({(finding.path, finding.line) for finding in findings})


def _total(debt: Debt) -> str:
    where = f"{counted(debt.rows, 'row')} of {counted(debt.tables, 'table')} in {counted(debt.lists, 'file')}"
    findings = "no findings"
    if debt.faults:
        findings = f"{counted(debt.faults, 'finding')} on {counted(debt.faulty_lines, 'line')}"
    rest = f"; {debt.not_checked} not checked (see 'rowcheck check --all')" if debt.not_checked else ""
    return f"{where}: {findings}{rest}\n"


def _rule_table(rules: Iterable[RuleDebt]) -> RichTable:
    table = _table(
        "rule", "severity", findings="right", lines="right", tables="right", **{"have a fix": "right"}
    )
    for rule in rules:
        numbers = map(str, (rule.faults, rule.lines, rule.tables, rule.fixable))
        table.add_row(rule.rule, rule.severity, *numbers)
    return table


def _table_table(tables: Sequence[TableDebt], width: int) -> RichTable:
    several = len({table.path for table in tables}) > 1
    shared = _shared_headings([table.headings for table in tables])
    drawn = _table("table", line="right", rows="right", findings="left")
    drawn.columns[0].max_width = max(width - _OTHER_COLUMNS, _OTHER_COLUMNS // 2)
    for table in tables:
        place = heading_path(table.headings[shared:]) or "(no heading)"
        shown = f"{visible(table.path)}: {place}" if several else place
        by_count = sorted(table.faults.items(), key=lambda item: (-item[1], item[0]))
        findings = ", ".join(f"{rule} {number}" for rule, number in by_count)
        drawn.add_row(shown, str(table.line or "-"), str(table.rows), findings)
    return drawn


def _shared_headings(paths: Sequence[tuple[str, ...]]) -> int:
    """Return how many leading headings all paths share, such as the title of the page; never a full path."""
    if len(paths) < 2:
        return 0
    length = min(map(len, paths)) - 1
    return next((at for at in range(length) if len({path[at] for path in paths}) > 1), max(length, 0))


def _table(*texts: str, **others: str) -> RichTable:
    table = RichTable(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for title in texts:
        table.add_column(title, no_wrap=True, overflow="ellipsis")
    for title, side in others.items():
        table.add_column(title, justify="right" if side == "right" else "left", no_wrap=side == "right")
    return table


def _draw(table: RichTable, options: Options, width: int) -> str:
    console = Console(
        file=io.StringIO(),
        width=width,
        color_system="standard" if options.colour else None,
        force_terminal=options.colour,
        highlight=False,
        markup=False,
        emoji=False,
    )
    with console.capture() as capture:
        console.print(table)
    return "".join(f"{line.rstrip()}\n" for line in capture.get().splitlines())
