"""What rows have in common, put as a rule: the currency between those who see it and those who write it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

from rowcheck.inference.evidence import Fit
from rowcheck.model import Table

About: TypeAlias = Literal["required", "cell", "text", "url", "row", "order", "unique", "style"]
"""Where a rule is written: in the schema's `required`, at a column, at the text or the address of its
links; as the table's `row`, as an entry of `order` or `unique`, or as the severity of a rule of its own."""


@dataclass(frozen=True, slots=True, eq=False)
class Habit:
    """One thing that all rows do, or nearly all.

    `says` is a sentence about the rows. `value` has the keywords of a schema, or the entries of
    `order` or `unique`, or severities; for `required` it is empty.
    """

    about: About
    column: str
    says: str
    value: Mapping[str, Any]
    fit: Fit


@dataclass(frozen=True, slots=True)
class Kind:
    """How a column's cells are read: a name of `cell.schema.json`, and the words that mean nothing in it."""

    name: str = "text"
    nothing: tuple[str, ...] = ()

    @property
    def schema(self) -> dict[str, Any]:
        """The keywords that say so; none for plain text."""
        if self.nothing:
            return {"$ref": f"rowcheck:nullable-{self.name}", "nothing": list(self.nothing)}
        return {} if self.name == "text" else {"$ref": f"rowcheck:{self.name}"}


@dataclass(frozen=True, slots=True)
class Group:
    """Tables that are told apart from others by their columns, and by headings where those do not do.

    `kept` are the habits that become rules; `left` those that too few rows have; `instead` those that a
    ready-made schema among `kept` stands for. `size` counts rows.
    """

    name: str
    columns: tuple[str, ...]
    headings: tuple[str, ...]
    tables: tuple[Table, ...]
    size: int
    kept: tuple[Habit, ...] = ()
    left: tuple[Habit, ...] = ()
    instead: tuple[Habit, ...] = ()
    kinds: Mapping[str, Kind] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Proposal:
    """All that was inferred: the files with tables, the groups, and the tables too small for rules."""

    paths: tuple[str, ...]
    groups: tuple[Group, ...]
    rows: int
    other_tables: int
    other_rows: int
