"""The sentences that reporters share, so that a report says the same thing wherever it is read."""

from __future__ import annotations

from collections.abc import Iterable

from rowcheck.model import Finding, NotChecked, Report
from rowcheck.reporters import idle
from rowcheck.reporters.visible import visible
from rowcheck.text import counted


def by_place(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings in the order of the files, as a reader goes through them."""
    return tuple(sorted(findings, key=lambda it: (it.path, it.line, it.column, it.rule, it.message)))


def headline(finding: Finding) -> str:
    """`README.md:12:5: error[row-schema]: what is wrong`, as compilers write it and editors read it."""
    return f"{place(finding)}: {finding.severity}[{finding.rule}]: {visible(finding.message)}"


def place(finding: Finding) -> str:
    """`README.md:12:5`, or `README.md:12` when no column is known."""
    column = f":{finding.column}" if finding.column else ""
    return f"{visible(finding.path)}:{finding.line}{column}"


def where(entry: NotChecked) -> str:
    """`README.md:12`, or `README.md` when all of the file is meant."""
    return f"{visible(entry.path)}:{entry.line}" if entry.line else visible(entry.path)


def heading_path(headings: tuple[str, ...]) -> str:
    """`Datasets › Image Classification`"""
    return " › ".join(map(visible, headings))


def faults(findings: Iterable[Finding]) -> str:
    """`2 errors, 1 warning`; empty when there is none."""
    severities = [finding.severity for finding in findings]
    numbers = ((severities.count("error"), "error"), (severities.count("warning"), "warning"))
    return ", ".join(counted(number, noun) for number, noun in numbers if number)


def verdict_sentence(report: Report) -> str:
    """The verdict, the three counts, and whatever was not judged: `passed: 3 rows added, 3 checked`."""
    verdict = report.verdict.replace("-", " ")
    if _is_idle(report):
        return f"{verdict}: {idle.SENTENCE}"
    return f"{verdict}: " + "; ".join([_outcome(report), *_remarks(report)])


def _is_idle(report: Report) -> bool:
    return report == Report(rules_off=report.rules_off, every_row=report.every_row, texts=report.texts)


def _outcome(report: Report) -> str:
    found = faults(report.findings)
    added, checked = report.counts.added, report.counts.checked
    rows = counted(added, "row") if report.every_row else f"{counted(added, 'row')} added"
    numbers = f"{checked:,} checked"
    if report.counts.not_checked:
        numbers += f", {report.counts.not_checked:,} not checked"
    return f"{found} in {rows} ({numbers})" if found else f"{rows}, {numbers}"


def _remarks(report: Report) -> Iterable[str]:
    files = sum(not entry.line for entry in report.not_checked)
    if files:
        yield f"{counted(files, 'file')} could not be checked"
    if report.debt:
        yield f"{counted(report.debt, 'older fault')} {'was' if report.debt == 1 else 'were'} left alone"
    if report.waived:
        yield f"{len(report.waived)} waived"
    if report.rules_off:
        yield f"no settings for {', '.join(report.rules_off)}"
