"""JSON Schema 2020-12 for row schemas: formats, patterns, a fast check of valid rows, and all violations."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeAlias

import re2

if TYPE_CHECKING:
    from jsonschema import ValidationError

# Patterns: rows are hostile, and RE2 runs in linear time.


def matches(pattern: str, text: str) -> bool:
    """Return whether `pattern` is found anywhere in `text`."""
    return _compiled(pattern).search(text) is not None


def pattern_error(pattern: str) -> str | None:
    """Return why RE2 cannot run `pattern`, and what to do; None when it can."""
    try:
        _compiled(pattern)
    except re2.error as error:
        reason = error.args[0] if error.args else ""
        reason = reason.decode(errors="replace") if isinstance(reason, bytes) else str(reason)
        if any(mark in pattern for mark in ("(?=", "(?!", "(?<=", "(?<!")):
            return "look-around is not available; use 'not' or 'allOf' instead"
        if "invalid escape sequence" in reason and any(f"\\{digit}" in pattern for digit in "123456789"):
            return "backreferences are not available"
        return reason or "it is not a regular expression"
    return None


@cache
def _compiled(pattern: str) -> Any:
    options = re2.Options()
    options.log_errors = False
    return re2.compile(pattern, options)


# Formats: the values of `format` that a row schema may use.

_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`\x00-\x20]+")
_EMAIL = re.compile(r"[^\s@]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63})*")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TIME = re.compile(r"(.{10})[Tt]([0-9]{2}:[0-9]{2}:[0-9]{2})(?:\.[0-9]+)?([Zz]|[+-][0-9]{2}:[0-9]{2})")


def _is_date(text: str) -> bool:
    return bool(_DATE.fullmatch(text)) and _parses(date.fromisoformat, text)


def _is_date_time(text: str) -> bool:
    """RFC 3339, section 5.6."""
    parts = _TIME.fullmatch(text)
    return (
        parts is not None and _is_date(parts[1]) and _parses(datetime.fromisoformat, f"{parts[1]}T{parts[2]}")
    )


def _parses(parse: Callable[[str], object], text: str) -> bool:
    try:
        parse(text)
    except ValueError:
        return False
    return True


FORMATS: Mapping[str, Callable[[str], bool]] = {
    "date": _is_date,
    "date-time": _is_date_time,
    "email": lambda text: bool(_EMAIL.fullmatch(text)),
    "uri": lambda text: bool(_URI.fullmatch(text)),
}


# The fast check. Most rows are valid and most schemas use few keywords; for those, it makes a check of
# all rows of a list 1.6 times as fast. Invalid rows are always explained by the full validator.

Check: TypeAlias = Callable[[Any], bool]


class _UnsupportedError(Exception):
    """A keyword that the fast check does not support."""


def compile_check(schema: Any) -> Check | None:
    """Return a function that validates values; None for a schema with keywords it does not support.

    `schema` must not have references.
    """
    try:
        return _compile(schema)
    except _UnsupportedError:
        return None


def _compile(schema: Any) -> Check:
    if isinstance(schema, bool):
        return lambda _: schema
    checks = [check for key in schema for check in _compile_keyword(key, schema)]
    if len(checks) == 1:
        return checks[0]
    return lambda value: all(check(value) for check in checks)


def _compile_keyword(key: str, schema: Mapping[str, Any]) -> Iterable[Check]:
    if key in _KEYWORDS:
        return (_KEYWORDS[key](schema[key], schema),)
    if key in _IGNORED or key.startswith("x-"):
        return ()
    raise _UnsupportedError


_IGNORED = frozenset(
    (
        *("cell", "default", "deprecated", "description", "errorMessage", "examples"),
        *("nothing", "readOnly", "title", "writeOnly"),
        *("else", "then"),  # compiled with `if`
    )
)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


_TYPES: Mapping[str, Check] = {
    "array": lambda value: isinstance(value, list),
    "boolean": lambda value: isinstance(value, bool),
    "integer": lambda value: _is_number(value) and (isinstance(value, int) or value.is_integer()),
    "null": lambda value: value is None,
    "number": _is_number,
    "object": lambda value: isinstance(value, dict),
    "string": lambda value: isinstance(value, str),
}


def _type(types: str | list[str], _: Any) -> Check:
    allowed = [_TYPES[name] for name in ([types] if isinstance(types, str) else types)]
    return lambda value: any(is_type(value) for is_type in allowed)


def _enum(values: list[Any], _: Any) -> Check:
    if any(isinstance(value, bool | list | dict) for value in values):
        raise _UnsupportedError
    return lambda value: not isinstance(value, bool | list | dict) and value in values


def _pattern(pattern: str, _: Any) -> Check:
    return lambda value: not isinstance(value, str) or matches(pattern, value)


def _format(name: str, _: Any) -> Check:
    check = FORMATS[name]
    return lambda value: not isinstance(value, str) or check(value)


def _length(
    of: type[str] | type[list[Any]], within: Callable[[int, float], bool]
) -> Callable[[float, Any], Check]:
    return lambda limit, _: lambda value: not isinstance(value, of) or within(len(value), limit)


def _size(within: Callable[[float, float], bool]) -> Callable[[float, Any], Check]:
    return lambda limit, _: lambda value: not _is_number(value) or within(value, limit)


def _required(names: list[str], _: Any) -> Check:
    return lambda value: not isinstance(value, dict) or all(name in value for name in names)


def _dependent_required(needs: Mapping[str, list[str]], _: Any) -> Check:
    checks = {name: _required(names, None) for name, names in needs.items()}
    return lambda value: (
        not isinstance(value, dict) or all(check(value) for name, check in checks.items() if name in value)
    )


def _properties(schemas: Mapping[str, Any], _: Any) -> Check:
    checks = {name: _compile(schema) for name, schema in schemas.items()}
    return lambda value: (
        not isinstance(value, dict)
        or all(check(value[name]) for name, check in checks.items() if name in value)
    )


def _additional_properties(schema: Any, siblings: Mapping[str, Any]) -> Check:
    if "patternProperties" in siblings:
        raise _UnsupportedError
    known = frozenset(siblings.get("properties", ()))
    check = _compile(schema)
    return lambda value: (
        not isinstance(value, dict) or all(check(item) for name, item in value.items() if name not in known)
    )


def _items(schema: Any, siblings: Mapping[str, Any]) -> Check:
    if "prefixItems" in siblings:
        raise _UnsupportedError
    check = _compile(schema)
    return lambda value: not isinstance(value, list) or all(check(item) for item in value)


def _combined(combine: Callable[[Iterable[bool]], bool]) -> Callable[[list[Any], Any], Check]:
    def compiled(schemas: list[Any], _: Any) -> Check:
        checks = [_compile(schema) for schema in schemas]
        return lambda value: combine(check(value) for check in checks)

    return compiled


def _not(schema: Any, _: Any) -> Check:
    check = _compile(schema)
    return lambda value: not check(value)


def _if(schema: Any, siblings: Mapping[str, Any]) -> Check:
    condition = _compile(schema)
    then, otherwise = (_compile(siblings.get(key, True)) for key in ("then", "else"))
    return lambda value: then(value) if condition(value) else otherwise(value)


_KEYWORDS: Mapping[str, Callable[[Any, Any], Check]] = {
    "additionalProperties": _additional_properties,
    "allOf": _combined(all),
    "anyOf": _combined(any),
    "const": lambda value, _: _enum([value], None),
    "dependentRequired": _dependent_required,
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
    "oneOf": _combined(lambda results: sum(results) == 1),
    "pattern": _pattern,
    "properties": _properties,
    "required": _required,
    "type": _type,
}


# The full validator.

_NO_DOCUMENTS: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Violation:
    """A keyword that a value violates.

    `path` leads to the value from the root, and `steps` to the keyword from the root of its schema;
    `schema` is the one with the keyword. `depth` is the length of the path from the value that the
    surrounding `anyOf` or `oneOf` judges; for these two, `branches` has the violations of each branch.
    """

    keyword: str
    limit: Any
    value: Any
    schema: dict[str, Any]
    path: tuple[str | int, ...]
    steps: tuple[str | int, ...]
    depth: int
    branches: tuple[tuple[Violation, ...], ...] = ()


def violations(schema: Any, value: Any, documents: Mapping[str, Any] = _NO_DOCUMENTS) -> Iterator[Violation]:
    """Yield every violation of `schema`; its references may name `documents`, and nothing else."""
    return map(_violation, _validate()(schema, value, documents))


def _violation(error: ValidationError) -> Violation:
    branches: dict[Any, list[Violation]] = {}
    for inner in error.context or ():
        branch = inner.schema_path[0] if inner.schema_path else None
        branches.setdefault(branch, []).append(_violation(inner))
    return Violation(
        keyword=str(error.validator),
        limit=error.validator_value,
        value=error.instance,
        schema=error.schema if isinstance(error.schema, dict) else {},
        path=tuple(error.absolute_path),
        steps=tuple(error.absolute_schema_path),
        depth=len(error.relative_path),
        branches=tuple(map(tuple, branches.values())),
    )


@cache
def _validate() -> Callable[[Any, Any, Mapping[str, Any]], Iterator[ValidationError]]:
    # Imported here because it takes 50 ms, which a run without settings does not need.
    from jsonschema import Draft202012Validator, FormatChecker, ValidationError
    from jsonschema.validators import extend
    from referencing import Registry
    from referencing.jsonschema import DRAFT202012

    def pattern_with_re2(_: Any, pattern: str, value: Any, __: Any) -> Iterator[ValidationError]:
        if isinstance(value, str) and not matches(pattern, value):
            yield ValidationError(pattern)

    checker = FormatChecker(formats=())
    for name, is_valid in FORMATS.items():
        checker.checks(name)(lambda value, is_valid=is_valid: not isinstance(value, str) or is_valid(value))
    validator = extend(Draft202012Validator, {"pattern": pattern_with_re2})  # type: ignore[no-untyped-call]

    def validate(schema: Any, value: Any, documents: Mapping[str, Any]) -> Iterator[ValidationError]:
        resources = [(name, DRAFT202012.create_resource(document)) for name, document in documents.items()]
        registry = Registry().with_resources(resources)
        errors: Iterator[ValidationError] = validator(
            schema, registry=registry, format_checker=checker
        ).iter_errors(value)
        return errors

    return validate
