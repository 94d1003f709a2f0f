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
        pytest.param({"required": ["A", "B"]}, "|x||", ["'B' is empty"], id="an empty cell is no value"),
        pytest.param({"required": ["A", "B"]}, "|x", ["'B' is empty"], id="nor is one that the row lacks"),
        pytest.param({"required": ["a"]}, "|x|y|", [], id="titles are compared without case"),
        pytest.param(
            {"properties": {"A": {"enum": ["x"]}}},
            "||y|",
            ["'A' is empty; it should be 'x'"],
            id="an empty cell that nobody asks for is an empty text",
        ),
        pytest.param(
            {"properties": {"B": {"enum": ["x"]}}}, "|x", [], id="a cell that the row lacks is nothing"
        ),
        pytest.param(
            {"patternProperties": {"^[AB]$": {"$ref": "rowcheck:integer"}}},
            "|1|y|",
            ["'B' should be a whole number like 60,000, not 'y'"],
            id="columns by a pattern",
        ),
        pytest.param(
            {"patternProperties": {"^A$": True}, "additionalProperties": {"type": "integer"}},
            "|x|y|",
            ["'B' should be a whole number like 60,000, not 'y'"],
            id="all other columns",
        ),
        pytest.param({"properties": {"A": {"type": "integer"}}}, "|1,000|y|", [], id="a type says the kind"),
        pytest.param({"properties": {"A": {"type": "object"}}}, "|[a](b)|y|", [], id="an object is a link"),
        pytest.param(
            {"nothing": ["none"], "properties": {"A": {"$ref": "rowcheck:nullable-integer"}}},
            "|None|y|",
            [],
            id="the list's own word for nothing",
        ),
        pytest.param(
            {"properties": {"A": {"$ref": "rowcheck:nullable-integer", "nothing": ["none"]}}},
            "|-|y|",
            ["'A' should be a whole number like 60,000 or 'none', not '-'"],
            id="takes the place of the others",
        ),
        pytest.param(
            {
                "nothing": ["none"],
                "properties": {"A": {"$ref": "rowcheck:nullable-integer", "nothing": ["tba"]}},
            },
            "|tba|y|",
            [],
            id="a column's own word before the row's",
        ),
        pytest.param(
            {"properties": {"A": {"anyOf": [{"const": "soon"}, {"$ref": "rowcheck:year"}]}}},
            "|2024|y|",
            [],
            id="a kind may stand in a branch",
        ),
        pytest.param(
            {"$ref": "rowcheck:paper"},
            "|x|y|",
            ["the table has no column 'Paper'", "the table has no column 'Published in'"],
            id="a ready-made schema can be built upon",
        ),
        pytest.param(True, "|x|y|", [], id="anything"),
        pytest.param(False, "|x|y|", ["the row is not allowed"], id="nothing"),
    ],
)
def test_how_a_row_is_read(judge_row: Judge, schema: Any, text: str, expected: list[str]) -> None:
    assert [fault.message for fault in judge_row(schema, text)] == expected


def test_two_columns_of_nearly_one_name_stay_two() -> None:
    made = columns.fit({"properties": {"Paper": {"type": "integer"}}}, ("paper", "Paper"))
    assert {name: (column.title, column.kind) for name, column in made.columns.items()} == {
        "paper": ("paper", "text"),
        "Paper": ("Paper", "integer"),
    }


def test_patterned_properties_are_written_out() -> None:
    schema = {"properties": {"A": {"minLength": 1}}, "patternProperties": {"[AB]": {"maxLength": 2}}}
    assert columns.fit(schema, ("A", "B", "x")).schema == {
        "properties": {"A": {"allOf": [{"minLength": 1}, {"maxLength": 2}]}, "B": {"maxLength": 2}}
    }
