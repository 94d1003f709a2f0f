"""The JSON report, described by `schema/report.schema.json`, and how all JSON formats are written.

A key is added together with the schema, and removed only with a new `VERSION`.
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict

from rowcheck.model import Finding, Report
from rowcheck.reporters.options import DEFAULT, Options
from rowcheck.reporters.wording import by_place

VERSION = 2

# Invisible, interpreted by a terminal, or (surrogates: undecodable bytes, PEP 383) not encodable.
_UNPRINTABLE = re.compile(
    "[\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufff9-\ufffb]"
)
_SURROGATE = re.compile("[\ud800-\udfff]")


def render(report: Report, options: Options = DEFAULT) -> str:
    """Return the report as JSON text."""
    return json_text(as_value(report))


def as_value(report: Report) -> dict[str, object]:
    """Return the report as the JSON value that the schema describes."""
    return {
        "version": VERSION,
        "verdict": report.verdict,
        "counts": asdict(report.counts),
        "debt": report.debt,
        "findings": [_finding(finding) for finding in by_place(report.findings)],
        "not_checked": [asdict(entry) for entry in report.not_checked],
        "warnings": [asdict(warning) for warning in report.warnings],
    }


def json_text(value: object, *, strict: bool = False) -> str:
    """Return `value` as indented JSON that ends with a newline, with unprintable characters escaped.

    A byte that is not UTF-8 (a lone surrogate) survives a round trip through Python. Other parsers may
    reject it (RFC 8259, section 8.2), so `strict` replaces it by U+FFFD.
    """
    text = json.dumps(value, ensure_ascii=False, indent=2)
    if strict:
        text = _SURROGATE.sub("\ufffd", text)
    return _UNPRINTABLE.sub(lambda match: f"\\u{ord(match[0]):04x}", text) + "\n"


def _finding(finding: Finding) -> dict[str, object]:
    fix = finding.fix
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
        "related": [asdict(related) for related in finding.related],
        "fix": fix and {"title": fix.title, "safe": fix.safe, "edits": [asdict(edit) for edit in fix.edits]},
    }
