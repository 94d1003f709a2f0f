from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy
from jsonschema import Draft202012Validator

from rowcheck.model import Edit, Finding, Fix, Report
from rowcheck.reporters import rdjson
from rowcheck.reporters.options import Options, RuleInfo

NUMBER = {"type": "integer", "minimum": 1}
POSITION = {
    "type": "object",
    "additionalProperties": False,
    "required": ["line"],
    "properties": {"line": NUMBER, "column": NUMBER},
}
RANGE = {
    "type": "object",
    "additionalProperties": False,
    "required": ["start", "end"],
    "properties": {"start": POSITION, "end": POSITION},
}
STRING = {"type": "string"}
# The messages of reviewdog.proto that are used here; unknown fields stop reviewdog, so they stop this.
VALIDATOR = Draft202012Validator(
    {
        "type": "object",
        "additionalProperties": False,
        "required": ["source", "diagnostics"],
        "properties": {
            "source": {"const": {"name": "rowcheck"}},
            "diagnostics": {
                "type": "array",
                "items": {
                    "type": "object",
                    "additionalProperties": False,
                    "required": ["message", "location", "severity", "code"],
                    "properties": {
                        "message": STRING,
                        "location": {
                            "type": "object",
                            "additionalProperties": False,
                            "required": ["path", "range"],
                            "properties": {"path": STRING, "range": RANGE},
                        },
                        "severity": {"enum": ["ERROR", "WARNING"]},
                        "code": {
                            "type": "object",
                            "additionalProperties": False,
                            "required": ["value"],
                            "properties": {"value": STRING, "url": STRING},
                        },
                        "suggestions": {
                            "type": "array",
                            "items": {
                                "type": "object",
                                "additionalProperties": False,
                                "required": ["range", "text"],
                                "properties": {"range": RANGE, "text": STRING},
                            },
                        },
                        "original_output": STRING,
                    },
                },
            },
        },
    }
)


def diagnostic(finding: Finding, *lines: str) -> dict[str, object]:
    report = Report((finding,), texts={finding.path: lines} if lines else {})
    written = json.loads(
        rdjson.render(
            report, Options(rules=(RuleInfo("row-schema", "values", "https://example.org/row-schema"),))
        )
    )
    VALIDATOR.validate(written)
    (only,) = written["diagnostics"]
    return dict(only)


def test_a_diagnostic(finding: Finding, text: tuple[str, ...]) -> None:
    fixed = replace(finding, fix=Fix("Write '2024'", (Edit(3, 3, "| Ada | 2024 |"),), False))
    assert diagnostic(fixed, *text) == {
        "message": "'24' is not a year",
        "location": {
            "path": "README.md",
            "range": {"start": {"line": 3, "column": 9}, "end": {"line": 3, "column": 11}},
        },
        "severity": "ERROR",
        "code": {"value": "row-schema", "url": "https://example.org/row-schema"},
        "suggestions": [{"range": {"start": {"line": 3}, "end": {"line": 3}}, "text": "| Ada | 2024 |"}],
        "original_output": "README.md:3:9: error[row-schema]: '24' is not a year",
    }


@pytest.mark.parametrize(
    ("changes", "lines", "expected"),
    [
        pytest.param(
            {"line": 1, "end_line": 1, "column": 5, "end_column": 7},
            ["| 表𐐀24 |"],
            {"start": {"line": 1, "column": 10}, "end": {"line": 1, "column": 12}},
            id="columns count bytes of UTF-8",
        ),
        pytest.param(
            {}, [], {"start": {"line": 3}, "end": {"line": 3}}, id="without the text there are no columns"
        ),
        pytest.param(
            {"line": 1, "end_line": 2, "column": 0},
            ["a", "b"],
            {"start": {"line": 1}, "end": {"line": 2}},
            id="without columns the lines are given",
        ),
    ],
)
def test_the_range(
    finding: Finding, changes: dict[str, object], lines: list[str], expected: dict[str, object]
) -> None:
    shown = diagnostic(replace(finding, **changes), *lines)  # type: ignore[arg-type]
    assert shown["location"] == {"path": "README.md", "range": expected}


@pytest.mark.parametrize(
    ("edits", "expected"),
    [
        pytest.param(
            [Edit(3, 3, None)],
            [{"range": {"start": {"line": 3, "column": 1}, "end": {"line": 4, "column": 1}}, "text": ""}],
            id="a deletion includes the line end",
        ),
        pytest.param(
            [Edit(3, 2, "")],
            [{"range": {"start": {"line": 3, "column": 1}, "end": {"line": 3, "column": 1}}, "text": "\n"}],
            id="an insertion includes the line end",
        ),
        pytest.param([Edit(3, 3, None), Edit(1, 0, "x")], [], id="a fix of several edits is not suggested"),
    ],
)
def test_suggestions(finding: Finding, edits: list[Edit], expected: list[dict[str, object]]) -> None:
    assert diagnostic(replace(finding, fix=Fix("Mend it", tuple(edits), True)))["suggestions"] == expected


@given(data=st.data())
def test_every_report_is_valid(data: st.DataObject, reports: SearchStrategy[Report]) -> None:
    report = data.draw(reports)
    written = rdjson.render(report)
    VALIDATOR.validate(json.loads(written))
    assert json.loads(written.encode("utf-8"))["source"] == {"name": "rowcheck"}
