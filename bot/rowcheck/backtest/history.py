"""The main line of a list as contributions: each of its commits against the one before it.

Only first parents are followed, so a merge stands for all that it brought, and a squashed pull request
for itself. The first commit of all has nothing before it and is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rowcheck.backtest.contribution import Contribution
from rowcheck.errors import SourceError
from rowcheck.sources.git import Git
from rowcheck.text import counted

_SHORT = 9
"""Digits of a commit's name, as GitHub's pages show them, and two more."""


class Window(NamedTuple):
    """Which contributions are wanted: those since a date (seconds since 1970), the newest so many."""

    since: int | None = None
    most: int | None = None

    def of(self, found: Sequence[Contribution]) -> list[Contribution]:
        """The wanted ones among those `found`, which stand with the oldest first."""
        recent = [one for one in found if self.since is None or one.date >= self.since]
        return recent if self.most is None else recent[max(0, len(recent) - self.most) :]


def read(git: Git, tip: str, window: Window) -> list[Contribution]:
    """The contributions of the line that ends in the commit `tip`, oldest first.

    Raises SourceError where a shallow clone ends before the window does.
    """
    raw = git.run("log", "--first-parent", "-z", "--format=%H %ct %P%n%s", tip, "--")
    commits = list(_commits(raw.decode("utf-8", "replace")))
    found = [commit for commit in commits if commit.base]
    wanted = window.of(found[::-1])
    # The last commit of a shallow clone shows no parent, though it has one.
    if git.shallow and len(commits) > len(found) and not _is_inside(window, commits, len(wanted)):
        instead = f", or replay those with '--most {len(found)}'" if found else ""
        raise SourceError(
            f"this clone is shallow and holds only {counted(len(found), 'change')} of its history; "
            f"fetch the rest with 'git fetch --unshallow'{instead}"
        )
    return wanted


def _is_inside(window: Window, commits: Sequence[Contribution], wanted: int) -> bool:
    """Whether what a shallow clone leaves out would not have been replayed anyway."""
    older = window.since is not None and commits[-1].date < window.since
    return older or (window.most is not None and wanted >= window.most)


def _commits(raw: str) -> Iterator[Contribution]:
    for record in raw.split("\0"):
        meta, _, title = record.partition("\n")
        if meta:
            name, date, *parents = meta.split(" ")
            base = parents[0] if parents else ""
            yield Contribution(name[:_SHORT], base, name, int(date), title, merged=True)
