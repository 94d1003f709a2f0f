"""How many mutants were caught, by mutation, rule and list, and how many merged rows have a wrong finding.

Findings on merged rows were read by a person: `judged.tsv` says which are right, because the row has the
error and was merged with it. A finding that was not read counts as wrong.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import TypeAlias

from mutants.catalogue import NAMES
from mutants.trial import Broken, Intact

CAUGHT = {True: 0.99, False: 0.90}
"""The share of mutants that must be caught, with settings and without."""

WRONG = {True: 0.01, False: 0.03}
"""The share of merged rows that may have a wrong finding, with settings and without."""

JUDGED = Path(__file__).parents[1] / "judged.tsv"

Key: TypeAlias = tuple[str, str, int, str]
"""List, pull request, line of the row, and rule."""

_MODES = {True: "with settings", False: "without settings"}


def judged_right(path: Path = JUDGED) -> frozenset[Key]:
    """Return the right findings of a table with the columns list, pull, line, rule and verdict."""
    if not path.is_file():
        return frozenset()
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t")
        return frozenset(
            (row["list"], f"#{row['pull']}", int(row["line"]), row["rule"])
            for row in rows
            if row["verdict"] == "right"
        )


@dataclass(frozen=True, slots=True)
class Scores:
    """All trials with the name of their list, and the findings on intact rows that are right."""

    intact: Sequence[tuple[str, Intact]]
    broken: Sequence[tuple[str, Broken]]
    right: frozenset[Key]

    def hold(self) -> bool:
        """Return whether the bars are met."""
        return all(self._caught(mode) >= CAUGHT[mode] and self._wrong(mode) <= WRONG[mode] for mode in _MODES)

    def _caught(self, configured: bool) -> float:
        counted = [trial for _, trial in self.broken if trial.configured == configured and trial.counts]
        return sum(bool(trial.messages) for trial in counted) / len(counted) if counted else 1.0

    def _wrong(self, configured: bool) -> float:
        merged = [
            (name, trial)
            for name, trial in self.intact
            if trial.configured == configured and trial.is_from_pull
        ]
        return sum(self._is_wrong(*entry) for entry in merged) / len(merged) if merged else 0.0

    def _is_wrong(self, name: str, trial: Intact) -> bool:
        return any((name, trial.case, trial.line, rule) not in self.right for rule in trial.rules)

    def summary(self) -> Iterator[str]:
        """Yield the tables, with settings where there are any, and without."""
        for configured, mode in _MODES.items():
            intact = [(name, trial) for name, trial in self.intact if trial.configured == configured]
            broken = [(name, trial) for name, trial in self.broken if trial.configured == configured]
            if intact:
                yield f"\n== {mode} ==\n"
                yield from self._intact_table(intact)
                yield from _mutation_table([trial for _, trial in broken])
                yield from _rule_table([trial for _, trial in broken])
                yield from _list_table(broken)

    def _intact_table(self, intact: Sequence[tuple[str, Intact]]) -> Iterator[str]:
        merged = [(name, trial) for name, trial in intact if trial.is_from_pull]
        if merged:
            wrong = sum(self._is_wrong(*entry) for entry in merged)
            flagged = sum(bool(trial.messages) for _, trial in merged)
            yield f"merged rows with a wrong or unread finding: {_of(wrong, len(merged))}"
            yield f"merged rows with any finding: {_of(flagged, len(merged))}"
        listed = [trial for _, trial in intact if not trial.is_from_pull]
        if listed:
            flagged = sum(bool(trial.messages) for trial in listed)
            yield f"listed rows with a finding: {_of(flagged, len(listed))}"
        yield f"  by rule: {_counts(Counter(rule for _, trial in intact for rule in trial.rules))}"
        yield f"  by list: {_counts(Counter(name for name, trial in intact if trial.messages))}\n"

    def missed(self, limit: int, seed: int) -> Iterator[str]:
        """Yield up to `limit` missed mutants of each mutation, chosen at random."""
        for configured, mode in _MODES.items():
            for mutation in NAMES:
                missed = [
                    (name, trial)
                    for name, trial in self.broken
                    if trial.counts
                    and not trial.messages
                    and trial.mutation == mutation
                    and trial.configured == configured
                ]
                for name, trial in Random(seed).sample(missed, min(limit, len(missed))):
                    yield f"\nmissed {mode}: {mutation}, {name} {trial.case}:{trial.line}"
                    yield f"  - {trial.before}"
                    yield from (f"  + {line}" for line in trial.after.split("\n"))

    def flagged(self, limit: int, seed: int) -> Iterator[str]:
        """Yield up to `limit` intact rows with findings, chosen at random."""
        for configured, mode in _MODES.items():
            flagged = [
                (name, trial)
                for name, trial in self.intact
                if trial.messages and trial.configured == configured
            ]
            for name, trial in Random(seed).sample(flagged, min(limit, len(flagged))):
                yield f"\nfinding {mode}: {name} {trial.case}:{trial.line}"
                yield f"    {trial.row}"
                yield from (f"  {message}" for message in trial.messages)


def _mutation_table(broken: Sequence[Broken]) -> Iterator[str]:
    yield f"{'mutation':32}{'counted':>8}{'caught':>8}{'share':>9}{'all':>8}{'caught':>8}{'share':>9}  by"
    for name in (*NAMES, None):
        trials = [trial for trial in broken if name in (trial.mutation, None)]
        if trials:
            counted = [trial for trial in trials if trial.counts]
            rules = Counter(rule for trial in counted for rule in trial.rules)
            by = _counts(Counter(dict(rules.most_common(3)))) if name else ""
            yield f"{name or 'all together':32}{_caught(counted)}{_caught(trials)}  {by}"


def _rule_table(broken: Sequence[Broken]) -> Iterator[str]:
    rules = Counter(rule for trial in broken if trial.counts for rule in trial.rules)
    alone = Counter(trial.rules[0] for trial in broken if trial.counts and len(trial.rules) == 1)
    yield f"\n{'rule':20}{'caught':>8}{'alone':>8}"
    for rule, count in rules.most_common():
        yield f"{rule:20}{count:8,}{alone[rule]:8,}"


def _list_table(broken: Sequence[tuple[str, Broken]]) -> Iterator[str]:
    yield f"\n{'list':56}{'counted':>8}{'caught':>8}{'share':>9}"
    for name in sorted({name for name, _ in broken}):
        yield f"{name:56}{_caught([trial for other, trial in broken if other == name and trial.counts])}"


def _caught(broken: Sequence[Broken]) -> str:
    caught = sum(bool(trial.messages) for trial in broken)
    return f"{len(broken):8,}{caught:8,}{_percent(caught, len(broken)):>9}"


def _of(part: int, total: int) -> str:
    return f"{part:,} of {total:,} ({_percent(part, total)})"


def _percent(part: int, total: int) -> str:
    return f"{100 * part / total:.1f} %" if total else "-"


def _counts(counter: Counter[str]) -> str:
    return ", ".join(f"{name} {count}" for name, count in counter.most_common()) or "none"
