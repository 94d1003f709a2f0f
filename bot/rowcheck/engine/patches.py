"""The fixes of a whole list as one patch a section, so that each can be read and applied by itself.

Texts in, patches out. Every patch was applied on its own and checked again: it takes faults away and
brings none.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rowcheck.compare.edits import edit_text
from rowcheck.compare.lines import diff_lines
from rowcheck.engine import fixing
from rowcheck.engine.check import Pair, check
from rowcheck.markdown import documents
from rowcheck.model import Document, Edit, Report, heading_path
from rowcheck.settings.settings import Settings

_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class Patch:
    """What mends one section: the file's text before and after, and how many faults that takes away."""

    path: str
    headings: tuple[str, ...]
    before: str
    after: str
    faults: int


def by_section(pair: Pair, settings: Settings, rest: Sequence[tuple[str, str]] = ()) -> Iterator[Patch]:
    """The patches for one file, in the order of its sections; `rest` are path and text of the others."""
    before = check([pair], settings, rest=rest, offer_fixes=False)
    mended = fixing.fix([pair], settings, rest, unsafe=True).pairs[0]
    for headings, head in _sections(pair, mended.head):
        after = check([pair._replace(head=head)], settings, rest=rest, offer_fixes=False)
        gone = _gone(before, after)
        if gone:
            yield Patch(pair.path, headings, pair.head, head, gone)


def file_names(patches: Iterable[Patch]) -> Iterator[str]:
    """A name for each patch's file: its number, and the last heading in words."""
    numbered = list(patches)
    digits = len(str(len(numbered)))
    for number, patch in enumerate(numbered, 1):
        words = "-".join(re.findall(r"\w+", (patch.headings or (patch.path,))[-1].lower()))
        yield f"{number:0{digits}}-{words[:_LONGEST_NAME].strip('-') or 'section'}.patch"


def _sections(before: Pair, after: str) -> Iterator[tuple[tuple[str, ...], str]]:
    """For each section that changes: its headings, and the whole text with only that section changed."""
    old, new = documents.read(before.path, before.head), documents.read(before.path, after)
    edits: dict[int, list[Edit]] = {}
    for hunk in diff_lines(old.lines, new.lines).all:
        lines = new.lines[hunk.line - 1 : hunk.end]
        edit = Edit(hunk.base, hunk.base_end, "\n".join(lines) if lines else None)
        edits.setdefault(_section(old, hunk.base), []).append(edit)
    for line, changed in sorted(edits.items()):
        yield heading_path(old.headings, line + 1), edit_text(before.head, changed)


def _section(document: Document, line: int) -> int:
    """The line of the heading above, which is one for each section; 0 before the first."""
    lines = [heading[0] for heading in document.headings]
    index = bisect_right(lines, line)
    return lines[index - 1] if index else 0


def _gone(before: Report, after: Report) -> int:
    """How many findings went away; none where one came."""
    old, new = fixing.names(before), fixing.names(after)
    return 0 if new - old else (old - new).total()
