"""The result of a backtest: its outcomes, counted in total, by rule and over time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NamedTuple

from rowcheck.backtest.outcome import Comment, Outcome
from rowcheck.model import Counts

_SECONDS_A_DAY = 86_400


@dataclass(frozen=True, slots=True)
class Result:
    """The outcomes of a backtest, oldest contribution first.

    `origin` describes where the contributions come from, and `pulls` is whether they are pull requests.
    `requested` is the number of contributions to replay, which exceeds the outcomes after an interrupt.
    `settings` is the path of the settings and `web` the URL of the repository; both may be empty.
    """

    outcomes: tuple[Outcome, ...]
    origin: str
    pulls: bool
    requested: int
    settings: str = ""
    web: str = ""
    seconds: float = 0.0

    @property
    def noun(self) -> str:
        """The name of one contribution."""
        return "pull request" if self.pulls else "commit"

    @property
    def interrupted(self) -> bool:
        return len(self.outcomes) < self.requested

    @property
    def changing_list(self) -> int:
        """The number of contributions that change a file of the list."""
        return sum(outcome.changes_list for outcome in self.outcomes)

    @property
    def flagged(self) -> tuple[Outcome, ...]:
        """The outcomes with findings."""
        return tuple(outcome for outcome in self.outcomes if outcome.comments)

    @property
    def unchecked(self) -> tuple[Outcome, ...]:
        """The outcomes with rows or files that could not be checked."""
        return tuple(outcome for outcome in self.outcomes if outcome.not_checked)

    @property
    def failed(self) -> tuple[Outcome, ...]:
        """The outcomes of contributions that could not be replayed."""
        return tuple(outcome for outcome in self.outcomes if outcome.failure)

    @property
    def merged(self) -> int | None:
        """The number of merged contributions, None where it is unknown which were merged."""
        states = [outcome.contribution.merged for outcome in self.outcomes]
        return None if states and all(merged is None for merged in states) else sum(map(bool, states))

    @property
    def compares_merged(self) -> bool:
        """Whether merged contributions can be told from others."""
        return self.pulls and self.merged is not None

    @property
    def counts(self) -> Counts:
        """The rows of all contributions together."""
        return sum((outcome.counts for outcome in self.outcomes), start=Counts())

    @property
    def debt(self) -> int:
        return sum(outcome.debt for outcome in self.outcomes)

    @property
    def days(self) -> tuple[str, ...]:
        """The days of the oldest and the newest contribution, or the one day of all."""
        dates = [outcome.contribution.date for outcome in self.outcomes]
        return tuple(dict.fromkeys((day(min(dates)), day(max(dates))))) if dates else ()

    def rules(self) -> tuple[RuleTally, ...]:
        """Return a tally of each rule with findings, sorted by the number of contributions, most first."""
        outcomes: dict[str, list[Outcome]] = {}
        newest_first = self.outcomes[::-1]
        for outcome in sorted(newest_first, key=lambda outcome: not outcome.contribution.merged):
            for rule in sorted(outcome.rules):
                outcomes.setdefault(rule, []).append(outcome)
        tallies = [RuleTally(rule, tuple(flagged)) for rule, flagged in outcomes.items()]
        return tuple(sorted(tallies, key=lambda tally: (-len(tally.outcomes), tally.rule)))


@dataclass(frozen=True, slots=True)
class RuleTally:
    """A rule, and the outcomes with findings of it: merged contributions first, then newest first."""

    rule: str
    outcomes: tuple[Outcome, ...]

    @property
    def merged(self) -> int:
        """The number of these contributions that were merged."""
        return sum(outcome.contribution.merged is True for outcome in self.outcomes)

    @property
    def comments(self) -> tuple[tuple[Outcome, Comment], ...]:
        """The comments of the rule in the order in which they are worth reading.

        Those on merged contributions are first; of these the first comment on each contribution, then the
        second on each, so that a few of them show different contributions.
        """
        comments = [
            (outcome.contribution.merged is not True, position, outcome, comment)
            for outcome in self.outcomes
            for position, comment in enumerate(
                comment for comment in outcome.comments if comment.finding.rule == self.rule
            )
        ]
        comments.sort(key=lambda entry: entry[:2])
        return tuple((outcome, comment) for _, _, outcome, comment in comments)


class Span(NamedTuple):
    """The contributions of a span of time, or of a run of numbers."""

    label: str
    outcomes: tuple[Outcome, ...]


def spans(outcomes: Sequence[Outcome], limit: int = 40) -> tuple[Span, ...]:
    """Group outcomes by month, quarter, year or decade, whichever gives at most `limit` spans.

    Spans without contributions are included. Contributions of a single day are split into runs of equal
    length instead; such dates come from repositories that were put together by a script.
    """
    dates = [outcome.contribution.date for outcome in outcomes]
    if not dates:
        return ()
    if max(dates) - min(dates) < _SECONDS_A_DAY:
        return tuple(_runs(outcomes, limit))
    for months in (1, 3, 12, 120):
        first, last = _month(min(dates)) // months, _month(max(dates)) // months
        if last - first < limit:
            break
    groups: dict[int, list[Outcome]] = {index: [] for index in range(first, last + 1)}
    for outcome in outcomes:
        groups[_month(outcome.contribution.date) // months].append(outcome)
    return tuple(Span(_label(index, months), tuple(group)) for index, group in groups.items())


def _month(date: int) -> int:
    """Return the number of months since the year 0."""
    moment = datetime.fromtimestamp(date, UTC)
    return moment.year * 12 + moment.month - 1


def _label(index: int, months: int) -> str:
    year, month = divmod(index * months, 12)
    labels = {1: f"{year}-{month + 1:02}", 3: f"{year} Q{month // 3 + 1}", 12: f"{year}", 120: f"{year}s"}
    return labels[months]


def _runs(outcomes: Sequence[Outcome], limit: int) -> Iterator[Span]:
    size = -(-len(outcomes) // limit)
    for start in range(0, len(outcomes), size):
        run = tuple(outcomes[start : start + size])
        first, last = run[0].contribution.name, run[-1].contribution.name
        yield Span(first if len(run) == 1 else f"{first} to {last}", run)


def day(date: int) -> str:
    """Return the day of a Unix time as `2024-06-15`, in UTC."""
    return f"{datetime.fromtimestamp(date, UTC):%Y-%m-%d}"


def duration(seconds: float) -> str:
    """Return `0.4 s`, `12 s`, or `2 min 5 s`."""
    if seconds < 10:
        return f"{seconds:.1f} s"
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"


def share(part: int, total: int) -> str:
    """Return `12.3 %`, and `0 %` where there is nothing to divide."""
    return f"{100 * part / total:.1f} %" if part and total else "0 %"
