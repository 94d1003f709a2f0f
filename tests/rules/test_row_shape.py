from __future__ import annotations

from collections.abc import Callable

import pytest

TABLE = "| API | Auth | CORS |\n| --- | --- | --- |\n| Ants | No | Yes |\n| Bees | No | Yes |\n"
SHORT = "5: the row has 2 cells, the table 3 columns: nothing stands under 'CORS'"


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        pytest.param("| Cows | No | Yes |", [], id="as many cells as columns"),
        pytest.param("Cows | No | Yes", [], id="no outer pipes"),
        pytest.param("| Cows | No |", [SHORT], id="a cell too few"),
        pytest.param("| Cows | No", [SHORT], id="a cell too few, and no pipe at the end"),
        pytest.param("| Cows | No ||", [], id="an empty last cell is a cell"),
        pytest.param(
            "| Cows |",
            ["5: the row has 1 cell, the table 3 columns: nothing stands under 'Auth' and 'CORS'"],
            id="two cells too few",
        ),
        pytest.param(
            "| Cows | No | Yes | No |",
            [
                "5: the row has 4 cells, the table 3 columns: "
                "GitHub does not show 'No'; remove what is too much, or write a pipe inside a cell as \\|"
            ],
            id="a cell too many",
        ),
        pytest.param("| Cows | No | Yes | |", [], id="an empty cell too many"),
        pytest.param(
            "| Cows | No | Yes | | No |",
            [
                "5: the row has 5 cells, the table 3 columns: "
                "GitHub does not show 'No'; remove what is too much, or write a pipe inside a cell as \\|"
            ],
            id="an empty cell too many before another",
        ),
        pytest.param("| Cows | N\\|o | Yes |", [], id="an escaped pipe"),
    ],
)
def test_a_new_row(said: Callable[..., list[str]], row: str, expected: list[str]) -> None:
    assert said("row-shape", TABLE, f"{TABLE}{row}\n") == expected


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        pytest.param(TABLE.replace("Ants | No", "Ants | Key"), [], id="a row edited and whole"),
        pytest.param(
            TABLE.replace("| Ants | No | Yes |", "| Ants | No |"),
            ["3: the row has 2 cells, the table 3 columns: nothing stands under 'CORS'"],
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
def test_an_old_table(said: Callable[..., list[str]], head: str, expected: list[str]) -> None:
    assert said("row-shape", TABLE, head) == expected


@pytest.mark.parametrize(
    ("short", "expected"),
    [
        pytest.param(1, [], id="one row in five is short: a habit"),
        pytest.param(
            0, ["8: the row has 1 cell, the table 2 columns: nothing stands under 'Note'"], id="none"
        ),
    ],
)
def test_a_short_row_by_the_tables_habit(
    said: Callable[..., list[str]], short: int, expected: list[str]
) -> None:
    rows = ["| word |\n"] * short + ["| word | note |\n"] * (5 - short)
    base = "| Word | Note |\n| --- | --- |\n" + "".join(rows)
    assert said("row-shape", base, f"{base}| new |\n") == expected
