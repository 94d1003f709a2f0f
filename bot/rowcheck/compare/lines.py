"""The lines that differ between two versions: hunks, and the lines that comments can be anchored to.

The diff is linear in the number of lines, except for small gaps, which difflib compares.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from itertools import islice
from operator import lt

_SMALL_GAP = 40_000
"""Pairs of lines up to which a gap is compared by difflib, whose time is quadratic."""
_MAX_DEPTH = 50
"""Real files need a few levels of gaps; a hostile file could need thousands."""


@dataclass(frozen=True, slots=True)
class Hunk:
    """Base lines `base` to `base_end` replaced by head lines `line` to `end`, inclusive.

    A side is empty if its end is before its start.
    """

    base: int
    base_end: int
    line: int
    end: int


@dataclass(frozen=True)
class Hunks:
    """The hunks between two versions, in order; `length` is the number of lines of the head."""

    all: tuple[Hunk, ...]
    length: int

    @cached_property
    def changed(self) -> frozenset[int]:
        """The lines of the head that are not in the base."""
        return frozenset(line for hunk in self.all for line in range(hunk.line, hunk.end + 1))

    def kept(self) -> Iterator[tuple[int, int]]:
        """Yield the base and head number of each unchanged line."""
        base = line = 1
        for hunk in self.all:
            yield from zip(range(base, hunk.base), range(line, hunk.line), strict=True)
            base, line = hunk.base_end + 1, hunk.end + 1
        after = range(line, self.length + 1)
        yield from zip(range(base, base + len(after)), after, strict=True)

    @cached_property
    def anchors(self) -> tuple[int, ...]:
        """The lines that a comment can be on: changed lines, and the line next to removed ones."""
        lines: set[int] = set()
        for hunk in self.all:
            if hunk.line <= hunk.end:
                lines.update(range(hunk.line, hunk.end + 1))
            elif self.length:
                lines.add(min(hunk.line, self.length))
        return tuple(sorted(lines))

    def anchor(self, line: int) -> int:
        """Return the last anchor up to `line`, or else the first one after it, or `line` if there is none."""
        if not self.anchors:
            return line
        return self.anchors[max(0, bisect_right(self.anchors, line) - 1)]


def diff_lines(base: Sequence[str], head: Sequence[str]) -> Hunks:
    """Return the hunks between two versions, given as lines without their ends."""
    gaps = list(_gaps(base, head, 0, len(base), 0, len(head)))
    limits = [*gaps[1:], (len(base) + 1, 0, len(head) + 1, 0)]
    slid = (_slid(base, head, gap, limit) for gap, limit in zip(gaps, limits, strict=False))
    return Hunks(tuple(Hunk(b + 1, b_end, h + 1, h_end) for b, b_end, h, h_end in slid), len(head))


_Gap = tuple[int, int, int, int]


def _slid(base: Sequence[str], head: Sequence[str], gap: _Gap, limit: _Gap) -> _Gap:
    """Move a pure addition or removal down as far as the text allows, up to the next gap.

    This is what git does: of two equal lines where there was one, the second is the new one. A gap with
    blank lines is not moved, since git prefers to start and end at those.
    """
    b, b_end, h, h_end = gap
    lines, start, end, stop = (head, h, h_end, limit[2]) if b == b_end else (base, b, b_end, limit[0])
    if (b == b_end or h == h_end) and all(lines[start:end]):
        while end + 1 < stop and lines[start] == lines[end]:
            b, b_end, h, h_end = b + 1, b_end + 1, h + 1, h_end + 1
            start, end = start + 1, end + 1
    return b, b_end, h, h_end


def _gaps(
    base: Sequence[str], head: Sequence[str], b: int, b_end: int, h: int, h_end: int, depth: int = 0
) -> Iterator[_Gap]:
    """Yield the ranges (0-based, end exclusive) that differ, without equal lines at their ends."""
    while b < b_end and h < h_end and base[b] == head[h]:
        b, h = b + 1, h + 1
    while b < b_end and h < h_end and base[b_end - 1] == head[h_end - 1]:
        b_end, h_end = b_end - 1, h_end - 1
    if b == b_end and h == h_end:
        return
    if b == b_end or h == h_end:
        yield b, b_end, h, h_end
    elif depth < _MAX_DEPTH and (anchors := _unique_pairs(base, head, b, b_end, h, h_end)):
        for b_next, h_next in [*anchors, (b_end, h_end)]:
            yield from _gaps(base, head, b, b_next, h, h_next, depth + 1)
            b, h = b_next + 1, h_next + 1
    elif (b_end - b) * (h_end - h) <= _SMALL_GAP:
        matcher = SequenceMatcher(None, base[b:b_end], head[h:h_end], autojunk=False)
        for tag, i, i_end, j, j_end in matcher.get_opcodes():
            if tag != "equal":
                yield b + i, b + i_end, h + j, h + j_end
    else:
        yield b, b_end, h, h_end


def _unique_pairs(
    base: Sequence[str], head: Sequence[str], b: int, b_end: int, h: int, h_end: int
) -> list[tuple[int, int]]:
    """Return pairs of lines that occur once on either side, in an order that both share (patience diff)."""
    base_times, head_times = Counter(base[b:b_end]), Counter(head[h:h_end])
    places = {base[index]: index for index in range(b, b_end) if base_times[base[index]] == 1}
    pairs = [
        (places[head[index]], index)
        for index in range(h, h_end)
        if head_times[head[index]] == 1 and head[index] in places
    ]
    kept = longest_increasing([b_index for b_index, _ in pairs])
    return [pair for index, pair in enumerate(pairs) if index in kept]


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
