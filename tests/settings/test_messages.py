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
            kind("link"), "", "'It' is empty; it should be a link like [text](https://...)", id="empty"
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
            kind("image"), "a", "'It' should be an image like ![text](https://...), not 'a'", id="image"
        ),
        pytest.param(
            kind("date"), "1/2/24", "'It' should be a date like 2024-03-31, not '1/2/24'", id="a date"
        ),
        pytest.param(kind("year"), "1066", "'It' should be 1900 or more, not '1066'", id="an early year"),
        pytest.param(kind("number", maximum=5), "1k", "'It' should be 5 or less, not '1k'", id="too much"),
        pytest.param(
            kind("number", exclusiveMinimum=5), "5", "'It' should be more than 5, not '5'", id="not enough"
        ),
        pytest.param(kind("number", multipleOf=5), "7", "'It' should be a multiple of 5, not '7'", id="odd"),
        pytest.param(
            {"minLength": 3}, "ab", "'It' is 2 characters long, at least 3 are needed", id="too short"
        ),
        pytest.param({"minLength": 3}, "", "'It' is empty", id="too short by all of it"),
        pytest.param(
            {"maxLength": 1}, "ab", "'It' is 2 characters long, at most 1 are allowed", id="too long"
        ),
        pytest.param({"const": "a"}, "b", "'It' should be 'a', not 'b'", id="a constant"),
        pytest.param(
            {"enum": ["a", "b"]}, "", "'It' is empty; it should be 'a' or 'b'", id="an empty choice"
        ),
        pytest.param(
            {"enum": list("abcdefgh")},
            "z",
            "'It' should be one of 'a', 'b', 'c', 'd', 'e' and 3 more, not 'z'",
            id="a long choice",
        ),
        pytest.param(
            {"enum": ["English", "French", "German", "Greek"]},
            "Germn",
            "'It' should be 'English', 'French', 'German' or 'Greek', not 'Germn'; did you mean 'German'?",
            id="a slip in a choice",
        ),
        pytest.param(
            {"pattern": "^a"}, "b", "'It' should match the pattern '^a', not 'b'", id="a bare pattern"
        ),
        pytest.param({"pattern": "^a", "title": "an a"}, "b", "'It' is 'b'; an a", id="a titled pattern"),
        pytest.param(
            {"pattern": "^a", "description": "it is a."}, "", "'It' is empty; it is a", id="a described one"
        ),
        pytest.param(
            {"pattern": "^a", "examples": ["ab", "ac", "ad"]},
            "b",
            "'It' should look like 'ab' or 'ac', not 'b'",
            id="a pattern with examples",
        ),
        pytest.param(
            {"not": {"const": "b"}}, "b", "'It' is 'b', which is not allowed", id="what must not be"
        ),
        pytest.param(False, "b", "'It' is 'b', which is not allowed", id="a column that must not be"),
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
            id="one of several",
        ),
        pytest.param(
            {"anyOf": [{"const": "soon"}, kind("link", properties={"text": {"const": "Code"}})]},
            "[b](c)",
            "the link text of 'It' should be 'Code', not 'b'",
            id="of several, the one that was meant",
        ),
        pytest.param(
            {"oneOf": [{"minLength": 1}, {"maxLength": 3}]},
            "ab",
            "'It' is 'ab', which matches more than one of the allowed forms",
            id="more than one",
        ),
        pytest.param(
            kind("links", maxItems=1),
            "[a](b) [c](d)",
            "'It' has 2 links, at most 1 are allowed",
            id="many links",
        ),
        pytest.param(
            kind("links", minItems=2), "[a](b)", "'It' has 1 link, at least 2 are needed", id="few links"
        ),
        pytest.param(
            kind("links", uniqueItems=True), "[a](b) [a](b)", "'It' has the same link twice", id="equal links"
        ),
        pytest.param(
            kind("links", contains={"properties": {"text": {"const": "Code"}}}),
            "[a](b)",
            "'It' is 'a', which is not allowed",
            id="a keyword without a sentence of its own",
        ),
        pytest.param(
            {"const": "x" * 99},
            "y" * 80,
            f"'It' should be '{'x' * 59}…', not '{'y' * 59}…'",
            id="long values",
        ),
    ],
)
def test_a_sentence_for_each_keyword(judge_cell: Judge, schema: Any, text: str, expected: str) -> None:
    assert [fault.message for fault in judge_cell(schema, text)] == [expected]


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
            id="for another one",
        ),
        pytest.param(
            kind("link", properties={"url": {"pattern": "^h"}}, errorMessage="link it"),
            "[a](b)",
            "link it",
            id="for what is inside",
        ),
        pytest.param(
            {**NEAR, "errorMessage": "a link, or soon"}, "b", "a link, or soon", id="for all branches"
        ),
        pytest.param(kind("link", errorMessage="link it"), "b", "link it", id="beside a reference"),
        pytest.param(
            {"const": "a", "errorMessage": "not {value} {value.__class__} {0}"},
            "{column}",
            "not {column} {value.__class__} {0}",
            id="and nothing else is filled in",
        ),
    ],
)
def test_the_authors_words_come_first(judge_cell: Judge, schema: Any, text: str, expected: str) -> None:
    assert [fault.message for fault in judge_cell(schema, text)] == [expected]


@pytest.mark.parametrize(
    ("schema", "text", "expected"),
    [
        pytest.param({"required": ["C"]}, "|x|y|", [": the table has no column 'C'"], id="no such column"),
        pytest.param(
            {"properties": {"A": {}}, "additionalProperties": False},
            "|x|y|",
            ["B: the column 'B' is not allowed"],
            id="a column too many",
        ),
        pytest.param(
            {"dependentRequired": {"A": ["B"]}},
            "|x||",
            ["B: 'B' is empty, and is required when 'A' is given"],
            id="a column that another one needs",
        ),
        pytest.param(
            {"if": {"properties": {"A": {"const": "x"}}}, "then": {"properties": {"B": {"const": "z"}}}},
            "|x|y|",
            ["B: 'B' should be 'z', not 'y' when 'A' is 'x'"],
            id="what holds where another column says so",
        ),
        pytest.param(
            {"if": {"properties": {"A": {"const": "x"}}}, "else": {"properties": {"B": {"const": "z"}}}},
            "|w|y|",
            ["B: 'B' should be 'z', not 'y' unless 'A' is 'x'"],
            id="what holds where another column does not",
        ),
        pytest.param(
            {"anyOf": [{"required": ["A"]}, {"required": ["B"]}]},
            "|||",
            [": the row needs 'A' or 'B'"],
            id="one column or another",
        ),
        pytest.param(
            {"anyOf": [{"required": ["A"]}, {"required": ["B"]}], "errorMessage": "give A or B"},
            "|||",
            [": give A or B"],
            id="said by the author",
        ),
        pytest.param({"not": {"required": ["A"]}}, "|x|y|", [": the row is not allowed"], id="a row refused"),
        pytest.param(
            {"required": ["A"], "errorMessage": {"required": "name it"}},
            "||y|",
            ["A: name it"],
            id="a missing value, said by the author",
        ),
    ],
)
def test_sentences_about_rows(judge_row: Judge, schema: Any, text: str, expected: list[str]) -> None:
    assert [f"{fault.column}: {fault.message}" for fault in judge_row(schema, text)] == expected
