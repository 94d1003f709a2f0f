"""Entries -> file changes: what cannot be checked, what was renamed, and only then the contents.

Knows no git command. Everything here is asked of `covers` first, so that a repository of any size
costs what its changed list files cost.
"""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import product
from pathlib import PurePosixPath
from typing import TypeAlias

from rowcheck.sources.base import Covers, FileChange, Unreadable, Version
from rowcheck.sources.content import Reader
from rowcheck.sources.encoding import from_git, obstacle
from rowcheck.sources.entries import LINK, SUBMODULE, Entry, Side
from rowcheck.sources.selection import Selection

_CONFLICT = "has a merge conflict; resolve it and add the file"
_MODULE = "is a repository of its own (a submodule); check the list there"


def changes(entries: Iterable[Entry], covers: Covers, reader: Reader) -> Iterator[FileChange | Unreadable]:
    """The covered changes, by path; a change of mode alone is none."""
    every = sorted(entries, key=_path)
    covered = [entry for entry in every if covers(entry.path) and not _same(entry)]
    judged = [_judge(entry, covers, reader) for entry in covered]
    files = [item for item in judged if isinstance(item, Entry)]
    origin = pair(
        [entry.head for entry in files if entry.head and not entry.base],
        [entry.base for entry in every if _left(entry)] if files else [],
        reader.read,
    )
    taken = {side.path for side in origin.values()}
    for item in judged:
        if isinstance(item, Unreadable):
            yield item
        elif item.path in origin or item.head or item.path not in taken:
            yield from _change(item, origin.get(item.path), reader)


def listing(entries: Iterable[Entry], covers: Covers, reader: Reader) -> Iterator[Version | Unreadable]:
    """Every covered file of the head side, by path."""
    for entry in sorted(entries, key=_path):
        if not covers(entry.path):
            continue
        item = _judge(entry, covers, reader)
        if isinstance(item, Unreadable):
            yield item
        elif item.head:
            head = _readable(item.head, reader)
            yield head if isinstance(head, Unreadable) else Version(item.path, head)


def _path(entry: Entry) -> str:
    return entry.path


def _same(entry: Entry) -> bool:
    base, head = entry.base, entry.head
    return bool(base and head and base.is_file and head.is_file and base.oid == head.oid)


def _left(entry: Entry) -> bool:
    return bool(entry.base and entry.base.is_file and not (entry.head and entry.head.is_file))


def _judge(entry: Entry, covers: Covers, reader: Reader) -> Entry | Unreadable:
    """The entry with nothing but files on its sides, or why its head is no file to check."""
    if entry.conflict:
        return Unreadable(entry.path, _CONFLICT)
    base = entry.base if entry.base and entry.base.is_file else None
    head = reader.resolved(entry.head) if entry.head else None
    if head and head.mode == SUBMODULE:
        return Unreadable(entry.path, _MODULE)
    if head and head.mode == LINK:
        target = _target(head, reader)
        if not covers(target):
            return Unreadable(
                entry.path, f"is a symbolic link to '{target}', which the settings do not cover"
            )
        head = None  # checked under its own name
    return Entry(entry.path, base, head)


def _target(link: Side, reader: Reader) -> str:
    data = reader.read(link)
    target = "" if isinstance(data, Unreadable) else from_git(data)
    return posixpath.normpath(posixpath.join(posixpath.dirname(link.path), target))


def _change(entry: Entry, origin: Side | None, reader: Reader) -> Iterator[FileChange | Unreadable]:
    before = origin or entry.base
    head = _readable(entry.head, reader) if entry.head else None
    base = reader.read(before) if before else None
    if isinstance(head, Unreadable):
        yield head
    elif isinstance(base, Unreadable):
        yield Unreadable(entry.path, f"cannot be compared: before, it {base.reason}")
    elif base != head or origin:
        yield FileChange(entry.path, base, head, origin.path if origin else None)


def _readable(side: Side, reader: Reader) -> bytes | Unreadable:
    data = reader.read(side)
    if isinstance(data, Unreadable):
        return data
    reason = obstacle(data)
    return Unreadable(side.path, reason) if reason else data


class GitSource:
    """Two versions, limited to a selection of paths; their entries are read when they are asked for."""

    _selection: Selection
    _reader: Reader

    def changes(self, covers: Covers) -> Iterator[FileChange | Unreadable]:
        return changes(self._changed, lambda path: self.selects(path) and covers(path), self._reader)

    def touched(self) -> Collection[str]:
        return {entry.path for entry in self._changed}

    def selects(self, path: str) -> bool:
        return self._selection.includes(path)

    def names(self, path: str) -> bool:
        return self._selection.names(path)

    @cached_property
    def _changed(self) -> list[Entry]:
        raise NotImplementedError


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
            named = [other for other in same if _basename(other) == _basename(side)]
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
    for alike in (_suffix, _basename):
        groups: dict[str, list[Side]] = {}
        for side in gone:
            groups.setdefault(alike(side), []).append(side)
        if sum(len(groups.get(alike(side), ())) for side in new) <= LIMIT:
            return [found for side in new for found in product([side], groups.get(alike(side), ()))]
    return ()


def _basename(side: Side) -> str:
    return PurePosixPath(side.path).name


def _suffix(side: Side) -> str:
    return PurePosixPath(side.path).suffix.lower()


def _lines(data: bytes | Unreadable) -> Counter[bytes]:
    return Counter() if isinstance(data, Unreadable) else Counter(data.split(b"\n"))


def _size(lines: Counter[bytes]) -> int:
    return sum(len(line) * count for line, count in lines.items())
