"""An added or moved row out of place.

`tables.<name>.order` lists the sort keys, such as `{by: Year, as: year, direction: descending}`; `as` is
`text`, `title`, `number`, `year`, `date` or `venue-year`. `group_by: Venue` sorts within groups, and
`new_rows: top` or `bottom` states the place of new rows by itself. Text is sorted by the Unicode
collation algorithm, without case, accents and punctuation; `locale: sv` takes the alphabet of a language,
for a key, a table or the list. Digits in it count by value or as characters, whichever the table is sorted
by. Numbers may have units: 500 MB, 1:30, 2 days ago, 3 bn.

A new row is compared with the longest sorted run of the older rows, and every place that adds no
inversion is accepted. Without settings, a table that is clearly sorted by one column stays sorted; a short
one goes by the tables of the same columns.

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

Not reported: older rows out of place, rows without a value to sort by, and rows that `duplicate` reports
as errors. A row of one bold cell is the heading of a group, which is sorted by itself.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterator, Sequence
from itertools import chain

from rowcheck.cells.kinds import sort_key
from rowcheck.cells.row_roles import group_headings
from rowcheck.cells.sort_keys import Key
from rowcheck.inference.order import (
    Misplaced,
    SortKey,
    evident_orders,
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
    settings = view.settings
    for rows in _parts(view):
        if settings is not None and settings.new_rows != "sorted":
            movable = [index for index, row in enumerate(rows) if row in view.placed]
            for misplaced in misplaced_at_edge(len(rows), movable, settings.new_rows):
                yield _problem(view, rows, misplaced, ())
        elif settings is not None and settings.order:
            yield from _by_settings(view, rows, settings.order, settings.group_by)
        else:
            yield from _by_evidence(view, rows)


def _parts(view: TableView) -> Iterator[Sequence[Row]]:
    """Yield the entries of the table, in parts where headings of groups divide it."""
    lines = sorted(row.line for row in group_headings(view.table))
    parts: dict[int, list[Row]] = {}
    for row in view.entries:
        parts.setdefault(bisect(lines, row.line), []).append(row)
    yield from parts.values()


def _by_settings(
    view: TableView, rows: Sequence[Row], order: Sequence[OrderKey], group_by: str | None
) -> Iterator[Problem]:
    groups: dict[str, list[Row]] = {}
    for row in rows:
        cell = view.table.cell(row, group_by) if group_by else None
        groups.setdefault(cell.text if cell else "", []).append(row)
    for group in groups.values():
        keys = [SortKey([_key(view.table, row, key) for row in group], key.descending) for key in order]
        for misplaced in out_of_place(keys, _movable(view, group, order)):
            yield _problem(view, group, misplaced, order)


def _by_evidence(view: TableView, rows: Sequence[Row]) -> Iterator[Problem]:
    """Check the order of the columns by which the older rows, or those of sister tables, are clearly sorted.

    A row is reported where it is out of place in each of them.
    """
    locale = view.settings.locale if view.settings else ""
    texts = {name: [_text(view.table, row, name) for row in rows] for name in view.table.columns}
    judged = [index for index, row in enumerate(rows) if row in view.judged]

    def of_sisters(column: str) -> list[list[str]]:
        return [[_text(table, row, column) for row in others] for table, others in view.sisters]

    orders = evident_orders(texts, judged, of_sisters, locale)
    first = next(orders, None)
    if first is not None:
        name, readings = first
        order = [OrderKey(name, readings[0].kind, readings[0].descending, locale)]  # type: ignore[arg-type]
        every = chain([readings], (others for _, others in orders))
        for misplaced in out_of_every(every, _movable(view, rows, order)):
            yield _problem(view, rows, misplaced, order)


def _movable(view: TableView, rows: Sequence[Row], order: Sequence[OrderKey]) -> list[int]:
    """Return the indices of the rows whose place, or whose sort key, has changed.

    A copy of an older row has no place: it is a duplicate, to be removed.
    """
    moved = [index for index, row in enumerate(rows) if row in view.placed or _has_new_key(view, row, order)]
    older = {row.content for row in view.others} if moved else ()
    return [index for index in moved if rows[index].content not in older]


def _has_new_key(view: TableView, row: Row, order: Sequence[OrderKey]) -> bool:
    origin = view.origins.get(row)
    if row not in view.judged or origin is None:
        return False
    table, before = origin
    return any(_key(view.table, row, key) != _key(table, before, key) for key in order)


def _key(table: Table, row: Row, key: OrderKey) -> Key | None:
    return sort_key(key.as_, _text(table, row, key.by), key.locale)


def _text(table: Table, row: Row, selector: str) -> str:
    column, part = split_selector(selector)
    cell = table.cell(row, column)
    if cell is None or (row.width > 1 and "|" not in row.raw):
        return ""  # a line without pipes is swallowed text, which has no place in the order
    if part and cell.links:
        return cell.links[0].url if part == "url" else cell.links[0].text
    return cell.text


def _problem(
    view: TableView, rows: Sequence[Row], misplaced: Misplaced, order: Sequence[OrderKey]
) -> Problem:
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
