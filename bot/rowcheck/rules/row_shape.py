"""A row with fewer or more cells than the header.

GitHub pads a short row with empty cells and hides what a long one has too much, so the table
looks whole while a value stands under the wrong column or is not shown at all. Most often a pipe
is missing, or one inside a cell is not written as `\\|`.

A surplus of empty cells hides nothing and is not reported; neither is a short row in a table
where one row in five is as short: such a list leaves its last columns out on purpose.

Bad:

    | API | Auth | HTTPS |
    | --- | --- | --- |
    | [Cats](https://cats.example) | No |

Good:

    | API | Auth | HTTPS |
    | --- | --- | --- |
    | [Cats](https://cats.example) | No | Yes |
"""

from __future__ import annotations

from collections.abc import Iterator

from rowcheck.inference.style import leaves_cells_out
from rowcheck.model import Problem, Related, Row, Table
from rowcheck.rules.rule import TableView, row_rule
from rowcheck.text import counted, quoted


@row_rule("row-shape", "error", __doc__, settles=True)
def check(view: TableView) -> Iterator[Problem]:
    """Blame the judged rows that are short or long, and a header that made others so."""
    width = len(view.table.columns)
    often_short = leaves_cells_out(view.others)
    for row in view.subjects:
        missing = width - len(row.written)
        hidden = [cell for cell in row.surplus if cell.source]
        if missing > 0 and not often_short:
            yield _short(view.table, row, missing)
        elif hidden:
            shown = " and ".join(quoted(cell.source, 40) for cell in hidden[:3])
            message = (
                f"the row has {counted(len(row.written), 'cell')}, the table {counted(width, 'column')}: "
                f"GitHub does not show {shown}; remove what is too much, or write a pipe inside a cell as \\|"
            )
            yield Problem(
                row.line, message, row, "surplus", column=hidden[0].column, end_column=hidden[-1].end_column
            )
    yield from _header(view, width)


def _short(table: Table, row: Row, missing: int) -> Problem:
    names = " and ".join(quoted(name, 40) for name in table.columns[-missing:])
    message = (
        f"the row has {counted(len(row.written), 'cell')}, the table "
        f"{counted(len(table.columns), 'column')}: nothing stands under {names}"
    )
    end = len(row.source.rstrip()) + 1
    return Problem(row.line, message, row, "missing", column=row.start + 1, end_column=end)


def _header(view: TableView, width: int) -> Iterator[Problem]:
    """One fault on the header where its new number of columns leaves old rows short or long."""
    if view.before is None or len(view.before.columns) == width:
        return
    judged = set(view.subjects)
    old = [row for row in view.table.rows if row not in judged]
    hit = [row for row in old if len(row.written) != width and len(row.written) == len(view.before.columns)]
    if not hit:
        return
    message = (
        f"the header now has {counted(width, 'column')}, but {counted(len(hit), 'row')} below "
        f"still {'has' if len(hit) == 1 else 'have'} {counted(len(hit[0].written), 'cell')}"
    )
    related = (Related(view.document.path, hit[0].line, "the first of them"),)
    yield Problem(view.table.line, message, None, "header", subject="header", related=related)
