r"""A row with fewer or more cells than the header.

GitHub fills a short row with empty cells and hides the surplus cells of a long one. The table still
looks right, although a value is in the wrong column or is not shown. Usually a pipe is missing, or a pipe
inside a cell is not written as `\|`.

A header that gains or loses columns is reported if older rows still have the old number of cells.

Bad:

    | API | Auth | HTTPS |
    | --- | --- | --- |
    | [Cats](https://cats.example) | No |

Good:

    | API | Auth | HTTPS |
    | --- | --- | --- |
    | [Cats](https://cats.example) | No | Yes |

Not reported: surplus cells that are empty, since nothing is hidden, and short rows in a table where
at least one row in five is short, since such a list leaves its last columns out on purpose.
"""

from __future__ import annotations

from collections.abc import Iterator

from rowcheck.inference.style import leaves_cells_out
from rowcheck.model import Problem, Related
from rowcheck.rules.rule import TableView, row_rule
from rowcheck.text import counted, listed, quoted


@row_rule("row-shape", "error", __doc__, settles=True)
def check(view: TableView) -> Iterator[Problem]:
    columns = view.table.columns
    often_short = leaves_cells_out(view.others)
    for row in view.subjects:
        count = len(row.written)
        shape = f"the row has {counted(count, 'cell')}, the header {len(columns)}"
        hidden = [cell for cell in row.surplus if cell.source]
        if count < len(columns) and not often_short:
            names = listed([quoted(name, 40) for name in columns[count:]], "and")
            message = f"{shape}: there is no cell for {names}"
            end = len(row.source.rstrip()) + 1
            yield Problem(row.line, message, row, "missing", column=row.start + 1, end_column=end)
        elif hidden:
            values = listed([quoted(cell.source, 40) for cell in hidden[:3]], "and")
            message = (
                f"{shape}: GitHub does not show {values}; "
                "remove the surplus, or write a pipe inside a cell as \\|"
            )
            start, end = hidden[0].column, hidden[-1].end_column
            yield Problem(row.line, message, row, "surplus", column=start, end_column=end)
    yield from _header(view)


def _header(view: TableView) -> Iterator[Problem]:
    """Yield one problem for a header whose new number of columns no longer matches older rows."""
    width = len(view.table.columns)
    if view.before is None or len(view.before.columns) == width:
        return
    old_width = len(view.before.columns)
    rows = [row for row in view.others if len(row.written) == old_width]
    if not rows:
        return
    have = "has" if len(rows) == 1 else "have"
    message = (
        f"the header now has {counted(width, 'column')}, "
        f"but {counted(len(rows), 'row')} below still {have} {counted(old_width, 'cell')}"
    )
    related = (Related(view.document.path, rows[0].line, "the first of them"),)
    yield Problem(view.table.line, message, None, "header", subject="header", related=related)
