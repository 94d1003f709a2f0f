"""Parse what git lists: paths, with mode and object name, at one or two versions.

Formats: git-diff "Raw output format", git-status "Porcelain Format Version 2", git-ls-tree and git-ls-files,
all with -z, so that paths are not quoted.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from rowcheck.sources.encoding import from_git

LINK, SUBMODULE, UNKNOWN = "120000", "160000", ""
"""The mode of a symbolic link and of a submodule; no mode, for an untracked file."""


class Side(NamedTuple):
    """A path at one version: in the object store as `oid`, or on disk, with the object as a fallback."""

    path: str
    mode: str
    oid: str = ""
    on_disk: bool = False

    @property
    def is_file(self) -> bool:
        return self.mode.startswith("100")


class Entry(NamedTuple):
    """A path at both versions; None where it does not exist."""

    path: str
    base: Side | None
    head: Side | None
    conflict: bool = False


def from_diff(raw: bytes) -> list[Entry]:
    """Return the entries of `git diff-tree` or `git diff-index --cached` with --raw -z --no-renames."""
    fields = iter(_fields(raw))
    entries: dict[str, Entry] = {}
    for meta, path in zip(fields, fields, strict=True):
        old, new, old_oid, new_oid, status = meta.lstrip(":").split(" ")
        entry = Entry(path, _side(path, old, old_oid), _side(path, new, new_oid), status == "U")
        if path not in entries or entry.conflict:  # a conflict has a second line for its "our" side
            entries[path] = entry
    return list(entries.values())


def from_status(raw: bytes) -> list[Entry]:
    """Return the entries of `git status --porcelain=v2 -z --no-renames`: HEAD against the work tree."""
    entries: dict[str, Entry] = {}
    for record in _fields(raw):
        if record[0] == "1":
            _, state, _, base, _, head, base_oid, index_oid, path = record.split(" ", 8)
            oid = index_oid if state[1] == "." else ""  # the index has what is on disk
            entry = Entry(path, _side(path, base, base_oid), _side(path, head, oid, on_disk=True))
        elif record[0] == "u":
            entry = Entry(record.split(" ", 10)[10], None, None, conflict=True)
        else:
            entry = _untracked(record)
        # A file removed from the index but still on disk is listed as deleted, then as untracked.
        before = entries.get(entry.path)
        entries[entry.path] = before._replace(head=entry.head) if before else entry
    return list(entries.values())


def from_tree(raw: bytes) -> Iterator[Side]:
    """Yield the files of `git ls-tree -r -z`."""
    for record in _fields(raw):
        meta, _, path = record.partition("\t")
        mode, _, oid = meta.split(" ")
        yield Side(path, mode, oid)


def from_index(raw: bytes, *, on_disk: bool) -> Iterator[Entry]:
    """Yield the entries of `git ls-files -s -t -z`; with `on_disk`, what is checked out is read from disk."""
    conflicts = set()
    for record in _fields(raw):
        meta, _, path = record.partition("\t")
        if meta.startswith("?"):
            yield _untracked(record)
            continue
        tag, mode, oid, stage = meta.split(" ")
        if stage == "0":
            yield Entry(path, None, Side(path, mode, oid, on_disk and tag == "H"))
        elif path not in conflicts:
            conflicts.add(path)
            yield Entry(path, None, None, conflict=True)


def _fields(raw: bytes) -> list[str]:
    return from_git(raw).split("\0")[:-1]


def _side(path: str, mode: str, oid: str, *, on_disk: bool = False) -> Side | None:
    return None if mode == "000000" else Side(path, mode, oid.strip("0") and oid, on_disk)


def _untracked(record: str) -> Entry:
    path = record[2:]
    mode = SUBMODULE if path.endswith("/") else UNKNOWN  # a folder is listed only if it is a repository
    return Entry(path.rstrip("/"), None, Side(path.rstrip("/"), mode, on_disk=True))
