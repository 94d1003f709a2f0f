"""A fix as the block of lines that a suggestion puts in place of others.

A suggestion replaces exactly the lines its comment spans, so a move is the whole block between the
two places. https://docs.github.com/pull-requests (incorporating feedback)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rowcheck.compare import fixes
from rowcheck.model import Finding

_LONGEST = 40
"""Lines that a reader can still compare by eye."""


@dataclass(frozen=True, slots=True)
class Block:
    """Head lines `start` to `end` become `lines`; none deletes them."""

    start: int
    end: int
    lines: tuple[str, ...]


def block(finding: Finding, head: Sequence[str]) -> Block | None:
    """What to put in place of which lines, the finding's own among them; None where it would be long."""
    if finding.fix is None or not finding.fix.edits:
        return None
    edits = finding.fix.edits
    start = min(finding.line, *(edit.line for edit in edits))
    end = max(finding.line, *(edit.end_line for edit in edits))
    if end > len(head) or end - start >= _LONGEST:
        return None
    old = tuple(head[start - 1 : end])
    offset = start - 1
    moved = [edit._replace(line=edit.line - offset, end_line=edit.end_line - offset) for edit in edits]
    new = fixes.apply(old, moved)
    return None if new == old else Block(start, end, new)
