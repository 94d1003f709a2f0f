"""Conflict or diff markers, a repeated header or a code fence inside a table.

GitHub renders `<<<<<<< HEAD` and `=======` as rows, and `>>>>>>>` begins a quote, which ends the
table. A row pasted from a diff begins with `+` or `-`, which becomes a separate cell. A code fence
around a row turns it into code. A header or delimiter row pasted together with a row becomes a row.

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

Not reported: markers in code, equal signs that underline a heading, a fence that contains no rows, and
dashes in a table that separates its rows with them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from rowcheck.cells.row_roles import is_delimiter_row, repeats_header
from rowcheck.markdown.tablerow import WHITESPACE
from rowcheck.model import Document, Problem, Row, Table
from rowcheck.rules.rule import FileView, cell_count, file_rule, looks_like_row
from rowcheck.text import quoted

_CONFLICT = re.compile(r"(?:<{7}|>{7})(?: .*)?\Z|\|{7} .+|={7}\Z")
_DIFF = re.compile(r"[+-](?=\||\[)|@@ -\d")
_NEAR = 2
"""Lines between a table and a `=======` that belongs to it."""


@file_rule("leftover-marker", "error", __doc__)
def check(view: FileView) -> Iterator[Problem]:
    head = view.head
    for line in sorted(view.hunks.changed):
        text = head.lines[line - 1].strip(WHITESPACE)
        message = _message(head, line, text)
        if message:
            row = head.row_at[line][1] if line in head.row_at else None
            yield Problem(line, message, row, subject=text, settles=True)


def _message(head: Document, line: int, text: str) -> str:
    """Describe the marker on a line; "" if there is none."""
    kind = head.kinds[line - 1]
    if _CONFLICT.match(text) and kind not in "fc" and (text[0] in "<>" or _is_near_table(head, line)):
        return f"{quoted(text, 30)} is a conflict marker: finish the merge and delete it"
    if kind == "r" and _DIFF.match(text):
        return f"the row begins with {quoted(text[0])}, a diff marker, which becomes a separate cell"
    if kind == "r" and (repeated := _repeated(*head.row_at[line])):
        return f"{repeated} is repeated here, where GitHub shows it as a row: remove it"
    if kind == "f" and text.startswith(("```", "~~~")) and _fences_rows(head, line):
        return f"{quoted(text, 30)} turns the rows below it into code: remove the fence"
    return ""


def _repeated(table: Table, row: Row) -> str:
    """Return which line at the top of the table the row repeats; "" if none."""
    if repeats_header(row, table):
        return "the header"
    if is_delimiter_row(row) and sum(map(is_delimiter_row, table.rows)) == 1:
        return "the delimiter row"
    return ""


def _is_near_table(head: Document, line: int) -> bool:
    around = head.kinds[max(0, line - 1 - _NEAR) : line + _NEAR]
    return head.kinds[line - 1] != "#" and any(kind in around for kind in "rDH")


def _fences_rows(head: Document, line: int) -> bool:
    """Return whether the fence is directly below a table and the line after it looks like a row of it."""
    if line < 2 or line >= len(head.lines) or head.kinds[line - 2] not in "rD":
        return False
    width = cell_count(head.lines[line - 2])
    below = head.lines[line]
    return looks_like_row(below) and abs(cell_count(below) - width) <= 1
