from __future__ import annotations

import os
from collections.abc import Sequence

import pytest

from rowcheck.backtest import pool
from rowcheck.backtest.pool import Failed


def doubled(numbers: Sequence[int]) -> list[int]:
    """Twice each number; odd hundreds raise, and 13 ends the process."""
    if 13 in numbers:
        os._exit(1)
    for number in numbers:
        if number and number % 100 == 0:
            raise LookupError(f"not {number}")
    return [2 * number for number in numbers]


@pytest.mark.parametrize("jobs", [1, 2, 3])
@pytest.mark.parametrize("many", [0, 1, 5, 99])
def test_all_is_done(many: int, jobs: int) -> None:
    items = [number for number in range(many) if number != 13]
    assert sorted(found for found in pool.each(doubled, items, jobs) if isinstance(found, int)) == [
        2 * number for number in items
    ]


def test_an_item_that_raises_takes_no_other_with_it() -> None:
    items = list(range(90, 130))
    found = list(pool.each(doubled, items, 2))
    assert [one for one in found if isinstance(one, Failed)] == [Failed(100, "LookupError: not 100")]
    assert sorted(one for one in found if isinstance(one, int)) == [2 * n for n in items if n != 100]


def test_an_item_that_ends_its_process_is_named() -> None:
    items = list(range(1, 60))
    found = list(pool.each(doubled, items, 2))
    (lost,) = [one for one in found if isinstance(one, Failed)]
    assert (lost.item, "ended without a word" in lost.reason) == (13, True)
    assert sorted(one for one in found if isinstance(one, int)) == [2 * n for n in items if n != 13]
