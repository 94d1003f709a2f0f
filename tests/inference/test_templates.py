from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from rowcheck.inference import templates
from rowcheck.inference.evidence import Column

VENUES = [f"{venue} {year}" for venue in ("CVPR", "ICML", "arXiv") for year in range(2020, 2025)]


@pytest.mark.parametrize(
    ("cells", "says", "refused"),
    [
        pytest.param(VENUES, "'It' is a venue and a year", "CVPR", id="a venue and a year"),
        pytest.param(
            [*VENUES, "-", "-"],
            "'It' is a venue and a year, or '-'",
            "",
            id="a venue and a year, or a word for nothing",
        ),
        pytest.param(
            [f"CVPR'{n}" for n in range(10, 20)],
            "'It' is a venue and a year",
            "CVPR 19",
            id="a venue and a year of two digits",
        ),
        pytest.param([f"v1.{n}.0" for n in range(9)], "'It' is a version", "latest", id="versions"),
        pytest.param(
            [f"Oct {n:02}" for n in range(1, 20)],
            "'It' is a month and a day",
            "10/04",
            id="a month and a day",
        ),
        pytest.param(
            [f"2024-{n:02}" for n in range(1, 13)],
            "'It' is a year and a month",
            "May 2024",
            id="a year and a month",
        ),
        pytest.param(
            [f"2024/1/{n}" for n in range(1, 13)], "'It' is a date", "yesterday", id="dates with slashes"
        ),
        pytest.param([f"{n}.5%" for n in range(9)], "'It' is a percentage", "50", id="percentages"),
        pytest.param(
            [f"{n}d" for n in range(5, 15)] + ["2mo", "3mo", "3mo"],
            "'It' is written like '3mo'",
            "2 weeks",
            id="numbers with one of a few units",
        ),
        pytest.param(
            [f"Week {n}" for n in range(9)],
            "'It' is written like 'Week 0'",
            "week one",
            id="a word and a number",
        ),
        pytest.param(
            [f"{n}.1 (07+12)" for n in range(10, 20)],
            "'It' is written like '10.1 (07+12)'",
            "10.1",
            id="numbers in brackets",
        ),
    ],
)
def test_what_texts_look_like(
    column: Callable[[Sequence[str]], Column], cells: list[str], says: str, refused: str
) -> None:
    found = column(cells)
    (habit,) = templates.habits(found)
    assert habit.sentence == says
    assert habit.fit.share == 1
    assert column([refused]).judged(habit.value).share == 0


@pytest.mark.parametrize(
    "cells",
    [
        pytest.param(["red", "green", "blue"] * 5, id="words without a number"),
        pytest.param([f"{'ab' * n}{n} {'-' * n}" for n in range(1, 12)], id="cells of different shapes"),
        pytest.param([f"A sentence with the number {n} in it, and more" for n in range(12)], id="sentences"),
        pytest.param(VENUES[:7], id="seven cells"),
    ],
)
def test_texts_that_look_different(column: Callable[[Sequence[str]], Column], cells: list[str]) -> None:
    assert templates.habits(column(cells)) == []


def test_examples_are_taken_from_the_list(column: Callable[[Sequence[str]], Column]) -> None:
    (habit,) = templates.habits(column([*VENUES, "CVPR 2024", "ICML 2021", "CVPR 2024"]))
    assert habit.value["examples"] == ["CVPR 2024", "ICML 2021"]
