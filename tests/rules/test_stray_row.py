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
            [f"5: {ONE}: 1 blank line (line 4) cuts it off from the table, which ends at 'Ants'"],
            id="after a blank line",
        ),
        pytest.param(
            "\n\n| Bees | No |\n| Cows | No |\n",
            [
                "6: these 2 lines look like rows, but GitHub shows them as text: "
                "2 blank lines (lines 4 to 5) cut them off from the table, which ends at 'Ants'"
            ],
            id="two, after two blank lines",
        ),
        pytest.param(
            "\n| Bees | No |\n\n| Cows | No |\n",
            [
                f"5: {ONE}: 1 blank line (line 4) cuts it off from the table, which ends at 'Ants'",
                f"7: {ONE}: the table above ends on line 3",
            ],
            id="two, each after a blank line",
        ),
        pytest.param(
            "    | Bees | No |\n", [f"4: {ONE}: indented by four or more, it is code"], id="indented"
        ),
        pytest.param(
            "\n| Bees | No | Yes |\n",
            [f"5: {ONE}: 1 blank line (line 4) cuts it off from the table, which ends at 'Ants'"],
            id="of a cell more",
        ),
        pytest.param("\n| Bees | No | Yes | No | Yes |\n", [], id="of far more cells"),
        pytest.param("\nUse `a | b`.\n", [], id="prose with a pipe"),
        pytest.param("\n[Top](#top) | [Next](#next)\n", [], id="a menu"),
        pytest.param("\n```\n| Bees | No |\n```\n", [], id="in a fence"),
        pytest.param("\n<!--\n| Bees | No |\n-->\n", [], id="in a comment"),
        pytest.param(
            "\n<div>\n| Bees | No |\n</div>\n",
            [f"6: {ONE}: an HTML block above it goes on to the next blank line"],
            id="in an HTML block",
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
                "no delimiter row like '| --- | --- |' stands under their header"
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
def test_lines_far_from_a_table(messages: Callable[..., list[str]], text: str, expected: list[str]) -> None:
    assert messages("stray-row", "# List\n", f"# List\n\n{text}") == expected


def test_what_stood_there_before_is_not_looked_at(messages: Callable[..., list[str]]) -> None:
    base = f"{TABLE}\n| Bees | No |\n"
    assert messages("stray-row", base, f"# List\n\n{base}") == []
