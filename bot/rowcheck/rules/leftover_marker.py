"""Conflict or diff markers, a repeated header or a code fence inside a table.

`<<<<<<< HEAD` and `=======` are rows for GitHub, `>>>>>>>` opens a quote and ends the table. A
row pasted from a diff begins with `+` or `-`, which becomes a cell of its own. A fence around a
row makes code of it. A header or a delimiter row that came along with a pasted row is one row more.

Bad:

    | API | Auth |
    | --- | --- |
    <<<<<<< HEAD
    | Cats | No |
    =======
    | Dogs | No |
    >>>>>>> new-row

Good:

    | API | Auth |
    | --- | --- |
    | Cats | No |
    | Dogs | No |
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from rowcheck.model import Document, Problem, Row, Table
from rowcheck.rules.rule import BLANKS, FileView, cell_count, file_rule, looks_like_row
from rowcheck.text import quoted

_CONFLICT = re.compile(r"(?:<{7}|>{7})(?: .*)?\Z|\|{7} .+|={7}\Z")
_DIFF = re.compile(r"[+-](?=\||\[)|@@ -\d")
_DASHES = re.compile(r":?-{3,}:?\Z")
_NEAR = 2
"""How many lines away from a table a marker still belongs to it."""


@file_rule("leftover-marker", "error", __doc__, settles=True)
def check(view: FileView) -> Iterator[Problem]:
    """Yield a problem for each added line that is, or begins with, a marker in or beside a table."""
    head = view.head
    for line in sorted(view.hunks.changed):
        text = head.lines[line - 1].strip(BLANKS)
        what = _marker(head, line, text)
        if what:
            place = head.row_at.get(line)
            yield Problem(line, what, place[1] if place else None, subject=text)


def _marker(head: Document, line: int, text: str) -> str:
    """What is wrong with the line, "" if it holds no marker."""
    kind = head.kinds[line - 1]
    if _CONFLICT.match(text) and kind not in "fc" and (text[0] in "<>" or _divides_rows(head, line)):
        return f"{quoted(text, 30)} is a conflict marker: finish the merge and delete it"
    if kind == "r" and _DIFF.match(text):
        return f"the row begins with {quoted(text[0])}, a diff marker, which becomes a cell of its own"
    if kind == "r" and (what := _second(*head.row_at[line])):
        return f"{what} stands here a second time, where GitHub shows it as a row: remove it"
    if kind == "f" and text.startswith(("```", "~~~")) and _fences_rows(head, line):
        return f"{quoted(text, 30)} makes code of the rows under it: remove the fence"
    return ""


def _second(table: Table, row: Row) -> str:
    """What of the table's top the row repeats, "" if nothing; some tables part their rows by dashes."""
    if len(row.cells) == len(table.columns) > 1 and _folded(row) == _folded(table.header):
        return "the header"
    if not _is_delimiter(row) or sum(map(_is_delimiter, table.rows)) > 1:
        return ""
    return "the delimiter row"


def _folded(row: Row) -> list[str]:
    return [cell.text.casefold() for cell in row.cells]


def _is_delimiter(row: Row) -> bool:
    return bool(row.cells) and all(_DASHES.match(cell.source) for cell in row.cells)


def _divides_rows(head: Document, line: int) -> bool:
    """Whether `=======` stands near a table, and does not make a heading of the line above it."""
    around = head.kinds[max(0, line - 1 - _NEAR) : line + _NEAR]
    return head.kinds[line - 1] != "#" and any(kind in around for kind in "rDH")


def _fences_rows(head: Document, line: int) -> bool:
    """Whether a fence stands right below a table and the next line has the look of its rows."""
    if line < 2 or line >= len(head.lines) or head.kinds[line - 2] not in "rD":
        return False
    below = head.lines[line]
    width = cell_count(head.lines[line - 2])
    return looks_like_row(below) and abs(cell_count(below) - width) <= 1
