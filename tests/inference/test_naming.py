from __future__ import annotations

import pytest

from rowcheck.inference import naming


@pytest.mark.parametrize(
    ("columns", "headings", "taken", "expected"),
    [
        pytest.param(["Paper", "Year"], [], [], "papers", id="what the first column names"),
        pytest.param(
            ["#", "Company", "Role"],
            [["List"]],
            [],
            "companies",
            id="a number names nothing; a company without other names does",
        ),
        pytest.param(
            ["Title", "Venue", "Code"],
            [["Awesome", "Vision"]],
            [],
            "papers",
            id="titles with a venue are papers",
        ),
        pytest.param(
            ["Name", "Notes"],
            [["Awesome", "The Tools 🔧"]],
            [],
            "tools",
            id="else the heading, without its emoji",
        ),
        pytest.param(
            ["Name", "Notes"],
            [["Awesome", "Tools", "A"], ["Awesome", "Tools", "B"]],
            [],
            "tools",
            id="the heading that all tables share",
        ),
        pytest.param(["Name", "Notes"], [], [], "entries", id="else what they are"),
        pytest.param(
            ["Dataset", "Year"],
            [["Data", "For Training"]],
            ["datasets"],
            "for training",
            id="a heading where the name is taken",
        ),
        pytest.param(
            ["Dataset", "Size"],
            [[]],
            ["datasets"],
            "datasets with size",
            id="a column of its own where there is no heading",
        ),
        pytest.param(
            ["Dataset", "Size"], [[]], ["datasets", "datasets with size"], "datasets 2", id="else a number"
        ),
        pytest.param(
            ["Name", "Notes"],
            [["New jobs", "The List"]],
            [],
            "new jobs",
            id="not by a heading that says nothing",
        ),
        pytest.param(["参数", "说明"], [], [], "参数", id="words of other languages stay as they are"),
    ],
)
def test_a_name(columns: list[str], headings: list[list[str]], taken: list[str], expected: str) -> None:
    assert naming.name(columns, headings, taken) == expected


@pytest.mark.parametrize(
    ("noun", "expected"),
    [
        pytest.param("paper", "papers", id="an s"),
        pytest.param("company", "companies", id="ies for a y"),
        pytest.param("day", "days", id="but not after a vowel"),
        pytest.param("box", "boxes", id="es after a hiss"),
        pytest.param("courses", "courses", id="what is one already"),
        pytest.param("論文", "論文", id="none in other languages"),
    ],
)
def test_a_plural(noun: str, expected: str) -> None:
    assert naming.plural(noun) == expected
