"""A ready-made row schema in place of an inferred one, where it fits as well."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from rowcheck.inference.evidence import Entry, Fit
from rowcheck.inference.habit import Habit
from rowcheck.settings import contract, schemas
from rowcheck.settings.globs import fold


def habits(columns: Sequence[str], spoken: Collection[str], entries: Sequence[Entry]) -> Iterator[Habit]:
    """The ready-made schemas which speak of all the columns that have rules, those with the best fit first.

    `spoken` are these columns.
    """
    found = [
        Habit("row", "", f"rows fit the ready-made schema '{name}'", {"row": name}, _fit(name, entries))
        for name in contract.row_schema_names()
        if _speaks(schemas.ready(name).schema, columns, spoken)
    ]
    yield from sorted(found, key=lambda habit: -habit.fit.share)


def _speaks(schema: Mapping[str, Any], columns: Sequence[str], spoken: Collection[str]) -> bool:
    required = set(map(fold, schema.get("required", ())))
    known = set(map(fold, schema.get("properties", ())))
    patterns = schema.get("patternProperties", {})
    return required <= set(map(fold, columns)) and all(
        fold(column) in known or any(re.search(pattern, column) for pattern in patterns) for column in spoken
    )


def _fit(name: str, entries: Sequence[Entry]) -> Fit:
    schema = schemas.ready(name)
    against = tuple(
        entry.place
        for entry in entries
        if not schema.accepts(
            entry.table.columns,
            {title: entry.table.cell(entry.row, title) for title in entry.table.columns},
        )
    )
    return Fit(len(entries), against)
