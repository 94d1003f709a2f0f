"""`--fix`: apply the fixes of a report to texts until none is left, without causing a new finding.

Texts in, texts out; writing files is the caller's. Each fix was verified on its own; here they are
applied together, and where together they would cause a finding, one after another.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from rowcheck import fixes
from rowcheck.check import Pair, check
from rowcheck.config import Settings
from rowcheck.model import Fix, Report

_Offer: TypeAlias = tuple[str, Fix]
"""A file's path, and a fix in it."""

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
    before = len(report.findings)
    for _ in range(_MOST_ROUNDS):
        better = _round(now, report, settings, rest, unsafe)
        if better is None:
            break
        now, report = better, check(better, settings, rest=rest)
    return Fixed(now, before - len(report.findings), report)


def _round(
    pairs: tuple[Pair, ...], report: Report, settings: Settings, rest: Sequence[tuple[str, str]], unsafe: bool
) -> tuple[Pair, ...] | None:
    """The pairs after as many fixes as go together; None when nothing more can be fixed."""
    offered = [
        (finding.path, finding.fix)
        for finding in report.findings
        if finding.fix and (finding.fix.safe or unsafe)
    ]
    for chosen in _parts(offered):
        after = tuple(_applied(pair, [fix for path, fix in chosen if path == pair.path]) for pair in pairs)
        if after != pairs:
            new = check(after, settings, rest=rest, offer_fixes=False)
            if len(new.findings) < len(report.findings) and not _names(new) - _names(report):
                return after
    return None


def _parts(offered: Sequence[_Offer]) -> Iterator[Sequence[_Offer]]:
    """All of the fixes, then each half of them, each quarter, and so on down to single ones."""
    parts = [offered] if offered else []
    while parts:
        yield from parts
        halves = ((part[: len(part) // 2], part[len(part) // 2 :]) for part in parts if len(part) > 1)
        parts = [half for pair in halves for half in pair]


def _applied(pair: Pair, wanted: list[Fix]) -> Pair:
    return pair._replace(head=fixes.rewrite(pair.head, fixes.merge(wanted).edits))


def _names(report: Report) -> Counter[str]:
    return Counter(finding.fingerprint for finding in report.findings)
