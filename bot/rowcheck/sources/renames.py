"""Which deleted file a new one was: the same object first, then the most similar text.

git's own detection (-M) does not see a file moved without `git add`, so one law serves every
source. As git's, it asks for half of the content, and gives up on more pairs than `LIMIT`
(git-diff, -M and -l).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import product
from pathlib import PurePosixPath
from typing import TypeAlias

from rowcheck.sources.base import Unreadable
from rowcheck.sources.entries import Side

LIMIT = 1000
"""Pairs of a new and a deleted file whose texts are compared."""

SIMILAR = 0.5
"""The share of the larger text that both must have, line by line."""

Read: TypeAlias = Callable[[Side], bytes | Unreadable]
Origins: TypeAlias = dict[str, Side]


def pair(new: Sequence[Side], gone: Sequence[Side | None], read: Read) -> Origins:
    """The new files' paths -> what they were; a deleted file is the origin of one new file at most."""
    left = [side for side in gone if side]
    origins = _identical(new, left)
    taken = {side.path for side in origins.values()}
    rest = [side for side in new if side.path not in origins]
    return origins | _similar(rest, [side for side in left if side.path not in taken], read)


def similarity(one: Counter[bytes], other: Counter[bytes]) -> float:
    """The bytes of the lines that two texts share, by the bytes of the larger one; 0 for empty texts."""
    larger = max(_size(one), _size(other))
    return _size(one & other) / larger if larger else 0.0


def _identical(new: Sequence[Side], gone: Sequence[Side]) -> Origins:
    by_oid: dict[str, list[Side]] = {}
    for side in gone:
        by_oid.setdefault(side.oid, []).append(side)
    origins: Origins = {}
    for side in new:
        if same := by_oid.get(side.oid):
            named = [other for other in same if _name(other) == _name(side)]
            origins[side.path] = (named or same)[0]
            same.remove(origins[side.path])
    return origins


def _similar(new: Sequence[Side], gone: Sequence[Side], read: Read) -> Origins:
    texts: dict[Side, Counter[bytes]] = {}
    scores = []
    for one, other in _candidates(new, gone):
        for side in {one, other} - texts.keys():
            texts[side] = _lines(read(side))
        scores.append((similarity(texts[one], texts[other]), one, other))
    origins: Origins = {}
    taken = set()
    for score, one, other in sorted(scores, key=lambda scored: -scored[0]):
        if score >= SIMILAR and one.path not in origins and other not in taken:
            origins[one.path] = other
            taken.add(other)
    return origins


def _candidates(new: Sequence[Side], gone: Sequence[Side]) -> Iterable[tuple[Side, Side]]:
    """Pairs of one suffix; of one name when there are too many; none when there still are."""
    for alike in (_suffix, _name):
        groups: dict[str, list[Side]] = {}
        for side in gone:
            groups.setdefault(alike(side), []).append(side)
        if sum(len(groups.get(alike(side), ())) for side in new) <= LIMIT:
            return [found for side in new for found in product([side], groups.get(alike(side), ()))]
    return ()


def _name(side: Side) -> str:
    return PurePosixPath(side.path).name


def _suffix(side: Side) -> str:
    return PurePosixPath(side.path).suffix.lower()


def _lines(data: bytes | Unreadable) -> Counter[bytes]:
    return Counter() if isinstance(data, Unreadable) else Counter(data.split(b"\n"))


def _size(lines: Counter[bytes]) -> int:
    return sum(len(line) * count for line, count in lines.items())
