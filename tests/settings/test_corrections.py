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
        pytest.param({"enum": ["Yes", "No"]}, "yes", "Yes", True, id="case"),
        pytest.param({"enum": ["Yes", "No"]}, "Yess", "Yes", False, id="a slip"),
        pytest.param({"enum": ["Yes", "No"]}, "maybe", None, False, id="nothing near"),
        pytest.param(kind("markdown", enum=["`apiKey`"]), "apikey", "`apiKey`", True, id="backticks"),
        pytest.param({"enum": ["Yes"]}, "**yes**", "Yes", True, id="the choice, without other markup"),
        pytest.param(kind("integer"), "60 thousand", "60,000", True, id="a magnitude in words"),
        pytest.param(kind("integer"), "60k", "60,000", True, id="a whole number with its magnitude"),
        pytest.param(kind("integer"), "~60k images", "60,000", False, id="a number in words"),
        pytest.param(kind("number"), "~5.4 million", "5.4M", False, id="an approximate number"),
        pytest.param(kind("number"), "1.2.3", None, False, id="no number"),
        pytest.param(kind("date"), "31 March 2024", "2024-03-31", True, id="a day in words"),
        pytest.param(kind("date"), "2024/3/1", "2024-03-01", True, id="a day with slashes, year first"),
        pytest.param(kind("date"), "1/2/2024", None, False, id="a day that could be two"),
        pytest.param(kind("year"), "March 2024", "2024", False, id="a year among words"),
        pytest.param(kind("code"), "a", "`a`", True, id="code"),
        pytest.param(kind("code"), "a`b", None, False, id="code that backticks would tear"),
        pytest.param(kind("link"), "[a] (https://x.org)", "[a](https://x.org)", True, id="a torn link"),
        pytest.param(
            kind("link"), "(a)[https://x.org]", "[a](https://x.org)", True, id="a link turned round"
        ),
        pytest.param(kind("link"), "[a](https://x.org", "[a](https://x.org)", True, id="an open link"),
        pytest.param(kind("link"), "[a](https://x.org)]", "[a](https://x.org)", True, id="a mark too many"),
        pytest.param(
            kind("link"), "[a](https://x.org) now", "[a](https://x.org)", False, id="words beside it"
        ),
        pytest.param(kind("link"), "a", None, False, id="no link at all"),
        pytest.param(
            kind("link", properties={"text": {"enum": ["Code"]}}),
            "https://x.org/a",
            "[Code](https://x.org/a)",
            False,
            id="a bare address, when the text can only be one",
        ),
        pytest.param(
            kind("link", properties={"text": {"enum": ["Code", "Site"]}}),
            "https://x.org/a",
            None,
            False,
            id="a bare address, when the text can be several",
        ),
        pytest.param(
            kind("link", properties={"text": {"enum": ["Code", "Site"]}}),
            "[code](https://x.org/code)",
            "[Code](https://x.org/code)",
            True,
            id="the text of a link",
        ),
        pytest.param(
            kind("link", properties={"url": {"pattern": "^https?://"}}),
            "[a](x.org/b)",
            "[a](https://x.org/b)",
            False,
            id="an address without its scheme",
        ),
        pytest.param(kind("nullable-integer"), "none", "-", False, id="another word for nothing"),
        pytest.param({"pattern": "[^.]$"}, "It works.", "It works", True, id="a full stop"),
        pytest.param({"pattern": "^[A-Z]"}, "it works", "It works", True, id="a small letter"),
        pytest.param({"pattern": "^[a-z]+$"}, "42", None, False, id="nothing to guess"),
        pytest.param(VENUE, "cvpr2023", "CVPR 2023", True, id="a word of the examples, and its space"),
        pytest.param(VENUE, "CVPR'23", "CVPR 2023", False, id="a short year"),
        pytest.param({"enum": ["a|b"]}, "a", None, False, id="what a cell cannot hold"),
        pytest.param({"minLength": 1}, "", None, False, id="an empty cell"),
        pytest.param(
            {"enum": [{"a": 1}, [1], "Yes"]}, "yes", "Yes", True, id="a choice among objects and lists"
        ),
    ],
)
def test_the_corrected_cell(
    judge_cell: Judge, schema: Any, text: str, replacement: str | None, safe: bool
) -> None:
    (fault,) = judge_cell(schema, text)
    assert (fault.value, fault.replacement, fault.safe) == (text, replacement, safe)


def test_a_correction_cures_all_that_is_wrong_with_its_cell(judge_cell: Judge) -> None:
    faults = judge_cell({"allOf": [{"pattern": "^[A-Z]"}, {"pattern": "[^.]$"}]}, "it works.")
    assert {fault.replacement for fault in faults} == {"It works"}


def test_a_cell_that_would_stay_wrong_is_not_corrected(judge_cell: Judge) -> None:
    assert {fault.replacement for fault in judge_cell({"pattern": "^[A-Z]", "maxLength": 3}, "it works")} == {
        None
    }


def test_what_is_wrong_elsewhere_does_not_matter(judge_row: Judge) -> None:
    faults = judge_row({"properties": {"A": {"enum": ["Yes"]}, "B": {"const": "z"}}}, "|yes|y|")
    assert [(fault.column, fault.replacement) for fault in faults] == [("A", "Yes"), ("B", None)]
