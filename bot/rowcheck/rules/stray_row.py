"""A line that looks like a row but is rendered as text.

A blank line above it, an indentation of four spaces, an HTML block or a missing delimiter row keep
GitHub from reading a line as a row, so that it shows text with pipes. A list item directly below a row
ends the table, too.

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

Not reported: lines that were already in the base, and lines without a table or similar lines nearby,
such as a query that begins with a pipe.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from rowcheck.cells.row_names import row_name
from rowcheck.markdown.tablerow import WHITESPACE
from rowcheck.model import Document, Edit, Fix, Problem, Table
from rowcheck.rules.rule import (
    FileView,
    cell_count,
    file_rule,
    is_delimiter,
    looks_like_row,
    mismatched_delimiter,
)
from rowcheck.text import counted, quoted

_ITEM = re.compile(r"(?:[-*+]|\d+[.)])[ \t]+\S")
_FAR = 3
"""Lines of text after which the table above is no longer the one that a row was meant for."""


@file_rule("stray-row", "error", __doc__)
def check(view: FileView) -> Iterator[Problem]:
    head = view.head
    for first, last in _runs(view):
        table = _table_above(head, first)
        if not _meant_as_rows(head, first, last, table):
            continue
        reason, fixes = _reason(head, first, last, table)
        if first == last:
            message = f"this line looks like a row, but GitHub shows it as text: {reason}"
        else:
            count = last - first + 1
            message = f"these {count:,} lines look like rows, but GitHub shows them as text: {reason}"
        subject = head.lines[first - 1].strip(WHITESPACE)
        yield Problem(first, message, subject=subject, end_line=last, fixes=fixes)
    for line in sorted(view.hunks.changed):
        text = head.lines[line - 1].strip(WHITESPACE)
        if head.kinds[max(line - 2, 0) : line] == "rp" and _ITEM.match(text) and not looks_like_row(text):
            message = (
                "this list item is directly below a row and ends the table: "
                "write it as a row, or put a blank line before it"
            )
            yield Problem(line, message, subject=text)


def _runs(view: FileView) -> Iterator[tuple[int, int]]:
    """Yield the first and last line of each run of added lines that look like rows but are not."""
    lost = {loss.line for loss in view.comparison.lost}
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
    return kind == "h" and _has_outer_pipes(head.lines[line - 1]) and not _in_comment(head, line)


def _has_outer_pipes(text: str) -> bool:
    text = text.strip(WHITESPACE)
    return len(text) > 1 and text[0] == text[-1] == "|" and cell_count(text) > 1


def _in_comment(head: Document, line: int) -> bool:
    while line > 1 and head.kinds[line - 2] == "h":
        line -= 1
    return head.lines[line - 1].lstrip().startswith("<!--")


def _table_above(head: Document, line: int) -> Table | None:
    """Return the table that ends above a line, with few lines between that do not look like rows."""
    at, text_lines = line - 1, 0
    while at >= 1 and head.kinds[at - 1] not in "rDH#" and text_lines <= _FAR:
        at -= 1
        if at >= 1 and head.kinds[at - 1] != " " and not looks_like_row(head.lines[at - 1]):
            text_lines += 1
    if at < 1 or head.kinds[at - 1] not in "rD":
        return None
    return next((table for table in reversed(head.tables) if table.end_line == at), None)


def _meant_as_rows(head: Document, first: int, last: int, table: Table | None) -> bool:
    lines = head.lines[first - 1 : last]
    if any(map(is_delimiter, lines)):
        return True
    if table is not None:
        return any(_fits(line, table) for line in lines)
    return len(lines) > 1 and all(map(_has_outer_pipes, lines)) and len({*map(cell_count, lines)}) == 1


def _fits(line: str, table: Table) -> bool:
    """Return whether a line could be a row of the table, rather than prose or a menu with some pipes."""
    text, width, count = line.strip(WHITESPACE), len(table.columns), cell_count(line)
    if text[0] == "|" or text[-1] == "|":
        return count > 1 and abs(count - width) <= 1
    return count == width and (width > 2 or not table.header.raw.startswith("|"))


def _reason(head: Document, first: int, last: int, table: Table | None) -> tuple[str, tuple[Fix, ...]]:
    """Return why the lines are not rows, and the fix if it is clear."""
    if head.kinds[first - 1] == "c":
        text = "\n".join(line.strip(WHITESPACE) for line in head.lines[first - 1 : last])
        fix = Fix("Remove the indentation", (Edit(first, last, text),), True)
        return "a line indented by four or more spaces is code", (fix,)
    if head.kinds[first - 1] == "h":
        return "an HTML block above continues to the next blank line", ()
    for line in range(first + 1, last + 1):
        if reason := mismatched_delimiter(head.lines, line):
            return reason, ()
    if table is None:
        return "there is no delimiter row like '| --- | --- |' below the header", ()
    gap = range(table.end_line + 1, first)
    if not gap or any(head.kinds[line - 1] != " " for line in gap):
        return f"the table above ends on line {table.end_line}", ()
    if len(gap) == 1:
        cause = f"a blank line (line {gap[0]}) separates"
    else:
        cause = f"{counted(len(gap), 'blank line')} (lines {gap[0]} to {gap[-1]}) separate"
    rows = "it" if first == last else "them"
    end = f"at {quoted(row_name(table.rows[-1], table), 40)}" if table.rows else "with its header"
    fix = Fix("Join the table", (Edit(gap[0], gap[-1], None),), True)
    return f"{cause} {rows} from the table, which ends {end}", (fix,)
