"""Contributions, as they were, through the engine: what comes of each under the settings that are tried out.

Runs in processes of its own, each with one git to read from. What rowcheck itself does wrong is not
caught here: whoever runs the processes tells of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from rowcheck.backtest import landing
from rowcheck.backtest.between import Between, differences, patch
from rowcheck.backtest.contributions import Contribution
from rowcheck.backtest.outcome import Outcome, Remark
from rowcheck.backtest.reading import Shelf
from rowcheck.backtest.showing import Patch, remark
from rowcheck.engine import check, session
from rowcheck.errors import RowcheckError
from rowcheck.model import Report
from rowcheck.reporters.review_comments import review_comments
from rowcheck.settings.settings import Settings
from rowcheck.sources.entries import Entry
from rowcheck.sources.git import Git


def replay(folder: Path, config: str | None, contributions: Sequence[Contribution]) -> list[Outcome]:
    """What comes of each; `config` is the settings file to use instead of the list's own.

    May raise anything that is a fault of rowcheck, and RowcheckError where nothing can be read at all.
    """
    return list(_replayer(folder, config).outcomes(contributions))


class Replayer:
    """Replays one contribution after the other; neighbours share what they have in common."""

    def __init__(self, git: Git, settings: Settings) -> None:
        self._git = git
        self._settings = settings
        self._shelf = Shelf()

    def outcomes(self, contributions: Sequence[Contribution]) -> Iterator[Outcome]:
        """The outcome of each, in their order."""
        forks = [self._fork(one) for one in contributions]
        pairs = [(fork, one.head) for fork, one in zip(forks, contributions, strict=True) if fork]
        found = differences(self._git, pairs)
        for fork, one in zip(forks, contributions, strict=True):
            if fork:
                yield self._outcome(one, fork, next(found))
            else:
                yield Outcome(one, fault=one.reason or self._unrelated())

    def _fork(self, one: Contribution) -> str:
        """The commit to compare with; empty where there is none."""
        if one.reason or not one.forked:
            return one.base
        return self._git.run("merge-base", one.base, one.head, ok=(0, 1)).decode().strip()

    def _unrelated(self) -> str:
        known = "has no commit in common with its base"
        return f"{known}, as far as this shallow clone goes" if self._git.shallow else known

    def _outcome(self, one: Contribution, fork: str, changed: Sequence[Entry]) -> Outcome:
        source = Between(self._git, one.head, changed)
        try:
            found = session.gather(source, settings=self._settings)
        except RowcheckError as error:
            return Outcome(one, fork=fork, fault=str(error))
        pairs = [check.Pair(*pair) for pair in found.pairs]
        report = check.check(
            pairs, found.settings, rest=found.rest, not_checked=found.not_checked, read=self._shelf.read
        )
        return Outcome(
            one,
            listed=bool(pairs or found.not_checked),
            fork=fork,
            counts=report.counts,
            debt=report.debt,
            remarks=self._remarks(report, fork, one.head),
            not_checked=report.not_checked,
            rows=tuple(row for pair in pairs for row in _added(pair)),
        )

    def _remarks(self, report: Report, fork: str, head: str) -> tuple[Remark, ...]:
        """The findings as they would be commented on, errors first."""
        paths = dict.fromkeys(finding.path for finding in report.findings)
        patches = {path: patch(self._git, fork, head, path) for path in paths}
        shown = {path: Patch(text) for path, text in patches.items()}
        return tuple(
            remark(item, shown[item.finding.path], report.texts.get(item.finding.path, ()))
            for item in review_comments(report.findings, patches, report.texts)
        )


@cache
def _replayer(folder: Path, config: str | None) -> Replayer:
    """The one of this process. A process that is forked off must not share the git of its parent."""
    git = Git(folder)
    return Replayer(git, session.settings_of(Between(git), config))


def _added(pair: check.Pair) -> Iterator[str]:
    """The rows that the head has and the base had not, however they were spaced."""
    base, head = (pair.base or "").splitlines(), pair.head.splitlines()
    before, after = set(base), set(head)
    old = set(landing.rows_of(line for line in base if line not in after))
    yield from (row for row in landing.rows_of(line for line in head if line not in before) if row not in old)
