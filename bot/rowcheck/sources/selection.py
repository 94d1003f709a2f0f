"""The files that the paths on the command line select; a folder selects all files below it."""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from rowcheck.errors import UsageError
from rowcheck.sources.encoding import from_disk
from rowcheck.sources.git import Git


@dataclass(frozen=True, slots=True)
class Selection:
    """Selected paths from the top of the repository, which is ""; an empty selection includes every file.

    `absent` maps paths that are not on disk, but may exist in a version, to the names the user gave.
    """

    paths: Collection[str] = ()
    absent: Mapping[str, str] = field(default_factory=dict)

    def includes(self, path: str) -> bool:
        return not self.paths or any(step in self.paths for step in _with_parents(path))

    def verify(self, git: Git, changed: Iterable[str], revision: str) -> None:
        """Raise UsageError for an absent path that is neither among `changed` nor in the revision."""
        if not self.absent:
            return
        existing = {step for path in changed for step in _with_parents(path)}
        for path, name in self.absent.items():
            if path not in existing and git.find(f"{revision}:{path}") is None:
                raise UsageError(f"there is no '{name}'; paths are relative to the current folder")


def select(files: Sequence[str], git: Git) -> Selection:
    """Return the selection of the named files. Raises UsageError for an empty name or one outside."""
    if "" in files:
        raise UsageError("the name of a file is empty; name a file or a folder, or nothing at all")
    if git.top is None:
        named = {_in_bare_repository(name): name for name in files}
        return Selection(frozenset(named), {path: name for path, name in named.items() if path})
    paths: set[str] = set()
    absent: dict[str, str] = {}
    for name in files:
        place = git.folder.absolute() / name
        inside = _with_target(place, git.top)
        if not inside:
            raise UsageError(f"'{name}' is outside the repository at '{git.top}'")
        paths |= inside
        if not (place.exists() or place.is_symlink()):
            absent |= dict.fromkeys(inside, name)
    return Selection(frozenset(paths), absent)


def _with_target(place: Path, top: Path) -> set[str]:
    """Return the path and, for a symbolic link, its target, without those outside the repository."""
    try:
        ends = {place.parent.resolve() / place.name} if place.is_symlink() else set()
        ends.add(place.resolve())
    except (OSError, RuntimeError):  # a loop of links: OSError since Python 3.13
        ends = {place.absolute()}
    return {
        "" if end == top else from_disk(end.relative_to(top).as_posix())
        for end in ends
        if end.is_relative_to(top)
    }


def _in_bare_repository(name: str) -> str:
    path = posixpath.normpath(from_disk(name))
    if path.startswith(("../", "/")) or path == "..":
        raise UsageError(f"'{name}' is outside the repository; in a bare one, paths start at its top")
    return "" if path == "." else path


def _with_parents(path: str) -> Iterable[str]:
    """Yield the path, its folders, and the top."""
    while path:
        yield path
        path = path.rpartition("/")[0]
    yield ""
