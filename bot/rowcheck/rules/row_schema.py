"""Values of a row that do not match its JSON Schema.

Each cell is read as a value of its kind (text, link, year, number, ...), and the row becomes an
object keyed by column title, which is validated against the JSON Schema that `tables.<name>.row`
names. The kinds are described in `schema/cell.schema.json`.

Bad:

    <!-- row: {"type": "object", "properties": {"HTTPS": {"enum": ["Yes", "No"]}}} -->

    | API | HTTPS |
    | --- | --- |
    | Cats | yes |

Good:

    <!-- row: {"type": "object", "properties": {"HTTPS": {"enum": ["Yes", "No"]}}} -->

    | API | HTTPS |
    | --- | --- |
    | Cats | Yes |

Not reported: tables without `row` in their settings, cells that `link-syntax` reports, and the cells that
a row lacks according to `row-shape`.
"""

from __future__ import annotations

from collections.abc import Iterator

from rowcheck.model import Fix, Problem
from rowcheck.rules.rule import TableView, replace_cell, row_rule


@row_rule(
    "row-schema",
    "error",
    __doc__,
    after=("link-syntax", "row-shape"),
    needs=lambda table: table.row is not None,
)
def check(view: TableView) -> Iterator[Problem]:
    if view.settings is None or view.settings.row is None:
        return
    columns = view.table.columns
    for row in view.subjects:
        cells = {name: view.table.cell(row, name) for name in columns}
        for problem in view.settings.row.problems(columns, cells):
            cell = cells.get(problem.column)
            fixes: tuple[Fix, ...] = ()
            if cell is not None and problem.replacement is not None:
                fixes = (replace_cell(row, cell, problem.replacement, safe=problem.safe),)
            yield Problem(
                row.line,
                problem.message,
                row,
                key=f"{problem.column}:{problem.keyword}:{problem.value}",
                column=cell.column if cell else 0,
                end_column=cell.end_column if cell else 0,
                fixes=fixes,
                part=f"{problem.column}:{problem.keyword}",
            )
