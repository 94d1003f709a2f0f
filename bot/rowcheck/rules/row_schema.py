"""Values of a row that do not match its JSON Schema.

Each cell becomes a value of its kind (text, link, year, number, ...) and the row an object keyed
by column title, which is checked against the JSON Schema that `tables.<name>.row` names. See
`schema/cell.schema.json` for the kinds. Tables without a `row` are left alone.

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
"""

from __future__ import annotations

from collections.abc import Iterator

from rowcheck.model import Edit, Fix, Problem, Row
from rowcheck.rules.rule import TableView, row_rule


@row_rule(
    "row-schema", "error", __doc__, after=("link-syntax",), needs=lambda settings: settings.row is not None
)
def check(view: TableView) -> Iterator[Problem]:
    """Yield a problem for every cell value that the schema refuses."""
    if view.settings is None or view.settings.row is None:
        return
    columns = view.table.columns
    for row in view.subjects:
        cells = {name: view.table.cell(row, name) for name in columns}
        for fault in view.settings.row.problems(columns, cells):
            cell = cells.get(fault.column)
            start, end = (cell.column, cell.end_column) if cell else (0, 0)
            key = f"{fault.column}:{fault.keyword}:{fault.value}"
            fixes: tuple[Fix, ...] = ()
            if cell is not None and fault.replacement is not None:
                fixes = (_replacing(row, start, end, fault.replacement, fault.safe),)
            yield Problem(row.line, fault.message, row, key, column=start, end_column=end, fixes=fixes)


def _replacing(row: Row, start: int, end: int, replacement: str, safe: bool) -> Fix:
    text = row.source[: start - 1] + replacement + row.source[end - 1 :]
    return Fix(f"Write {replacement}", (Edit(row.line, row.line, text),), safe)
