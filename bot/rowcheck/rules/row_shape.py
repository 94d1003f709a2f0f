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

Not reported: surplus cells in which there is nothing to see, such as spaces or a comment, and surplus
cells of a kind that most rows have. Short rows in a table where at least one row in five is short, or where
most rows have nothing in the columns that are missing. A row of one bold cell, which is the heading of a
group of rows, and a row of empty cells.
"""

from __future__ import annotations

from collections.abc import Iterator

from rowcheck.inference import shape
from rowcheck.markdown.tablerow import WHITESPACE
from rowcheck.model import Cell, Edit, Fix, Problem, Related, Row
from rowcheck.rules.rule import TableView, row_rule
from rowcheck.text import counted, listed, quoted


@row_rule("row-shape", "error", __doc__)
def check(view: TableView) -> Iterator[Problem]:
    width = len(view.table.columns)
    short = [row for row in view.subjects if len(row.written) < width and any(row.content)]
    if short and not shape.leaves_cells_out(view.others):
        needed = [index for index in range(width) if not shape.is_mostly_empty(view.others, index)]
        yield from (_missing(view, row) for row in short if needed and needed[-1] >= len(row.written))
    long = [(row, hidden) for row in view.subjects if (hidden := shape.hidden_cells(row))]
    usual = shape.usual_hidden_cells(view.others) if long else 0
    yield from (_surplus(view, row, hidden) for row, hidden in long if len(hidden) > usual)
    yield from _header(view)


def _missing(view: TableView, row: Row) -> Problem:
    columns, count = view.table.columns, len(row.written)
    names = listed([quoted(name, 40) for name in columns[count:]], "and")
    fixes: tuple[Fix, ...] = ()
    has_schema = view.settings is not None and view.settings.row is not None
    if has_schema or all(shape.may_be_empty(view.others, index) for index in range(count, len(columns))):
        text = row.source.rstrip(WHITESPACE)
        text += (
            "  |" * (len(columns) - count) if _ends_with_pipe(text) else " |" + "  |" * (len(columns) - count)
        )
        title = "Add an empty cell" if len(columns) == count + 1 else "Add empty cells"
        fixes = (Fix(title, (Edit(row.line, row.line, text),), False),)
    # Without a column: the problem is not on a cell, but on what should be behind the last one.
    return Problem(
        row.line, f"{_counts(view, row)}: there is no cell for {names}", row, "missing", fixes=fixes
    )


def _surplus(view: TableView, row: Row, hidden: list[Cell]) -> Problem:
    values = listed([quoted(cell.source, 40) for cell in hidden[:3]], "and")
    message = (
        f"{_counts(view, row)}: GitHub does not show {values}; "
        "remove the surplus, or write a pipe inside a cell as \\|"
    )
    start, end = hidden[0].column, hidden[-1].end_column
    return Problem(row.line, message, row, "surplus", column=start, end_column=end, settles=True)


def _counts(view: TableView, row: Row) -> str:
    return f"the row has {counted(len(row.written), 'cell')}, the header {len(view.table.columns)}"


def _ends_with_pipe(text: str) -> bool:
    return text.endswith("|") and not text.endswith("\\|")


def _header(view: TableView) -> Iterator[Problem]:
    """Yield one problem for a header whose new number of columns no longer matches older rows."""
    width = len(view.table.columns)
    if view.before is None or len(view.before.columns) == width:
        return
    old_width = len(view.before.columns)
    rows = [row for row in view.others if len(row.written) == old_width]
    if width < old_width:
        rows = [row for row in rows if shape.hidden_cells(row)]
    elif shape.leaves_cells_out(view.before.rows):
        return
    if not rows:
        return
    have = "has" if len(rows) == 1 else "have"
    message = (
        f"the header now has {counted(width, 'column')}, "
        f"but {counted(len(rows), 'row')} below still {have} {counted(old_width, 'cell')}"
    )
    related = (Related(view.document.path, rows[0].line, "the first of them"),)
    yield Problem(view.table.line, message, None, "header", subject="header", related=related)
