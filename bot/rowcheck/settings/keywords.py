"""Find the keywords of a row schema that can never apply, such as a `pattern` for a column of numbers.

Such a keyword checks nothing, or refuses every row.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from rowcheck.cells.kinds import KINDS
from rowcheck.errors import ConfigErrorDetail
from rowcheck.settings import columns, contract, references, validator
from rowcheck.settings.references import Location
from rowcheck.settings.yaml_positions import Path
from rowcheck.text import did_you_mean, listed

Types: TypeAlias = frozenset[str]
"""JSON types; a `number` that is whole is an `integer` as well."""

_OBJECT, _ARRAY, _TEXT = frozenset({"object"}), frozenset({"array"}), frozenset({"string"})
_NUMBER = frozenset({"integer", "number"})

# JSON Schema 2020-12, Validation, section 6, and Core, section 10.3.
_APPLIES_TO: Mapping[str, Types] = {
    **dict.fromkeys(("pattern", "minLength", "maxLength", "format"), _TEXT),
    **dict.fromkeys(("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"), _NUMBER),
    **dict.fromkeys(
        (
            *("items", "prefixItems", "contains", "minContains", "maxContains"),
            *("minItems", "maxItems", "uniqueItems", "unevaluatedItems"),
        ),
        _ARRAY,
    ),
    **dict.fromkeys(
        (
            *("properties", "patternProperties", "additionalProperties", "unevaluatedProperties"),
            *("propertyNames", "required", "minProperties", "maxProperties"),
            *("dependentRequired", "dependentSchemas"),
        ),
        _OBJECT,
    ),
}


@dataclass(frozen=True, slots=True)
class _Value:
    """A value that schemas judge: its name in messages, its possible types, its kind and its parts.

    The parts are the properties of a link or of code; a row has the kind "" and columns instead.
    """

    name: str
    types: Types
    kind: str
    parts: tuple[str, ...] = ()


_ROW = _Value("the row", _OBJECT, "")
_LINK_PARTS = ("text", "url")


@dataclass(frozen=True, slots=True)
class _Uses:
    """The places of keywords that apply, and the errors of those that do not."""

    origins: Mapping[int, Location]
    used: set[tuple[str, Path]] = field(default_factory=set)
    unused: dict[tuple[str, Path], ConfigErrorDetail] = field(default_factory=dict)

    def add(self, schema: Mapping[str, Any], path: Path, message: str) -> None:
        """Record the keyword at `path` in an expanded schema; it applies if the message is empty."""
        if (origin := self.origins.get(id(schema))) is None:
            return
        inside = origin.inside(*path)
        if message:
            error = inside.tree.error(inside.path, message, key=isinstance(path[-1], str))
            self.unused[inside.tree.path, inside.path] = error
        else:
            self.used.add((inside.tree.path, inside.path))


def unused(schema: Any, origins: Mapping[int, Location]) -> list[ConfigErrorDetail]:
    """Return an error for each keyword of an expanded row schema that can never apply.

    `origins` has the place of each expanded schema by its `id`. If several columns refer to one schema,
    its keywords have to apply to one of them. Shipped schemas are not reported.
    """
    uses = _Uses(origins)
    _examine(schema, _ROW, _OBJECT, uses)
    for value, part in _columns(schema):
        _examine(part, value, value.types, uses)
    return [
        error
        for place, error in uses.unused.items()
        if place not in uses.used and not place[0].startswith("rowcheck:")
    ]


def _columns(schema: Any) -> Iterator[tuple[_Value, Any]]:
    """Yield each schema of a column, with the column as all schemas of the row together describe it."""
    rows = list(references.in_place(schema))
    names = dict.fromkeys(name for row in rows for name in row.get("properties", ()))
    declared = {name: _column(name, _schemas_of(rows, name)) for name in names}
    for row in rows:
        properties = row.get("properties", {})
        for name, part in properties.items():
            yield declared[name], part
        for pattern, part in row.get("patternProperties", {}).items():
            fitting = [value for name, value in declared.items() if validator.matches(pattern, name)]
            yield _any_of([_column(pattern, [part]), *fitting]), part
        if "additionalProperties" in row:
            part = row["additionalProperties"]
            others = [value for name, value in declared.items() if name not in properties]
            yield _any_of([_column("other columns", [part]), *others]), part


def _schemas_of(rows: Iterable[references.Schema], name: str) -> list[Any]:
    schemas: list[Any] = []
    for row in rows:
        schemas.append(row.get("properties", {}).get(name, row.get("additionalProperties")))
        patterns = row.get("patternProperties", {})
        schemas += [part for pattern, part in patterns.items() if validator.matches(pattern, name)]
    return schemas


def _column(name: str, schemas: Iterable[Any]) -> _Value:
    parts = [part for schema in schemas for part in references.in_place(schema)]
    kind = columns.kind_of(parts)
    # A cell that is not of its kind is read as the text it shows, which a schema may allow as well.
    types = _expanded(contract.schema("cell")["$defs"][kind]["type"]) | _TEXT
    if any(columns.is_nullable(part) for part in parts):
        types |= {"null"}
    return _Value(f"'{name}'", types, kind, ("code",) if kind == "code" else _LINK_PARTS)


def _any_of(values: list[_Value]) -> _Value:
    types = frozenset[str]().union(*(value.types for value in values))
    parts = tuple(dict.fromkeys(part for value in values for part in value.parts))
    return _Value(values[0].name, types, values[0].kind, parts)


def _examine(schema: Any, value: _Value, types: Types, uses: _Uses) -> None:
    """Record the keywords of a schema, and of its subschemas, for a value of one of `types`."""
    if not isinstance(schema, dict):
        return
    allowed = _allowed(schema, types)
    if types and "type" in schema:
        needed = _expanded(schema["type"])
        uses.add(schema, ("type",), "" if allowed else _message(value, "'type' never fits", needed))
    if not allowed:
        return
    for key in schema.keys() & _APPLIES_TO:
        needed = _APPLIES_TO[key]
        message = "" if needed & allowed else _message(value, f"'{key}' never applies to", needed)
        uses.add(schema, (key,), message)
    constants: list[tuple[Path, Any]] = [(("enum", i), each) for i, each in enumerate(schema.get("enum", ()))]
    if "const" in schema:
        constants.append((("const",), schema["const"]))
    for path, constant in constants:
        uses.add(schema, path, "" if constant is None else _constant_message(value, constant, allowed))
    _examine_parts(schema, value, allowed, uses)
    for part in _same_value(schema):
        _examine(part, value, allowed, uses)


def _same_value(schema: Mapping[str, Any]) -> Iterator[Any]:
    """Yield the subschemas for the same value."""
    for key in ("allOf", "anyOf", "oneOf"):
        yield from schema.get(key, ())
    for key in ("if", "then", "else", "not"):
        yield schema.get(key)
    yield from schema.get("dependentSchemas", {}).values()


def _examine_parts(schema: Mapping[str, Any], value: _Value, types: Types, uses: _Uses) -> None:
    """Record the keywords for the parts of a link, and for the items of a list of links."""
    if value.kind and types & _OBJECT:
        for name, part in schema.get("properties", {}).items():
            if name in value.parts:
                _examine(part, _Value(f"'{name}' of {value.name}", _TEXT, "text"), _TEXT, uses)
            else:
                known = listed([f"'{each}'" for each in value.parts], "and")
                hint = did_you_mean(name, value.parts)
                message = f"{value.name} has no '{name}', only {known}{hint}"
                uses.add(schema, ("properties", name), message)
    if types & _ARRAY:
        item = _Value(f"a link of {value.name}", _OBJECT, "link", _LINK_PARTS)
        for part in (schema.get("items"), schema.get("contains"), *schema.get("prefixItems", ())):
            _examine(part, item, _OBJECT, uses)


def _allowed(schema: Any, types: Types) -> Types:
    """Return those of `types` that the `type` of a schema, and of all schemas in its `allOf`, allow."""
    if isinstance(schema, dict):
        if "type" in schema:
            types &= _expanded(schema["type"])
        for part in schema.get("allOf", ()):
            types = _allowed(part, types)
    return types


def _expanded(types: str | Iterable[str]) -> Types:
    names = frozenset({types} if isinstance(types, str) else types)
    return names | _NUMBER if "number" in names else names


def _constant_message(value: _Value, constant: Any, types: Types) -> str:
    """Return what is wrong with a constant of `enum` or `const`; empty if it may be the value."""
    match constant:
        case bool():
            needed = frozenset({"boolean"})
        case int():
            needed = _NUMBER
        case float():
            needed = _NUMBER if constant.is_integer() else frozenset({"number"})
        case str():
            needed = _TEXT
        case _:
            needed = _ARRAY if isinstance(constant, list) else _OBJECT
    if needed & types:
        return ""
    shown = contract.show(constant)
    if needed != _TEXT and value.kind in ("text", "markdown"):
        kinds = ", or refer to 'rowcheck:integer' or 'rowcheck:number'" if needed <= _NUMBER else ""
        return f"{value.name} is read as text and never equals {shown} without quotes; quote it{kinds}"
    return _message(value, f"{shown} is never a value of", needed)


def _message(value: _Value, subject: str, needed: Types) -> str:
    """Return that something for values of the types `needed` does not suit `value`."""
    if not value.kind:
        return f"{subject} {value.name}, which has columns as its properties; write it for a column"
    is_text = value.kind in ("text", "markdown")
    if needed & _NUMBER and is_text:
        advice = "refer to 'rowcheck:integer' or 'rowcheck:number'"
    elif needed & _TEXT and value.kind in ("link", "image", "code"):
        parts = listed([f"'{part}'" for part in value.parts])
        advice = f"write it for {parts} in 'properties'"
    elif needed & _TEXT and value.kind == "links":
        advice = "write it for 'text' or 'url' in the 'properties' of 'items'"
    else:
        advice = "refer to another kind of cell"
    return (
        f"{subject} {value.name}, which is read as {'text' if is_text else KINDS[value.kind].noun}; {advice}"
    )
