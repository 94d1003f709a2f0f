"""Rows of the base, or a whole table, that GitHub no longer renders as a table.

A blank line or a lone pipe inside a table, a torn delimiter row or a block opened further up can
turn rows that nobody touched into plain text. The rows' own lines are unchanged, so only a
comparison of both versions as rendered can see it.

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
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rowcheck.compare.changes import Lost
from rowcheck.model import Document, Edit, Fix, Problem, Related, Table
from rowcheck.rules.rule import BLANKS, FileView, cell_count, file_rule, mismatched_delimiter, title
from rowcheck.text import counted, quoted

_MARKS = f"{BLANKS}>"
"""What may stand before a line's own text in a quote."""

_ENDS = {
    "c": "line {} is indented by four or more, which ends the table",
    "#": "the heading on line {} ends the table",
    "-": "the thematic break on line {} ends the table",
    "f": "the code that ends on line {} ends the table",
}
"""What ends a table right above rows that have become a paragraph, by the kind of its lines."""


class _Cause(NamedTuple):
    """Why rows are lost: the line that did it, as far as it is evident, and how to mend it."""

    line: int
    reason: str
    fixes: tuple[Fix, ...] = ()


@file_rule("lost-rows", "error", __doc__)
def check(view: FileView) -> Iterator[Problem]:
    """Yield a problem for each base table that lost rows, on the line that the pull request changed."""
    by_table: dict[Table, list[Lost]] = {}
    for loss in view.comparison.lost:
        if not _commented_out(view.head, loss.line):
            by_table.setdefault(loss.table, []).append(loss)
    for table, losses in by_table.items():
        losses.sort(key=lambda loss: loss.line)
        first = losses[0].line
        cause = _cause(view, losses[0])
        whole = len(losses) == len(table.rows) and table not in view.comparison.table_origins.values()
        section = f" under {quoted(table.headings[-1], 40)}" if table.headings else ""
        what = "the whole table" if whole else counted(len(losses), "row")
        kept = "a table" if whole else "part of a table"
        yield Problem(
            cause.line if cause.line in view.hunks.changed else view.hunks.anchor(first),
            f"GitHub no longer shows {what}{section} as {kept}: {cause.reason}",
            subject="|".join((*table.headings, *table.columns)),
            related=_related(view.head, losses),
            fixes=cause.fixes,
        )


def _related(head: Document, losses: Sequence[Lost]) -> tuple[Related, ...]:
    first, last = losses[0], losses[-1]
    related = [Related(head.path, first.line, f"from {quoted(title(first.row), 40)}")]
    if last is not first:
        related.append(Related(head.path, last.line, f"to {quoted(title(last.row), 40)}"))
    return tuple(related)


def _commented_out(head: Document, line: int) -> bool:
    """Whether the line is in a comment that is closed before another begins: it was put there on purpose."""
    start = _up_to(head, line, "h", "<!--")
    if not head.lines[start - 1].strip(_MARKS).startswith("<!--"):
        return False
    end = next((at for at in range(line, len(head.lines) + 1) if "-->" in head.lines[at - 1]), None)
    return end is not None and not any("<!--" in text for text in head.lines[line - 1 : end])


def _cause(view: FileView, loss: Lost) -> _Cause:
    head, first = view.head, loss.line
    kind = head.kinds[first - 1]
    if kind == "f":
        start = _up_to(head, first, kind, "```", "~~~")
        return _Cause(start, f"a code fence begins on line {start}")
    if kind == "c":
        return _Cause(first, "a line indented by four or more is code")
    if kind == "h":
        start = _up_to(head, first, kind)
        if head.lines[start - 1].strip(_MARKS).startswith("<!--"):
            return _Cause(start, f"a comment begins on line {start}")
        return _Cause(start, f"the HTML block that begins on line {start} goes on to the next blank line")
    at = first - 1
    while at >= 1 and head.kinds[at - 1] in "pH" and not _is_lone_pipe(head, at):
        at -= 1
    return _broken_at(view, at) or _torn(view, loss, at + 1)


def _broken_at(view: FileView, at: int) -> _Cause | None:
    """The cause if it is the line `at`, or the lines of the same kind that end there, below the table."""
    head = view.head
    if at < 1:
        return None
    if _is_lone_pipe(head, at):
        return _Cause(at, f"line {at} is a lone pipe, which ends the table", (_without(at, at),))
    kind = head.kinds[at - 1]
    start = at if kind in "#-" else _up_to(head, at, kind)
    if head.kinds[start - 2 : start - 1] not in ("r", "D"):
        return None
    if kind == " ":
        added = start in view.hunks.changed or at in view.hunks.changed
        fixes = (_without(start, at),) if added else ()
        return _Cause(start, f"the blank line (line {start}) ends the table", fixes)
    return _Cause(at, _ENDS[kind].format(at)) if kind in _ENDS else None


def _torn(view: FileView, loss: Lost, start: int) -> _Cause:
    """The cause where a paragraph begins at `start` instead of a table."""
    lines = view.head.lines
    for line in range(start + 1, min(start + 5, len(lines) + 1)):
        if reason := mismatched_delimiter(lines, line):
            missing = cell_count(lines[line - 2]) - cell_count(lines[line - 1])
            return _Cause(line, reason, _widened(lines[line - 1], line, missing))
    header = lines[loss.line - 2].strip(_MARKS) if loss.line > 1 else ""
    if header != loss.table.header.raw:
        return _Cause(loss.line, "no header with its delimiter row stands above")
    back = Edit(loss.line, loss.line - 1, view.base.lines[loss.table.line])
    return _Cause(
        loss.line, "the delimiter row under its header is gone", (Fix("Put it back", (back,), True),)
    )


def _widened(delimiter: str, line: int, by: int) -> tuple[Fix, ...]:
    """The delimiter row with as many cells as its header, where it has too few."""
    if by < 1:
        return ()
    text = delimiter.rstrip(BLANKS)
    more = " --- |" * by if text.endswith("|") else " | ---" * by
    return (Fix(f"Give line {line} the missing cells", (Edit(line, line, text + more),), True),)


def _without(first: int, last: int) -> Fix:
    return Fix(f"Remove line {first}", (Edit(first, last, None),), True)


def _is_lone_pipe(head: Document, line: int) -> bool:
    return head.lines[line - 1].strip(_MARKS) == "|"


def _up_to(head: Document, line: int, kind: str, *begins: str) -> int:
    """The line from which all is of one kind up to `line`, or the last one that begins with `begins`."""
    while line > 1 and head.kinds[line - 2] == kind:
        if begins and head.lines[line - 1].strip(_MARKS).startswith(begins):
            break
        line -= 1
    return line
