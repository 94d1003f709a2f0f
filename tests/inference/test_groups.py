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
            id="tables with the same columns in any order and case are one group",
        ),
        pytest.param(
            table("Name | Size", "a | {n}", 9, "# A") + table("Name | Size | Note", "a | {n} | b", 9, "# B"),
            [(("Name", "Size", "Note"), (), 9), (("Name", "Size"), (), 9)],
            id="a group with an additional column comes first",
        ),
        pytest.param(
            table("Name | Size", "a | {n}", 9, "# A") + table("Name | Size | Note", "a | {n} | b", 3, "# B"),
            [(("Name", "Size"), (), 12)],
            id="a small table with an additional column joins the others",
        ),
        pytest.param(table("Name | Size", "a | {n}", 7, "# A"), [], id="seven rows are too few"),
        pytest.param(
            table("It | Is", f"{LINK} | {{n}}", 12, "# A") + table("It | Is", f"{{n}} | {LINK}", 12, "# B"),
            [(("It", "Is"), ("A/**",), 12), (("It", "Is"), ("B/**",), 12)],
            id="sections with different kinds of cells are separate groups",
        ),
        pytest.param(
            table("It | Is", f"{LINK} | {{n}}", 12, "# A") + table("It | Is", f"{LINK} | {{n}}", 12, "# B"),
            [(("It", "Is"), (), 24)],
            id="sections with the same kinds of cells are one group",
        ),
        pytest.param(
            table("It | Is", f"{LINK} | {{n}}", 12, "# T\n## A")
            + table("It | Is", f"{{n}} | {LINK}", 12, "## B\n### C"),
            [(("It", "Is"), ("A/**",), 12), (("It", "Is"), ("B/**",), 12)],
            id="the outermost headings that differ are used",
        ),
    ],
)
def test_how_tables_are_grouped(
    text: str, expected: list[tuple[tuple[str, ...], tuple[str, ...], int]]
) -> None:
    found = groups.groups([documents.read("README.md", text)])
    assert [(kin.columns, kin.headings, len(kin.entries)) for kin in found] == expected


@pytest.mark.parametrize(
    ("columns", "headings", "taken", "expected"),
    [
        pytest.param(["Paper", "Year"], [], [], "papers", id="the first column names the rows"),
        pytest.param(
            ["#", "Company", "Role"],
            [["List"]],
            [],
            "companies",
            id="the column of companies names rows after a number",
        ),
        pytest.param(
            ["Title", "Venue", "Code"],
            [["Awesome", "Vision"]],
            [],
            "papers",
            id="titles beside a venue are papers",
        ),
        pytest.param(
            ["Name", "Notes"],
            [["Awesome", "The Tools 🔧"]],
            [],
            "tools",
            id="a vague column is replaced by the heading, without emoji",
        ),
        pytest.param(
            ["Name", "Notes"],
            [["Awesome", "Tools", "A"], ["Awesome", "Tools", "B"]],
            [],
            "tools",
            id="the innermost heading that all tables share is used",
        ),
        pytest.param(["Name", "Notes"], [], [], "entries", id="entries is the last resort"),
        pytest.param(
            ["Dataset", "Year"],
            [["Data", "For Training"]],
            ["datasets"],
            "for training",
            id="the heading is used if the name is taken",
        ),
        pytest.param(
            ["Dataset", "Size"],
            [[]],
            ["datasets"],
            "datasets with size",
            id="the last column is added if there is no heading",
        ),
        pytest.param(
            ["Dataset", "Size"],
            [[]],
            ["datasets", "datasets with size"],
            "datasets 2",
            id="a number is added if that is taken too",
        ),
        pytest.param(
            ["Name", "Notes"],
            [["New jobs", "The List"]],
            [],
            "new jobs",
            id="a vague heading is skipped",
        ),
        pytest.param(["参数", "说明"], [], [], "参数", id="words in other languages are kept"),
    ],
)
def test_the_name_of_a_group(
    columns: list[str], headings: list[list[str]], taken: list[str], expected: str
) -> None:
    assert groups.name(columns, headings, taken) == expected


@pytest.mark.parametrize(
    ("noun", "expected"),
    [
        pytest.param("paper", "papers", id="most nouns end in s"),
        pytest.param("company", "companies", id="y becomes ies"),
        pytest.param("day", "days", id="y after a vowel stays"),
        pytest.param("box", "boxes", id="x is followed by es"),
        pytest.param("courses", "courses", id="a plural stays"),
        pytest.param("論文", "論文", id="words in other languages stay"),
    ],
)
def test_the_plural_of_a_noun(noun: str, expected: str) -> None:
    assert groups.plural(noun) == expected
