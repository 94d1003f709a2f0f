from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from rowcheck.inference import sorting
from rowcheck.inference.groups import Kin
from rowcheck.markdown import documents

NAMES = ["Ada", "Bob", "Cyd", "Dan", "Eve", "Fay", "Gus", "Hal", "Ivy", "Jon"]
SHUFFLED = ["Hal", "Ada", "Jon", "Cyd", "Ivy", "Bob", "Gus", "Eve", "Dan", "Fay"]
MakeKin = Callable[[str, Sequence[str]], Kin]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param([f"{it} | x" for it in NAMES], [{"by": "It"}], id="by name"),
        pytest.param(
            [f"The {it} | x" if it in ("Bob", "Hal") else f"{it} | x" for it in NAMES],
            [{"by": "It", "as": "title"}],
            id="by title, without its article",
        ),
        pytest.param(
            [f"{it} | {2010 + n // 2}" for n, it in enumerate(SHUFFLED)],
            [{"by": "No", "as": "year"}],
            id="by year, from the old to the new",
        ),
        pytest.param(
            [f"{it} | {2020 - n // 2}" for n, it in enumerate(SHUFFLED)],
            [{"by": "No", "as": "year", "direction": "descending"}],
            id="from the new to the old",
        ),
        pytest.param(
            [f"{it} | {n * 700:,}" for n, it in enumerate(SHUFFLED)],
            [{"by": "No", "as": "number"}],
            id="by number",
        ),
        pytest.param(
            [f"{it} | 2024-03-{n + 10}" for n, it in enumerate(SHUFFLED)],
            [{"by": "No", "as": "date"}],
            id="by date",
        ),
        pytest.param(
            [f"{it} {n} | {year}" for year in (2020, 2021, 2022) for n, it in enumerate(NAMES)],
            [{"by": "No", "as": "year"}, {"by": "It"}],
            id="by year, and within a year by name",
        ),
        pytest.param([f"{it} | x" for it in SHUFFLED], None, id="not at all"),
        pytest.param([f"{it} | x" for it in NAMES[:5]], None, id="five rows in order are chance"),
        pytest.param(
            [f"{it} | {2020 + (n > 4)}" for n, it in enumerate(SHUFFLED)],
            None,
            id="two values in order are chance",
        ),
    ],
)
def test_the_order(kin: MakeKin, rows: list[str], expected: list[dict[str, str]] | None) -> None:
    found = [habit.value["order"] for habit in sorting.habits(kin("It | No", rows))]
    assert found == ([] if expected is None else [expected])


def test_a_row_out_of_order_is_told_with_its_place(kin: MakeKin) -> None:
    rows = [f"{it}{n} | x" for n in range(2) for it in ("Zoe",) if n] + [f"{it} | x" for it in NAMES]
    (habit,) = sorting.habits(kin("It | No", rows))
    assert habit.says == "rows are sorted by 'It'"
    assert [str(place) for place in habit.fit.against] == ["README.md:5"]


def test_many_small_tables_show_an_order_together() -> None:
    table = "| It |\n| - |\n| {} |\n| {} |\n| {} |\n"
    text = "\n".join(table.format(*NAMES[n : n + 3]) for n in range(8))
    document = documents.read("README.md", text)
    kin = Kin(("It",), (), tuple((document, each) for each in document.tables))
    assert [habit.value for habit in sorting.habits(kin)] == [{"order": [{"by": "It"}]}]
