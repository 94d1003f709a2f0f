from __future__ import annotations

from collections.abc import Collection
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rowcheck.inference import evident

NAMES = ["Ada", "Bob", "Cyd", "Dan", "Eve", "Fay", "Gus", "Hal", "Ian", "Jo"]
YEARS = ["2014", "2015", "2016", "2016", "2017", "2018", "2018", "2019", "2020"]


def seen(texts: list[str], movable: Collection[int] = ()) -> str:
    return ", ".join(
        f"{'falling' if column.descending else 'rising'} {column.kind}"
        for readings in evident.orders({"Column": texts}, movable).values()
        for column in readings
    )


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        pytest.param(NAMES, "rising text, rising title", id="names"),
        pytest.param(NAMES[::-1], "falling text, falling title", id="names from Z to A"),
        pytest.param(["Ada", "The Bee", *NAMES[2:]], "rising title", id="articles set aside"),
        pytest.param(
            [*NAMES, "The Zoo"], "rising text, rising title", id="an article that fits both readings"
        ),
        pytest.param(NAMES[:7], "", id="too few rows"),
        pytest.param([*NAMES, "Bea"], "", id="one row in eleven out of place"),
        pytest.param(
            [*(f"n{k}" for k in range(30)), "n7"], "rising text, rising title", id="one in thirty-one"
        ),
        pytest.param([f"CVPR {year}" for year in YEARS], "rising year", id="years"),
        pytest.param(["2020", "2021"] * 5, "", id="two years only"),
        pytest.param(["2020"] * 10, "", id="one year only"),
        pytest.param([f"2023-{12 - month:02}-01" for month in range(10)], "falling date", id="dates"),
        pytest.param([f"{9 - k}.5k" for k in range(9)], "falling number", id="numbers"),
        pytest.param([*YEARS, "-", "-"], "", id="many rows without a year"),
        pytest.param(["No"] * 8 + ["apiKey"] * 9, "", id="a column that repeats itself"),
        pytest.param([""] * 12, "", id="an empty column"),
        pytest.param([], "", id="a table without rows"),
    ],
)
def test_an_order_shows_itself(texts: list[str], expected: str) -> None:
    assert seen(texts) == expected


def test_new_rows_do_not_decide_what_the_order_is() -> None:
    texts = [*NAMES, "Bea", "Abe"]

    assert seen(texts) == ""
    assert seen(texts, [10, 11]) == "rising text, rising title"


def test_columns_come_with_the_texts_of_all_rows() -> None:
    texts = [*NAMES, "Bea"]

    found = evident.orders({"Name": texts, "Auth": ["No"] * 11}, [10])

    assert list(found) == ["Name"]
    assert found["Name"][0].texts == texts


@given(st.permutations([*NAMES, "Kim", "Lea", "Max", "Ned"]))
def test_a_list_with_many_descents_and_ascents_shows_none(names: list[str]) -> None:
    if 3 < sum(first > second for first, second in pairwise(names)) < 10:
        assert seen(names) == ""
