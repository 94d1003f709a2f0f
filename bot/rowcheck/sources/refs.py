"""Two commits as a pull request compares them: the head against its merge base with the base.

Settings come from the tip of the base, not from the merge base: whoever opens a pull request
chooses where it branches off, and must not choose older rules by it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path

from rowcheck.errors import SourceError, UsageError
from rowcheck.sources import changes, entries
from rowcheck.sources.base import SIZE_LIMIT, Covers, Unreadable, Version
from rowcheck.sources.changes import GitSource
from rowcheck.sources.content import Reader, read_at_version
from rowcheck.sources.git import RAW, Git
from rowcheck.sources.selection import select


class Refs(GitSource):
    """`rowcheck check --base REF [--head REF]`. Needs no work tree.

    Raises UsageError for an empty name, SourceError for one that names no commit, and where the
    merge base is out of reach.
    """

    def __init__(
        self,
        base: str,
        head: str = "HEAD",
        folder: Path = Path(),
        files: Sequence[str] = (),
        limit: int = SIZE_LIMIT,
    ) -> None:
        self._git = Git(folder)
        self._base, self._head = (_commit(self._git, name) for name in (base, head))
        self._fork = _fork(self._git, (base, self._base), (head, self._head))
        self._selection = select(files, self._git)
        self._reader = Reader(self._git, limit)

    def trusted(self, path: str) -> str | None:
        return read_at_version(self._git, self._base, path)

    def listing(self, covers: Covers) -> Iterator[Version | Unreadable]:
        sides = entries.from_tree(self._git.run("ls-tree", "-r", "-z", "--full-tree", self._head))
        found = (entries.Entry(side.path, None, side) for side in sides)
        return changes.listing(found, covers, self._reader)

    @cached_property
    def _changed(self) -> list[entries.Entry]:
        found = entries.from_diff(self._git.run("diff-tree", *RAW, self._fork, self._head, "--"))
        self._selection.verify(self._git, (entry.path for entry in found), self._head)
        return found


def _commit(git: Git, name: str) -> str:
    if not name.strip():
        raise UsageError(
            "the name of a commit is empty; give a branch, a tag or a commit after --base and --head"
        )
    # The name goes in by git's input: one that begins with '-' cannot become an option.
    found = git.find(f"{name}^{{commit}}")
    if found:
        return found.oid
    if name == "HEAD" and git.is_unborn():
        raise SourceError("HEAD has no commit yet; commit first, or check without --base")
    raise SourceError(
        f"git knows no commit '{name}'; is it spelt right, and fetched "
        "('git fetch origin', or 'fetch-depth: 0' for actions/checkout)?"
    )


def _fork(git: Git, base: tuple[str, str], head: tuple[str, str]) -> str:
    found = git.run("merge-base", base[1], head[1], ok=(0, 1)).decode().strip()
    if found:
        return found
    if git.shallow:
        raise SourceError(
            f"this clone is shallow and does not reach the commit where '{head[0]}' left '{base[0]}'; "
            "fetch more, with 'git fetch --deepen=100' or 'fetch-depth: 0' for actions/checkout"
        )
    raise SourceError(
        f"'{base[0]}' and '{head[0]}' have no commit in common, so nothing says what was added; "
        "name a base that the head grew from"
    )
