"""The sentences that reporters share, so that every format reads the same."""

from __future__ import annotations

from collections.abc import Iterable

from rowcheck.model import Finding, NotChecked, Report
from rowcheck.text import counted, visible

NOTHING_TO_CHECK = "nothing to check, no rows added"


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
    """Return the verdict, the row counts and what was not judged: `passed: 3 rows added, 3 checked`."""
    verdict = report.verdict.replace("-", " ")
    if report == Report(rules_off=report.rules_off, every_row=report.every_row, texts=report.texts):
        return f"{verdict}: {NOTHING_TO_CHECK}"
    return f"{verdict}: {'; '.join([_counts(report), *_notes(report)])}"


def _counts(report: Report) -> str:
    findings = severity_counts(report.findings)
    counts = report.counts
    rows = counted(counts.added, "row") if report.every_row else f"{counted(counts.added, 'row')} added"
    numbers = f"{counts.checked:,} checked"
    if counts.not_checked:
        numbers += f", {counts.not_checked:,} not checked"
    return f"{findings} in {rows} ({numbers})" if findings else f"{rows}, {numbers}"


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
