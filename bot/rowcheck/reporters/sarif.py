"""The report as SARIF 2.1.0, for code scanning and the viewers of editors.

Section numbers are those of the OASIS standard, https://docs.oasis-open.org/sarif/sarif/v2.1.0/.
Older faults are not listed: SARIF has no word for "counted, but not blamed".
"""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote

from rowcheck.model import Edit, Finding, Fix, NotChecked, Related, Report
from rowcheck.reporters.json_text import json_text
from rowcheck.reporters.options import RuleInfo
from rowcheck.reporters.wording import by_place

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
FINGERPRINT = "rowcheck/v1"

_Object = dict[str, object]


def render(report: Report, rules: Iterable[tuple[str, str, str]] = ()) -> str:
    """The report as a SARIF log of one run; `rules` are (id, summary, help URI or nothing)."""
    return json_text({"$schema": SCHEMA, "version": "2.1.0", "runs": [_run(report, rules)]}, strict=True)


def _run(report: Report, rules: Iterable[tuple[str, str, str]]) -> _Object:
    found, waived = by_place(report.findings), by_place(report.waived)
    known = {rule[0]: RuleInfo(*rule) for rule in rules}
    for finding in (*found, *waived):
        known.setdefault(finding.rule, RuleInfo(finding.rule, finding.rule))
    index = {rule: position for position, rule in enumerate(known)}
    return {
        "tool": {"driver": {"name": "rowcheck", "rules": [_rule(rule) for rule in known.values()]}},
        "columnKind": "unicodeCodePoints",
        "invocations": [
            {
                "executionSuccessful": True,
                "toolExecutionNotifications": [_notification(entry) for entry in report.not_checked],
            }
        ],
        "results": [
            *(_result(finding, index[finding.rule]) for finding in found),
            # 3.35.2: a suppression "external" to the text is one that does not stand in the row itself.
            *(_result(finding, index[finding.rule]) | _SUPPRESSED for finding in waived),
        ],
        "properties": {
            "verdict": report.verdict,
            "added": report.counts.added,
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
    """A message; 3.11.6: brackets that are no link to a related location are escaped."""
    if "](" in text:
        text = text.replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]")
    return {"text": text}


def _location(path: str, region: _Object | None) -> _Object:
    place: _Object = {"artifactLocation": _artifact(path)}
    return {"physicalLocation": place | ({"region": region} if region else {})}


def _artifact(path: str) -> _Object:
    # A path that is no UTF-8 has its bytes as low surrogates (PEP 383): they are percent-encoded as bytes.
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
    """3.30.7: without columns a region reaches to the end of its last line, the line's end excluded."""
    if edit.end_line < edit.line:
        here = {"startLine": edit.line, "startColumn": 1, "endLine": edit.line, "endColumn": 1}
        return {"deletedRegion": here, "insertedContent": {"text": f"{edit.text or ''}\n"}}
    if edit.text is None:
        whole = {"startLine": edit.line, "startColumn": 1, "endLine": edit.end_line + 1, "endColumn": 1}
        return {"deletedRegion": whole}
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
