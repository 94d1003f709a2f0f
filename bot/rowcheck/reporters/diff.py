"""A fix as the lines it takes away and the lines it puts in; applying it is not done here."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest
from typing import Literal, NamedTuple

from rowcheck.model import Edit, Finding, Fix


class DiffLine(NamedTuple):
    """One line of a fix; `line` is where it stands, or comes to stand, in the head text.

    `column` is where it begins to differ from the line that it replaces or that replaces it, 0 when
    there is no such line.
    """

    sign: Literal["-", "+"]
    line: int
    text: str
    column: int = 0


def diff_lines(fix: Fix, lines: tuple[str, ...]) -> tuple[DiffLine, ...]:
    """What `fix` does to the head `lines`, top to bottom; lines that it only repeats are left out."""
    edits = sorted(fix.edits, key=lambda edit: (edit.line, edit.end_line))
    return tuple(line for edit in edits for line in _edit_lines(edit, lines))


def head_lines(finding: Finding, lines: tuple[str, ...] | None) -> tuple[str, ...]:
    """The head lines that a finding stands in; only its own row is known when the text is not."""
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
    same = min(len(old), len(new))
    return 1 + next((index for index in range(same) if old[index] != new[index]), same)
