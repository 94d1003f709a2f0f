"""A line that looks like a row but is rendered as text.

A blank line above it, four blanks before it, an HTML block or a missing delimiter row keep
GitHub from reading it as a row: it is shown as plain text with pipes in it. Only lines of the
pull request are looked at, and only where a table or other such lines are near: a query that
begins with a pipe is no row. An item of a list that is added right below a row is found as well:
it ends the table.

Bad:

    | API | Auth |
    | --- | --- |
    | Cats | No |

    | Dogs | No |

Good:

    | API | Auth |
    | --- | --- |
    | Cats | No |
    | Dogs | No |
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from rowcheck.model import Document, Edit, Fix, Problem, Table
from rowcheck.rules.rule import (
    BLANKS,
    FileView,
    cell_count,
    file_rule,
    is_delimiter,
    looks_like_row,
    mismatched_delimiter,
    title,
)
from rowcheck.text import counted, quoted

_ITEM = re.compile(r"(?:[-*+]|\d+[.)])[ \t]+\S")
_FAR = 3
"""A table this many lines away, blank ones not counted, is the one that a row was meant for."""


@file_rule("stray-row", "error", __doc__)
def check(view: FileView) -> Iterator[Problem]:
    """Yield a problem for each run of added lines that were meant as rows."""
    lost = {loss.line for loss in view.comparison.lost}
    for first, last in _runs(view, lost):
        table = _table_above(view.head, first)
        if not _meant_as_rows(view.head, first, last, table):
            continue
        number = last - first + 1
        what = "this line looks like a row" if number == 1 else f"these {number:,} lines look like rows"
        shows = "it" if number == 1 else "them"
        reason, fixes = _reason(view.head, first, last, table)
        yield Problem(
            first,
            f"{what}, but GitHub shows {shows} as text: {reason}",
            subject=view.head.lines[first - 1].strip(BLANKS),
            end_line=last,
            fixes=fixes,
        )
    yield from _list_items(view.head, view.hunks.changed)


def _list_items(head: Document, changed: Collection[int]) -> Iterator[Problem]:
    """Added items of a list right below a row, as other lists are written."""
    for line in sorted(changed):
        text = head.lines[line - 1].strip(BLANKS)
        if head.kinds[max(line - 2, 0) : line] == "rp" and _ITEM.match(text) and not looks_like_row(text):
            yield Problem(
                line,
                "this list item stands right below a row and ends the table: "
                "write it as a row, or leave a blank line before it",
                subject=text,
            )


def _runs(view: FileView, lost: set[int]) -> Iterator[tuple[int, int]]:
    """First and last line of each run of added lines that look like rows and are none."""
    start = end = 0
    for line in sorted(view.hunks.changed):
        if line in lost or not _is_candidate(view.head, line):
            continue
        if line != end + 1:
            if start:
                yield start, end
            start = line
        end = line
    if start:
        yield start, end


def _is_candidate(head: Document, line: int) -> bool:
    kind = head.kinds[line - 1]
    if kind in "pc":
        return looks_like_row(head.lines[line - 1])
    return kind == "h" and _piped(head.lines[line - 1]) and not _in_comment(head, line)


def _piped(text: str) -> bool:
    """Whether both outer pipes stand, which nobody writes by chance."""
    text = text.strip(BLANKS)
    return len(text) > 1 and text[0] == text[-1] == "|" and cell_count(text) > 1


def _in_comment(head: Document, line: int) -> bool:
    while line > 1 and head.kinds[line - 2] == "h":
        line -= 1
    return head.lines[line - 1].lstrip().startswith("<!--")


def _table_above(head: Document, line: int) -> Table | None:
    """The table that ends just above, with nothing between but blank lines and would-be rows."""
    at, text = line - 1, 0
    while at >= 1 and head.kinds[at - 1] not in "rDH#" and text <= _FAR:
        at -= 1
        if at >= 1 and head.kinds[at - 1] != " " and not looks_like_row(head.lines[at - 1]):
            text += 1
    if at < 1 or head.kinds[at - 1] not in "rD":
        return None
    return next((table for table in reversed(head.tables) if table.end_line == at), None)


def _meant_as_rows(head: Document, first: int, last: int, table: Table | None) -> bool:
    lines = head.lines[first - 1 : last]
    if any(map(is_delimiter, lines)):
        return True
    if table is not None:
        return any(_in_style(line, table) for line in lines)
    return len(lines) > 1 and all(map(_piped, lines)) and len({*map(cell_count, lines)}) == 1


def _in_style(line: str, table: Table) -> bool:
    """Whether the line could be a row of the table; prose and menus have a pipe here and there."""
    text, width, count = line.strip(BLANKS), len(table.columns), cell_count(line)
    if text[0] == "|" or text[-1] == "|":
        return count > 1 and abs(count - width) <= 1
    return count == width and (width > 2 or not table.header.raw.startswith("|"))


def _reason(head: Document, first: int, last: int, table: Table | None) -> tuple[str, tuple[Fix, ...]]:
    """Why the lines are no rows, and the fix where it is evident."""
    if head.kinds[first - 1] == "c":
        return "indented by four or more, it is code", _unindented(head, first, last)
    if head.kinds[first - 1] == "h":
        return "an HTML block above it goes on to the next blank line", ()
    for line in range(first + 1, last + 1):
        if reason := mismatched_delimiter(head.lines, line):
            return reason, ()
    if table is None:
        return "no delimiter row like '| --- | --- |' stands under their header", ()
    gap = range(table.end_line + 1, first)
    if gap and all(head.kinds[line - 1] == " " for line in gap):
        where = f"line {gap[0]}" if len(gap) == 1 else f"lines {gap[0]} to {gap[-1]}"
        last_row = f"at {quoted(title(table.rows[-1]), 40)}" if table.rows else "with its header"
        cut = "cuts" if len(gap) == 1 else "cut"
        what = "it" if first == last else "them"
        lines = counted(len(gap), "blank line")
        reason = f"{lines} ({where}) {cut} {what} off from the table, which ends {last_row}"
        return reason, (Fix("Join the table", (Edit(gap[0], gap[-1], None),), True),)
    return f"the table above ends on line {table.end_line}", ()


def _unindented(head: Document, first: int, last: int) -> tuple[Fix, ...]:
    lines = [head.lines[line - 1].strip(BLANKS) for line in range(first, last + 1)]
    return (Fix("Remove the indentation", (Edit(first, last, "\n".join(lines)),), True),)
