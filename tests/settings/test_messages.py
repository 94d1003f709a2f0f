from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from rowcheck.settings.messages import RowProblem

Judge = Callable[[Any, str], list[RowProblem]]


def kind(name: str, **more: Any) -> dict[str, Any]:
    return {"$ref": f"rowcheck:{name}", **more}


NEAR = {"anyOf": [{"const": "soon"}, kind("link")]}


@pytest.mark.parametrize(
    ("schema", "text", "expected"),
    [
        pytest.param(
            kind("link"),
            "",
            "'It' is empty; it should be a link like [text](https://...)",
            id="an empty cell",
        ),
        pytest.param(
            kind("link"),
            "[a](b) (oral)",
            "'It' should be a link and nothing else; remove '(oral)'",
            id="a link and more",
        ),
        pytest.param(
            kind("link"),
            "[a](b) [c](d)",
            "'It' should be a link like [text](https://...), not 'a c'",
            id="two links",
        ),
        pytest.param(
            kind("integer"), "5.4M", "'It' should be a whole number like 60,000, not '5.4M'", id="an integer"
        ),
        pytest.param(kind("code"), "a", "'It' should be code in backticks like `this`, not 'a'", id="code"),
        pytest.param(
            kind("image"), "a", "'It' should be an image like ![text](https://...), not 'a'", id="an image"
        ),
        pytest.param(
            kind("date"), "1/2/24", "'It' should be a date like 2024-03-31, not '1/2/24'", id="a date"
        ),
        pytest.param(
            kind("year"), "1066", "'It' should be 1900 or more, not '1066'", id="a year below the minimum"
        ),
        pytest.param(
            kind("number", maximum=5), "1k", "'It' should be 5 or less, not '1k'", id="above the maximum"
        ),
        pytest.param(
            kind("number", exclusiveMinimum=5),
            "5",
            "'It' should be more than 5, not '5'",
            id="not above the exclusive minimum",
        ),
        pytest.param(
            kind("number", multipleOf=5), "7", "'It' should be a multiple of 5, not '7'", id="not a multiple"
        ),
        pytest.param(
            {"minLength": 3}, "ab", "'It' is 2 characters long, at least 3 are needed", id="too short"
        ),
        pytest.param({"minLength": 3}, "", "'It' is empty", id="an empty text that is too short"),
        pytest.param(
            {"maxLength": 1}, "ab", "'It' is 2 characters long, at most 1 are allowed", id="too long"
        ),
        pytest.param({"const": "a"}, "b", "'It' should be 'a', not 'b'", id="a constant"),
        pytest.param({"const": None}, "b", "'It' should be empty, not 'b'", id="null as a constant"),
        pytest.param({"enum": [None]}, "b", "'It' should be empty, not 'b'", id="null as the only choice"),
        pytest.param(
            {"enum": ["a", "b"]},
            "",
            "'It' is empty; it should be 'a' or 'b'",
            id="an empty cell with choices",
        ),
        pytest.param(
            {"enum": list("abcdefgh")},
            "z",
            "'It' should be one of 'a', 'b', 'c', 'd', 'e' and 3 more, not 'z'",
            id="many choices",
        ),
        pytest.param(
            {"enum": ["English", "French", "German", "Greek"]},
            "Germn",
            "'It' should be 'English', 'French', 'German' or 'Greek', not 'Germn'; did you mean 'German'?",
            id="a misspelt choice",
        ),
        pytest.param(
            {"pattern": "^a"}, "b", "'It' should match the pattern '^a', not 'b'", id="a pattern alone"
        ),
        pytest.param(
            {"pattern": "^a", "title": "an a"}, "b", "'It' is 'b'; an a", id="a pattern with a title"
        ),
        pytest.param(
            {"pattern": "^a", "description": "it is a."},
            "",
            "'It' is empty; it is a",
            id="a pattern with a description",
        ),
        pytest.param(
            {"pattern": "^a", "examples": ["ab", "ac", "ad"]},
            "b",
            "'It' should look like 'ab' or 'ac', not 'b'",
            id="a pattern with examples",
        ),
        pytest.param(
            {"not": {"const": "b"}},
            "b",
            "'It' is 'b', which is not allowed",
            id="a value that is not allowed",
        ),
        pytest.param(False, "b", "'It' is 'b', which is not allowed", id="a column that is not allowed"),
        pytest.param(
            {"format": "uri"},
            "b",
            "'It' should be a full address like https://example.org/, not 'b'",
            id="a URI",
        ),
        pytest.param(
            NEAR,
            "b",
            "'It' should be 'soon' or a link like [text](https://...), not 'b'",
            id="none of several branches",
        ),
        pytest.param(
            {"anyOf": [{"const": "soon"}, kind("link", properties={"text": {"const": "Code"}})]},
            "[b](c)",
            "the link text of 'It' should be 'Code', not 'b'",
            id="the intended one of several branches",
        ),
        pytest.param(
            {"oneOf": [{"minLength": 1}, {"maxLength": 3}]},
            "ab",
            "'It' is 'ab', which matches more than one of the allowed forms",
            id="more than one branch of `oneOf`",
        ),
        pytest.param(
            kind("links", maxItems=1),
            "[a](b) [c](d)",
            "'It' has 2 links, at most 1 are allowed",
            id="too many links",
        ),
        pytest.param(
            kind("links", minItems=2), "[a](b)", "'It' has 1 link, at least 2 are needed", id="too few links"
        ),
        pytest.param(
            kind("links", uniqueItems=True),
            "[a](b) [a](b)",
            "'It' has the same link twice",
            id="a link given twice",
        ),
        pytest.param(
            kind("links", contains={"properties": {"text": {"const": "Code"}}}),
            "[a](b)",
            "'It' needs a link with the text 'Code'",
            id="a missing link",
        ),
        pytest.param(
            kind("links", contains={"properties": {"url": {"const": "x"}}}, minContains=2),
            "[a](x)",
            "'It' needs 2 links with the address 'x'",
            id="too few links of a kind",
        ),
        pytest.param(
            kind("links", contains={"minProperties": 9, "description": "the paper's PDF"}),
            "[a](b)",
            "'It' needs a link of the required form (the paper's PDF)",
            id="a missing link that only the description names",
        ),
        pytest.param(
            {"const": "x" * 99},
            "y" * 80,
            f"'It' should be '{'x' * 59}…', not '{'y' * 59}…'",
            id="long values are shortened",
        ),
    ],
)
def test_each_keyword_has_a_message(judge_cell: Judge, schema: Any, text: str, expected: str) -> None:
    assert [problem.message for problem in judge_cell(schema, text)] == [expected]


@pytest.mark.parametrize(
    ("schema", "text", "expected"),
    [
        pytest.param({"const": "a", "errorMessage": "write a"}, "b", "write a", id="for all keywords"),
        pytest.param(
            {"const": "a", "errorMessage": {"const": "{column}: no {value}"}},
            "b",
            "It: no b",
            id="for one keyword",
        ),
        pytest.param(
            {"const": "a", "errorMessage": {"enum": "x"}},
            "b",
            "'It' should be 'a', not 'b'",
            id="for another keyword, which does not apply",
        ),
        pytest.param(
            kind("link", properties={"url": {"pattern": "^h"}}, errorMessage="link it"),
            "[a](b)",
            "link it",
            id="for the parts of a value",
        ),
        pytest.param(
            {**NEAR, "errorMessage": "a link, or soon"}, "b", "a link, or soon", id="for all branches"
        ),
        pytest.param(kind("link", errorMessage="link it"), "b", "link it", id="beside a reference"),
        pytest.param(
            {"const": "a", "errorMessage": "not {value} {value.__class__} {0}"},
            "{column}",
            "not {column} {value.__class__} {0}",
            id="other placeholders are kept",
        ),
    ],
)
def test_the_message_of_the_author_comes_first(
    judge_cell: Judge, schema: Any, text: str, expected: str
) -> None:
    assert [problem.message for problem in judge_cell(schema, text)] == [expected]


@pytest.mark.parametrize(
    ("schema", "text", "expected"),
    [
        pytest.param(
            {"required": ["C"]},
            "|x|y|",
            [": the table has no column 'C'"],
            id="a required column that is missing",
        ),
        pytest.param(
            {"properties": {"A": {}}, "additionalProperties": False},
            "|x|y|",
            ["B: the column 'B' is not allowed"],
            id="an additional column",
        ),
        pytest.param(
            {"dependentRequired": {"A": ["B"]}},
            "|x||",
            ["B: 'B' is empty, and is required when 'A' is given"],
            id="a column that another one requires",
        ),
        pytest.param(
            {"if": {"properties": {"A": {"const": "x"}}}, "then": {"properties": {"B": {"const": "z"}}}},
            "|x|y|",
            ["B: 'B' should be 'z', not 'y' when 'A' is 'x'"],
            id="a condition that holds",
        ),
        pytest.param(
            {"if": {"properties": {"A": {"const": "x"}}}, "else": {"properties": {"B": {"const": "z"}}}},
            "|w|y|",
            ["B: 'B' should be 'z', not 'y' unless 'A' is 'x'"],
            id="a condition that does not hold",
        ),
        pytest.param(
            {"if": {"properties": {"A": True}}, "then": {"properties": {"B": {"const": "z"}}}},
            "|x|y|",
            ["B: 'B' should be 'z', not 'y'"],
            id="a condition that is not about values",
        ),
        pytest.param(
            {"anyOf": [{"required": ["A"]}, {"required": ["B"]}]},
            "|||",
            [": the row needs 'A' or 'B'"],
            id="one of two columns",
        ),
        pytest.param(
            {"anyOf": [{"required": ["A"]}, {"required": ["B"]}], "errorMessage": "give A or B"},
            "|||",
            [": give A or B"],
            id="one of two columns, with the author's message",
        ),
        pytest.param(
            {"not": {"required": ["A"]}},
            "|x|y|",
            [": the row is not allowed"],
            id="a row that is not allowed",
        ),
        pytest.param(
            {"required": ["A"], "errorMessage": {"required": "name it"}},
            "||y|",
            ["A: name it"],
            id="a required column, with the author's message",
        ),
    ],
)
def test_messages_about_rows(judge_row: Judge, schema: Any, text: str, expected: list[str]) -> None:
    assert [f"{problem.column}: {problem.message}" for problem in judge_row(schema, text)] == expected
