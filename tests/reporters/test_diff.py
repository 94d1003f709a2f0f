from __future__ import annotations

from dataclasses import replace

import pytest

from rowcheck.model import Edit, Finding, Fix
from rowcheck.reporters.diff import diff_lines, head_lines

LINES = ("a", "b", "c", "d")


@pytest.mark.parametrize(
    ("edits", "expected"),
    [
        pytest.param([Edit(2, 2, "B")], ["2-b", "2+B"], id="a line is replaced"),
        pytest.param([Edit(2, 2, None)], ["2-b"], id="a line is deleted"),
        pytest.param([Edit(2, 1, "x")], ["2+x"], id="a line is inserted"),
        pytest.param([Edit(2, 1, "")], ["2+"], id="an empty line is inserted"),
        pytest.param(
            [Edit(4, 4, None), Edit(1, 0, "d")], ["1+d", "4-d"], id="a move reads from top to bottom"
        ),
        pytest.param([Edit(1, 3, "a\nB\nc")], ["2-b", "2+B"], id="lines that only repeat are left out"),
        pytest.param(
            [Edit(2, 3, "b\nx\nc")], ["3+x"], id="an insertion between repeated lines is an insertion"
        ),
        pytest.param([Edit(1, 1, "a")], [], id="a change of nothing shows nothing"),
        pytest.param([Edit(5, 4, "e")], ["5+e"], id="a line is added at the end"),
    ],
)
def test_diff_lines(edits: list[Edit], expected: list[str]) -> None:
    shown = diff_lines(Fix("Mend it", tuple(edits), True), LINES)
    assert [f"{line.line}{line.sign}{line.text}" for line in shown] == expected


@pytest.mark.parametrize(
    ("new", "columns"),
    [
        pytest.param("| Ada | 2024 |", [10, 10], id="a replaced line says where it differs"),
        pytest.param("| Ada | 24 |\n| Bob | 25 |", [0], id="lines without counterpart do not"),
    ],
)
def test_where_lines_differ(new: str, columns: list[int]) -> None:
    shown = diff_lines(Fix("Mend it", (Edit(1, 1, new),), True), ("| Ada | 24 |",))
    assert [line.column for line in shown] == columns


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param(("a", "b", "c"), ("a", "b", "c"), id="the text when it is known"),
        pytest.param(None, ("", "", "| Ada | 24 |"), id="the row at its place when it is not"),
        pytest.param(("a",), ("", "", "| Ada | 24 |"), id="the row too when the text is too short"),
    ],
)
def test_head_lines(finding: Finding, lines: tuple[str, ...] | None, expected: tuple[str, ...]) -> None:
    assert head_lines(replace(finding, line=3), lines) == expected
