"""The report in the Reviewdog Diagnostic Format.

The format is `DiagnosticResult` of https://github.com/reviewdog/reviewdog/tree/master/proto/rdf; its
columns count bytes of UTF-8. A reader may accept each suggestion alone, so a fix of several edits (a
move) is left out: half of it would lose or duplicate a row.
"""

from __future__ import annotations

from rowcheck.model import Edit, Finding, Report
from rowcheck.reporters.as_json import json_text
from rowcheck.reporters.options import DEFAULT, Options
from rowcheck.reporters.wording import by_place, headline

_Object = dict[str, object]


def render(report: Report, options: Options = DEFAULT) -> str:
    """Return the findings as one `DiagnosticResult`."""
    pages = {rule.id: rule.help_uri for rule in options.rules}
    diagnostics = [
        _diagnostic(finding, report, pages.get(finding.rule, "")) for finding in by_place(report.findings)
    ]
    return json_text({"source": {"name": "rowcheck"}, "diagnostics": diagnostics}, strict=True)


def _diagnostic(finding: Finding, report: Report, page: str) -> _Object:
    edits = finding.fix.edits if finding.fix else ()
    return {
        "message": finding.message,
        "location": {"path": finding.path, "range": _range(finding, report.texts.get(finding.path, ()))},
        "severity": finding.severity.upper(),
        "code": {"value": finding.rule, **({"url": page} if page else {})},
        "suggestions": [_suggestion(edit) for edit in edits if len(edits) == 1],
        "original_output": headline(finding),
    }


def _range(finding: Finding, lines: tuple[str, ...]) -> _Object:
    """Return the span of a finding, without columns when they cannot be converted to bytes."""
    end_line = max(finding.line, finding.end_line)
    if (
        not finding.column
        or end_line > len(lines)
        or (end_line == finding.line and finding.end_column < finding.column)
    ):
        return {"start": {"line": finding.line}, "end": {"line": end_line}}
    start = _byte_column(lines[finding.line - 1], finding.column)
    end = _byte_column(lines[end_line - 1], finding.end_column)
    return {"start": {"line": finding.line, "column": start}, "end": {"line": end_line, "column": end}}


def _byte_column(line: str, column: int) -> int:
    return len(line[: max(column, 1) - 1].encode("utf-8", "surrogatepass")) + 1


def _suggestion(edit: Edit) -> _Object:
    if edit.end_line < edit.line:
        here = {"line": edit.line, "column": 1}
        return {"range": {"start": here, "end": here}, "text": f"{edit.text or ''}\n"}
    if edit.text is None:
        after = {"line": edit.end_line + 1, "column": 1}
        return {"range": {"start": {"line": edit.line, "column": 1}, "end": after}, "text": ""}
    return {"range": {"start": {"line": edit.line}, "end": {"line": edit.end_line}}, "text": edit.text}
