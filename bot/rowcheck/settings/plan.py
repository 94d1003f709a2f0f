"""A row schema fitted to one table: which column is which property, and how its cells are read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rowcheck.cells import kinds, nothing
from rowcheck.model import Cell
from rowcheck.settings import accept, patterns, references, validator
from rowcheck.settings.globs import fold


@dataclass(frozen=True, slots=True)
class Column:
    """A column under the table's own `title` and the schema's `name` for it.

    `nothing` has the words for nothing, as written; None when the column must have a value.
    """

    title: str
    name: str
    kind: str
    nothing: tuple[str, ...] | None
    folded: frozenset[str] | None
    required: bool

    def value(self, cell: Cell) -> Any:
        return kinds.value(cell, self.kind, self.folded)


@dataclass(frozen=True, slots=True)
class Plan:
    """The schema without patterned properties, its quick judge, and the columns by their name."""

    schema: Any
    columns: Mapping[str, Column]
    quick: accept.Judge | None

    def row(self, found: Mapping[str, Cell | None]) -> dict[str, Any]:
        """The row as an object.

        A cell that is missing is no property; nor is an empty one that some `required` asks for.
        """
        row: dict[str, Any] = {}
        for column in self.columns.values():
            cell = found.get(column.title)
            if cell is None:
                continue
            value = column.value(cell)
            if value != "" or not column.required:
                row[column.name] = value
        return row

    def accepts(self, row: dict[str, Any]) -> bool:
        if self.quick is not None:
            return self.quick(row)
        return next(validator.violations(self.schema, row), None) is None


def make(schema: Any, titles: Sequence[str]) -> Plan:
    """Fit a whole schema to a table with these column titles; case and spacing do not count."""
    names = _names(schema, titles)
    fitted = _fitted(schema, (*names, "text", "url", "code"))
    required = {name for part in references.in_place(fitted) for name in _asked(part)}
    columns = {name: _column(fitted, title, name, name in required) for name, title in names.items()}
    return Plan(fitted, columns, accept.judge(fitted))


def _names(schema: Any, titles: Sequence[str]) -> dict[str, str]:
    """For each column, the schema's spelling of its title where it has one."""
    known = {fold(name): name for part in references.in_place(schema) for name in _spoken(part)}
    names: dict[str, str] = {}
    for title in titles:
        name = known.get(fold(title), title)
        names[title if name in titles or name in names else name] = title
    return names


def _spoken(part: Mapping[str, Any]) -> Iterator[str]:
    yield from part.get("properties", ())
    yield from _asked(part)


def _asked(part: Mapping[str, Any]) -> Iterator[str]:
    yield from part.get("required", ())
    for names in part.get("dependentRequired", {}).values():
        yield from names


def _fitted(schema: Any, names: Sequence[str]) -> Any:
    """The same schema for objects with these property names, each patterned property written out.

    Names of columns are the pull request's, and the validator would match them by backtracking.
    """
    if isinstance(schema, list):
        return [_fitted(part, names) for part in schema]
    if not isinstance(schema, dict):
        return schema
    fitted = {key: _part(key, value, names) for key, value in schema.items() if key != "patternProperties"}
    for pattern, part in schema.get("patternProperties", {}).items():
        for name in (name for name in names if patterns.found(pattern, name)):
            properties = fitted.setdefault("properties", {})
            there = properties.get(name)
            mine = _fitted(part, names)
            properties[name] = mine if there is None else {"allOf": [there, mine]}
    return fitted


def _part(key: str, value: Any, names: Sequence[str]) -> Any:
    if key in references.NAMED:
        return {name: _fitted(part, names) for name, part in value.items()}
    return _fitted(value, names) if key in references.SINGLE | references.SEVERAL else value


def _column(schema: Any, title: str, name: str, required: bool) -> Column:
    parts = [part for top in references.in_place(schema) for part in references.in_place(_of(top, name))]
    kind, nullable = _kind(parts), any(_may_be_null(part) for part in parts)
    words = _words(parts) if any("nothing" in part and "cell" not in part for part in parts) else None
    words = words or _words(references.in_place(schema)) or _words(parts) or nothing.DEFAULT
    folded = frozenset(word.strip().casefold() for word in words) if nullable else None
    return Column(title, name, kind, words if nullable else None, folded, required)


def _of(top: Mapping[str, Any], name: str) -> Any:
    return top.get("properties", {}).get(name, top.get("additionalProperties"))


def _kind(parts: Sequence[Mapping[str, Any]]) -> str:
    """The kind that a column's schemas name, or else the one that their `type` can only mean."""
    named = [part["cell"] for part in parts if "cell" in part]
    if named:
        return next((kind for kind in named if kind != "text"), "text")
    types = {name for part in parts for name in _types(part)}
    return next((kind for name, kind in _BY_TYPE.items() if name in types), "text")


_BY_TYPE = {"integer": "integer", "number": "number", "object": "link", "array": "links"}


def _types(part: Mapping[str, Any]) -> Sequence[str]:
    types = part.get("type", ())
    return (types,) if isinstance(types, str) else types


def _may_be_null(part: Mapping[str, Any]) -> bool:
    enumerated = "enum" in part and None in part["enum"]
    return "null" in _types(part) or enumerated or ("const" in part and part["const"] is None)


def _words(parts: Sequence[Mapping[str, Any]] | Iterator[Mapping[str, Any]]) -> tuple[str, ...]:
    """The first words for nothing that a schema names, its own before those of the kind."""
    said = [part for part in parts if "nothing" in part]
    own = [part for part in said if "cell" not in part]
    return tuple((own or said)[0]["nothing"]) if said else ()
