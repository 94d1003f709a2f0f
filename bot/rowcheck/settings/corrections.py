"""The corrected cell, where what was meant is evident.

Candidates are guessed from the cell and from the schema, and the first one under which the column
has no fault is it: a guess can be wrong, but never a correction that is still refused.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rowcheck.cells.kinds import KINDS
from rowcheck.cells.nothing import may_be_nothing
from rowcheck.cells.writing import Correction
from rowcheck.model import Cell
from rowcheck.settings import references, validator
from rowcheck.settings.plan import Column, Plan


def correct(
    plan: Plan, row: dict[str, Any], cells: Mapping[str, Cell | None], title: str
) -> Correction | None:
    """The corrected cell of a column with faults; None when no guess cures them all."""
    column = next((column for column in plan.columns.values() if column.title == title), None)
    cell = cells.get(title)
    if column is None or cell is None or not cell.source:
        return None
    for candidate in _candidates(plan, column, cell):
        if candidate.source != cell.source and _fits(candidate.source, cell.source):
            value = column.value(_with(cell, candidate.source))
            if _cures(plan, {**row, column.name: value}, column):
                return candidate
    return None


def _with(cell: Cell, source: str) -> Cell:
    return Cell(source, cell.column, cell.end_column, cell.read)


def _fits(source: str, before: str) -> bool:
    """Whether a cell can hold this: it must stay one cell."""
    return "\n" not in source and source.count("|") <= before.count("|")


def _cures(plan: Plan, row: dict[str, Any], column: Column) -> bool:
    if plan.accepts(row):
        return True
    return not any(broken.path[:1] == (column.name,) for broken in validator.violations(plan.schema, row))


def _candidates(plan: Plan, column: Column, cell: Cell) -> Iterator[Correction]:
    parts = [part for top in references.in_place(plan.schema) for part in _parts(top, column.name)]
    if write := KINDS[column.kind].write:
        yield from write(cell, _words(parts), _examples(parts))
    nothing = next((word for word in column.nothing or () if word), None)
    if nothing and may_be_nothing(cell.text):
        yield Correction(nothing, safe=False)


def _parts(top: Mapping[str, Any], name: str) -> Iterator[Mapping[str, Any]]:
    """All the schemas of a column, those of the parts of its value too."""
    for part in references.in_place(top.get("properties", {}).get(name)):
        yield part
        for inner in (part, part.get("items")):
            if isinstance(inner, dict):
                yield from (deep for sub in _inner(inner) for deep in references.in_place(sub))


def _inner(schema: Mapping[str, Any]) -> Iterator[Any]:
    for part in references.in_place(schema):
        yield part.get("properties", {}).get("text")
        yield part.get("properties", {}).get("code")


def _words(parts: Sequence[Mapping[str, Any]]) -> list[str]:
    values = [value for part in parts for value in (*part.get("enum", ()), part.get("const"))]
    return list(dict.fromkeys(value for value in values if isinstance(value, str)))


def _examples(parts: Sequence[Mapping[str, Any]]) -> list[str]:
    return [value for part in parts for value in part.get("examples", ()) if isinstance(value, str)]
