"""How much was caught, by mutation, by rule and by list; and what was missed, to be read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from random import Random

from mutants import judged
from mutants.catalogue import NAMES
from mutants.trial import Alarm, Outcome

CAUGHT = {True: 0.99, False: 0.90}
"""Share of broken rows to be caught, with a configuration and without."""
ALARMS = {True: 0.01, False: 0.03}
"""Share of the rows of merged pull requests that may be blamed for what they have not."""

_JUDGED = judged.read()
_WITH = {True: "with", False: "without"}


@dataclass(frozen=True, slots=True)
class Scores:
    """All results, each with the name of its list."""

    alarms: Sequence[tuple[str, Alarm]]
    outcomes: Sequence[tuple[str, Outcome]]

    def pages(self) -> Iterator[str]:
        """The summary: with a configuration where there is any, and without."""
        for configured in (True, False):
            if any(alarm.configured == configured for _, alarm in self.alarms):
                title = "with a configuration" if configured else "without a configuration"
                yield f"\n== {title} ==\n"
                yield from _alarm_table(
                    [(name, it) for name, it in self.alarms if it.configured == configured]
                )
                outcomes = [it for _, it in self.outcomes if it.configured == configured]
                yield from _mutation_table(outcomes)
                yield from _rule_table(outcomes)
                yield from _list_table(
                    [(name, it) for name, it in self.outcomes if it.configured == configured]
                )

    def holds(self) -> bool:
        """Whether the shares caught and the shares blamed are within the bars."""
        return all(self._caught(it) >= CAUGHT[it] and self._wrong(it) <= ALARMS[it] for it in (True, False))

    def _caught(self, configured: bool) -> float:
        counted = [it for _, it in self.outcomes if it.configured == configured and it.counts]
        return _share(sum(bool(it.said) for it in counted), len(counted), 1.0)

    def _wrong(self, configured: bool) -> float:
        rows = [(where, it) for where, it in self.alarms if it.configured == configured and it.is_of_a_pull]
        return _share(sum(_is_wrong(where, it) for where, it in rows), len(rows), 0.0)

    def missed(self, most: int, seed: int) -> Iterator[str]:
        """So many of the misses that count, of each mutation, at random."""
        for configured in (True, False):
            for name in NAMES:
                fit = [
                    (where, it)
                    for where, it in self.outcomes
                    if it.counts and not it.said and it.mutation == name and it.configured == configured
                ]
                for where, it in Random(seed).sample(fit, min(most, len(fit))):
                    yield f"\nmissed {_WITH[configured]}: {name}, {where} {it.case}:{it.line}"
                    yield f"  - {it.before}"
                    yield from (f"  + {line}" for line in it.after.split("\n"))

    def blamed(self, most: int, seed: int) -> Iterator[str]:
        """So many of the false alarms, at random."""
        for configured in (True, False):
            fit = [(where, it) for where, it in self.alarms if it.said and it.configured == configured]
            for where, it in Random(seed).sample(fit, min(most, len(fit))):
                yield f"\nblamed {_WITH[configured]}: {where} {it.case}:{it.line}"
                yield f"    {it.row}"
                yield from (f"  {said}" for said in it.said)


def _alarm_table(alarms: Sequence[tuple[str, Alarm]]) -> Iterator[str]:
    for title, of_a_pull in (("merged", True), ("standing", False)):
        rows = [(where, it) for where, it in alarms if it.is_of_a_pull == of_a_pull]
        if rows:
            blamed = sum(bool(it.said) for _, it in rows)
            wrong = sum(_is_wrong(where, it) for where, it in rows)
            of = f"{title} rows, wrongly or unread" if of_a_pull else f"{title} rows"
            shown = wrong if of_a_pull else blamed
            yield f"blamed: {shown:,} of {len(rows):,} {of} ({_percent(shown, len(rows))})"
            if of_a_pull:
                yield f"  rightly too: {blamed:,} ({_percent(blamed, len(rows))})"
    yield f"  by rule: {_times(Counter(rule for _, it in alarms for rule in it.rules))}"
    lists = Counter(name for name, it in alarms if it.said)
    yield f"  by list: {_times(lists)}\n"


def _is_wrong(where: str, alarm: Alarm) -> bool:
    """Whether anything that is said of the row is wrong, or has not been read."""
    return any(_JUDGED.is_wrong(where, alarm.case, alarm.line, rule) for rule in alarm.rules)


def _mutation_table(outcomes: Sequence[Outcome]) -> Iterator[str]:
    yield f"{'mutation':32}{'counted':>8}{'caught':>8}{'share':>9}{'all':>8}{'caught':>8}{'share':>9}  by"
    for name in (*NAMES, None):
        fit = [it for it in outcomes if name in (it.mutation, None)]
        if fit:
            counted = [it for it in fit if it.counts]
            rules = Counter(rule for it in counted for rule in it.rules)
            by = _times(Counter(dict(rules.most_common(3)))) if name else ""
            yield f"{name or 'all together':32}{_numbers(counted)}{_numbers(fit)}  {by}"


def _rule_table(outcomes: Sequence[Outcome]) -> Iterator[str]:
    some = Counter(rule for it in outcomes if it.counts for rule in it.rules)
    alone = Counter(it.rules[0] for it in outcomes if it.counts and len(it.rules) == 1)
    yield f"\n{'rule':20}{'caught':>8}{'alone':>8}"
    for rule, times in some.most_common():
        yield f"{rule:20}{times:8,}{alone[rule]:8,}"


def _list_table(outcomes: Sequence[tuple[str, Outcome]]) -> Iterator[str]:
    yield f"\n{'list':56}{'counted':>8}{'caught':>8}{'share':>9}"
    for name in sorted({name for name, _ in outcomes}):
        yield f"{name:56}{_numbers([it for where, it in outcomes if where == name and it.counts])}"


def _numbers(outcomes: Sequence[Outcome]) -> str:
    caught = sum(bool(it.said) for it in outcomes)
    return f"{len(outcomes):8,}{caught:8,}{_percent(caught, len(outcomes)):>9}"


def _share(part: int, whole: int, empty: float) -> float:
    return part / whole if whole else empty


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} %" if whole else "-"


def _times(counter: Counter[str]) -> str:
    return ", ".join(f"{name} {times}" for name, times in counter.most_common()) or "none"


def of(results: Iterable[tuple[str, Alarm | Outcome]]) -> Scores:
    """Sort results into alarms and outcomes."""
    known = list(results)
    return Scores(
        [(name, it) for name, it in known if isinstance(it, Alarm)],
        [(name, it) for name, it in known if isinstance(it, Outcome)],
    )
