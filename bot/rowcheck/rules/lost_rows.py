"""Rows of the base, or a complete table, that GitHub no longer renders as a table.

A blank line or a lone pipe inside a table, a wrong delimiter row or a block opened above can turn
unchanged rows into plain text. The lines of these rows do not differ, so that only a comparison of both
versions as rendered shows the loss.

Bad:

    <!-- before -->

    | API | Auth |
    | --- | --- |
    | Cats | No |
    | Dogs | No |

    <!-- after -->

    | API | Auth |
    | --- | --- |
    | Ants | No |

    | Cats | No |
    | Dogs | No |

Good:

    <!-- before -->

    | API | Auth |
    | --- | --- |
    | Cats | No |
    | Dogs | No |

    <!-- after -->

    | API | Auth |
    | --- | --- |
    | Ants | No |
    | Cats | No |
    | Dogs | No |

Not reported: rows that were deleted, and rows in a comment that is closed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rowcheck.cells.row_names import row_name
from rowcheck.compare.changes import Lost
from rowcheck.markdown.tablerow import WHITESPACE
from rowcheck.model import Document, Edit, Fix, Problem, Related, Table
from rowcheck.rules.rule import FileView, cell_count, file_rule, mismatched_delimiter
from rowcheck.text import counted, quoted

_MARKS = f"{WHITESPACE}>"
"""Characters before the text of a line in a quote."""

_ENDS = {
    "c": "line {} is indented by four or more spaces, which ends the table",
    "#": "the heading on line {} ends the table",
    "-": "the thematic break on line {} ends the table",
    "f": "the code block that ends on line {} ends the table",
}
"""What ends a table directly above rows that became a paragraph, by the kind of its last line."""


@dataclass(frozen=True, slots=True)
class _Cause:
    """Why rows are lost: the line to report, the reason, and how to fix it."""

    line: int
    reason: str
    fixes: tuple[Fix, ...] = ()


@file_rule("lost-rows", "error", __doc__)
def check(view: FileView) -> Iterator[Problem]:
    by_table: dict[Table, list[Lost]] = {}
    for loss in view.comparison.lost:
        if not _is_commented_out(view.head, loss.line):
            by_table.setdefault(loss.table, []).append(loss)
    for table, losses in by_table.items():
        losses.sort(key=lambda loss: loss.line)
        first = losses[0].line
        cause = _cause(view, losses[0])
        section = f" under {quoted(table.headings[-1], 40)}" if table.headings else ""
        if len(losses) == len(table.rows) and table not in view.comparison.table_origins.values():
            what = f"the table{section} as a table"
        else:
            what = f"{counted(len(losses), 'row')}{section} as part of a table"
        yield Problem(
            cause.line if cause.line in view.hunks.changed else view.hunks.anchor(first),
            f"GitHub no longer shows {what}: {cause.reason}",
            subject="|".join((*table.headings, *table.columns)),
            related=_related(view.head, losses),
            fixes=cause.fixes,
        )


def _related(head: Document, losses: Sequence[Lost]) -> tuple[Related, ...]:
    first, last = losses[0], losses[-1]
    related = [Related(head.path, first.line, f"from {quoted(row_name(first.row, first.table), 40)}")]
    if last is not first:
        related.append(Related(head.path, last.line, f"to {quoted(row_name(last.row, last.table), 40)}"))
    return tuple(related)


def _is_commented_out(head: Document, line: int) -> bool:
    """Return whether the line is in a comment that ends before another begins, which is intended."""
    start = _block_start(head, line, "<!--")
    if not head.lines[start - 1].strip(_MARKS).startswith("<!--"):
        return False
    end = next((at for at in range(line, len(head.lines) + 1) if "-->" in head.lines[at - 1]), None)
    return end is not None and not any("<!--" in text for text in head.lines[line - 1 : end])


def _cause(view: FileView, loss: Lost) -> _Cause:
    head, first = view.head, loss.line
    kind = head.kinds[first - 1]
    if kind == "f":
        start = _block_start(head, first, "```", "~~~")
        return _Cause(start, f"a code fence begins on line {start}")
    if kind == "c":
        return _Cause(first, "a line indented by four or more spaces is code")
    if kind == "h":
        start = _block_start(head, first)
        if head.lines[start - 1].strip(_MARKS).startswith("<!--"):
            return _Cause(start, f"a comment begins on line {start}")
        return _Cause(start, f"the HTML block that begins on line {start} continues to the next blank line")
    at = first - 1
    while at >= 1 and head.kinds[at - 1] in "pH" and not _is_lone_pipe(head, at):
        at -= 1
    return _ended_table(view, at) or _missing_top(view, loss, at + 1)


def _ended_table(view: FileView, at: int) -> _Cause | None:
    """Return the cause if the block whose last line is `at` ends a table directly above it."""
    head = view.head
    if at < 1:
        return None
    if _is_lone_pipe(head, at):
        return _Cause(at, f"line {at} is a lone pipe, which ends the table", (_removal(at, at),))
    kind = head.kinds[at - 1]
    start = at if kind in "#-" else _block_start(head, at)
    if head.kinds[start - 2 : start - 1] not in ("r", "D"):
        return None
    if kind == " ":
        added = start in view.hunks.changed or at in view.hunks.changed
        fixes = (_removal(start, at),) if added else ()
        return _Cause(start, f"the blank line (line {start}) ends the table", fixes)
    return _Cause(at, _ENDS[kind].format(at)) if kind in _ENDS else None


def _missing_top(view: FileView, loss: Lost, start: int) -> _Cause:
    """Return the cause if the paragraph that begins at `start` has no matching header and delimiter row."""
    lines = view.head.lines
    for line in range(start + 1, min(start + 5, len(lines) + 1)):
        if reason := mismatched_delimiter(lines, line):
            return _Cause(line, reason, _widened(lines, line))
    header = lines[loss.line - 2].strip(_MARKS) if loss.line > 1 else ""
    if header != loss.table.header.raw:
        return _Cause(loss.line, "there is no header with a delimiter row above")
    edit = Edit(loss.line, loss.line - 1, view.base.lines[loss.table.line])
    fix = Fix("Restore the delimiter row", (edit,), True)
    return _Cause(loss.line, "the delimiter row below the header is missing", (fix,))


def _widened(lines: Sequence[str], line: int) -> tuple[Fix, ...]:
    """Return the fix for a delimiter row that has fewer cells than the header above it."""
    missing = cell_count(lines[line - 2]) - cell_count(lines[line - 1])
    if missing < 1:
        return ()
    text = lines[line - 1].rstrip(WHITESPACE)
    cells = " --- |" * missing if text.endswith("|") else " | ---" * missing
    return (Fix(f"Add the missing cells to line {line}", (Edit(line, line, text + cells),), True),)


def _removal(first: int, last: int) -> Fix:
    return Fix(f"Remove line {first}", (Edit(first, last, None),), True)


def _is_lone_pipe(head: Document, line: int) -> bool:
    return head.lines[line - 1].strip(_MARKS) == "|"


def _block_start(head: Document, line: int, *marks: str) -> int:
    """Return the first line of the block up to `line`, or the last one of it that begins with a mark."""
    while line > 1 and head.kinds[line - 2] == head.kinds[line - 1]:
        if marks and head.lines[line - 1].strip(_MARKS).startswith(marks):
            break
        line -= 1
    return line
