"""Outcomes counted: in all, by rule, and over time. Shows nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NamedTuple

from rowcheck.backtest.outcome import Outcome, Remark
from rowcheck.model import Counts


class Said(NamedTuple):
    """One remark, and the outcome that it is part of."""

    outcome: Outcome
    remark: Remark


@dataclass(frozen=True, slots=True)
class RuleTally:
    """What one rule said. `outcomes` are those it said something of, the newest first, merged ones before
    the others: what was merged is what a rule may have been wrong about."""

    rule: str
    outcomes: tuple[Outcome, ...]

    @property
    def merged(self) -> int:
        """How many of those contributions were merged."""
        return sum(outcome.contribution.merged is True for outcome in self.outcomes)

    @property
    def said(self) -> tuple[Said, ...]:
        """Every remark of the rule, what was merged first; of those each contribution's first, then each
        one's second: who reads a few of them reads different ones."""
        turns: dict[tuple[bool, int], list[Said]] = {}
        for outcome in self.outcomes:
            remarks = [remark for remark in outcome.remarks if remark.finding.rule == self.rule]
            for turn, remark in enumerate(remarks):
                key = outcome.contribution.merged is not True, turn
                turns.setdefault(key, []).append(Said(outcome, remark))
        return tuple(said for key in sorted(turns) for said in turns[key])


@dataclass(frozen=True, slots=True)
class Tally:
    """All outcomes, the oldest first, and the numbers that they give."""

    outcomes: tuple[Outcome, ...]

    @property
    def listed(self) -> int:
        """Contributions that change a file of the list."""
        return sum(outcome.listed for outcome in self.outcomes)

    @property
    def flagged(self) -> tuple[Outcome, ...]:
        """The outcomes with something said."""
        return tuple(outcome for outcome in self.outcomes if outcome.remarks)

    @property
    def unchecked(self) -> tuple[Outcome, ...]:
        """The outcomes some of which could not be checked."""
        return tuple(outcome for outcome in self.outcomes if outcome.not_checked)

    @property
    def failed(self) -> tuple[Outcome, ...]:
        """The outcomes that are none, since the contribution could not be replayed."""
        return tuple(outcome for outcome in self.outcomes if outcome.fault)

    @property
    def merged(self) -> int | None:
        """Contributions that were merged; None where nothing tells which were."""
        known = [outcome.contribution.merged for outcome in self.outcomes]
        return None if known and all(merged is None for merged in known) else sum(map(bool, known))

    @property
    def counts(self) -> Counts:
        """The rows of all contributions together."""
        each = [outcome.counts for outcome in self.outcomes]
        return Counts(
            added=sum(counts.added for counts in each),
            checked=sum(counts.checked for counts in each),
            not_checked=sum(counts.not_checked for counts in each),
        )

    def rules(self) -> tuple[RuleTally, ...]:
        """The rules that said something, those that spoke of most contributions first."""
        found: dict[str, list[Outcome]] = {}
        newest = self.outcomes[::-1]
        for outcome in sorted(newest, key=lambda it: it.contribution.merged is not True):
            for rule in sorted(outcome.rules):
                found.setdefault(rule, []).append(outcome)
        tallies = [RuleTally(rule, tuple(outcomes)) for rule, outcomes in found.items()]
        return tuple(sorted(tallies, key=lambda it: (-len(it.outcomes), it.rule)))


class Span(NamedTuple):
    """Contributions of one stretch of time; `label` names it."""

    label: str
    outcomes: tuple[Outcome, ...]


def spans(outcomes: Sequence[Outcome], most: int = 40) -> tuple[Span, ...]:
    """The outcomes by month, quarter or year, whichever gives at most `most`; stretches with none are kept.

    Where all stand on one day, as in a repository that was put together, so many at a time.
    """
    dates = [outcome.contribution.date for outcome in outcomes]
    if not dates:
        return ()
    if max(dates) - min(dates) < _DAY:
        return tuple(_runs(outcomes, most))
    for months in (1, 3, 12, 120):
        first, last = _month(min(dates)) // months, _month(max(dates)) // months
        if last - first < most:
            break
    by_stretch: dict[int, list[Outcome]] = {stretch: [] for stretch in range(first, last + 1)}
    for outcome in outcomes:
        by_stretch[_month(outcome.contribution.date) // months].append(outcome)
    return tuple(Span(_label(stretch, months), tuple(those)) for stretch, those in by_stretch.items())


_DAY = 86_400


def _month(date: int) -> int:
    """Months since the year 0."""
    day = datetime.fromtimestamp(date, UTC)
    return day.year * 12 + day.month - 1


def _label(stretch: int, months: int) -> str:
    year, month = divmod(stretch * months, 12)
    return {1: f"{year}-{month + 1:02}", 3: f"{year} Q{month // 3 + 1}", 12: f"{year}"}.get(
        months, f"{year}s"
    )


def _runs(outcomes: Sequence[Outcome], most: int) -> Iterable[Span]:
    size = -(-len(outcomes) // most)
    for start in range(0, len(outcomes), size):
        those = tuple(outcomes[start : start + size])
        first, last = those[0].contribution.name, those[-1].contribution.name
        yield Span(first if len(those) == 1 else f"{first} to {last}", those)


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
