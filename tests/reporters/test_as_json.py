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

SCHEMA = json.loads((Path(__file__).parents[2] / "schema" / "report.schema.json").read_text("utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA)


def test_the_report_has_the_promised_shape(finding: Finding) -> None:
    fixed = replace(
        finding,
        related=(Related("more.md", 7, "'Ada' is there too"),),
        fix=Fix("Write '2024'", (Edit(3, 3, "| Ada | 2024 |"), Edit(5, 5, None)), False),
    )
    report = Report((fixed,), Counts(2, 1, 1), 4, (NotChecked("README.md", 9, "the cell is too long"),))
    assert (
        as_json.render(report)
        == """\
{
  "version": 1,
  "verdict": "failed",
  "counts": {
    "added": 2,
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
      "message": "'24' is no year",
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
  ]
}
"""
    )


def test_findings_stand_in_the_order_of_the_files(finding: Finding) -> None:
    places = [("b.md", 1), ("a.md", 10), ("a.md", 9)]
    report = Report(tuple(replace(finding, path=path, line=line) for path, line in places))
    written = json.loads(as_json.render(report))["findings"]
    assert [(it["path"], it["line"]) for it in written] == [("a.md", 9), ("a.md", 10), ("b.md", 1)]


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize(
    "spoil",
    [
        pytest.param({"verdict": "maybe"}, id="another verdict is refused"),
        pytest.param({"rules_off": []}, id="an unknown key is refused"),
        pytest.param({"debt": -1}, id="a negative number is refused"),
        pytest.param({"version": 2}, id="another version is refused"),
        pytest.param({"findings": [{"rule": "order"}]}, id="half a finding is refused"),
    ],
)
def test_the_schema_is_strict(spoil: dict[str, object]) -> None:
    assert VALIDATOR.is_valid(as_json.as_value(Report()))
    assert not VALIDATOR.is_valid(as_json.as_value(Report()) | spoil)


@given(data=st.data())
def test_every_report_is_valid_and_comes_back_as_it_was(
    data: st.DataObject, reports: SearchStrategy[Report]
) -> None:
    report = data.draw(reports)
    written = json.loads(as_json.render(report))
    VALIDATOR.validate(written)
    assert written == as_json.as_value(report)
