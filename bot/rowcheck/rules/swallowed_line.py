"""A line of text that has become a row of the table above it.

Every line right under a table is a row of it, pipes or not, until a blank line. A sentence, a
link back to the index or an attribute line is swallowed when the blank line above it goes, or
when it is written right below the last row.

Bad:

    | API | Auth |
    | --- | --- |
    | Cats | No |
    **[Back to index](#index)**

Good:

    | API | Auth |
    | --- | --- |
    | Cats | No |

    **[Back to index](#index)**
"""

from __future__ import annotations

from collections.abc import Iterator

from rowcheck.model import Edit, Fix, Problem, Related, Row, Table
from rowcheck.rules.rule import BLANKS, FileView, file_rule
from rowcheck.text import quoted


@file_rule("swallowed-line", "error", __doc__, settles=True)
def check(view: FileView) -> Iterator[Problem]:
    """Yield a problem for each line that the pull request made a row, or added as one without pipes."""
    swallowed = set(view.comparison.revived)
    added = {change.row for change in view.comparison.changes if change.kind == "added"}
    for table in view.head.tables:
        if len(table.columns) < 2 or not any("|" in row.raw for row in table.rows):
            continue
        for row in table.rows:
            if (row in swallowed or row in added) and "|" not in row.raw and not _is_marker(row.raw):
                yield _problem(view, table, row)


def _problem(view: FileView, table: Table, row: Row) -> Problem:
    anchor = row.line if row.line in view.hunks.changed else view.hunks.anchor(row.line)
    place = "" if anchor == row.line else f" (line {row.line})"
    here = Related(view.head.path, row.line, "the line that is swallowed")
    indent = row.source[: row.start].rstrip(BLANKS)
    return Problem(
        anchor,
        f"{quoted(row.raw)}{place} has become a row of the table above: leave a blank line before it",
        row,
        related=(here,) if anchor != row.line else (),
        fixes=(Fix("Put a blank line before it", (Edit(row.line, row.line - 1, indent),), True),),
    )


def _is_marker(text: str) -> bool:
    """Whether the line is a conflict marker, which no blank line mends."""
    return text[:7] in ("<<<<<<<", "=======", ">>>>>>>")
