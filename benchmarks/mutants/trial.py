"""One case tried: what is said of its rows as they were merged, and of each row broken.

A row that is blamed unbroken is a false alarm and is broken no further, since nothing that is
said of it could be credited to the mutation.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from random import Random

from mutants.cases import Case
from mutants.catalogue import ALL
from mutants.mutation import Mutation, is_asked_for
from mutants.spot import Lines, Mutant, Spot, spots
from rowcheck.engine.check import Pair, check
from rowcheck.markdown import documents
from rowcheck.model import Finding
from rowcheck.settings.settings import Settings


@dataclass(frozen=True, slots=True)
class Alarm:
    """A merged row, and what was said of it, unbroken: nothing, if all is well."""

    case: str
    line: int
    row: str
    configured: bool
    said: tuple[str, ...]
    rules: tuple[str, ...]

    @property
    def is_of_a_pull(self) -> bool:
        """Whether a pull request brought the row, and not the list as it stands."""
        return self.case.startswith("#")


@dataclass(frozen=True, slots=True)
class Outcome:
    """A broken row, and what was said of it: nothing, if it was missed."""

    case: str
    line: int
    mutation: str
    before: str
    after: str
    configured: bool
    counts: bool
    said: tuple[str, ...]
    rules: tuple[str, ...]


Result = Alarm | Outcome


def tried(
    case: Case, settings: Sequence[Settings], wanted: frozenset[str], most: int, seed: str
) -> list[Result]:
    """All that comes of a case, once with each settings; `most` mutations a row."""
    found: list[Result] = []
    for said in settings:
        alarms = list(_alarms(case, said))
        found.extend(alarms)
        if most == 0:
            continue
        clean = {alarm.line for alarm in alarms if not alarm.said}
        found.extend(_outcomes(case, said, clean, wanted, most, seed))
    return found


def _alarms(case: Case, settings: Settings) -> Iterator[Alarm]:
    """What is said of each row; what stands on none of them counts for the row next to it."""
    findings = check([Pair(case.path, case.base, case.head)], settings).findings
    said: dict[int, list[Finding]] = {line: [] for line in case.rows}
    for finding in findings:
        if said:
            said[min(said, key=lambda line: abs(line - finding.line))].append(finding)
    lines = documents.read(case.path, case.head).lines
    for line, here in said.items():
        yield Alarm(case.origin, line, lines[line - 1], bool(settings.tables), *_told(here))


def _outcomes(
    case: Case, settings: Settings, rows: Iterable[int], wanted: frozenset[str], most: int, seed: str
) -> Iterator[Outcome]:
    """Mutants of the rows: for each, the first mutations in an order of chance that it can have."""
    here = spots(documents.read(case.path, case.head))
    for line in rows:
        spot = here[line]
        if _findings(case.path, spot.base, spot.lines, settings):
            continue
        for mutation, mutant in _mutants(spot, wanted, most, f"{seed} {case.origin} {case.path} {line}"):
            findings = _findings(case.path, mutant.base, mutant.head, settings)
            said = settings.table_for(spot.table.headings, spot.table.columns)
            yield Outcome(
                case.origin, line, mutation.name, spot.row.source, _difference(spot, mutant),
                bool(settings.tables), mutant.counts and is_asked_for(mutation, said), *_told(findings),
            )  # fmt: skip


def _mutants(spot: Spot, wanted: frozenset[str], most: int, seed: str) -> Iterator[tuple[Mutation, Mutant]]:
    order = [mutation for mutation in ALL if mutation.name in wanted]
    Random(seed).shuffle(order)
    made = 0
    for mutation in order:
        mutant = mutation.make(spot, Random(f"{seed} {mutation.name}"))
        if mutant is not None:
            made += 1
            yield mutation, mutant
        if made == most:
            return


def _findings(path: str, base: Lines, head: Lines, settings: Settings) -> tuple[Finding, ...]:
    return check([Pair(path, "\n".join(base), "\n".join(head))], settings).findings


def _told(findings: Iterable[Finding]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    told = list(findings)
    return (
        tuple(f"{finding.rule}: {finding.message}" for finding in told),
        tuple(dict.fromkeys(finding.rule for finding in told)),
    )


def _difference(spot: Spot, mutant: Mutant) -> str:
    """The mutant's lines that the list did not have."""
    old = set(spot.base)
    new = [line for line in mutant.head if line not in old]
    return "\n".join(new) if new else "(the row elsewhere)"
