from __future__ import annotations

from collections.abc import Callable

import pytest

TABLE = "| API | Auth | CORS |\n| --- | --- | --- |\n| Ants | No | Yes |\n| Bees | No | Yes |\n"
SHORT = "5: the row has 2 cells, the header 3: there is no cell for 'CORS'"


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        pytest.param("| Cows | No | Yes |", [], id="as many cells as the header"),
        pytest.param("Cows | No | Yes", [], id="without outer pipes"),
        pytest.param("| Cows | No |", [SHORT], id="a missing cell"),
        pytest.param("| Cows | No", [SHORT], id="a missing cell and no trailing pipe"),
        pytest.param("| Cows | No ||", [], id="an empty last cell counts"),
        pytest.param(
            "| Cows |",
            ["5: the row has 1 cell, the header 3: there is no cell for 'Auth' and 'CORS'"],
            id="two missing cells",
        ),
        pytest.param(
            "| Cows | No | Yes | No |",
            [
                "5: the row has 4 cells, the header 3: "
                "GitHub does not show 'No'; remove the surplus, or write a pipe inside a cell as \\|"
            ],
            id="a surplus cell",
        ),
        pytest.param("| Cows | No | Yes | |", [], id="an empty surplus cell"),
        pytest.param(
            "| Cows | No | Yes | | No |",
            [
                "5: the row has 5 cells, the header 3: "
                "GitHub does not show 'No'; remove the surplus, or write a pipe inside a cell as \\|"
            ],
            id="an empty surplus cell before another",
        ),
        pytest.param("| Cows | N\\|o | Yes |", [], id="an escaped pipe"),
    ],
)
def test_a_new_row_is_compared_with_the_header(
    messages: Callable[..., list[str]], row: str, expected: list[str]
) -> None:
    assert messages("row-shape", TABLE, f"{TABLE}{row}\n") == expected


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        pytest.param(TABLE.replace("Ants | No", "Ants | Key"), [], id="an edited row with all its cells"),
        pytest.param(
            TABLE.replace("| Ants | No | Yes |", "| Ants | No |"),
            ["3: the row has 2 cells, the header 3: there is no cell for 'CORS'"],
            id="a row that lost a cell",
        ),
        pytest.param(
            TABLE.replace("| CORS |", "| CORS | New |").replace("--- |\n", "--- | --- |\n", 1),
            ["1: the header now has 4 columns, but 2 rows below still have 3 cells"],
            id="a header that grew",
        ),
        pytest.param(
            TABLE.replace(" CORS |", "").replace("--- | --- | --- |", "--- | --- |"),
            ["1: the header now has 2 columns, but 2 rows below still have 3 cells"],
            id="a header that shrank",
        ),
    ],
)
def test_a_change_of_an_old_table(messages: Callable[..., list[str]], head: str, expected: list[str]) -> None:
    assert messages("row-shape", TABLE, head) == expected


@pytest.mark.parametrize(
    ("short", "expected"),
    [
        pytest.param(1, [], id="one row in five is short"),
        pytest.param(
            0, ["8: the row has 1 cell, the header 2: there is no cell for 'Note'"], id="no row is short"
        ),
    ],
)
def test_a_short_row_is_reported_unless_short_rows_are_common(
    messages: Callable[..., list[str]], short: int, expected: list[str]
) -> None:
    rows = ["| word |\n"] * short + ["| word | text |\n"] * (5 - short)
    base = "| Word | Note |\n| --- | --- |\n" + "".join(rows)
    assert messages("row-shape", base, f"{base}| new |\n") == expected
