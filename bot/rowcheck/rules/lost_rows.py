"""A row that the list had is still a row.

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

from rowcheck.changes import Lost
from rowcheck.model import Document, Edit, Fix, Problem, Related, Table
from rowcheck.rules.rule import BLANKS, FileView, Rule, cell_count, counted, quoted, title


def check(view: FileView) -> Iterator[Problem]:
    """Yield a problem for each base table that lost rows, on the line that the pull request changed."""
    by_table: dict[Table, list[Lost]] = {}
    for loss in view.comparison.lost:
        by_table.setdefault(loss.table, []).append(loss)
    for table, losses in by_table.items():
        losses.sort(key=lambda loss: loss.line)
        anchor = view.hunks.anchor(losses[0].line)
        reason, fixes = _cause(view, losses[0].line)
        whole = len(losses) == len(table.rows)
        section = f" under {quoted(table.headings[-1], 40)}" if table.headings else ""
        what = f"the whole table{section}" if whole else f"{counted(len(losses), 'row')}{section}"
        yield Problem(
            anchor,
            f"GitHub no longer shows {what} as {'a table' if whole else 'part of a table'}: {reason}",
            subject="|".join((*table.headings, *table.columns)),
            related=_related(view.head, losses),
            fixes=fixes,
        )


def _related(head: Document, losses: Sequence[Lost]) -> tuple[Related, ...]:
    first, last = losses[0], losses[-1]
    related = [Related(head.path, first.line, f"from {quoted(title(first.row), 40)}")]
    if last is not first:
        related.append(Related(head.path, last.line, f"to {quoted(title(last.row), 40)}"))
    return tuple(related)


def _cause(view: FileView, first: int) -> tuple[str, tuple[Fix, ...]]:
    """Why the line of the first lost row is no row, as far as it is evident."""
    head = view.head
    kind = head.kinds[first - 1]
    if kind == "f":
        return "a code fence is open", ()
    if kind == "c":
        return "its lines are indented by four or more", ()
    if kind == "h":
        start = _block_start(head, first)
        return f"the HTML block that begins on line {start} goes on to the next blank line", ()
    at = first - 1
    while at >= 1 and head.kinds[at - 1] in "pH" and head.lines[at - 1].strip(BLANKS) != "|":
        at -= 1
    if at < 1:
        return _torn(head, at + 1)
    return _broken_at(view, at) or _torn(head, at + 1)


def _broken_at(view: FileView, at: int) -> tuple[str, tuple[Fix, ...]] | None:
    """The cause if it is the line `at` or the blank lines that end there."""
    head = view.head
    if head.lines[at - 1].strip(BLANKS) == "|":
        return f"line {at} is a lone pipe, which ends the table", (_without(at, at),)
    start = at
    while start > 1 and head.kinds[start - 2] == " ":
        start -= 1
    if head.kinds[at - 1] == " " and head.kinds[start - 2 : start - 1] in ("r", "D"):
        added = start in view.hunks.changed or at in view.hunks.changed
        fixes = (_without(start, at),) if added else ()
        return f"the blank line (line {start}) ends the table", fixes
    return None


def _without(first: int, last: int) -> Fix:
    return Fix(f"Remove line {first}", (Edit(first, last, None),), True)


def _torn(head: Document, start: int) -> tuple[str, tuple[Fix, ...]]:
    """The cause where a paragraph begins at `start` instead of a table."""
    for line in range(start, min(start + 5, len(head.lines) + 1)):
        text = head.lines[line - 1].strip(BLANKS)
        if text and set(text) <= set("|-: \t") and "-" in text and line > 1:
            have, need = cell_count(text), cell_count(head.lines[line - 2])
            if have != need:
                return f"the delimiter row on line {line} has {have} cells and the header above it {need}", ()
    return "no delimiter row stands under its header", ()


def _block_start(head: Document, line: int) -> int:
    while line > 1 and head.kinds[line - 2] == "h":
        line -= 1
    return line


RULE = Rule(
    "lost-rows",
    "rows, or a table, of the base that GitHub renders no more",
    "error",
    __doc__,
    file=check,
)
