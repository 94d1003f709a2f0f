"""`--fix`: apply the fixes of a report to texts until none is left, without causing a new finding.

Texts in, texts out; writing files is the caller's. Each fix was verified on its own; here they are
applied together, and where together they would cause a finding, one after another.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rowcheck import fixes
from rowcheck.check import Pair, check
from rowcheck.config import Settings
from rowcheck.model import Fix, Report

_MOST_ROUNDS = 20
"""Rounds of fixing; each removes a finding, and real lists need two or three."""


@dataclass(frozen=True, slots=True)
class Fixed:
    """The pairs with their fixed heads, how many findings that removed, and the report of the rest."""

    pairs: tuple[Pair, ...]
    count: int
    report: Report


def fix(
    pairs: Iterable[Pair], settings: Settings, rest: Sequence[tuple[str, str]] = (), *, unsafe: bool = False
) -> Fixed:
    """Apply the safe fixes, or all verified ones when `unsafe`."""
    now = tuple(pairs)
    report = check(now, settings, rest=rest)
    count = 0
    for _ in range(_MOST_ROUNDS):
        better = _round(now, report, settings, rest, unsafe)
        if better is None:
            break
        count += len(report.findings) - len(better[1].findings)
        now, report = better
    return Fixed(now, count, report)


def _round(
    pairs: tuple[Pair, ...], report: Report, settings: Settings, rest: Sequence[tuple[str, str]], unsafe: bool
) -> tuple[tuple[Pair, ...], Report] | None:
    """The pairs after one round of fixes with their report; None when nothing more can be fixed."""
    wanted = {
        pair.path: [
            finding.fix
            for finding in report.findings
            if finding.path == pair.path and finding.fix and (finding.fix.safe or unsafe)
        ]
        for pair in pairs
    }
    alone = [{path: [one]} for path, many in wanted.items() for one in many]
    for choice in (wanted, *alone):
        after = tuple(_applied(pair, choice.get(pair.path, [])) for pair in pairs)
        if after == pairs:
            continue
        new = check(after, settings, rest=rest)
        if len(new.findings) < len(report.findings) and not _names(new) - _names(report):
            return after, new
    return None


def _applied(pair: Pair, wanted: list[Fix]) -> Pair:
    return pair._replace(head=fixes.rewrite(pair.head, fixes.merge(wanted).edits))


def _names(report: Report) -> Counter[str]:
    return Counter(finding.fingerprint for finding in report.findings)
