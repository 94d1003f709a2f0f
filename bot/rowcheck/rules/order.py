"""An added or moved row out of place.

`tables.<name>.order` lists the sort keys, such as `{by: Year, as: year, direction: descending}`; `as` is
`text`, `title`, `number`, `year`, `date` or `venue-year`. `group_by: Venue` sorts within groups, and
`new_rows: top` or `bottom` states the place of new rows by itself. Text is sorted by the Unicode
collation algorithm, without case, accents and punctuation, and with numbers by value.

A new row is compared with the longest sorted run of the older rows, and every place that adds no
inversion is accepted. Without settings, a table that is clearly sorted by one column stays sorted.

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

Not reported: older rows out of place, and rows without a value to sort by.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rowcheck.cells.kinds import sort_key
from rowcheck.inference.order import (
    Misplaced,
    SortKey,
    evident_order,
    misplaced_at_edge,
    out_of_every,
    out_of_place,
)
from rowcheck.model import Edit, Fix, Problem, Related, Row, Table
from rowcheck.rules.rule import TableView, row_rule
from rowcheck.settings.settings import OrderKey, split_selector
from rowcheck.text import quoted

_SHOWN_BY_NAME = ("text", "title")
"""Kinds of sort key that the name of the row already shows."""


@row_rule("order", "error", __doc__)
def check(view: TableView) -> Iterator[Problem]:
    if not view.subjects:
        return
    rows, settings = view.table.rows, view.settings
    if settings is not None and settings.new_rows != "sorted":
        movable = [index for index, row in enumerate(rows) if row in view.placed]
        for misplaced in misplaced_at_edge(len(rows), movable, settings.new_rows):
            yield _problem(view, misplaced, ())
    elif settings is not None and settings.order:
        yield from _by_settings(view, settings.order, settings.group_by)
    else:
        yield from _by_evidence(view)


def _by_settings(view: TableView, order: Sequence[OrderKey], group_by: str | None) -> Iterator[Problem]:
    groups: dict[str, list[int]] = {}
    for index, row in enumerate(view.table.rows):
        cell = view.table.cell(row, group_by) if group_by else None
        groups.setdefault(cell.text if cell else "", []).append(index)
    for indices in groups.values():
        rows = [view.table.rows[index] for index in indices]
        keys = [
            SortKey([sort_key(key.as_, _text(view.table, row, key.by)) for row in rows], key.descending)
            for key in order
        ]
        for found in out_of_place(keys, _movable(view, rows, order)):
            before = None if found.before is None else indices[found.before]
            after = None if found.after is None else indices[found.after]
            yield _problem(view, Misplaced(indices[found.index], before, after), order)


def _by_evidence(view: TableView) -> Iterator[Problem]:
    """Check the order of the first column by which the older rows are clearly sorted."""
    rows = view.table.rows
    texts = {name: [_text(view.table, row, name) for row in rows] for name in view.table.columns}
    judged = [index for index, row in enumerate(rows) if row in view.judged]
    evident = evident_order(texts, judged)
    if evident is not None:
        name, readings = evident
        order = [OrderKey(name, readings[0].kind, readings[0].descending)]  # type: ignore[arg-type]
        for misplaced in out_of_every(readings, _movable(view, rows, order)):
            yield _problem(view, misplaced, order)


def _movable(view: TableView, rows: Sequence[Row], order: Sequence[OrderKey]) -> list[int]:
    """Return the indices of the rows whose place, or whose sort key, has changed."""
    return [index for index, row in enumerate(rows) if row in view.placed or _has_new_key(view, row, order)]


def _has_new_key(view: TableView, row: Row, order: Sequence[OrderKey]) -> bool:
    origin = view.origins.get(row)
    if row not in view.judged or origin is None:
        return False
    table, before = origin
    return any(
        sort_key(key.as_, _text(view.table, row, key.by)) != sort_key(key.as_, _text(table, before, key.by))
        for key in order
    )


def _text(table: Table, row: Row, selector: str) -> str:
    column, part = split_selector(selector)
    cell = table.cell(row, column)
    if cell is None or (row.width > 1 and "|" not in row.raw):
        return ""  # a line without pipes is swallowed text, which has no place in the order
    if part and cell.links:
        return cell.links[0].url if part == "url" else cell.links[0].text
    return cell.text


def _problem(view: TableView, misplaced: Misplaced, order: Sequence[OrderKey]) -> Problem:
    rows = view.table.rows
    row = rows[misplaced.index]
    if misplaced.before is not None:
        side, neighbour = "above", rows[misplaced.before]
        target = neighbour.line
    else:
        assert misplaced.after is not None
        side, neighbour = "below", rows[misplaced.after]
        target = neighbour.line + 1
    name, other_name = _named(view, row, order), _named(view, neighbour, order)
    edits = (Edit(row.line, row.line, None), Edit(target, target - 1, row.source))
    return Problem(
        row.line,
        f"{name} belongs {side} {other_name} (line {neighbour.line})",
        row,
        column=row.start + 1,
        end_column=len(row.source.rstrip()) + 1,
        related=(Related(view.document.path, neighbour.line, f"{other_name} is here"),),
        fixes=(Fix(f"Move the row {side} line {neighbour.line}", edits, True),),
    )


def _named(view: TableView, row: Row, order: Sequence[OrderKey]) -> str:
    """Return the name of a row, and in brackets the sort keys that it does not show: `'DeAR' (2023)`."""
    keys = [_text(view.table, row, key.by) for key in order if key.as_ not in _SHOWN_BY_NAME]
    name = quoted(view.name_of(row), 50)
    return f"{name} ({', '.join(filter(None, keys))})" if any(keys) else name
