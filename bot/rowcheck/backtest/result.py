"""A whole backtest as its reports are given it: what was replayed, under what, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from rowcheck.backtest.tally import Tally


@dataclass(frozen=True, slots=True)
class Result:
    """`origin` says in words what was replayed, `pulls` whether those are pull requests; `settings` is the
    path of the settings, empty without; `web` is the repository's page, if it is known to have one;
    `asked` is how many contributions there were to replay: more than there are outcomes when it was
    interrupted."""

    tally: Tally
    origin: str
    pulls: bool
    asked: int
    settings: str = ""
    web: str = ""
    seconds: float = 0.0

    @property
    def noun(self) -> str:
        """What one contribution is called."""
        return "pull request" if self.pulls else "commit"

    @property
    def tells_apart(self) -> bool:
        """Whether some were merged and others not, as far as is known."""
        return self.pulls and self.tally.merged is not None

    @property
    def interrupted(self) -> bool:
        """Whether there was more to replay."""
        return len(self.tally.outcomes) < self.asked


def day(date: int) -> str:
    """`2024-06-15`, in UTC."""
    return f"{datetime.fromtimestamp(date, UTC):%Y-%m-%d}"


def duration(seconds: float) -> str:
    """`0.4 s`, `12 s`, `2 min 5 s`"""
    if seconds < 10:
        return f"{seconds:.1f} s"
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"


def share(part: int, whole: int) -> str:
    """`12.3 %`; `0 %` of nothing."""
    return f"{100 * part / whole:.1f} %" if part and whole else "0 %"
