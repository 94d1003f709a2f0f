from __future__ import annotations

from collections.abc import Callable

import pytest

TABLE = "| API | Auth |\n| --- | --- |\n| Ants | No |\n"
ONE = "this line looks like a row, but GitHub shows it as text"


@pytest.mark.parametrize(
    ("below", "expected"),
    [
        pytest.param("| Bees | No |\n", [], id="a row"),
        pytest.param(
            "\n| Bees | No |\n",
            [f"5: {ONE}: a blank line (line 4) separates it from the table, which ends at 'Ants'"],
            id="a row after a blank line",
        ),
        pytest.param(
            "\n\n| Bees | No |\n| Cows | No |\n",
            [
                "6: these 2 lines look like rows, but GitHub shows them as text: "
                "2 blank lines (lines 4 to 5) separate them from the table, which ends at 'Ants'"
            ],
            id="two rows after two blank lines",
        ),
        pytest.param(
            "\n| Bees | No |\n\n| Cows | No |\n",
            [
                f"5: {ONE}: a blank line (line 4) separates it from the table, which ends at 'Ants'",
                f"7: {ONE}: the table above ends on line 3",
            ],
            id="two rows, each after a blank line",
        ),
        pytest.param(
            "    | Bees | No |\n",
            [f"4: {ONE}: a line indented by four or more spaces is code"],
            id="an indented row",
        ),
        pytest.param(
            "\n| Bees | No | Yes |\n",
            [f"5: {ONE}: a blank line (line 4) separates it from the table, which ends at 'Ants'"],
            id="a row with one more cell",
        ),
        pytest.param("\n| Bees | No | Yes | No | Yes |\n", [], id="a line with many more cells"),
        pytest.param("\nUse `a | b`.\n", [], id="prose with a pipe"),
        pytest.param("\n[Top](#top) | [Next](#next)\n", [], id="a menu"),
        pytest.param("\n```\n| Bees | No |\n```\n", [], id="a row in a code fence"),
        pytest.param("\n<!--\n| Bees | No |\n-->\n", [], id="a row in a comment"),
        pytest.param(
            "\n<div>\n| Bees | No |\n</div>\n",
            [f"6: {ONE}: an HTML block above continues to the next blank line"],
            id="a row in an HTML block",
        ),
        pytest.param("\n## Next\n\n| take x\n| where y\n", [], id="a query in another section"),
    ],
)
def test_lines_below_a_table(messages: Callable[..., list[str]], below: str, expected: list[str]) -> None:
    assert messages("stray-row", TABLE, TABLE + below) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "| API | Auth |\n| Ants | No |\n",
            [
                "3: these 2 lines look like rows, but GitHub shows them as text: "
                "there is no delimiter row like '| --- | --- |' below the header"
            ],
            id="no delimiter row",
        ),
        pytest.param(
            "| API | Auth |\n| --- | --- | --- |\n| Ants | No |\n",
            [
                "3: these 3 lines look like rows, but GitHub shows them as text: "
                "the delimiter row on line 4 has 3 cells, the header 2"
            ],
            id="a delimiter row of another width",
        ),
        pytest.param("| just one line |\n", [], id="a single line between pipes"),
        pytest.param("| a | b |\n| c |\n", [], id="lines of different widths"),
    ],
)
def test_lines_without_a_table_above(
    messages: Callable[..., list[str]], text: str, expected: list[str]
) -> None:
    assert messages("stray-row", "# List\n", f"# List\n\n{text}") == expected


def test_old_lines_are_not_reported(messages: Callable[..., list[str]]) -> None:
    base = f"{TABLE}\n| Bees | No |\n"
    assert messages("stray-row", base, f"# List\n\n{base}") == []
