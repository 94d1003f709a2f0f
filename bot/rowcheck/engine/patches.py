"""Split the fixes of a file into one patch per section, so that each can be reviewed and applied alone.

Each patch is verified: applied alone, it removes findings and introduces none.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from rowcheck.compare.edits import edit_text
from rowcheck.compare.lines import diff_lines
from rowcheck.engine import fixing
from rowcheck.engine.check import Pair, check
from rowcheck.engine.findings import removed
from rowcheck.markdown import documents
from rowcheck.model import Document, Edit, heading_path
from rowcheck.settings.settings import Settings

_MAX_NAME = 60


@dataclass(frozen=True, slots=True)
class Patch:
    """The fixes of one section: the text of the file before and after, and the number of findings removed."""

    path: str
    headings: tuple[str, ...]
    before: str
    after: str
    findings: int


def by_section(pair: Pair, settings: Settings, rest: Sequence[tuple[str, str]] = ()) -> Iterator[Patch]:
    """Yield the patches of one file in the order of its sections; `rest` has path and text of the others."""
    before = check([pair], settings, rest=rest, offer_fixes=False)
    fixed = fixing.fix([pair], settings, rest, unsafe=True).pairs[0]
    for headings, head in _sections(pair, fixed.head):
        after = check([replace(pair, head=head)], settings, rest=rest, offer_fixes=False)
        count = removed(before.findings, after.findings).total()
        if count:
            yield Patch(pair.path, headings, pair.head, head, count)


def file_names(patches: Iterable[Patch]) -> Iterator[str]:
    """Yield a file name for each patch: its number and its last heading."""
    numbered = list(patches)
    digits = len(str(len(numbered)))
    for number, patch in enumerate(numbered, 1):
        words = "-".join(re.findall(r"\w+", (patch.headings or (patch.path,))[-1].lower()))
        yield f"{number:0{digits}}-{words[:_MAX_NAME].strip('-') or 'section'}.patch"


def _sections(before: Pair, after: str) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield the headings of each section that changes, and the complete text with only that change."""
    old, new = documents.read(before.path, before.head), documents.read(before.path, after)
    edits: dict[int, list[Edit]] = {}
    for hunk in diff_lines(old.lines, new.lines).all:
        lines = new.lines[hunk.line - 1 : hunk.end]
        edit = Edit(hunk.base, hunk.base_end, "\n".join(lines) if lines else None)
        edits.setdefault(_section(old, hunk.base), []).append(edit)
    for line, changed in sorted(edits.items()):
        yield heading_path(old.headings, line + 1), edit_text(before.head, changed)


def _section(document: Document, line: int) -> int:
    """Return the line of the heading above `line`; 0 before the first."""
    lines = [heading_line for heading_line, _, _ in document.headings]
    index = bisect_right(lines, line)
    return lines[index - 1] if index else 0
