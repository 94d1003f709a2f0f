"""The longest increasing run of a sequence: what stays in place when some of it moves."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import islice
from operator import lt


def longest_increasing(numbers: Sequence[int]) -> frozenset[int]:
    """The indices of a longest strictly increasing subsequence, in O(n log n) (patience sorting)."""
    if all(map(lt, numbers, islice(numbers, 1, None))):
        return frozenset(range(len(numbers)))
    tops: list[int] = []  # the smallest last number of a run of each length
    ends: list[int] = []  # the index of that number
    previous: list[int] = []
    for index, number in enumerate(numbers):
        place = bisect_left(tops, number)
        previous.append(ends[place - 1] if place else -1)
        if place == len(tops):
            tops.append(number)
            ends.append(index)
        else:
            tops[place], ends[place] = number, index
    kept: list[int] = []
    at = ends[-1] if ends else -1
    while at >= 0:
        kept.append(at)
        at = previous[at]
    return frozenset(kept)
