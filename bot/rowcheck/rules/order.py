"""An added or moved row stands where the order puts it.

Nobody is told that a table is unsorted. The longest sorted run of the rows that were there is
the backbone; a new row is judged against it, and every place that makes no new inversion is
right. The keys come from `tables.<name>.order`, a list of `{by: Year, as: year, direction:
descending}` with `as` one of `text`, `title`, `number`, `year`, `date` and `venue-year`;
`new_rows: top` or `bottom` asks for the place alone, and `group_by: Venue` sorts within groups.
Text sorts by Unicode: case, accents and punctuation do not count, numbers count as numbers.

Without settings, a table that is evidently sorted is to stay so.

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

from collections.abc import Iterator, Sequence

from rowcheck.config import OrderKey, split
from rowcheck.model import Edit, Fix, Problem, Related, Row, Table
from rowcheck.ordering import backbone, keys
from rowcheck.ordering.backbone import Misplaced, SortKey
from rowcheck.rules.rule import Rule, TableView, quoted, title

_BY_NAME = ("text", "title")
"""Kinds of key that a row's name already shows, so that the message need not repeat them."""


def check(view: TableView) -> Iterator[Problem]:
    """Yield a problem for each judged row out of place, with the place it belongs to."""
    rows = view.table.rows
    settings = view.settings
    if settings is not None and settings.new_rows != "sorted":
        movable = [index for index, row in enumerate(rows) if row in view.placed]
        for found in backbone.misplaced_at_edge(len(rows), movable, settings.new_rows):
            yield _problem(view, found, ())
        return
    order = _order(view)
    if not order:
        return
    group_by = settings.group_by if settings else None
    for indices in _groups(view.table, group_by):
        group = [rows[index] for index in indices]
        sort_keys = [SortKey(_keys(view.table, group, key), key.descending) for key in order]
        movable = [index for index, row in enumerate(group) if _may_be_misplaced(view, row, order)]
        for found in backbone.misplaced(sort_keys, movable):
            yield _problem(view, _in_table(found, indices), order)


def _order(view: TableView) -> Sequence[OrderKey]:
    """The keys to sort by: as the settings say, else as the table itself makes evident."""
    return view.settings.order if view.settings is not None else ()


def _groups(table: Table, column: str | None) -> list[list[int]]:
    """The rows' indices by the text under `column`; all in one group without one."""
    groups: dict[str, list[int]] = {}
    for index, row in enumerate(table.rows):
        cell = table.cell(row, column) if column else None
        groups.setdefault(cell.text if cell else "", []).append(index)
    return list(groups.values())


def _keys(table: Table, rows: Sequence[Row], order_key: OrderKey) -> list[keys.Key | None]:
    return [keys.key(order_key.as_, _text(table, row, order_key)) for row in rows]


def _text(table: Table, row: Row, order_key: OrderKey) -> str:
    column, part = split(order_key.by)
    cell = table.cell(row, column)
    if cell is None:
        return ""
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
    return any(_keys(view.table, [row], key) != _keys(table, [before], key) for key in order)


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
    shown = [_text(table, row, key) for key in order if key.as_ not in _BY_NAME]
    name = quoted(title(row), 50)
    return f"{name} ({', '.join(filter(None, shown))})" if any(shown) else name


RULE = Rule("order", "an added or moved row out of place", "error", __doc__, rows=check)
