"""The report as GitHub workflow commands: annotations on the lines, without any token.

https://docs.github.com/actions/reference/workflow-commands-for-github-actions. GitHub shows ten errors
and ten warnings of a step and drops the rest in silence, so the rest is counted here.
"""

from __future__ import annotations

from rowcheck.model import Finding, NotChecked, Report
from rowcheck.reporters.visible import visible
from rowcheck.reporters.wording import by_place, faults
from rowcheck.text import counted

MOST = 10
"""Annotations of one level that GitHub shows for a step."""


def render(report: Report) -> str:
    """One command a line, errors first; empty when there is nothing to say."""
    found = by_place(report.findings)
    errors = [finding for finding in found if finding.severity == "error"]
    warnings = [finding for finding in found if finding.severity == "warning"]
    room = max(0, MOST - len(warnings))
    lines = [_annotation(finding) for finding in (*errors[:MOST], *warnings[:MOST])]
    lines += [_unchecked(entry) for entry in report.not_checked[:room]]
    left = [faults([*errors[MOST:], *warnings[MOST:]]), _left_unchecked(len(report.not_checked) - room)]
    if any(left):
        more = (
            f"{', '.join(filter(None, left))} more: GitHub shows {MOST} errors and {MOST} warnings of a step"
        )
        lines.append(_command("notice", {"title": "rowcheck"}, more))
    return "".join(f"{line}\n" for line in lines)


def _annotation(finding: Finding) -> str:
    end_line = max(finding.line, finding.end_line)
    properties: dict[str, object] = {"file": finding.path, "line": finding.line, "endLine": end_line}
    if finding.column and end_line == finding.line:  # columns of a span of many lines are refused
        properties |= {"col": finding.column, "endColumn": max(finding.column, finding.end_column)}
    return _command(finding.severity, properties | {"title": f"rowcheck: {finding.rule}"}, finding.message)


def _unchecked(entry: NotChecked) -> str:
    line: dict[str, object] = {"line": entry.line} if entry.line else {}
    properties = {"file": entry.path, **line, "title": "rowcheck: not checked"}
    return _command("warning", properties, f"not checked: {entry.reason}")


def _left_unchecked(number: int) -> str:
    return counted(number, "place") + " not checked" if number > 0 else ""


def _command(name: str, properties: dict[str, object], message: str) -> str:
    written = ",".join(f"{key}={_property(str(value))}" for key, value in properties.items())
    return f"::{name} {written}::{_data(message)}"


def _data(text: str) -> str:
    """Escaped as the runner reads it; line ends are spelled before, so a row cannot begin a command."""
    return visible(text).replace("%", "%25")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
