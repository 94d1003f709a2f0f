"""Fit a row schema to the columns of a table: which column is which property, and how its cells are read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rowcheck.cells import kinds
from rowcheck.cells.nothing import NOTHING
from rowcheck.model import Cell
from rowcheck.settings import references, validator
from rowcheck.settings.globs import fold


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its `title` in the table, and its property `name` in the schema.

    `nothing` has the words for an empty value as written, and `folded` the same in lower case; they are
    None when the column must have a value. `required` columns must not be empty.
    """

    title: str
    name: str
    kind: str
    nothing: tuple[str, ...] | None
    folded: frozenset[str] | None
    required: bool

    def value(self, cell: Cell) -> Any:
        """Return the JSON value of a cell of this column."""
        return kinds.value(cell, self.kind, self.folded)


@dataclass(frozen=True, slots=True)
class TableSchema:
    """A row schema fitted to a table: without `patternProperties`, and its columns by property name."""

    schema: Any
    columns: Mapping[str, Column]
    check: validator.Check | None

    def row(self, cells: Mapping[str, Cell | None]) -> dict[str, Any]:
        """Return the row as the object that the schema validates; `cells` are by column title.

        Cells that the row lacks are left out, and so are the empty ones of required columns.
        """
        row: dict[str, Any] = {}
        for column in self.columns.values():
            cell = cells.get(column.title)
            if cell is None:
                continue
            value = column.value(cell)
            if value != "" or not column.required:
                row[column.name] = value
        return row

    def accepts(self, row: dict[str, Any]) -> bool:
        """Return whether a row, as an object, is valid."""
        if self.check is not None:
            return self.check(row)
        return next(validator.violations(self.schema, row), None) is None


def fit(schema: Any, titles: Sequence[str]) -> TableSchema:
    """Fit an expanded schema to a table with these column titles; case and spacing do not count."""
    names = _property_names(schema, titles)
    fitted = _without_patterns(schema, (*names, "text", "url", "code"))
    required = {name for part in references.in_place(fitted) for name in _required(part)}
    columns = {name: _column(fitted, title, name, name in required) for name, title in names.items()}
    return TableSchema(fitted, columns, validator.compile_check(fitted))


def _property_names(schema: Any, titles: Sequence[str]) -> dict[str, str]:
    """Return the title of each column by its property name, which is the schema's spelling if it has one."""
    known = {
        fold(name): name
        for part in references.in_place(schema)
        for name in (*part.get("properties", ()), *_required(part))
    }
    names: dict[str, str] = {}
    for title in titles:
        name = known.get(fold(title), title)
        names[title if name in titles or name in names else name] = title
    return names


def _required(part: Mapping[str, Any]) -> Iterator[str]:
    yield from part.get("required", ())
    for names in part.get("dependentRequired", {}).values():
        yield from names


def _without_patterns(schema: Any, names: Sequence[str]) -> Any:
    """Return the same schema for objects with these properties, without `patternProperties`.

    Column titles come from the pull request, and jsonschema would match them by backtracking.
    """
    if isinstance(schema, list):
        return [_without_patterns(part, names) for part in schema]
    if not isinstance(schema, dict):
        return schema
    fitted: dict[str, Any] = {}
    for key, value in schema.items():
        if key in references.NAMED and key != "patternProperties":
            fitted[key] = {name: _without_patterns(part, names) for name, part in value.items()}
        elif key in references.SINGLE | references.SEVERAL:
            fitted[key] = _without_patterns(value, names)
        elif key != "patternProperties":
            fitted[key] = value
    for pattern, part in schema.get("patternProperties", {}).items():
        for name in (name for name in names if validator.matches(pattern, name)):
            properties = fitted.setdefault("properties", {})
            added = _without_patterns(part, names)
            properties[name] = {"allOf": [properties[name], added]} if name in properties else added
    return fitted


def _column(schema: Any, title: str, name: str, required: bool) -> Column:
    row = list(references.in_place(schema))
    values = [top.get("properties", {}).get(name, top.get("additionalProperties")) for top in row]
    parts = [part for value in values for part in references.in_place(value)]
    words = _words(parts) or _words(row) or _default_words(parts)
    if not any(is_nullable(part) for part in parts):
        return Column(title, name, kind_of(parts), None, None, required)
    folded = frozenset(word.strip().casefold() for word in words)
    return Column(title, name, kind_of(parts), words, folded, required)


_KIND_BY_TYPE = {"integer": "integer", "number": "number", "object": "link", "array": "links"}


def kind_of(parts: Sequence[Mapping[str, Any]]) -> str:
    """Return the kind that the schemas of a column name, or else the one that their `type` implies."""
    kinds_named = [part["cell"] for part in parts if "cell" in part]
    if kinds_named:
        return next((kind for kind in kinds_named if kind != "text"), "text")
    types = {name for part in parts for name in _types(part)}
    return next((kind for name, kind in _KIND_BY_TYPE.items() if name in types), "text")


def _types(part: Mapping[str, Any]) -> Sequence[str]:
    types = part.get("type", ())
    return (types,) if isinstance(types, str) else types


def is_nullable(part: Mapping[str, Any]) -> bool:
    """Return whether a schema allows the value of an empty cell."""
    return "null" in _types(part) or None in part.get("enum", ()) or part.get("const", "") is None


def _words(parts: Iterable[Mapping[str, Any]]) -> tuple[str, ...]:
    """Return the words for nothing that the first of the schemas names."""
    return next((tuple(part["nothing"]) for part in parts if "nothing" in part), ())


def _default_words(parts: Iterable[Mapping[str, Any]]) -> tuple[str, ...]:
    """Return the common words for nothing, without those that the column has as values."""
    values = [value for part in parts for value in (*part.get("enum", ()), part.get("const"))]
    allowed = {value.casefold() for value in values if isinstance(value, str)}
    return tuple(word for word in NOTHING if word not in allowed)
