from __future__ import annotations

from collections.abc import Callable

import pytest

TABLE = "| API | Auth |\n| --- | --- |\n| Ants | No |\n"
BACK = "put a blank line before it"


@pytest.mark.parametrize(
    ("base", "head", "expected"),
    [
        pytest.param(
            f"{TABLE}\n[Back](#top)\n",
            f"{TABLE}[Back](#top)\n",
            [f"4: '[Back](#top)' has become a row of the table above: {BACK}"],
            id="the blank line above it is removed",
        ),
        pytest.param(
            f"{TABLE}\n[Back](#top)\n",
            f"{TABLE}| Bees | No |\n[Back](#top)\n",
            [f"4: '[Back](#top)' (line 5) has become a row of the table above: {BACK}"],
            id="a row replaces the blank line",
        ),
        pytest.param(
            TABLE,
            f"{TABLE}Thanks to all.\n",
            [f"4: 'Thanks to all.' has become a row of the table above: {BACK}"],
            id="a sentence directly below a row",
        ),
        pytest.param(
            TABLE,
            f"{TABLE}[x]: https://x.example\n",
            [f"4: '[x]: https://x.example' has become a row of the table above: {BACK}"],
            id="a link definition directly below a row",
        ),
        pytest.param(
            f"{TABLE}Thanks.\n", f"{TABLE}Thanks.\n| Bees | No |\n", [], id="it was a row in the base"
        ),
        pytest.param(TABLE, f"{TABLE}\nThanks.\n", [], id="below a blank line"),
        pytest.param(TABLE, f"{TABLE}> Thanks.\n", [], id="a quote"),
        pytest.param(TABLE, f"{TABLE}- Thanks.\n", [], id="a list item"),
        pytest.param(TABLE, f"{TABLE}Bees | No\n", [], id="a row without outer pipes"),
        pytest.param(TABLE, f"{TABLE}=======\n", [], id="a conflict marker is left to leftover-marker"),
        pytest.param("A |\n- |\na\n", "A |\n- |\na\nb\n", [], id="a table of one column"),
    ],
)
def test_a_line_below_a_table(
    messages: Callable[..., list[str]], base: str, head: str, expected: list[str]
) -> None:
    assert messages("swallowed-line", base, head) == expected
