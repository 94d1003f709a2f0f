from __future__ import annotations

import pytest

from rowcheck.inference import groups
from rowcheck.markdown import documents

LINK = "[a{n}](https://a.example/{n})"


def table(columns: str, row: str, count: int, heading: str) -> str:
    delimiter = "|".join("-" for _ in columns.split("|"))
    rows = "\n".join(f"| {row.format(n=n)} |" for n in range(count))
    return f"{heading}\n\n| {columns} |\n| {delimiter} |\n{rows}\n\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            table("Name | Size", "a | {n}", 5, "# A") + table("size | NAME", "{n} | a", 5, "# B"),
            [(("Name", "Size"), (), 10)],
            id="the same columns in any order and case are one",
        ),
        pytest.param(
            table("Name | Size", "a | {n}", 9, "# A") + table("Name | Size | Note", "a | {n} | b", 9, "# B"),
            [(("Name", "Size", "Note"), (), 9), (("Name", "Size"), (), 9)],
            id="tables with a column more come first, since the others would take them",
        ),
        pytest.param(
            table("Name | Size", "a | {n}", 9, "# A") + table("Name | Size | Note", "a | {n} | b", 3, "# B"),
            [(("Name", "Size"), (), 12)],
            id="a few rows with a column more go with the others",
        ),
        pytest.param(table("Name | Size", "a | {n}", 7, "# A"), [], id="seven rows are too few"),
        pytest.param(
            table("It | Is", f"{LINK} | {{n}}", 12, "# A") + table("It | Is", f"{{n}} | {LINK}", 12, "# B"),
            [(("It", "Is"), ("A/**",), 12), (("It", "Is"), ("B/**",), 12)],
            id="headings part what the columns do not tell apart",
        ),
        pytest.param(
            table("It | Is", f"{LINK} | {{n}}", 12, "# A") + table("It | Is", f"{LINK} | {{n}}", 12, "# B"),
            [(("It", "Is"), (), 24)],
            id="headings do not part what is the same",
        ),
        pytest.param(
            table("It | Is", f"{LINK} | {{n}}", 12, "# T\n## A")
            + table("It | Is", f"{{n}} | {LINK}", 12, "## B\n### C"),
            [(("It", "Is"), ("A/**",), 12), (("It", "Is"), ("B/**",), 12)],
            id="the outermost headings that differ count",
        ),
    ],
)
def test_groups(text: str, expected: list[tuple[tuple[str, ...], tuple[str, ...], int]]) -> None:
    found = groups.groups([documents.read("README.md", text)])
    assert [(kin.columns, kin.headings, len(kin.entries)) for kin in found] == expected


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
    assert groups.name(columns, headings, taken) == expected


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
    assert groups.plural(noun) == expected
