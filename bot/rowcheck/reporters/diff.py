"""A fix as the lines that it removes and adds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest
from typing import Literal

from rowcheck.model import Edit, Finding, Fix


@dataclass(frozen=True, slots=True)
class DiffLine:
    """One line of a diff; `line` is its number in the head text, or the one it gets there.

    `column` is where it first differs from its counterpart, 0 when it has none.
    """

    sign: Literal["-", "+"]
    line: int
    text: str
    column: int = 0


def diff_lines(fix: Fix, lines: tuple[str, ...]) -> tuple[DiffLine, ...]:
    """Return what `fix` changes in the head `lines`, top to bottom, without the lines it repeats."""
    edits = sorted(fix.edits, key=lambda edit: (edit.line, edit.end_line))
    return tuple(line for edit in edits for line in _edit_lines(edit, lines))


def head_lines(finding: Finding, lines: tuple[str, ...] | None) -> tuple[str, ...]:
    """Return the head's lines; when they are not known, empty lines with the finding's row in its place."""
    if lines is not None and finding.line <= len(lines):
        return lines
    return ("",) * (finding.line - 1) + (finding.row,)


def _edit_lines(edit: Edit, lines: tuple[str, ...]) -> Iterator[DiffLine]:
    old = list(lines[edit.line - 1 : edit.end_line])
    new = [] if edit.text is None else edit.text.split("\n")
    first = edit.line
    while old and new and old[0] == new[0]:
        del old[0], new[0]
        first += 1
    while old and new and old[-1] == new[-1]:
        del old[-1], new[-1]
    paired = len(old) == len(new)
    columns = [_first_difference(*pair) if paired else 0 for pair in zip_longest(old, new, fillvalue="")]
    for index, text in enumerate(old):
        yield DiffLine("-", first + index, text, columns[index])
    for index, text in enumerate(new):
        yield DiffLine("+", first + index, text, columns[index])


def _first_difference(old: str, new: str) -> int:
    shared = min(len(old), len(new))
    return 1 + next((index for index in range(shared) if old[index] != new[index]), shared)
