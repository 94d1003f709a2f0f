from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from rowcheck.settings.messages import RowProblem

Judge = Callable[[Any, str], list[RowProblem]]


def kind(name: str, **more: Any) -> dict[str, Any]:
    return {"$ref": f"rowcheck:{name}", **more}


VENUE = {"pattern": "^CVPR 20[0-9]+$", "examples": ["CVPR 2024"]}


@pytest.mark.parametrize(
    ("schema", "text", "replacement", "safe"),
    [
        pytest.param({"enum": ["Yes", "No"]}, "yes", "Yes", True, id="the case of a choice"),
        pytest.param({"enum": ["Yes", "No"]}, "Yess", "Yes", False, id="a misspelt choice"),
        pytest.param({"enum": ["Yes", "No"]}, "maybe", None, False, id="no similar choice"),
        pytest.param(
            kind("markdown", enum=["`apiKey`"]),
            "apikey",
            "`apiKey`",
            True,
            id="missing backticks of a choice",
        ),
        pytest.param({"enum": ["Yes"]}, "**yes**", "Yes", True, id="markup around a choice"),
        pytest.param(kind("integer"), "60 thousand", "60,000", True, id="a magnitude in words"),
        pytest.param(kind("integer"), "60k", "60,000", True, id="an integer with a magnitude"),
        pytest.param(kind("integer"), "~60k images", "60,000", False, id="a number in words"),
        pytest.param(kind("number"), "~5.4 million", "5.4M", False, id="an approximate number"),
        pytest.param(kind("number"), "1.2.3", None, False, id="not a number"),
        pytest.param(kind("date"), "31 March 2024", "2024-03-31", True, id="a date in words"),
        pytest.param(kind("date"), "2024/3/1", "2024-03-01", True, id="a date with slashes, the year first"),
        pytest.param(kind("date"), "1/2/2024", None, False, id="an ambiguous date"),
        pytest.param(kind("year"), "March 2024", "2024", False, id="a year among words"),
        pytest.param(kind("code"), "a", "`a`", True, id="missing backticks of code"),
        pytest.param(kind("code"), "a`b", None, False, id="code that contains a backtick"),
        pytest.param(
            kind("link"),
            "[a] (https://x.org)",
            "[a](https://x.org)",
            True,
            id="a space between text and URL of a link",
        ),
        pytest.param(
            kind("link"), "(a)[https://x.org]", "[a](https://x.org)", True, id="swapped brackets of a link"
        ),
        pytest.param(kind("link"), "[a](https://x.org", "[a](https://x.org)", True, id="an unclosed link"),
        pytest.param(
            kind("link"), "[a](https://x.org)]", "[a](https://x.org)", True, id="a character after a link"
        ),
        pytest.param(
            kind("link"), "[a](https://x.org) now", "[a](https://x.org)", False, id="words after a link"
        ),
        pytest.param(kind("link"), "a", None, False, id="no link"),
        pytest.param(
            kind("link", properties={"text": {"enum": ["Code"]}}),
            "https://x.org/a",
            "[Code](https://x.org/a)",
            False,
            id="a bare URL when only one text is allowed",
        ),
        pytest.param(
            kind("link", properties={"text": {"enum": ["Code", "Site"]}}),
            "https://x.org/a",
            None,
            False,
            id="a bare URL when several texts are allowed",
        ),
        pytest.param(
            kind("link", properties={"text": {"enum": ["Code", "Site"]}}),
            "[code](https://x.org/code)",
            "[Code](https://x.org/code)",
            True,
            id="the case of a link text",
        ),
        pytest.param(
            kind("link", properties={"url": {"pattern": "^https?://"}}),
            "[a](x.org/b)",
            "[a](https://x.org/b)",
            False,
            id="a URL without its scheme",
        ),
        pytest.param(kind("nullable-integer"), "unknown", "-", False, id="another word for nothing"),
        pytest.param({"pattern": "[^.]$"}, "It works.", "It works", True, id="a full stop at the end"),
        pytest.param(
            {"pattern": "^[A-Z]"}, "it works", "It works", True, id="a lower-case letter at the start"
        ),
        pytest.param({"pattern": "^[a-z]+$"}, "42", None, False, id="no evident correction"),
        pytest.param(VENUE, "cvpr2023", "CVPR 2023", True, id="the case and spacing of the examples"),
        pytest.param(VENUE, "CVPR'23", "CVPR 2023", False, id="a two-digit year"),
        pytest.param({"enum": ["a|b"]}, "a", None, False, id="a choice that would split the cell"),
        pytest.param({"minLength": 1}, "", None, False, id="an empty cell"),
    ],
)
def test_the_corrected_cell(
    judge_cell: Judge, schema: Any, text: str, replacement: str | None, safe: bool
) -> None:
    (problem,) = judge_cell(schema, text)
    assert (problem.value, problem.replacement, problem.safe) == (text, replacement, safe)


def test_a_correction_solves_all_problems_of_its_cell(judge_cell: Judge) -> None:
    problems = judge_cell({"allOf": [{"pattern": "^[A-Z]"}, {"pattern": "[^.]$"}]}, "it works.")
    assert {problem.replacement for problem in problems} == {"It works"}


def test_a_cell_that_would_remain_invalid_is_not_corrected(judge_cell: Judge) -> None:
    assert {
        problem.replacement for problem in judge_cell({"pattern": "^[A-Z]", "maxLength": 3}, "it works")
    } == {None}


def test_problems_of_other_columns_do_not_matter(judge_row: Judge) -> None:
    problems = judge_row({"properties": {"A": {"enum": ["Yes"]}, "B": {"const": "z"}}}, "|yes|y|")
    assert [(problem.column, problem.replacement) for problem in problems] == [("A", "Yes"), ("B", None)]
