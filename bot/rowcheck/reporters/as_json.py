"""The JSON report: everything that a run found, for programs; `schema/report.schema.json` is its contract.

Keys are added only together with the schema, and removed only with a new `version`.
"""

from __future__ import annotations

from rowcheck.model import Edit, Finding, Fix, NotChecked, Related, Report
from rowcheck.reporters.json_text import json_text
from rowcheck.reporters.wording import by_place

VERSION = 1


def render(report: Report) -> str:
    """The report as JSON text."""
    return json_text(as_value(report))


def as_value(report: Report) -> dict[str, object]:
    """The report as the JSON value that the schema describes."""
    counts = report.counts
    return {
        "version": VERSION,
        "verdict": report.verdict,
        "counts": {"added": counts.added, "checked": counts.checked, "not_checked": counts.not_checked},
        "debt": report.debt,
        "findings": [_finding(finding) for finding in by_place(report.findings)],
        "not_checked": [_not_checked(entry) for entry in report.not_checked],
    }


def _finding(finding: Finding) -> dict[str, object]:
    return {
        "rule": finding.rule,
        "severity": finding.severity,
        "path": finding.path,
        "line": finding.line,
        "end_line": finding.end_line,
        "column": finding.column,
        "end_column": finding.end_column,
        "message": finding.message,
        "fingerprint": finding.fingerprint,
        "headings": list(finding.headings),
        "row": finding.row,
        "related": [_related(related) for related in finding.related],
        "fix": _fix(finding.fix) if finding.fix else None,
    }


def _related(related: Related) -> dict[str, object]:
    return {"path": related.path, "line": related.line, "message": related.message}


def _fix(fix: Fix) -> dict[str, object]:
    return {"title": fix.title, "safe": fix.safe, "edits": [_edit(edit) for edit in fix.edits]}


def _edit(edit: Edit) -> dict[str, object]:
    return {"line": edit.line, "end_line": edit.end_line, "text": edit.text}


def _not_checked(entry: NotChecked) -> dict[str, object]:
    return {"path": entry.path, "line": entry.line, "reason": entry.reason}
