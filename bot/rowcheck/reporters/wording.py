"""The sentences that reporters share, so that every format reads the same."""

from __future__ import annotations

from collections.abc import Iterable

from rowcheck.model import Counts, Finding, NotChecked, Report
from rowcheck.text import counted, visible

NO_ROWS = "no rows added or changed"
NOTHING_TO_CHECK = f"nothing to check, {NO_ROWS}"


def by_place(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings in the order of files, lines and columns."""
    return tuple(
        sorted(
            findings,
            key=lambda finding: (finding.path, finding.line, finding.column, finding.rule, finding.message),
        )
    )


def headline(finding: Finding) -> str:
    """`README.md:12:5: error[row-schema]: the message`, as compilers print it and editors parse it."""
    return f"{place(finding)}: {finding.severity}[{finding.rule}]: {visible(finding.message)}"


def place(finding: Finding) -> str:
    """`README.md:12:5`, or `README.md:12` when the column is not known."""
    column = f":{finding.column}" if finding.column else ""
    return f"{visible(finding.path)}:{finding.line}{column}"


def place_not_checked(entry: NotChecked) -> str:
    """`README.md:12`, or `README.md` for a file that was not checked at all."""
    return f"{visible(entry.path)}:{entry.line}" if entry.line else visible(entry.path)


def heading_path(headings: tuple[str, ...]) -> str:
    """`Datasets › Image Classification`"""
    return " › ".join(map(visible, headings))


def severity_counts(findings: Iterable[Finding]) -> str:
    """`2 errors, 1 warning`; empty when there are no findings."""
    severities = [finding.severity for finding in findings]
    numbers = ((severities.count("error"), "error"), (severities.count("warning"), "warning"))
    return ", ".join(counted(number, noun) for number, noun in numbers if number)


def verdict_sentence(report: Report) -> str:
    """Return the verdict, the rows and what was not judged: `passed: 2 rows added, 1 changed, 3 checked`."""
    verdict = report.verdict.replace("-", " ")
    if report == Report(
        rules_off=report.rules_off, every_row=report.every_row, warnings=report.warnings, texts=report.texts
    ):
        return f"{verdict}: {NOTHING_TO_CHECK}"
    return f"{verdict}: {'; '.join([_counts(report), *_notes(report)])}"


def _counts(report: Report) -> str:
    findings = severity_counts(report.findings)
    if report.every_row:
        rows = counted(report.counts.added, "row")
    elif report.counts == Counts():
        return f"{findings}, {NO_ROWS}" if findings else NO_ROWS
    else:
        rows = rows_changed(report.counts)
    checked = rows_checked(report.counts)
    return f"{findings} in {rows} ({checked})" if findings else f"{rows}, {checked}"


def rows_changed(counts: Counts) -> str:
    """`2 rows added, 1 changed, 3 removed`, without the numbers that are 0."""
    kinds = {
        "added": counts.added,
        "changed": counts.modified,
        "moved": counts.moved,
        "removed": counts.removed,
    }
    parts = [(kind, number) for kind, number in kinds.items() if number]
    if not parts:
        return NO_ROWS
    (first, number), *others = parts
    return ", ".join(
        [f"{counted(number, 'row')} {first}", *(f"{number:,} {kind}" for kind, number in others)]
    )


def rows_checked(counts: Counts) -> str:
    """`3 checked`, or `3 checked, 1 not checked`."""
    not_checked = f", {counts.not_checked:,} not checked" if counts.not_checked else ""
    return f"{counts.checked:,} checked{not_checked}"


def _notes(report: Report) -> Iterable[str]:
    files = sum(not entry.line for entry in report.not_checked)
    if files:
        yield f"{counted(files, 'file')} could not be checked"
    if report.debt:
        yield f"{counted(report.debt, 'older finding')} {'was' if report.debt == 1 else 'were'} ignored"
    if report.waived:
        yield f"{len(report.waived)} waived"
    if report.rules_off:
        yield f"no settings for {', '.join(report.rules_off)}"
