from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rowcheck.reporters.excerpt import excerpt
from rowcheck.reporters.visible import glyphs

ROW = "| Ada | 24 |"
LONG = "a" * 500 + "CELL" + "b" * 500


@pytest.mark.parametrize(
    ("line", "span", "width", "expected"),
    [
        pytest.param(ROW, (9, 11), 80, ["| Ada | 24 |", "        ^^"], id="the span is underlined"),
        pytest.param(ROW, (0, 0), 80, ["| Ada | 24 |", ""], id="no known span, no carets"),
        pytest.param(ROW, (9, 9), 80, ["| Ada | 24 |", "        ^"], id="an empty span gets one caret"),
        pytest.param(
            ROW, (40, 50), 80, ["| Ada | 24 |", "            ^"], id="a span behind the end is at the end"
        ),
        pytest.param(
            "| 表 | 24 |", (7, 9), 80, ["| 表 | 24 |", "       ^^"], id="wide letters take two columns"
        ),
        pytest.param("| 画像 |", (3, 5), 80, ["| 画像 |", "  ^^^^"], id="and two carets each"),
        pytest.param("|\tAda | x", (3, 6), 80, ["|→  Ada | x", "    ^^^"], id="tabs are stops"),
        pytest.param(
            "| \u202eAda |",
            (3, 4),
            80,
            ["| \\u202eAda |", "  ^^^^^^"],
            id="a spelled character is underlined",
        ),
        pytest.param(
            LONG,
            (501, 505),
            20,
            ["…aaaaaaaCELLbbbbbbb…", "        ^^^^"],
            id="a long row is cut at both sides",
        ),
        pytest.param(LONG, (1, 3), 20, ["aaaaaaaaaaaaaaaaaa…", "^^"], id="at its beginning only behind"),
        pytest.param(
            LONG,
            (1003, 1005),
            20,
            ["…bbbbbbbbbbbbbbbbbb", "                 ^^"],
            id="at its end only before",
        ),
        pytest.param(LONG, (0, 0), 20, ["aaaaaaaaaaaaaaaaaa…", ""], id="no known span shows the beginning"),
        pytest.param(LONG, (2, 900), 12, ["…aaaaaaaaaa…", " ^^^^^^^^^^"], id="a span too long is cut behind"),
    ],
)
def test_excerpt(line: str, span: tuple[int, int], width: int, expected: list[str]) -> None:
    part = excerpt(line, *span, width)
    assert [part.text, (" " * part.indent + "^" * part.carets).rstrip()] == expected


@given(st.text(), st.integers(0, 60), st.integers(0, 60), st.integers(8, 40))
def test_it_fits_and_the_carets_stay_under_the_text(line: str, column: int, end: int, width: int) -> None:
    part = excerpt(line, column, end, width)
    columns = sum(wide for _, wide in glyphs(part.text))
    assert columns <= width or not any(wide < width - 1 for _, wide in glyphs(line))
    assert part.indent <= columns
    assert part.indent + part.carets <= columns + 1
