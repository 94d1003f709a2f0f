"""Edits on lines: apply them, put several fixes together, and write them into a file's own text.

Pure: lines in, lines out. Whether a fix does any good is for `verifying` to find out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from difflib import unified_diff
from typing import NamedTuple

from rowcheck.model import Edit, Fix

_LINE = re.compile(r"([^\r\n]*)(\r\n|\n|\r|\Z)")


def apply_edits(lines: Sequence[str], edits: Iterable[Edit]) -> tuple[str, ...]:
    """The lines after the edits, which must not overlap; lines are without their ends."""
    result = list(lines)
    for edit in _last_first(edits):
        result[edit.line - 1 : edit.end_line] = _new_lines(edit)
    return tuple(result)


def edit_text(text: str, edits: Iterable[Edit]) -> str:
    """The text after the edits; every other line keeps its own end, and the last one its lack of one.

    New lines end as the line they replace did, or as the first line of the file does.
    """
    lines = [match.groups() for match in _LINE.finditer(text) if match.group()]
    usual = next((end for _, end in lines if end), "\n")
    open_ended = bool(lines) and not lines[-1][1]
    if open_ended:
        lines[-1] = (lines[-1][0], usual)
    for edit in _last_first(edits):
        ends = [end for _, end in lines[edit.line - 1 : edit.end_line]] or [usual]
        new = _new_lines(edit)
        lines[edit.line - 1 : edit.end_line] = [
            (line, ends[min(index, len(ends) - 1)]) for index, line in enumerate(new)
        ]
    if open_ended and lines and lines[-1][0]:  # an empty line without its end would be no line
        lines[-1] = (lines[-1][0], "")
    return "".join(line + end for line, end in lines)


def git_patch(path: str, before: str, after: str) -> str:
    """What leads from one text to the other, as `git apply` takes it; empty where they are equal."""
    lines = unified_diff(_with_ends(before), _with_ends(after), f"a/{path}", f"b/{path}")
    return "".join(
        line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines
    )


class Merged(NamedTuple):
    """Fixes that go together, and those that are left out with the reason."""

    edits: tuple[Edit, ...] = ()
    taken: tuple[Fix, ...] = ()
    refused: tuple[tuple[Fix, str], ...] = ()


def merge_fixes(fixes: Iterable[Fix]) -> Merged:
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


def _with_ends(text: str) -> list[str]:
    """The lines as git counts them, which end at LF only, each with its end."""
    *whole, rest = text.split("\n")
    return [f"{line}\n" for line in whole] + ([rest] if rest else [])


def _new_lines(edit: Edit) -> list[str]:
    return [] if edit.text is None else edit.text.split("\n")


def _last_first(edits: Iterable[Edit]) -> list[Edit]:
    return sorted(edits, key=lambda edit: (edit.line, edit.end_line), reverse=True)


def _overlap(one: Edit, other: Edit) -> bool:
    """Whether two edits touch a common line, or insert at the same place."""
    if one == other:
        return False
    if one.end_line < one.line and other.end_line < other.line:
        return one.line == other.line
    return one.line <= max(other.end_line, other.line - 1) and other.line <= max(one.end_line, one.line - 1)
