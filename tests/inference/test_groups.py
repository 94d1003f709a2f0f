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
