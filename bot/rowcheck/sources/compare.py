"""Entries -> file changes: what cannot be checked, what was renamed, and only then the contents.

Knows no git command. Everything here is asked of `covers` first, so that a repository of any size
costs what its changed list files cost.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator

from rowcheck.sources import renames
from rowcheck.sources.base import Covers, FileChange, Unreadable, Version
from rowcheck.sources.content import Reader
from rowcheck.sources.decode import obstacle
from rowcheck.sources.entries import LINK, SUBMODULE, Entry, Side
from rowcheck.sources.names import from_git

_CONFLICT = "has a merge conflict; resolve it and add the file"
_MODULE = "is a repository of its own (a submodule); check the list there"


def changes(entries: Iterable[Entry], covers: Covers, reader: Reader) -> Iterator[FileChange | Unreadable]:
    """The covered changes, by path; a change of mode alone is none."""
    every = sorted(entries, key=_path)
    covered = [entry for entry in every if covers(entry.path) and not _same(entry)]
    judged = [_judge(entry, covers, reader) for entry in covered]
    files = [item for item in judged if isinstance(item, Entry)]
    origin = renames.pair(
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
