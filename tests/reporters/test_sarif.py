"""SARIF is checked against a cut of its own: what code scanning asks for, and what SARIF forbids."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy
from jsonschema import Draft202012Validator

from rowcheck.model import Counts, Edit, Finding, Fix, NotChecked, Related, Report
from rowcheck.reporters import sarif
from rowcheck.reporters.options import Options, RuleInfo


def closed(required: str, **properties: object) -> dict[str, object]:
    """An object with these properties and no others, as SARIF defines all of its own."""
    return {
        "type": "object",
        "additionalProperties": False,
        "required": required.split(),
        "properties": properties,
    }


def many(items: object) -> dict[str, object]:
    return {"type": "array", "items": items}


NUMBER = {"type": "integer", "minimum": 1}
MESSAGE = closed("text", text={"type": "string"})
FILLED = closed("text", text={"type": "string", "minLength": 1})
REGION = closed("startLine", startLine=NUMBER, startColumn=NUMBER, endLine=NUMBER, endColumn=NUMBER)
# Schemes, spaces and anything beyond ASCII have no place in a relative URI reference (RFC 3986).
ARTIFACT = closed(
    "uri", uri={"type": "string", "pattern": r"^([\w.~/-]|%[0-9A-F]{2})*$"}, uriBaseId={"const": "%SRCROOT%"}
)
PLACE = closed("artifactLocation", artifactLocation=ARTIFACT, region=REGION)
LOCATION = closed("physicalLocation", physicalLocation=PLACE)
RELATED = closed(
    "id physicalLocation message",
    id={"type": "integer", "minimum": 0},
    physicalLocation=PLACE,
    message=MESSAGE,
)
REPLACEMENT = closed("deletedRegion", deletedRegion=REGION, insertedContent=MESSAGE)
CHANGE = closed("artifactLocation replacements", artifactLocation=ARTIFACT, replacements=many(REPLACEMENT))
FIX = closed(
    "artifactChanges",
    description=MESSAGE,
    artifactChanges=many(CHANGE) | {"minItems": 1},
    properties={"type": "object"},
)
RESULT = closed(
    "ruleId message locations partialFingerprints",
    ruleId={"type": "string"},
    ruleIndex={"type": "integer", "minimum": 0},
    level={"enum": ["error", "warning"]},
    message=MESSAGE,
    locations=many(LOCATION) | {"minItems": 1},
    relatedLocations=many(RELATED),
    partialFingerprints={"type": "object", "additionalProperties": {"type": "string"}},
    fixes=many(FIX),
    suppressions=many(closed("kind", kind={"enum": ["inSource", "external"]})),
)
RULE = closed(
    "id shortDescription help",
    id={"type": "string"},
    shortDescription=FILLED,
    help=FILLED,
    helpUri={"type": "string", "format": "uri"},
)
NOTICE = closed("message", level={"enum": ["warning"]}, message=MESSAGE, locations=many(LOCATION))
RUN = closed(
    "tool results",
    tool=closed("driver", driver=closed("name", name={"const": "rowcheck"}, rules=many(RULE))),
    columnKind={"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
    invocations=many(
        closed(
            "executionSuccessful",
            executionSuccessful={"type": "boolean"},
            toolExecutionNotifications=many(NOTICE),
        )
    ),
    results=many(RESULT),
    properties={"type": "object"},
)
LOG = closed(
    "version runs",
    version={"const": "2.1.0"},
    runs=many(RUN),
    **{"$schema": {"type": "string", "format": "uri"}},
)
VALIDATOR = Draft202012Validator(LOG)


def run(report: Report, *rules: RuleInfo) -> dict[str, Any]:
    written = json.loads(sarif.render(report, Options(rules=rules)))
    VALIDATOR.validate(written)
    (only,) = written["runs"]
    return dict(only)


def test_a_result(finding: Finding) -> None:
    full = replace(
        finding,
        path="docs/a list:表.md",
        related=(Related("more.md", 7, "'Ada' is there too"),),
        fix=Fix("Write '2024'", (Edit(3, 3, "| Ada | 2024 |"),), False),
    )
    uri = {"uri": "docs/a%20list%3A%E8%A1%A8.md", "uriBaseId": "%SRCROOT%"}
    region = {"startLine": 3, "endLine": 3, "startColumn": 9, "endColumn": 11}
    other = {"artifactLocation": {"uri": "more.md", "uriBaseId": "%SRCROOT%"}, "region": {"startLine": 7}}
    assert run(Report((full,)))["results"] == [
        {
            "ruleId": "row-schema",
            "ruleIndex": 0,
            "level": "error",
            "message": {"text": "'24' is not a year"},
            "locations": [{"physicalLocation": {"artifactLocation": uri, "region": region}}],
            "relatedLocations": [
                {"id": 0, "physicalLocation": other, "message": {"text": "'Ada' is there too"}}
            ],
            "partialFingerprints": {"rowcheck/v1": "0123456789abcdef"},
            "fixes": [
                {
                    "description": {"text": "Write '2024'"},
                    "artifactChanges": [
                        {
                            "artifactLocation": uri,
                            "replacements": [
                                {
                                    "deletedRegion": {"startLine": 3, "endLine": 3},
                                    "insertedContent": {"text": "| Ada | 2024 |"},
                                }
                            ],
                        }
                    ],
                    "properties": {"safe": False},
                }
            ],
        }
    ]


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        pytest.param(
            Edit(3, 4, None),
            {"deletedRegion": {"startLine": 3, "startColumn": 1, "endLine": 5, "endColumn": 1}},
            id="a deletion includes the line end",
        ),
        pytest.param(
            Edit(3, 2, "x"),
            {
                "deletedRegion": {"startLine": 3, "startColumn": 1, "endLine": 3, "endColumn": 1},
                "insertedContent": {"text": "x\n"},
            },
            id="an insertion includes the line end",
        ),
    ],
)
def test_a_replacement(finding: Finding, edit: Edit, expected: dict[str, object]) -> None:
    (result,) = run(Report((replace(finding, fix=Fix("Mend it", (edit,), True)),)))["results"]
    assert result["fixes"][0]["artifactChanges"][0]["replacements"] == [expected]


def test_rules_are_described_once(finding: Finding) -> None:
    written = run(Report((finding,)), RuleInfo("order", "a row out of place", "https://example.org/order"))
    assert written["tool"]["driver"]["rules"] == [
        {
            "id": "order",
            "shortDescription": {"text": "a row out of place"},
            "help": {"text": "a row out of place\nhttps://example.org/order"},
            "helpUri": "https://example.org/order",
        },
        {"id": "row-schema", "shortDescription": {"text": "row-schema"}, "help": {"text": "row-schema"}},
    ]
    assert [result["ruleIndex"] for result in written["results"]] == [1]


def test_a_waived_finding_is_suppressed(finding: Finding) -> None:
    results = run(Report((finding,), waived=(replace(finding, line=9, end_line=9),)))["results"]
    assert [result.get("suppressions") for result in results] == [None, [{"kind": "external"}]]


def test_what_was_not_checked_is_a_notification() -> None:
    report = Report(
        counts=Counts(added=2, checked=1, not_checked=1),
        not_checked=(NotChecked("b.md", 0, "it is not UTF-8"),),
    )
    written = run(report)
    place = {"artifactLocation": {"uri": "b.md", "uriBaseId": "%SRCROOT%"}}
    assert written["invocations"][0]["toolExecutionNotifications"] == [
        {
            "level": "warning",
            "message": {"text": "not checked: it is not UTF-8"},
            "locations": [{"physicalLocation": place}],
        }
    ]
    assert written["properties"] == {
        "verdict": "not-checked",
        "added": 2,
        "modified": 0,
        "moved": 0,
        "removed": 0,
        "checked": 1,
        "notChecked": 1,
        "debt": 0,
    }


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        pytest.param("'[x]' is not a link", "'[x]' is not a link", id="brackets alone are kept"),
        pytest.param("'[x](0)' is odd", "'\\[x\\](0)' is odd", id="a link in a row is escaped"),
        pytest.param(
            "'\\[x](0)' is odd", "'\\\\\\[x\\](0)' is odd", id="a backslash before a link is escaped"
        ),
    ],
)
def test_a_message_has_no_links(finding: Finding, message: str, expected: str) -> None:
    (result,) = run(Report((replace(finding, message=message),)))["results"]
    assert result["message"] == {"text": expected}


def test_a_path_that_is_not_utf8_keeps_its_bytes(finding: Finding) -> None:
    (result,) = run(Report((replace(finding, path="\udcff.md"),)))["results"]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "%FF.md"


@given(data=st.data())
def test_every_report_is_valid(data: st.DataObject, reports: SearchStrategy[Report]) -> None:
    report = data.draw(reports)
    results = run(report)["results"]
    assert len(results) == len(report.findings) + len(report.waived)
    assert sarif.render(report).encode("utf-8")
