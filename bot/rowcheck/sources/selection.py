"""The paths that the command line names: which files of the repository they select.

A folder selects what is below it. Looks at names and at the folders on disk, never into a file.
"""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from rowcheck.errors import UsageError
from rowcheck.sources.encoding import from_disk
from rowcheck.sources.git import Git


class Selection(NamedTuple):
    """Paths from the top of the repository ("" is the top itself); none named selects everything.

    `absent` are those not on disk, as they were named: a version may still have them.
    """

    paths: Collection[str] = ()
    absent: Mapping[str, str] = MappingProxyType({})

    def includes(self, path: str) -> bool:
        return not self.paths or any(step in self.paths for step in _upwards(path))

    def names(self, path: str) -> bool:
        """Whether the path itself was named, not only a folder above it."""
        return path in self.paths

    def verify(self, git: Git, known: Iterable[str], revision: str) -> None:
        """Raises UsageError for an absent path that is none of `known`, nor in the revision."""
        if not self.absent:
            return
        there = {step for path in known for step in _upwards(path)}
        for path, given in self.absent.items():
            if path not in there and git.find(f"{revision}:{path}") is None:
                raise UsageError(f"there is no '{given}'; paths are relative to the current folder")


def select(files: Sequence[str], git: Git) -> Selection:
    """The selection of the named files. Raises UsageError for an empty one or one outside."""
    if "" in files:
        raise UsageError("the name of a file is empty; name a file or a folder, or nothing at all")
    if git.top is None:
        named = {_in_tree(given): given for given in files}
        return Selection(frozenset(named), {path: given for path, given in named.items() if path})
    paths: set[str] = set()
    absent: dict[str, str] = {}
    for given in files:
        place = git.folder.absolute() / given
        reached = _reached(place, git.top)
        if not reached:
            raise UsageError(f"'{given}' is outside the repository at '{git.top}'")
        paths |= reached
        if not (place.exists() or place.is_symlink()):
            absent |= dict.fromkeys(reached, given)
    return Selection(frozenset(paths), absent)


def _reached(place: Path, top: Path) -> set[str]:
    """The path itself and, for a symbolic link, what it leads to; those inside the repository."""
    try:
        ends = {place.parent.resolve() / place.name} if place.is_symlink() else set()
        ends.add(place.resolve())
    except (OSError, RuntimeError):  # a loop of links: OSError since Python 3.13
        ends = {place.absolute()}
    return {_from_top(end, top) for end in ends if end.is_relative_to(top)}


def _from_top(place: Path, top: Path) -> str:
    return "" if place == top else from_disk(place.relative_to(top).as_posix())


def _in_tree(given: str) -> str:
    path = posixpath.normpath(from_disk(given))
    if path.startswith(("../", "/")) or path == "..":
        raise UsageError(f"'{given}' is outside the repository; a bare one has paths from its top")
    return "" if path == "." else path


def _upwards(path: str) -> Iterable[str]:
    """The path, its folders, and the top."""
    while path:
        yield path
        path = path.rpartition("/")[0]
    yield ""
