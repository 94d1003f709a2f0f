from __future__ import annotations

from collections.abc import Callable

import pytest

TABLE = "| API | Auth |\n| --- | --- |\n| Ants | No |\n| Bees | No |\n| Cows | No |\n"
TWO = "GitHub no longer shows 2 rows as part of a table"
ALL = "GitHub no longer shows the whole table as a table"


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        pytest.param(TABLE, [], id="nothing happened"),
        pytest.param(TABLE.replace("| Bees | No |\n", ""), [], id="a row is deleted"),
        pytest.param("", [], id="all is deleted"),
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
            [f"4: {TWO}: line 4 is indented by four or more, which ends the table"],
            id="an indented line",
        ),
        pytest.param(
            TABLE.replace("| Bees", "```\ncode\n```\n| Bees"),
            [f"6: {TWO}: the code that ends on line 6 ends the table"],
            id="code",
        ),
        pytest.param(
            TABLE.replace("| Bees", "<br>\n| Bees"),
            [f"4: {TWO}: the HTML block that begins on line 4 goes on to the next blank line"],
            id="HTML",
        ),
        pytest.param(
            TABLE.replace("| --- | --- |\n", ""),
            [f"2: {ALL}: the delimiter row under its header is gone"],
            id="no delimiter row",
        ),
        pytest.param(
            TABLE.replace("| --- | --- |\n", "| --- |\n"),
            [f"2: {ALL}: the delimiter row on line 2 has 1 cell, the header 2"],
            id="a delimiter row too short",
        ),
        pytest.param(
            TABLE.replace("| API | Auth |\n| --- | --- |\n", ""),
            [f"1: {ALL}: no header with its delimiter row stands above"],
            id="no header",
        ),
        pytest.param(
            f"```\n{TABLE}",
            [f"1: {ALL}: a code fence begins on line 1"],
            id="a fence above",
        ),
        pytest.param(
            f"<!-- {TABLE}",
            [f"1: {ALL}: a comment begins on line 1"],
            id="a comment above that is not closed",
        ),
        pytest.param(f"<!--\n{TABLE}-->\n", [], id="all of it in a comment"),
    ],
)
def test_a_table_is_broken_by(messages: Callable[..., list[str]], head: str, expected: list[str]) -> None:
    assert messages("lost-rows", TABLE, head) == expected


def test_each_table_that_lost_rows_is_named_by_its_heading(messages: Callable[..., list[str]]) -> None:
    base = f"## One\n\n{TABLE}\n## Two\n\n{TABLE.replace('No', 'Key')}"
    assert messages("lost-rows", base, f"<div>\n{base}".replace("\n\n", "\n")) == [
        "1: GitHub no longer shows the whole table under 'One' as a table: "
        "the HTML block that begins on line 1 goes on to the next blank line",
        "1: GitHub no longer shows the whole table under 'Two' as a table: "
        "the HTML block that begins on line 1 goes on to the next blank line",
    ]
