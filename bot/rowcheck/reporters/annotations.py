"""The report as GitHub workflow commands, which annotate lines without a token.

https://docs.github.com/actions/reference/workflow-commands-for-github-actions. GitHub shows ten errors
and ten warnings of a step and drops the others silently, so a notice counts them.
"""

from __future__ import annotations

from rowcheck.model import Finding, NotChecked, Report, SettingsWarning
from rowcheck.reporters.options import DEFAULT, Options
from rowcheck.reporters.wording import by_place, severity_counts
from rowcheck.text import counted, visible

MOST = 10
"""Annotations of one level that GitHub shows for one step."""


def render(report: Report, options: Options = DEFAULT) -> str:
    """Return one command a line, errors first; empty when there is nothing to report."""
    findings = by_place(report.findings)
    errors = [finding for finding in findings if finding.severity == "error"]
    warnings = [finding for finding in findings if finding.severity == "warning"]
    room = max(0, MOST - len(warnings))
    lines = [_annotation(finding) for finding in (*errors[:MOST], *warnings[:MOST])]
    lines += [_not_checked(entry) for entry in report.not_checked[:room]]
    lines += map(_settings_warning, report.warnings)
    omitted = [severity_counts([*errors[MOST:], *warnings[MOST:]])]
    if len(report.not_checked) > room:
        omitted.append(f"{counted(len(report.not_checked) - room, 'place')} not checked")
    if any(omitted):
        more = ", ".join(filter(None, omitted))
        text = f"{more} more: GitHub shows {MOST} errors and {MOST} warnings of a step"
        lines.append(_command("notice", {"title": "rowcheck"}, text))
    return "".join(f"{line}\n" for line in lines)


def _annotation(finding: Finding) -> str:
    end_line = max(finding.line, finding.end_line)
    properties: dict[str, object] = {"file": finding.path, "line": finding.line, "endLine": end_line}
    if finding.column and end_line == finding.line:  # GitHub rejects columns for a span of several lines
        properties |= {"col": finding.column, "endColumn": max(finding.column, finding.end_column)}
    return _command(finding.severity, properties | {"title": f"rowcheck: {finding.rule}"}, finding.message)


def _not_checked(entry: NotChecked) -> str:
    line: dict[str, object] = {"line": entry.line} if entry.line else {}
    properties = {"file": entry.path, **line, "title": "rowcheck: not checked"}
    return _command("warning", properties, f"not checked: {entry.reason}")


def _settings_warning(warning: SettingsWarning) -> str:
    line: dict[str, object] = {"line": warning.line} if warning.line else {}
    return _command("warning", {"file": warning.path, **line, "title": "rowcheck: settings"}, warning.message)


def _command(name: str, properties: dict[str, object], message: str) -> str:
    written = ",".join(f"{key}={_escape_property(str(value))}" for key, value in properties.items())
    return f"::{name} {written}::{_escape_data(message)}"


def _escape_data(text: str) -> str:
    """Escape as the runner decodes it; `visible` escapes line ends, so that text cannot start a command."""
    return visible(text).replace("%", "%25")


def _escape_property(text: str) -> str:
    return _escape_data(text).replace(":", "%3A").replace(",", "%2C")
