"""Try one case: check its rows as they were merged, and each of them broken.

A finding on a row before it is broken is a false positive, unless `judged.tsv` says that it is right. Such a
row is not broken, since findings on its mutants could not be attributed to the mutation.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from random import Random
from typing import TypeAlias

from mutants.cases import Case
from mutants.catalogue import ALL
from mutants.mutation import Mutation, is_wanted
from mutants.target import Lines, Mutant, Target, targets
from rowcheck.engine.check import Pair, check
from rowcheck.markdown import documents
from rowcheck.model import Finding
from rowcheck.settings.settings import Settings


@dataclass(frozen=True, slots=True)
class Intact:
    """An unbroken row with its findings as `rule: message`, usually none."""

    case: str
    line: int
    row: str
    configured: bool
    messages: tuple[str, ...]
    rules: tuple[str, ...]

    @property
    def is_from_pull(self) -> bool:
        """Whether a pull request added the row; otherwise it is a row of a list."""
        return self.case.startswith("#")


@dataclass(frozen=True, slots=True)
class Broken:
    """A mutant with its findings as `rule: message`; with none it was missed."""

    case: str
    line: int
    mutation: str
    before: str
    after: str
    configured: bool
    counts: bool
    messages: tuple[str, ...]
    rules: tuple[str, ...]


Trial: TypeAlias = Intact | Broken


def try_case(
    case: Case, settings: Sequence[Settings], names: frozenset[str], limit: int, seed: str
) -> list[Trial]:
    """Try the rows of a case under each of the settings, with up to `limit` of the named mutations a row."""
    trials: list[Trial] = []
    for tried in settings:
        intact = list(_intact(case, tried))
        trials.extend(intact)
        if limit:
            clean = [trial.line for trial in intact if not trial.messages]
            trials.extend(_broken(case, tried, clean, names, limit, seed))
    return trials


def _intact(case: Case, settings: Settings) -> Iterator[Intact]:
    """Yield each row with its findings; a finding on another line is counted for the nearest row."""
    findings: dict[int, list[Finding]] = {line: [] for line in case.rows}
    for finding in check([Pair(case.path, case.base, case.head)], settings).findings:
        if findings:
            findings[min(findings, key=lambda line: abs(line - finding.line))].append(finding)
    lines = documents.read(case.path, case.head).lines
    for line, own in findings.items():
        yield Intact(case.origin, line, lines[line - 1], bool(settings.tables), *_summarized(own))


def _broken(
    case: Case, settings: Settings, rows: Iterable[int], names: frozenset[str], limit: int, seed: str
) -> Iterator[Broken]:
    """Yield mutants of the rows: for each, the first ones in a random order of all mutations."""
    by_line = targets(documents.read(case.path, case.head))
    for line in rows:
        target = by_line[line]
        if _findings(case.path, target.base, target.lines, settings):
            continue
        table = settings.table_for(target.table.headings, target.table.columns)
        for mutation, mutant in _mutants(target, names, limit, f"{seed} {case.origin} {case.path} {line}"):
            yield Broken(
                case.origin,
                line,
                mutation.name,
                target.row.source,
                _new_lines(target, mutant),
                bool(settings.tables),
                mutant.counts and is_wanted(mutation, table),
                *_summarized(_findings(case.path, mutant.base, mutant.head, settings)),
            )


def _mutants(
    target: Target, names: frozenset[str], limit: int, seed: str
) -> Iterator[tuple[Mutation, Mutant]]:
    order = [mutation for mutation in ALL if mutation.name in names]
    Random(seed).shuffle(order)
    made = 0
    for mutation in order:
        mutant = mutation.make(target, Random(f"{seed} {mutation.name}"))
        if mutant is not None:
            made += 1
            yield mutation, mutant
        if made == limit:
            return


def _findings(path: str, base: Lines, head: Lines, settings: Settings) -> tuple[Finding, ...]:
    return check([Pair(path, "\n".join(base), "\n".join(head))], settings).findings


def _summarized(findings: Iterable[Finding]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return messages and rules."""
    pairs = [(finding.rule, finding.message) for finding in findings]
    messages = tuple(f"{rule}: {message}" for rule, message in pairs)
    return messages, tuple(dict.fromkeys(rule for rule, _ in pairs))


def _new_lines(target: Target, mutant: Mutant) -> str:
    """Return the lines of the mutant that the list does not have without the row."""
    old = set(target.base)
    new = [line for line in mutant.head if line not in old]
    return "\n".join(new) if new else "(the row in another place)"
