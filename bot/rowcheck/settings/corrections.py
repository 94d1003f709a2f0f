"""Find the corrected source of a cell that a row schema refuses, where the intended value is evident."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from rowcheck.cells.kinds import KINDS
from rowcheck.cells.nothing import may_be_nothing
from rowcheck.cells.writing import Correction
from rowcheck.model import Cell
from rowcheck.settings import validator
from rowcheck.settings.columns import Column, TableSchema
from rowcheck.settings.references import in_place


def correct(
    table: TableSchema, row: dict[str, Any], cells: Mapping[str, Cell | None], title: str
) -> Correction | None:
    """Return the first candidate with which a column has no violation; None when there is none."""
    column = next((column for column in table.columns.values() if column.title == title), None)
    cell = cells.get(title)
    if column is None or cell is None or not cell.source:
        return None
    # Writing a forbidden value otherwise may only evade the rule, so it needs a second look.
    is_forbidden = any(
        each.keyword == "not" and each.path[:1] == (column.name,)
        for each in validator.violations(table.schema, row)
    )
    for candidate in _candidates(table, column, cell):
        source = candidate.source
        stays_one_cell = "\n" not in source and source.count("|") <= cell.source.count("|")
        if source != cell.source and stays_one_cell:
            value = column.value(Cell(source, cell.column, cell.end_column, cell.read))
            if _is_valid(table, {**row, column.name: value}, column):
                return replace(candidate, safe=False) if is_forbidden else candidate
    return None


def _is_valid(table: TableSchema, row: dict[str, Any], column: Column) -> bool:
    if table.accepts(row):
        return True
    return not any(each.path[:1] == (column.name,) for each in validator.violations(table.schema, row))


def _candidates(table: TableSchema, column: Column, cell: Cell) -> Iterator[Correction]:
    parts = [part for top in in_place(table.schema) for part in _schemas_of_column(top, column.name)]
    allowed = [value for part in parts for value in (*part.get("enum", ()), part.get("const"))]
    examples = [value for part in parts for value in part.get("examples", ())]
    if write := KINDS[column.kind].write:
        yield from write(cell, _texts(allowed), _texts(examples))
    nothing = next((word for word in column.nothing or () if word), None)
    if nothing and may_be_nothing(cell.text):
        yield Correction(nothing, safe=False)


def _texts(values: list[Any]) -> list[str]:
    return list(dict.fromkeys(value for value in values if isinstance(value, str)))


def _schemas_of_column(top: Mapping[str, Any], name: str) -> Iterator[Mapping[str, Any]]:
    """Yield the schemas for the value of a column, and for the text or code of its links."""
    for part in in_place(top.get("properties", {}).get(name)):
        yield part
        for value in (*in_place(part), *in_place(part.get("items"))):
            for key in ("text", "code"):
                yield from in_place(value.get("properties", {}).get(key))
