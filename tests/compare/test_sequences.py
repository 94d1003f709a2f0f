from __future__ import annotations

from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rowcheck.compare.sequences import longest_increasing


@pytest.mark.parametrize(
    ("numbers", "kept"),
    [
        pytest.param([], set(), id="nothing"),
        pytest.param([7], {0}, id="one number"),
        pytest.param([1, 2, 3], {0, 1, 2}, id="all in order"),
        pytest.param([3, 1, 2], {1, 2}, id="the first out of place"),
        pytest.param([2, 3, 1], {0, 1}, id="the last out of place"),
        pytest.param([1, 9, 2, 3], {0, 2, 3}, id="one too large in the middle"),
        pytest.param([4, 4], {1}, id="equal numbers are not increasing"),
    ],
)
def test_what_stays_in_place(numbers: list[int], kept: set[int]) -> None:
    assert longest_increasing(numbers) == kept


@given(st.lists(st.integers(0, 9), max_size=9))
def test_no_increasing_run_is_longer(numbers: list[int]) -> None:
    kept = [numbers[index] for index in sorted(longest_increasing(numbers))]
    assert is_increasing(kept)
    longer = combinations(numbers, len(kept) + 1)
    assert not any(is_increasing(list(run)) for run in longer)


def is_increasing(numbers: list[int]) -> bool:
    return all(one < other for one, other in pairwise(numbers))
