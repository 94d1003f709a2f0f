"""`--fix`: apply the fixes of a report to texts until none is left, without causing a new finding.

Texts in, texts out; writing files is the caller's. Each fix was verified on its own; here they are
applied together, and where together they would cause a finding, one after another.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TypeAlias

from rowcheck.compare.edits import edit_text, merge_fixes
from rowcheck.engine.check import Pair, check
from rowcheck.model import Finding, Fix, Report
from rowcheck.settings.settings import Settings

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
        better = together(now, report, settings, rest, wanted=lambda finding: unsafe or _is_safe(finding))
        if better is None:
            break
        now, report = better, check(better, settings, rest=rest)
    return Fixed(now, before - len(report.findings), report)


def together(
    pairs: tuple[Pair, ...],
    report: Report,
    settings: Settings,
    rest: Sequence[tuple[str, str]] = (),
    *,
    wanted: Callable[[Finding], bool],
    tries: int | None = None,
) -> tuple[Pair, ...] | None:
    """The pairs after as many fixes of a report as go together; None when nothing can be fixed.

    `report` is what `check` says of the pairs, `wanted` chooses among its findings, and `tries` bounds
    how often the pairs are checked again: once where all fixes go together, as they nearly always do.
    """
    offered = [(it.path, it.fix) for it in report.findings if it.fix and wanted(it)]
    for chosen in islice(_parts(offered), tries):
        after = tuple(_applied(pair, [fix for path, fix in chosen if path == pair.path]) for pair in pairs)
        if after != pairs:
            new = check(after, settings, rest=rest, offer_fixes=False)
            if len(new.findings) < len(report.findings) and not names(new) - names(report):
                return after
    return None


def names(report: Report) -> Counter[str]:
    """What the findings are known by: one report has brought nothing where its names are all the other's."""
    return Counter(finding.fingerprint for finding in report.findings)


def _is_safe(finding: Finding) -> bool:
    return finding.fix is not None and finding.fix.safe


def _parts(offered: Sequence[_Offer]) -> Iterator[Sequence[_Offer]]:
    """All of the fixes, then each half of them, each quarter, and so on down to single ones."""
    parts = [offered] if offered else []
    while parts:
        yield from parts
        halves = ((part[: len(part) // 2], part[len(part) // 2 :]) for part in parts if len(part) > 1)
        parts = [half for pair in halves for half in pair]


def _applied(pair: Pair, wanted: list[Fix]) -> Pair:
    return pair._replace(head=edit_text(pair.head, merge_fixes(wanted).edits))
