"""Turn the entries that git lists into file changes: match renames, and read what can be checked.

Only covered files are read, so that the cost does not depend on the size of the repository.
"""

from __future__ import annotations

import posixpath
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import product
from operator import attrgetter
from pathlib import PurePosixPath
from typing import TypeAlias

from rowcheck.sources.base import Covers, FileChange, Unreadable, Version
from rowcheck.sources.content import Reader
from rowcheck.sources.encoding import from_git, unsupported
from rowcheck.sources.entries import LINK, SUBMODULE, Entry, Side
from rowcheck.sources.git import Git
from rowcheck.sources.selection import select

MAX_PAIRS = 1000
"""The most pairs of an added and a deleted file whose contents are compared (as `git diff -l`)."""

MIN_SIMILARITY = 0.5
"""The share of the larger file, in lines weighted by length, that a renamed file keeps (as `git diff -M`)."""

_CONFLICT = "has a merge conflict; resolve it and add the file"
_SUBMODULE = "is a repository of its own (a submodule); check the list there"

Read: TypeAlias = Callable[[Side], bytes | Unreadable]
Origins: TypeAlias = dict[str, Side]
"""The deleted file that a new one was, by the path of the new one."""


class GitSource(ABC):
    """A source of two versions in a git repository, limited to the paths in `files`.

    A named path that has not changed is looked up in `revision`.
    """

    def __init__(self, git: Git, files: Sequence[str], limit: int, revision: str = "HEAD") -> None:
        self._git = git
        self._selection = select(files, git)
        self._reader = Reader(git, limit)
        self._revision = revision

    @abstractmethod
    def _list_entries(self) -> list[Entry]:
        """Return the entries that differ between the two versions."""

    def changes(self, covers: Covers) -> Iterator[FileChange | Unreadable]:
        self.verify_paths()
        return changes(self._entries, lambda path: self.selects(path) and covers(path), self._reader)

    def selects(self, path: str) -> bool:
        return self._selection.includes(path)

    def is_named(self, path: str) -> bool:
        return path in self._selection.paths

    def verify_paths(self) -> None:
        self._selection.verify(self._git, (entry.path for entry in self._entries), self._revision)

    @cached_property
    def _entries(self) -> list[Entry]:
        return self._list_entries()


def changes(entries: Iterable[Entry], covers: Covers, reader: Reader) -> Iterator[FileChange | Unreadable]:
    """Yield the covered changes by path; a change of the mode alone is not one."""
    in_order = sorted(entries, key=attrgetter("path"))
    covered = [entry for entry in in_order if covers(entry.path) and not _same_content(entry)]
    checked = [_only_files(entry, covers, reader) for entry in covered]
    files = [item for item in checked if isinstance(item, Entry)]
    origins = match_renames(
        [entry.head for entry in files if entry.head and not entry.base],
        [entry.base for entry in in_order if entry.base and _is_deleted(entry)] if files else [],
        reader.read,
    )
    renamed = {side.path for side in origins.values()}
    for item in checked:
        if isinstance(item, Unreadable):
            yield item
        elif item.path in origins or item.head or item.path not in renamed:
            yield from _change(item, origins.get(item.path), reader)


def listing(entries: Iterable[Entry], covers: Covers, reader: Reader) -> Iterator[Version | Unreadable]:
    """Yield every covered file of the head by path."""
    for entry in sorted(entries, key=attrgetter("path")):
        if not covers(entry.path):
            continue
        item = _only_files(entry, covers, reader)
        if isinstance(item, Unreadable):
            yield item
        elif item.head:
            head = _read_list(item.head, reader)
            yield head if isinstance(head, Unreadable) else Version(item.path, head)


def _same_content(entry: Entry) -> bool:
    base, head = entry.base, entry.head
    return bool(base and head and base.is_file and head.is_file and base.oid == head.oid)


def _is_deleted(entry: Entry) -> bool:
    return bool(entry.base and entry.base.is_file and not (entry.head and entry.head.is_file))


def _only_files(entry: Entry, covers: Covers, reader: Reader) -> Entry | Unreadable:
    """Return the entry with regular files only, or the reason why its head cannot be checked."""
    if entry.conflict:
        return Unreadable(entry.path, _CONFLICT)
    base = entry.base if entry.base and entry.base.is_file else None
    head = reader.with_mode(entry.head) if entry.head else None
    if head and head.mode == SUBMODULE:
        return Unreadable(entry.path, _SUBMODULE)
    if head and head.mode == LINK:
        data = reader.read(head)
        link = "" if isinstance(data, Unreadable) else from_git(data)
        target = posixpath.normpath(posixpath.join(posixpath.dirname(head.path), link))
        if not covers(target):
            return Unreadable(
                entry.path, f"is a symbolic link to '{target}', which the settings do not cover"
            )
        head = None  # the target is checked under its own path
    return Entry(entry.path, base, head)


def _change(entry: Entry, origin: Side | None, reader: Reader) -> Iterator[FileChange | Unreadable]:
    before = origin or entry.base
    head = _read_list(entry.head, reader) if entry.head else None
    base = reader.read(before) if before else None
    if isinstance(head, Unreadable):
        yield head
    elif isinstance(base, Unreadable):
        yield Unreadable(entry.path, f"cannot be compared: before, it {base.reason}")
    elif base != head or origin:
        yield FileChange(entry.path, base, head, origin.path if origin else None)


def _read_list(side: Side, reader: Reader) -> bytes | Unreadable:
    data = reader.read(side)
    if isinstance(data, Unreadable):
        return data
    reason = unsupported(data)
    return Unreadable(side.path, reason) if reason else data


def match_renames(added: Sequence[Side], deleted: Sequence[Side], read: Read) -> Origins:
    """Return the deleted file that each added one was: first by the same content, then by similarity.

    git's own detection misses a file that was moved without `git add`. A deleted file is the origin of at
    most one added file.
    """
    origins = _match_identical(added, deleted)
    taken = {side.path for side in origins.values()}
    return origins | _match_similar(
        [side for side in added if side.path not in origins],
        [side for side in deleted if side.path not in taken],
        read,
    )


def similarity(first: Counter[bytes], second: Counter[bytes]) -> float:
    """Return the bytes in common lines divided by those of the larger text; 0 for two empty texts."""
    larger = max(_size(first), _size(second))
    return _size(first & second) / larger if larger else 0.0


def _match_identical(added: Sequence[Side], deleted: Sequence[Side]) -> Origins:
    by_oid: dict[str, list[Side]] = {}
    for side in deleted:
        by_oid.setdefault(side.oid, []).append(side)
    origins: Origins = {}
    for side in added:
        if same := by_oid.get(side.oid):
            same_name = [other for other in same if _name(other) == _name(side)]
            origins[side.path] = (same_name or same)[0]
            same.remove(origins[side.path])
    return origins


def _match_similar(added: Sequence[Side], deleted: Sequence[Side], read: Read) -> Origins:
    lines: dict[Side, Counter[bytes]] = {}
    scores = []
    for new, old in _candidates(added, deleted):
        for side in {new, old} - lines.keys():
            data = read(side)
            lines[side] = Counter() if isinstance(data, Unreadable) else Counter(data.split(b"\n"))
        scores.append((similarity(lines[new], lines[old]), new, old))
    origins: Origins = {}
    taken = set()
    for score, new, old in sorted(scores, key=lambda scored: -scored[0]):
        if score >= MIN_SIMILARITY and new.path not in origins and old not in taken:
            origins[new.path] = old
            taken.add(old)
    return origins


def _candidates(added: Sequence[Side], deleted: Sequence[Side]) -> Iterable[tuple[Side, Side]]:
    """Return the pairs with the same suffix; if there are too many, with the same name; if still, none."""
    for key in (_suffix, _name):
        groups: dict[str, list[Side]] = {}
        for side in deleted:
            groups.setdefault(key(side), []).append(side)
        if sum(len(groups.get(key(side), ())) for side in added) <= MAX_PAIRS:
            return [pair for side in added for pair in product([side], groups.get(key(side), ()))]
    return ()


def _name(side: Side) -> str:
    return PurePosixPath(side.path).name


def _suffix(side: Side) -> str:
    return PurePosixPath(side.path).suffix.lower()


def _size(lines: Counter[bytes]) -> int:
    return sum(len(line) * count for line, count in lines.items())
