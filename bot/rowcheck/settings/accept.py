"""A quick, exact judge for the keywords that row schemas mostly use.

Most rows are valid, and most schemas are plain: those are answered here, without the time that
importing and running a full validator takes. Where a schema uses any other keyword there is no
quick judge, and what this one refuses is always explained by the full one. The tests hold the
two to the same answers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeAlias

from rowcheck.settings import formats, patterns

Judge: TypeAlias = Callable[[Any], bool]


class _UnknownError(Exception):
    """A keyword that only the full validator knows."""


def judge(schema: Any) -> Judge | None:
    """Whether a value is valid under a whole schema (no references); None when that is not known here."""
    try:
        return _compile(schema)
    except _UnknownError:
        return None


def _compile(schema: Any) -> Judge:
    if isinstance(schema, bool):
        return lambda _: schema
    checks = [check for key in schema for check in _keyword(key, schema)]
    if len(checks) == 1:
        return checks[0]
    return lambda value: all(check(value) for check in checks)


def _keyword(key: str, schema: Mapping[str, Any]) -> Iterable[Judge]:
    if key in _KEYWORDS:
        return (_KEYWORDS[key](schema[key], schema),)
    if key in _SILENT or key.startswith("x-"):
        return ()
    raise _UnknownError


_SILENT = frozenset(
    (
        *("cell", "default", "deprecated", "description", "errorMessage", "examples"),
        *("nothing", "readOnly", "title", "writeOnly"),
        *("else", "then"),  # said with `if`, and nothing without it
    )
)


def _type(types: str | list[str], _: Any) -> Judge:
    allowed = [_TYPES[name] for name in ([types] if isinstance(types, str) else types)]
    return lambda value: any(is_type(value) for is_type in allowed)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


_TYPES: Mapping[str, Judge] = {
    "array": lambda value: isinstance(value, list),
    "boolean": lambda value: isinstance(value, bool),
    "integer": lambda value: _is_number(value) and (isinstance(value, int) or value.is_integer()),
    "null": lambda value: value is None,
    "number": _is_number,
    "object": lambda value: isinstance(value, dict),
    "string": lambda value: isinstance(value, str),
}


def _enum(values: list[Any], _: Any) -> Judge:
    if any(isinstance(value, bool | list | dict) for value in values):
        raise _UnknownError
    return lambda value: not isinstance(value, bool | list | dict) and value in values


def _const(value: Any, _: Any) -> Judge:
    return _enum([value], None)


def _pattern(pattern: str, _: Any) -> Judge:
    return lambda value: not isinstance(value, str) or patterns.found(pattern, value)


def _format(name: str, _: Any) -> Judge:
    check = formats.CHECKS[name]
    return lambda value: not isinstance(value, str) or check(value)


def _length(
    of: type[str] | type[list[Any]], within: Callable[[int, float], bool]
) -> Callable[[float, Any], Judge]:
    return lambda limit, _: lambda value: not isinstance(value, of) or within(len(value), limit)


def _size(within: Callable[[float, float], bool]) -> Callable[[float, Any], Judge]:
    return lambda limit, _: lambda value: not _is_number(value) or within(value, limit)


def _required(names: list[str], _: Any) -> Judge:
    return lambda value: not isinstance(value, dict) or all(name in value for name in names)


def _dependent(needs: Mapping[str, list[str]], _: Any) -> Judge:
    parts = {name: _required(names, None) for name, names in needs.items()}
    return lambda value: (
        not isinstance(value, dict) or all(part(value) for name, part in parts.items() if name in value)
    )


def _properties(schemas: Mapping[str, Any], _: Any) -> Judge:
    parts = {name: _compile(schema) for name, schema in schemas.items()}
    return lambda value: (
        not isinstance(value, dict) or all(part(value[name]) for name, part in parts.items() if name in value)
    )


def _additional(schema: Any, around: Mapping[str, Any]) -> Judge:
    if "patternProperties" in around:
        raise _UnknownError
    known = frozenset(around.get("properties", ()))
    part = _compile(schema)
    return lambda value: (
        not isinstance(value, dict) or all(part(item) for name, item in value.items() if name not in known)
    )


def _items(schema: Any, around: Mapping[str, Any]) -> Judge:
    if "prefixItems" in around:
        raise _UnknownError
    part = _compile(schema)
    return lambda value: not isinstance(value, list) or all(part(item) for item in value)


def _all_of(schemas: list[Any], _: Any) -> Judge:
    parts = [_compile(schema) for schema in schemas]
    return lambda value: all(part(value) for part in parts)


def _any_of(schemas: list[Any], _: Any) -> Judge:
    parts = [_compile(schema) for schema in schemas]
    return lambda value: any(part(value) for part in parts)


def _one_of(schemas: list[Any], _: Any) -> Judge:
    parts = [_compile(schema) for schema in schemas]
    return lambda value: sum(part(value) for part in parts) == 1


def _not(schema: Any, _: Any) -> Judge:
    part = _compile(schema)
    return lambda value: not part(value)


def _if(schema: Any, around: Mapping[str, Any]) -> Judge:
    condition = _compile(schema)
    then, otherwise = (_compile(around.get(key, True)) for key in ("then", "else"))
    return lambda value: then(value) if condition(value) else otherwise(value)


_KEYWORDS: Mapping[str, Callable[[Any, Any], Judge]] = {
    "additionalProperties": _additional,
    "allOf": _all_of,
    "anyOf": _any_of,
    "const": _const,
    "dependentRequired": _dependent,
    "enum": _enum,
    "exclusiveMaximum": _size(lambda value, limit: value < limit),
    "exclusiveMinimum": _size(lambda value, limit: value > limit),
    "format": _format,
    "if": _if,
    "items": _items,
    "maxItems": _length(list, lambda length, limit: length <= limit),
    "maxLength": _length(str, lambda length, limit: length <= limit),
    "maximum": _size(lambda value, limit: value <= limit),
    "minItems": _length(list, lambda length, limit: length >= limit),
    "minLength": _length(str, lambda length, limit: length >= limit),
    "minimum": _size(lambda value, limit: value >= limit),
    "not": _not,
    "oneOf": _one_of,
    "pattern": _pattern,
    "properties": _properties,
    "required": _required,
    "type": _type,
}
