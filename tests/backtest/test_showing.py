from __future__ import annotations

import pytest

from rowcheck.backtest.showing import Patch

PATCH = (
    "@@ -1,3 +1,4 @@ head\n a\n-b\n+B\n+c\r\n d\n@@ -10,2 +11,1 @@\n x\n-y\n\\ No newline at end of file\n"
)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param(1, [" a"], id="the first line of a hunk"),
        pytest.param(2, [" a", "-b", "+B"], id="a line with one that was removed above it"),
        pytest.param(4, ["-b", "+B", "+c", " d"], id="four lines at the most, without line ends"),
        pytest.param(11, [" x"], id="nothing of the hunk before"),
        pytest.param(5, [], id="a line that is not shown"),
    ],
)
def test_a_comment_stands_under_the_lines_above_it(line: int, expected: list[str]) -> None:
    assert ["".join(shown) for shown in Patch(PATCH).above(line)] == expected


def test_nothing_is_shown_of_no_patch() -> None:
    assert Patch("").above(1) == ()
