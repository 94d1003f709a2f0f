"""What must be listed once: for the rules that look for the same row twice. No rule itself.

The settings say it, under `tables.<name>.unique`; without them the table's own rows do, where
nearly all of them differ.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence

from rowcheck.cells import titles, works
from rowcheck.model import Cell, Document, Row, Table
from rowcheck.rules.rule import TableView
from rowcheck.settings.config import Unique, split

_LINKED = 0.6
"""Share of rows with a link from which a column counts as the one that names the rows."""
_UNIQUE = 0.97
"""Share of distinct values from which a column is taken to be unique on purpose."""

_FEWEST = 5
"""Fewer names than these show no habit: they may all read `Link`."""

Entry = tuple[Document, Table, Row]


def demands(view: TableView) -> Iterable[Unique]:
    """What must be unique: as the settings say, else as the table itself makes evident."""
    if view.settings is not None and view.settings.unique is not None:
        return view.settings.unique
    column = next((name for name in view.table.columns if _links_rows(view.table, name)), None)
    if column is None:
        return ()
    wanted = (Unique(f"{column}.url", "work"), Unique(f"{column}.text", "title"))
    return [unique for unique in wanted if _is_habit(view, unique)]


def _links_rows(table: Table, column: str) -> bool:
    cells = [table.cell(row, column) for row in table.rows]
    return sum(bool(cell and cell.links) for cell in cells) > _LINKED * len(cells)


def _is_habit(view: TableView, unique: Unique) -> bool:
    values = [value for row in view.others if (value := value_of(view.table, row, unique)) is not None]
    if len(values) < _FEWEST and unique.as_ != "work":
        return False
    return len(set(values)) >= _UNIQUE * len(values)


def scope(view: TableView, unique: Unique) -> Sequence[tuple[Document, Table]]:
    """The tables to look in, those of the same document first."""
    if unique.scope == "table":
        return [(view.document, view.table)]
    near = [(view.document, table) for table in view.document.tables]
    if unique.scope == "section":
        return [entry for entry in near if entry[1].headings == view.table.headings]
    if unique.scope == "file":
        return near
    return near + [entry for entry in view.listing.tables if entry[0] is not view.document]


def value_of(table: Table, row: Row, unique: Unique) -> Hashable:
    """What the row has for `unique`; None for nothing to compare."""
    column, part = split(unique.by)
    cell = table.cell(row, column)
    if cell is None:
        return None
    if unique.as_ in ("work", "url"):
        link = next(iter(cell.links), None)
        if link is None:
            return None
        work = works.work(link.url) if unique.as_ == "work" else works.Work("url", link.url)
        return None if work == works.NONE else work
    text = text_of(cell, part)
    return (titles.title_key(text) if unique.as_ == "title" else " ".join(text.split())) or None


def text_of(cell: Cell, part: str | None) -> str:
    """The text of a cell, or of its first link where the selector asks for that."""
    if part == "text" and cell.links:
        return cell.links[0].text
    return cell.text
