"""The report as SARIF 2.1.0, for code scanning and the viewers of editors.

Section numbers refer to the OASIS standard, https://docs.oasis-open.org/sarif/sarif/v2.1.0/. Debt is
counted in the run's properties: SARIF cannot express findings that are counted but not reported.
"""

from __future__ import annotations

from urllib.parse import quote

from rowcheck.model import Edit, Finding, Fix, NotChecked, Related, Report
from rowcheck.reporters.as_json import json_text
from rowcheck.reporters.options import DEFAULT, Options, RuleInfo
from rowcheck.reporters.wording import by_place

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
FINGERPRINT = "rowcheck/v1"

_Object = dict[str, object]


def render(report: Report, options: Options = DEFAULT) -> str:
    """Return the report as a SARIF log of one run."""
    run = _run(report, options.rules)
    return json_text({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, strict=True)


def _run(report: Report, rules: tuple[RuleInfo, ...]) -> _Object:
    findings, waived = by_place(report.findings), by_place(report.waived)
    by_id = {rule.id: rule for rule in rules}
    for finding in (*findings, *waived):
        by_id.setdefault(finding.rule, RuleInfo(finding.rule, finding.rule))
    index = {rule: position for position, rule in enumerate(by_id)}
    return {
        "tool": {"driver": {"name": "rowcheck", "rules": [_rule(rule) for rule in by_id.values()]}},
        "columnKind": "unicodeCodePoints",
        "invocations": [
            {
                "executionSuccessful": True,
                "toolExecutionNotifications": [_notification(entry) for entry in report.not_checked],
            }
        ],
        "results": [
            *(_result(finding, index[finding.rule]) for finding in findings),
            # 3.35.2: a suppression recorded outside the row itself is "external".
            *(_result(finding, index[finding.rule]) | _SUPPRESSED for finding in waived),
        ],
        "properties": {
            "verdict": report.verdict,
            "added": report.counts.added,
            "modified": report.counts.modified,
            "moved": report.counts.moved,
            "removed": report.counts.removed,
            "checked": report.counts.checked,
            "notChecked": report.counts.not_checked,
            "debt": report.debt,
        },
    }


_SUPPRESSED: _Object = {"suppressions": [{"kind": "external"}]}


def _rule(rule: RuleInfo) -> _Object:
    page: _Object = {"helpUri": rule.help_uri} if rule.help_uri else {}
    help_text = f"{rule.summary}\n{rule.help_uri}".strip()
    return {"id": rule.id, "shortDescription": {"text": rule.summary}, "help": {"text": help_text}, **page}


def _result(finding: Finding, rule_index: int) -> _Object:
    return {
        "ruleId": finding.rule,
        "ruleIndex": rule_index,
        "level": finding.severity,
        "message": _message(finding.message),
        "locations": [_location(finding.path, _span(finding))],
        "relatedLocations": [_related(number, related) for number, related in enumerate(finding.related)],
        "partialFingerprints": {FINGERPRINT: finding.fingerprint},
        **({"fixes": [_fix(finding.fix, finding.path)]} if finding.fix else {}),
    }


def _message(text: str) -> _Object:
    """Return a message; 3.11.6: brackets that do not link to a related location are escaped."""
    if "](" in text:
        text = text.replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]")
    return {"text": text}


def _location(path: str, region: _Object | None) -> _Object:
    place: _Object = {"artifactLocation": _artifact(path)}
    return {"physicalLocation": place | ({"region": region} if region else {})}


def _artifact(path: str) -> _Object:
    # Bytes of a path that are not UTF-8 are low surrogates (PEP 383), percent-encoded as bytes.
    return {"uri": quote(path, errors="surrogateescape"), "uriBaseId": "%SRCROOT%"}


def _span(finding: Finding) -> _Object:
    end_line = max(finding.line, finding.end_line)
    region: _Object = {"startLine": finding.line, "endLine": end_line}
    if finding.column and (end_line > finding.line or finding.end_column >= finding.column):
        region |= {"startColumn": finding.column, "endColumn": max(finding.end_column, 1)}
    return region


def _related(number: int, related: Related) -> _Object:
    return {"id": number, **_location(related.path, {"startLine": related.line})} | {
        "message": _message(related.message)
    }


def _fix(fix: Fix, path: str) -> _Object:
    replacements = [_replacement(edit) for edit in fix.edits]
    return {
        "description": _message(fix.title),
        "artifactChanges": [{"artifactLocation": _artifact(path), "replacements": replacements}],
        "properties": {"safe": fix.safe},
    }


def _replacement(edit: Edit) -> _Object:
    """3.30.7: a region without columns ends before the line end of its last line."""
    if edit.end_line < edit.line:
        here = {"startLine": edit.line, "startColumn": 1, "endLine": edit.line, "endColumn": 1}
        return {"deletedRegion": here, "insertedContent": {"text": f"{edit.text or ''}\n"}}
    if edit.text is None:
        lines = {"startLine": edit.line, "startColumn": 1, "endLine": edit.end_line + 1, "endColumn": 1}
        return {"deletedRegion": lines}
    return {
        "deletedRegion": {"startLine": edit.line, "endLine": edit.end_line},
        "insertedContent": {"text": edit.text},
    }


def _notification(entry: NotChecked) -> _Object:
    region: _Object | None = {"startLine": entry.line} if entry.line else None
    return {
        "level": "warning",
        "message": {"text": f"not checked: {entry.reason}"},
        "locations": [_location(entry.path, region)],
    }
