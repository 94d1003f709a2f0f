"""How rows are written: their outer pipes, and the blanks around their cells; as `row-style` sees it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeAlias

from rowcheck.inference.evidence import Fit
from rowcheck.inference.groups import Kin
from rowcheck.inference.habit import Habit
from rowcheck.inference.kinds import WORTH
from rowcheck.model import Document, Row, Table
from rowcheck.rules import row_style

FEWEST = 10
"""Rows of a table that show a style of its own; fewer are held against all rows of their file."""

ALIKE = "rows are written alike: "

_Style: TypeAlias = Mapping[str, bool | str]

_PIPES: Mapping[tuple[object, object], str] = {
    (True, True): "a pipe at both ends",
    (False, False): "no pipe at either end",
    (True, False): "a pipe in front only",
    (False, True): "a pipe at the end only",
}
_PADDING: Mapping[object, str] = {"one": "one space around cells", "none": "no space around cells"}


def habits(kin: Kin) -> Iterator[Habit]:
    """That rows are written as the others of their table are, and what most tables have in common."""
    styles = _styles(kin)
    if not any(styles.values()):
        return
    against = (it.place for it in kin.entries if row_style.broken(it.row, styles[it.table]))
    fit = Fit(len(kin.entries), tuple(against))
    if fit.share >= WORTH:
        how = _said(row_style.habit_of([it.row for it in kin.entries]))
        says = f"{ALIKE}{how}" if how else "rows are written as the others of their table are"
        yield Habit("style", "", says, {"row-style": "warning"}, fit)


def _styles(kin: Kin) -> Mapping[Table, _Style]:
    rows: dict[Document, list[Row]] = {}
    for document, table in kin.tables:
        rows.setdefault(document, []).extend(table.rows)
    whole = {document: row_style.habit_of(found) for document, found in rows.items()}
    return {
        table: row_style.habit_of(table.rows) if len(table.rows) >= FEWEST else whole[document]
        for document, table in kin.tables
    }


def _said(style: _Style) -> str:
    """The style in words; nothing of it where each table has its own."""
    pipes = _PIPES.get((style.get("leading"), style.get("trailing")))
    padding = _PADDING.get(style.get("padding"))
    return ", ".join(filter(None, (pipes, padding)))
