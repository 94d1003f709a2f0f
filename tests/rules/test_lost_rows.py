from __future__ import annotations

from collections.abc import Callable

import pytest

TABLE = "| API | Auth |\n| --- | --- |\n| Ants | No |\n| Bees | No |\n| Cows | No |\n"
TWO = "GitHub no longer shows 2 rows as part of a table"
ALL = "GitHub no longer shows the table as a table"


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        pytest.param(TABLE, [], id="no change"),
        pytest.param(TABLE.replace("| Bees | No |\n", ""), [], id="a deleted row"),
        pytest.param("", [], id="a deleted table"),
        pytest.param(
            TABLE.replace("| Bees", "\n| Bees"),
            [f"4: {TWO}: the blank line (line 4) ends the table"],
            id="a blank line",
        ),
        pytest.param(
            TABLE.replace("| Bees", "\n\n| Bees"),
            [f"4: {TWO}: the blank line (line 4) ends the table"],
            id="two blank lines",
        ),
        pytest.param(
            TABLE.replace("| Bees", "|\n| Bees"),
            [f"4: {TWO}: line 4 is a lone pipe, which ends the table"],
            id="a lone pipe",
        ),
        pytest.param(
            TABLE.replace("| Bees", "# Bees\n| Bees"),
            [f"4: {TWO}: the heading on line 4 ends the table"],
            id="a heading",
        ),
        pytest.param(
            TABLE.replace("| Bees", "---\n| Bees"),
            [f"4: {TWO}: the thematic break on line 4 ends the table"],
            id="a thematic break",
        ),
        pytest.param(
            TABLE.replace("| Bees", "    more\n| Bees"),
            [f"4: {TWO}: line 4 is indented by four or more spaces, which ends the table"],
            id="an indented line",
        ),
        pytest.param(
            TABLE.replace("| Bees", "```\ncode\n```\n| Bees"),
            [f"6: {TWO}: the code block that ends on line 6 ends the table"],
            id="a code block",
        ),
        pytest.param(
            TABLE.replace("| Bees", "<br>\n| Bees"),
            [f"4: {TWO}: the HTML block that begins on line 4 continues to the next blank line"],
            id="an HTML block",
        ),
        pytest.param(
            TABLE.replace("| --- | --- |\n", ""),
            [f"2: {ALL}: the delimiter row below the header is missing"],
            id="no delimiter row",
        ),
        pytest.param(
            TABLE.replace("| --- | --- |\n", "| --- |\n"),
            [f"2: {ALL}: the delimiter row on line 2 has 1 cell, the header 2"],
            id="a short delimiter row",
        ),
        pytest.param(
            TABLE.replace("| API | Auth |\n| --- | --- |\n", ""),
            [f"1: {ALL}: there is no header with a delimiter row above"],
            id="no header",
        ),
        pytest.param(
            f"```\n{TABLE}",
            [f"1: {ALL}: a code fence begins on line 1"],
            id="an unclosed code fence above",
        ),
        pytest.param(
            f"<!-- {TABLE}",
            [f"1: {ALL}: a comment begins on line 1"],
            id="an unclosed comment above",
        ),
        pytest.param(f"<!--\n{TABLE}-->\n", [], id="a table in a comment"),
    ],
)
def test_rows_are_lost_by(messages: Callable[..., list[str]], head: str, expected: list[str]) -> None:
    assert messages("lost-rows", TABLE, head) == expected


def test_each_table_that_loses_rows_is_reported_with_its_heading(messages: Callable[..., list[str]]) -> None:
    base = f"## One\n\n{TABLE}\n## Two\n\n{TABLE.replace('No', 'Key')}"
    assert messages("lost-rows", base, f"<div>\n{base}".replace("\n\n", "\n")) == [
        "1: GitHub no longer shows the table under 'One' as a table: "
        "the HTML block that begins on line 1 continues to the next blank line",
        "1: GitHub no longer shows the table under 'Two' as a table: "
        "the HTML block that begins on line 1 continues to the next blank line",
    ]
