"""Edits of lines: apply them to lines or to a text, combine the edits of several fixes, write a patch."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import unified_diff

from rowcheck.model import Edit, Fix

_LINE = re.compile(r"([^\r\n]*)(\r\n|\n|\r|\Z)")


def apply_edits(lines: Sequence[str], edits: Iterable[Edit]) -> tuple[str, ...]:
    """Return the lines after the edits, which must not overlap; lines are without their ends."""
    result = list(lines)
    for edit in _last_first(edits):
        result[edit.line - 1 : edit.end_line] = _new_lines(edit)
    return tuple(result)


def edit_text(text: str, edits: Iterable[Edit]) -> str:
    """Return the text after the edits, which must not overlap; other lines keep their line ends.

    New lines end like the line they replace, or like the first line of the text. A missing line end at the
    end of the text stays missing.
    """
    lines = [match.groups() for match in _LINE.finditer(text) if match.group()]
    default = next((end for _, end in lines if end), "\n")
    open_ended = bool(lines) and not lines[-1][1]
    if open_ended:
        lines[-1] = (lines[-1][0], default)
    for edit in _last_first(edits):
        ends = [end for _, end in lines[edit.line - 1 : edit.end_line]] or [default]
        new = _new_lines(edit)
        lines[edit.line - 1 : edit.end_line] = [
            (line, ends[min(index, len(ends) - 1)]) for index, line in enumerate(new)
        ]
    if open_ended and lines and lines[-1][0]:  # without its end, an empty line would vanish
        lines[-1] = (lines[-1][0], "")
    return "".join(line + end for line, end in lines)


def git_patch(path: str, before: str, after: str) -> str:
    """Return a patch for `git apply` that turns one text into the other; empty if they are equal."""
    lines = unified_diff(_with_ends(before), _with_ends(after), f"a/{path}", f"b/{path}")
    return "".join(
        line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines
    )


@dataclass(frozen=True, slots=True)
class Merged:
    """The edits of compatible fixes, these fixes, and the refused ones with the reason."""

    edits: tuple[Edit, ...] = ()
    taken: tuple[Fix, ...] = ()
    refused: tuple[tuple[Fix, str], ...] = ()


def merge_fixes(fixes: Iterable[Fix]) -> Merged:
    """Combine fixes in their order; one that changes a line of an earlier one is refused."""
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
    """Split a text into lines as git does, at LF only, with their ends."""
    *complete, rest = text.split("\n")
    return [f"{line}\n" for line in complete] + ([rest] if rest else [])


def _new_lines(edit: Edit) -> list[str]:
    return [] if edit.text is None else edit.text.split("\n")


def _last_first(edits: Iterable[Edit]) -> list[Edit]:
    return sorted(edits, key=lambda edit: (edit.line, edit.end_line), reverse=True)


def _overlap(edit: Edit, other: Edit) -> bool:
    """Return whether two edits change a common line, or insert at the same place."""
    if edit == other:
        return False
    if edit.end_line < edit.line and other.end_line < other.line:
        return edit.line == other.line
    return edit.line <= max(other.end_line, other.line - 1) and other.line <= max(
        edit.end_line, edit.line - 1
    )
