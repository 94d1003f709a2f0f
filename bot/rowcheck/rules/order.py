"""An added or moved row out of place.

Nobody is told that a table is unsorted. The longest sorted run of the rows that were there is
the backbone; a new row is judged against it, and every place that makes no new inversion is
right. The keys come from `tables.<name>.order`, a list of `{by: Year, as: year, direction:
descending}` with `as` one of `text`, `title`, `number`, `year`, `date` and `venue-year`;
`new_rows: top` or `bottom` asks for the place alone, and `group_by: Venue` sorts within groups.
Text sorts by Unicode: case, accents and punctuation do not count, numbers count as numbers.

Without such settings, a table that is evidently sorted is to stay so.

Bad:

    <!-- order: [{by: Year, as: year}] -->

    | Paper | Year |
    | --- | --- |
    | ViLBERT | 2019 |
    | CLIP | 2021 |
    | ALIGN | 2020 |

Good:

    <!-- order: [{by: Year, as: year}] -->

    | Paper | Year |
    | --- | --- |
    | ViLBERT | 2019 |
    | ALIGN | 2020 |
    | CLIP | 2021 |
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from rowcheck.cells.kinds import sort_key
from rowcheck.inference.order import (
    Misplaced,
    SortColumn,
    evident_orders,
    misplaced_at_edge,
    out_of_every,
    out_of_place,
)
from rowcheck.model import Edit, Fix, Problem, Related, Row, Table
from rowcheck.rules.rule import TableView, row_rule, title
from rowcheck.settings.settings import OrderKey, split_selector
from rowcheck.text import quoted

_BY_NAME = ("text", "title")
"""Kinds of key that a row's name already shows, so that the message need not repeat them."""


@row_rule("order", "error", __doc__)
def check(view: TableView) -> Iterator[Problem]:
    """Yield a problem for each judged row out of place, with the place it belongs to."""
    if not view.subjects:
        return
    said = view.settings
    if said is not None and said.new_rows != "sorted":
        rows = view.table.rows
        movable = [index for index, row in enumerate(rows) if row in view.placed]
        for found in misplaced_at_edge(len(rows), movable, said.new_rows):
            yield _problem(view, found, ())
    elif said is not None and said.order:
        yield from _ordered(view, said.order, said.group_by)
    else:
        yield from _evident(view)


def _ordered(view: TableView, order: Sequence[OrderKey], group_by: str | None) -> Iterator[Problem]:
    """Judge by the settings' keys, each group of rows on its own."""
    for indices in _groups(view.table, group_by):
        rows = [view.table.rows[index] for index in indices]
        movable = _movable(view, rows, order)
        for found in out_of_place([_column(view.table, rows, key) for key in order], movable):
            yield _problem(view, _in_table(found, indices), order)


def _evident(view: TableView) -> Iterator[Problem]:
    """Judge by the first column whose old rows are evidently sorted."""
    rows = view.table.rows
    texts = {name: [_text(view.table, row, name) for row in rows] for name in view.table.columns}
    for name, readings in evident_orders(texts, _indices(rows, view.judged)).items():
        order = [OrderKey(name, readings[0].kind, readings[0].descending)]  # type: ignore[arg-type]
        for found in out_of_every(readings, _movable(view, rows, order)):
            yield _problem(view, found, order)
        return


def _movable(view: TableView, rows: Sequence[Row], order: Sequence[OrderKey]) -> list[int]:
    return [index for index, row in enumerate(rows) if _may_be_misplaced(view, row, order)]


def _indices(rows: Sequence[Row], wanted: Collection[Row]) -> list[int]:
    return [index for index, row in enumerate(rows) if row in wanted]


def _groups(table: Table, column: str | None) -> list[list[int]]:
    """The rows' indices by the text under `column`; all in one group without one."""
    groups: dict[str, list[int]] = {}
    for index, row in enumerate(table.rows):
        cell = table.cell(row, column) if column else None
        groups.setdefault(cell.text if cell else "", []).append(index)
    return list(groups.values())


def _column(table: Table, rows: Sequence[Row], order_key: OrderKey) -> SortColumn:
    texts = [_text(table, row, order_key.by) for row in rows]
    return SortColumn(order_key.as_, texts, order_key.descending)


def _text(table: Table, row: Row, selector: str) -> str:
    column, part = split_selector(selector)
    cell = table.cell(row, column)
    if cell is None or (row.width > 1 and "|" not in row.raw):
        return ""  # a line without pipes was swallowed by the table and has no place in its order
    if part and cell.links:
        return cell.links[0].url if part == "url" else cell.links[0].text
    return cell.text


def _may_be_misplaced(view: TableView, row: Row, order: Sequence[OrderKey]) -> bool:
    """Whether the row's place, or what it sorts by, is the pull request's doing."""
    if row in view.placed:
        return True
    origin = view.origins.get(row)
    if row not in view.judged or origin is None:
        return False
    table, before = origin
    return any(
        sort_key(key.as_, _text(view.table, row, key.by)) != sort_key(key.as_, _text(table, before, key.by))
        for key in order
    )


def _in_table(found: Misplaced, indices: Sequence[int]) -> Misplaced:
    """The same finding with indices of the table instead of its group."""
    before = None if found.before is None else indices[found.before]
    after = None if found.after is None else indices[found.after]
    return Misplaced(indices[found.index], before, after)


def _problem(view: TableView, found: Misplaced, order: Sequence[OrderKey]) -> Problem:
    rows = view.table.rows
    row = rows[found.index]
    neighbour = rows[found.after if found.before is None else found.before]  # type: ignore[index]
    side = "below" if found.before is None else "above"
    own, other = _named(view.table, row, order), _named(view.table, neighbour, order)
    line = neighbour.line + (found.before is None)
    edits = (Edit(row.line, row.line, None), Edit(line, line - 1, row.source))
    return Problem(
        row.line,
        f"{own} belongs {side} {other} (line {neighbour.line})",
        row,
        column=row.start + 1,
        end_column=len(row.source.rstrip()) + 1,
        related=(Related(view.document.path, neighbour.line, f"{other} is here"),),
        fixes=(Fix(f"Move the row {side} line {neighbour.line}", edits, True),),
    )


def _named(table: Table, row: Row, order: Sequence[OrderKey]) -> str:
    """A row's name and, in brackets, the keys that its name does not show: `'DeAR' (2023)`."""
    shown = [_text(table, row, key.by) for key in order if key.as_ not in _BY_NAME]
    name = quoted(title(row), 50)
    return f"{name} ({', '.join(filter(None, shown))})" if any(shown) else name
