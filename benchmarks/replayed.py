"""What a replay found, as text: a summary of all, and single pull requests to be read by eye."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from replay import Replay

    from rowcheck.model import Finding

_MOST_LINES = 40
"""Lines of a diff that a page shows."""


def summary(found: Sequence[Replay], merged: frozenset[int]) -> str:
    """How many crashed, failed and passed; the findings by rule; what stands astray; the time."""
    return "\n".join((*_numbers(found), *_rules(found, merged), *_faults(found)))


def shown(found: Sequence[Replay], sample: int, seed: int, rule: str | None) -> list[Replay]:
    """So many at random, in order; only those with findings of `rule`, if one is given."""
    fit = [one for one in found if rule is None or any(finding.rule == rule for finding in one.findings)]
    return sorted(random.Random(seed).sample(fit, min(sample, len(fit))), key=lambda one: one.pull)


def page(one: Replay, diff: str) -> str:
    """One pull request: what it changes, and what was found in it."""
    lines = [line for line in diff.splitlines() if not line.startswith(("diff ", "index ", "--- ", "+++ "))]
    cut = [f"  ... {len(lines) - _MOST_LINES:,} more lines"] if len(lines) > _MOST_LINES else []
    title = f"#{one.pull}: {one.verdict or 'crashed'}, {one.added} rows added, {one.not_checked} not checked"
    said = [text for finding in one.findings for text in _finding(finding)] or ["  nothing found"]
    return "\n".join(["", title, *(f"  {line}" for line in lines[:_MOST_LINES]), *cut, "", *said])


def _numbers(found: Sequence[Replay]) -> Iterator[str]:
    verdicts = Counter(one.verdict or "crashed" for one in found)
    added, checked = sum(one.added for one in found), sum(one.checked for one in found)
    unchecked = sum(one.not_checked for one in found)
    yield f"{len(found):,} pull requests: " + ", ".join(
        f"{n:,} {name}" for name, n in sorted(verdicts.items())
    )
    yield f"rows added {added:,} = checked {checked:,} + not checked {unchecked:,}" + (
        "" if added == checked + unchecked else "  DOES NOT ADD UP"
    )
    yield f"faults the base had already: {sum(one.debt for one in found):,}"
    times = sorted(one.seconds for one in found if not one.crash)
    if times:
        late = times[min(len(times) - 1, len(times) * 95 // 100)]
        yield f"seconds each: median {median(times):.3f}, 95 % {late:.3f}, most {times[-1]:.3f}"


def _rules(found: Sequence[Replay], merged: frozenset[int]) -> Iterator[str]:
    """Findings and pull requests by rule, and how many of those were merged."""
    times = Counter(finding.rule for one in found for finding in one.findings)
    requests = Counter(rule for one in found for rule in _rules_of(one))
    landed = Counter(rule for one in found if one.pull in merged for rule in _rules_of(one))
    yield f"\n{'rule':18}{'findings':>9}{'pull requests':>15}{'merged':>8}"
    for rule, count in times.most_common():
        yield f"{rule:18}{count:9,}{requests[rule]:15,}{landed[rule]:8,}"
    blamed = [one for one in found if one.findings]
    last = sum(one.pull in merged for one in blamed)
    yield f"{'any':18}{sum(times.values()):9,}{len(blamed):15,}{last:8,}   (merged in all: {len(merged):,})"


def _rules_of(one: Replay) -> set[str]:
    return {finding.rule for finding in one.findings}


def _faults(found: Sequence[Replay]) -> Iterator[str]:
    """What must not be: crashes, findings where nothing changed, findings on what a row said before."""
    crashes: dict[str, list[int]] = {}
    for one in found:
        if one.crash:
            crashes.setdefault(one.crash, []).append(one.pull)
    yield f"\ncrashes: {sum(map(len, crashes.values()))}"
    for crash, numbers in sorted(crashes.items(), key=lambda item: -len(item[1])):
        yield " ".join(f"#{number}" for number in numbers)
        yield crash
    yield from _list("findings on lines that git does not show as changed", found, "astray")
    yield from _list("findings on the words of a row that the base had", found, "old")


def _list(what: str, found: Iterable[Replay], name: str) -> Iterator[str]:
    hits = [(one.pull, finding) for one in found for finding in getattr(one, name)]
    yield f"{what}: {len(hits)}"
    for pull, finding in hits:
        first, *rest = _finding(finding)
        yield "\n".join((f"#{pull}{first}", *rest))


def _finding(finding: Finding) -> Iterator[str]:
    fix = f"  [fix: {finding.fix.title}]" if finding.fix else ""
    yield f"  {finding.path}:{finding.line} {finding.severity} {finding.rule}: {finding.message}{fix}"
    yield f"      {finding.row}"
    for related in finding.related:
        yield f"      {related.path}:{related.line}: {related.message}"
