"""Edits on lines: apply them, and put several fixes together where they do not overlap.

Pure: lines in, lines out. Whether a fix does any good is for `check` to verify.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rowcheck.model import Edit, Fix


def apply(lines: Sequence[str], edits: Iterable[Edit]) -> tuple[str, ...]:
    """The lines after the edits, which must not overlap; lines are without their ends."""
    result = list(lines)
    for edit in sorted(edits, key=lambda edit: (edit.line, edit.end_line), reverse=True):
        new = [] if edit.text is None else edit.text.split("\n")
        result[edit.line - 1 : edit.end_line] = new
    return tuple(result)


@dataclass(frozen=True, slots=True)
class Merged:
    """Fixes that go together, and those that are left out with the reason."""

    edits: tuple[Edit, ...] = ()
    taken: tuple[Fix, ...] = ()
    refused: tuple[tuple[Fix, str], ...] = ()


def merge(fixes: Iterable[Fix]) -> Merged:
    """Take the fixes in their order; one that touches a line already taken is refused."""
    edits: list[Edit] = []
    taken: list[Fix] = []
    refused: list[tuple[Fix, str]] = []
    for fix in fixes:
        clash = next((edit for edit in fix.edits for other in edits if _overlap(edit, other)), None)
        if all(edit in edits for edit in fix.edits):
            taken.append(fix)
        elif clash:
            refused.append((fix, f"line {clash.line} is changed by another fix"))
        else:
            edits.extend(edit for edit in fix.edits if edit not in edits)
            taken.append(fix)
    return Merged(tuple(edits), tuple(taken), tuple(refused))


def _overlap(one: Edit, other: Edit) -> bool:
    """Whether two edits touch a common line, or insert at the same place."""
    if one == other:
        return False
    if one.end_line < one.line and other.end_line < other.line:
        return one.line == other.line
    return one.line <= max(other.end_line, other.line - 1) and other.line <= max(one.end_line, one.line - 1)
