"""Apply the fixes of a report, without introducing findings. Takes and returns texts; writes no file.

Each fix was verified on its own. All of them are applied together if that holds too, or else parts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import TypeAlias

from rowcheck.compare.edits import edit_text, merge_fixes
from rowcheck.engine.check import Pair, check
from rowcheck.engine.findings import removed
from rowcheck.model import Finding, Fix, Report
from rowcheck.settings.settings import Settings

_Offer: TypeAlias = tuple[str, Fix]
"""A fix and the path of its file."""

_MAX_ROUNDS = 20
"""Each round removes findings, which may allow other fixes; real lists need two or three rounds."""


@dataclass(frozen=True, slots=True)
class Fixed:
    """The pairs with fixed heads, the number of findings removed, and the report on the fixed heads."""

    pairs: tuple[Pair, ...]
    count: int
    report: Report


def fix(
    pairs: Iterable[Pair], settings: Settings, rest: Sequence[tuple[str, str]] = (), *, unsafe: bool = False
) -> Fixed:
    """Apply the safe fixes, or with `unsafe` all verified ones, until there is none left."""
    fixed = tuple(pairs)
    report = check(fixed, settings, rest=rest)
    before = len(report.findings)
    for _ in range(_MAX_ROUNDS):
        better = apply_together(
            fixed, report, settings, rest, wanted=lambda finding: unsafe or _is_safe(finding)
        )
        if better is None:
            break
        fixed, report = better, check(better, settings, rest=rest)
    return Fixed(fixed, before - len(report.findings), report)


def apply_together(
    pairs: tuple[Pair, ...],
    report: Report,
    settings: Settings,
    rest: Sequence[tuple[str, str]] = (),
    *,
    wanted: Callable[[Finding], bool],
    tries: int | None = None,
) -> tuple[Pair, ...] | None:
    """Return the pairs after as many of the wanted fixes as hold together; None if none does.

    `report` is the report on the pairs. Each try checks the pairs again; the first one, with all fixes,
    nearly always holds.
    """
    offers = [(finding.path, finding.fix) for finding in report.findings if finding.fix and wanted(finding)]
    for chosen in islice(_parts(offers), tries):
        after = tuple(_apply(pair, [fix for path, fix in chosen if path == pair.path]) for pair in pairs)
        if after != pairs:
            new = check(after, settings, rest=rest, offer_fixes=False)
            if removed(report.findings, new.findings):
                return after
    return None


def _is_safe(finding: Finding) -> bool:
    return finding.fix is not None and finding.fix.safe


def _parts(offers: Sequence[_Offer]) -> Iterator[Sequence[_Offer]]:
    """Yield all offers, then each half of them, each quarter, and so on down to single ones."""
    parts = [offers] if offers else []
    while parts:
        yield from parts
        halves = ((part[: len(part) // 2], part[len(part) // 2 :]) for part in parts if len(part) > 1)
        parts = [half for pair in halves for half in pair]


def _apply(pair: Pair, fixes: Sequence[Fix]) -> Pair:
    return replace(pair, head=edit_text(pair.head, merge_fixes(fixes).edits))
