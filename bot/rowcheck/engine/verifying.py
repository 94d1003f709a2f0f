"""Fixes that hold: each is applied in memory and the file judged again before it is offered.

A fix that leaves its finding, or brings another, is not offered at all.
"""

from __future__ import annotations

from dataclasses import replace

from rowcheck.compare.edits import apply_edits
from rowcheck.engine.judging import File, Judged, Judgement, World, judge
from rowcheck.markdown import documents
from rowcheck.model import Fix
from rowcheck.rules.rule import Listing

_MOST_TRIED, _MOST_LINES, _MOST_ROWS = 100, 50_000, 5_000
"""Fixes tried in one file at the most, and lines read and changed rows judged for them: each fix costs
the file once more.

A change with more faults than that is not mended by one click each; the first ones still have theirs.
"""


def verified(judgement: Judgement, world: World) -> Judgement:
    """The judgement with a fix on each finding for which one holds."""
    lines, rows = len(judgement.file.head.lines), len(judgement.file.changes)
    tried, most = 0, min(_MOST_TRIED, _MOST_LINES // max(1, lines) + 5, _MOST_ROWS // max(1, rows) + 5)
    found: list[Judged] = []
    for judged in judgement.found:
        chosen: Fix | None = None
        for fix in judged.problem.fixes:
            tried += 1
            if tried <= most and _holds(fix, judged, judgement, world):
                chosen = fix
                break
        finding = replace(judged.finding, fix=chosen) if chosen else judged.finding
        found.append(judged._replace(finding=finding))
    return judgement._replace(found=tuple(found))


def _holds(fix: Fix, judged: Judged, judgement: Judgement, world: World) -> bool:
    """Whether the finding is gone after the fix, and no other has come."""
    before = judgement.file.head
    fixed = documents.read(before.path, "\n".join(apply_edits(before.lines, fix.edits)))
    others = tuple(fixed if document is before else document for document in world.head.documents)
    after = judge(File(judgement.file.base, fixed), world._replace(head=Listing(others))).names
    return after[judged.name] < judgement.names[judged.name] and not after - judgement.names
