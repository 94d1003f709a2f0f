"""The source of `rowcheck check --base REF`: two commits as a pull request compares them.

The head is compared with its merge base. Settings come from the tip of the base instead: the author of a pull
request chooses the merge base, and must not choose older rules with it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from rowcheck.errors import SourceError, UsageError
from rowcheck.sources import changes, entries
from rowcheck.sources.base import SIZE_LIMIT, Covers, Unreadable, Version
from rowcheck.sources.changes import GitSource
from rowcheck.sources.content import read_at_version
from rowcheck.sources.git import RAW, Git


class Refs(GitSource):
    """The commit `head` against its merge base with `base`. Needs no work tree.

    Raises UsageError for an empty name, and SourceError for an unknown commit or an unknown merge base.
    """

    def __init__(
        self,
        base: str,
        head: str = "HEAD",
        folder: Path = Path(),
        files: Sequence[str] = (),
        limit: int = SIZE_LIMIT,
    ) -> None:
        git = Git(folder)
        self._base, self._head = (_commit(git, name) for name in (base, head))
        self._merge_base = _merge_base(git, (base, self._base), (head, self._head))
        super().__init__(git, files, limit, revision=self._head)

    def is_ahead(self) -> bool:
        """Return whether the head has commits that the base does not have."""
        return self._merge_base != self._head

    def trusted(self, path: str) -> str | None:
        return read_at_version(self._git, self._base, path)

    def listing(self, covers: Covers) -> Iterator[Version | Unreadable]:
        sides = entries.from_tree(self._git.run("ls-tree", "-r", "-z", "--full-tree", self._head))
        files = (entries.Entry(side.path, None, side) for side in sides)
        return changes.listing(files, covers, self._reader)

    def _list_entries(self) -> list[entries.Entry]:
        return entries.from_diff(self._git.run("diff-tree", *RAW, self._merge_base, self._head, "--"))


def _commit(git: Git, name: str) -> str:
    if not name.strip():
        raise UsageError(
            "the name of a commit is empty; give a branch, a tag or a commit after --base and --head"
        )
    found = git.find(f"{name}^{{commit}}")
    if found:
        return found.oid
    if name == "HEAD" and git.is_unborn():
        raise SourceError("HEAD has no commit yet; commit first, or check without --base")
    raise SourceError(
        f"git knows no commit '{name}'; is it spelled right, and fetched "
        "('git fetch origin', or 'fetch-depth: 0' for actions/checkout)?"
    )


def _merge_base(git: Git, base: tuple[str, str], head: tuple[str, str]) -> str:
    """Return the merge base of two commits, each given as name and oid."""
    found = git.run("merge-base", base[1], head[1], ok=(0, 1)).decode().strip()
    if found:
        return found
    if git.shallow:
        raise SourceError(
            f"this clone is shallow and does not reach the commit where '{head[0]}' left '{base[0]}'; "
            "fetch more, with 'git fetch --deepen=100' or 'fetch-depth: 0' for actions/checkout"
        )
    raise SourceError(
        f"'{base[0]}' and '{head[0]}' have no commit in common, so what was added is not known; "
        "name a base that the head grew from"
    )
