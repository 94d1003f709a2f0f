from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy
from jsonschema import Draft202012Validator

from rowcheck.model import Counts, Edit, Finding, Fix, NotChecked, Related, Report
from rowcheck.reporters import as_json
from rowcheck.reporters.as_json import json_text

SCHEMA = json.loads((Path(__file__).parents[2] / "schema" / "report.schema.json").read_text("utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA)


def test_the_report_has_the_documented_shape(finding: Finding) -> None:
    fixed = replace(
        finding,
        related=(Related("more.md", 7, "'Ada' is there too"),),
        fix=Fix("Write '2024'", (Edit(3, 3, "| Ada | 2024 |"), Edit(5, 5, None)), False),
    )
    report = Report(
        (fixed,),
        Counts(added=2, checked=1, not_checked=1),
        4,
        (NotChecked("README.md", 9, "the cell is too long"),),
    )
    assert (
        as_json.render(report)
        == """\
{
  "version": 2,
  "verdict": "failed",
  "counts": {
    "added": 2,
    "modified": 0,
    "moved": 0,
    "removed": 0,
    "checked": 1,
    "not_checked": 1
  },
  "debt": 4,
  "findings": [
    {
      "rule": "row-schema",
      "severity": "error",
      "path": "README.md",
      "line": 3,
      "end_line": 3,
      "column": 9,
      "end_column": 11,
      "message": "'24' is not a year",
      "fingerprint": "0123456789abcdef",
      "headings": [
        "Methods",
        "Detection"
      ],
      "row": "| Ada | 24 |",
      "related": [
        {
          "path": "more.md",
          "line": 7,
          "message": "'Ada' is there too"
        }
      ],
      "fix": {
        "title": "Write '2024'",
        "safe": false,
        "edits": [
          {
            "line": 3,
            "end_line": 3,
            "text": "| Ada | 2024 |"
          },
          {
            "line": 5,
            "end_line": 5,
            "text": null
          }
        ]
      }
    }
  ],
  "not_checked": [
    {
      "path": "README.md",
      "line": 9,
      "reason": "the cell is too long"
    }
  ],
  "warnings": []
}
"""
    )


def test_findings_are_sorted_by_place(finding: Finding) -> None:
    places = [("b.md", 1), ("a.md", 10), ("a.md", 9)]
    report = Report(tuple(replace(finding, path=path, line=line) for path, line in places))
    written = json.loads(as_json.render(report))["findings"]
    assert [(it["path"], it["line"]) for it in written] == [("a.md", 9), ("a.md", 10), ("b.md", 1)]


def test_the_schema_is_valid() -> None:
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize(
    "spoil",
    [
        pytest.param({"verdict": "maybe"}, id="another verdict is rejected"),
        pytest.param({"rules_off": []}, id="an unknown key is rejected"),
        pytest.param({"debt": -1}, id="a negative number is rejected"),
        pytest.param({"version": 1}, id="another version is rejected"),
        pytest.param({"findings": [{"rule": "order"}]}, id="an incomplete finding is rejected"),
    ],
)
def test_the_schema_is_strict(spoil: dict[str, object]) -> None:
    assert VALIDATOR.is_valid(as_json.as_value(Report()))
    assert not VALIDATOR.is_valid(as_json.as_value(Report()) | spoil)


@given(data=st.data())
def test_every_report_is_valid_and_survives_a_round_trip(
    data: st.DataObject, reports: SearchStrategy[Report]
) -> None:
    report = data.draw(reports)
    written = json.loads(as_json.render(report))
    VALIDATOR.validate(written)
    assert written == as_json.as_value(report)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        pytest.param({"b": 1, "a": []}, '{\n  "b": 1,\n  "a": []\n}\n', id="keys keep their order"),
        pytest.param("表 é 👩", '"表 é 👩"\n', id="letters of any script stay readable"),
        pytest.param("docs/\udcff.md", '"docs/\\udcff.md"\n', id="a byte that is not UTF-8 is escaped"),
        pytest.param("\x1b[31m", '"\\u001b[31m"\n', id="an escape sequence is escaped"),
        pytest.param(
            "\x9b31m\x7f", '"\\u009b31m\\u007f"\n', id="a one-character control sequence is escaped"
        ),
        pytest.param(
            "a\u202eb\u200bc",
            '"a\\u202eb\\u200bc"\n',
            id="bidirectional and invisible characters are escaped",
        ),
    ],
)
def test_json_text(value: object, expected: str) -> None:
    assert json_text(value) == expected
    assert json.loads(expected) == value
    assert expected.encode("utf-8")


def test_strict_json_has_no_lone_surrogate() -> None:
    assert json_text("docs/\udcff.md", strict=True) == '"docs/\ufffd.md"\n'
