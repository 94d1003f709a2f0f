from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from rowcheck.settings import columns
from rowcheck.settings.messages import RowProblem

Judge = Callable[[Any, str], list[RowProblem]]


@pytest.mark.parametrize(
    ("schema", "text", "expected"),
    [
        pytest.param(
            {"required": ["A", "B"]},
            "|x||",
            ["'B' is empty"],
            id="an empty cell of a required column is missing",
        ),
        pytest.param(
            {"required": ["A", "B"]}, "|x", ["'B' is empty"], id="a cell that the row lacks is missing"
        ),
        pytest.param({"required": ["a"]}, "|x|y|", [], id="the case of titles does not count"),
        pytest.param(
            {"properties": {"A": {"enum": ["x"]}}},
            "||y|",
            ["'A' is empty; it should be 'x'"],
            id="an empty cell of another column is an empty text",
        ),
        pytest.param(
            {"properties": {"B": {"enum": ["x"]}}}, "|x", [], id="a cell that the row lacks is not validated"
        ),
        pytest.param(
            {"patternProperties": {"^[AB]$": {"$ref": "rowcheck:integer"}}},
            "|1|y|",
            ["'B' should be a whole number like 60,000, not 'y'"],
            id="a pattern applies to the columns that match",
        ),
        pytest.param(
            {"patternProperties": {"^A$": True}, "additionalProperties": {"type": "integer"}},
            "|x|y|",
            ["'B' should be a whole number like 60,000, not 'y'"],
            id="`additionalProperties` applies to all other columns",
        ),
        pytest.param(
            {"properties": {"A": {"type": "integer"}}}, "|1,000|y|", [], id="a type implies the kind"
        ),
        pytest.param({"properties": {"A": {"type": "object"}}}, "|[a](b)|y|", [], id="an object is a link"),
        pytest.param(
            {"properties": {"A": {"$ref": "rowcheck:nullable-integer"}}},
            "|TBD|y|",
            [],
            id="a common word for nothing",
        ),
        pytest.param(
            {"properties": {"A": {"$ref": "rowcheck:nullable-integer"}}},
            "|unknown|y|",
            ["'A' should be a whole number like 60,000 or '-', not 'unknown'"],
            id="a word that may be a value is not one of them",
        ),
        pytest.param(
            {
                "properties": {
                    "A": {"type": ["string", "null"], "enum": ["Key", "None", None], "minLength": 1}
                }
            },
            "|None|y|",
            [],
            id="nor is one that the column has as a value",
        ),
        pytest.param(
            {"nothing": ["none"], "properties": {"A": {"$ref": "rowcheck:nullable-integer"}}},
            "|None|y|",
            [],
            id="a word for nothing of the row schema",
        ),
        pytest.param(
            {"properties": {"A": {"$ref": "rowcheck:nullable-integer", "nothing": ["none"]}}},
            "|-|y|",
            ["'A' should be a whole number like 60,000 or 'none', not '-'"],
            id="a word for nothing of the column replaces the default ones",
        ),
        pytest.param(
            {
                "nothing": ["none"],
                "properties": {"A": {"$ref": "rowcheck:nullable-integer", "nothing": ["tba"]}},
            },
            "|tba|y|",
            [],
            id="a word for nothing of the column comes before that of the row",
        ),
        pytest.param(
            {"properties": {"A": {"anyOf": [{"const": "soon"}, {"$ref": "rowcheck:year"}]}}},
            "|2024|y|",
            [],
            id="a branch may name the kind",
        ),
        pytest.param(
            {"$ref": "rowcheck:paper"},
            "|x|y|",
            ["the table has no column 'Paper'", "the table has no column 'Published in'"],
            id="a ready-made schema can be extended",
        ),
        pytest.param(True, "|x|y|", [], id="true accepts every row"),
        pytest.param(False, "|x|y|", ["the row is not allowed"], id="false accepts no row"),
    ],
)
def test_a_row_is_read_by_its_schema(judge_row: Judge, schema: Any, text: str, expected: list[str]) -> None:
    assert [problem.message for problem in judge_row(schema, text)] == expected


def test_columns_that_differ_in_case_are_kept_apart() -> None:
    fitted = columns.fit({"properties": {"Paper": {"type": "integer"}}}, ("paper", "Paper"))
    assert {name: (column.title, column.kind) for name, column in fitted.columns.items()} == {
        "paper": ("paper", "text"),
        "Paper": ("Paper", "integer"),
    }


def test_patterns_are_replaced_by_properties() -> None:
    schema = {"properties": {"A": {"minLength": 1}}, "patternProperties": {"[AB]": {"maxLength": 2}}}
    assert columns.fit(schema, ("A", "B", "x")).schema == {
        "properties": {"A": {"allOf": [{"minLength": 1}, {"maxLength": 2}]}, "B": {"maxLength": 2}}
    }
