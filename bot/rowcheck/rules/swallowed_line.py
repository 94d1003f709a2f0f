"""A line of text that has become a row of the table above it.

Every line below a table is a row of it, with or without pipes, until a blank line. A sentence, a
link back to the index or an attribute list becomes a row when it is written directly below the last
row, or when the blank line above it is removed.

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

Not reported: a line that was already a row in the base, and tables of one column or without any
pipes in their rows, where a line without pipes can be meant as a row.
"""

from __future__ import annotations

from collections.abc import Iterator

from rowcheck.markdown.tablerow import WHITESPACE
from rowcheck.model import Edit, Fix, Problem, Related
from rowcheck.rules.rule import FileView, file_rule
from rowcheck.text import quoted

_CONFLICT_MARKERS = ("<<<<<<<", "=======", ">>>>>>>")
"""Left to `leftover-marker`: a blank line would not help."""


@file_rule("swallowed-line", "error", __doc__)
def check(view: FileView) -> Iterator[Problem]:
    new = {change.row for change in view.comparison.changes if change.kind == "added"}
    new.update(view.comparison.revived)
    for table in view.head.tables:
        if len(table.columns) < 2 or not any("|" in row.raw for row in table.rows):
            continue
        for row in table.rows:
            if row not in new or "|" in row.raw or row.raw.startswith(_CONFLICT_MARKERS):
                continue
            anchor = row.line if row.line in view.hunks.changed else view.hunks.anchor(row.line)
            place = ""
            related: tuple[Related, ...] = ()
            if anchor != row.line:
                place = f" (line {row.line})"
                related = (Related(view.head.path, row.line, "the line that has become a row"),)
            blank_line = row.source[: row.start].rstrip(WHITESPACE)  # keeps the marks of a quote
            yield Problem(
                anchor,
                f"{quoted(row.raw)}{place} has become a row of the table above: put a blank line before it",
                row,
                related=related,
                fixes=(Fix("Put a blank line before it", (Edit(row.line, row.line - 1, blank_line),), True),),
                settles=True,
            )
