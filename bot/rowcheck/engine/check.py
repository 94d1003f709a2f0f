"""The flow: texts -> tables -> changes -> rules -> report. Pure; reads no file and runs no command.

Every file is read at both versions, compared and judged (`judging`), and fixes are offered only
where they hold (`verifying`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from rowcheck.engine.findings import waiver_for
from rowcheck.engine.judging import File, Judgement, Read, World, judge
from rowcheck.engine.verifying import verified
from rowcheck.markdown import documents
from rowcheck.model import Counts, Finding, NotChecked, Report
from rowcheck.rules import ALL
from rowcheck.rules.rule import Listing
from rowcheck.settings.settings import Settings


class Pair(NamedTuple):
    """One file's text before and after; `base` is None for a new file."""

    path: str
    base: str | None
    head: str


def check(
    pairs: Iterable[Pair],
    settings: Settings,
    *,
    rest: Iterable[tuple[str, str]] = (),
    not_checked: Iterable[NotChecked] = (),
    offer_fixes: bool = True,
    read: Read | None = None,
) -> Report:
    """Check what changed between the two texts of each pair.

    `rest` are path and text of the list's unchanged files, for duplicates across the whole list;
    `not_checked` names files that could not even be read. Without `offer_fixes` findings have no
    fix, and the check costs a fraction where there are many. `read` reads the texts: whoever checks
    one text many times may know it already.
    """
    files = [File.read(pair.path, pair.base or "", pair.head, read) for pair in pairs]
    unchanged = tuple((read or documents.read)(path, text) for path, text in rest)
    base = Listing((*(file.base for file in files), *unchanged))
    head = Listing((*(file.head for file in files), *unchanged))
    world = World(settings, base, head)
    judged = (judge(file, world) for file in files)
    judgements = [verified(judgement, world) if offer_fixes else judgement for judgement in judged]
    return _report(judgements, settings, tuple(not_checked))


def _report(
    judgements: Sequence[Judgement], settings: Settings, unreadable: tuple[NotChecked, ...]
) -> Report:
    findings: list[Finding] = []
    waived: list[Finding] = []
    for judgement in judgements:
        for judged in judgement.found:
            given = waiver_for(judged.finding, judged.problem.row, settings.waivers)
            (waived if given else findings).append(judged.finding)
    reason = "no table in the settings has its table's columns"
    unchecked = [
        NotChecked(judgement.file.head.path, row.line, reason)
        for judgement in judgements
        for row in judgement.unchecked
    ]
    checked = sum(len(judgement.checked) for judgement in judgements)
    paths = {finding.path for finding in (*findings, *waived)}
    texts = {judgement.file.head.path: judgement.file.head.lines for judgement in judgements}
    return Report(
        findings=tuple(sorted(findings, key=lambda finding: (finding.path, finding.line, finding.column))),
        counts=Counts(checked + len(unchecked), checked, len(unchecked)),
        debt=sum(judgement.debt for judgement in judgements),
        not_checked=(*unreadable, *unchecked),
        rules_off=_rules_off(settings),
        waived=tuple(waived),
        texts={path: lines for path, lines in texts.items() if path in paths},
    )


def _rules_off(settings: Settings) -> tuple[str, ...]:
    """The rules that have nothing to work with, since no table's settings ask for them."""
    return tuple(
        rule.id for rule in ALL if rule.needs and not any(rule.needs(table) for table in settings.tables)
    )
