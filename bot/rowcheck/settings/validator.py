"""The only jsonschema: what a whole schema says against a value, as that library finds it.

Draft 2020-12 with two differences: patterns run on RE2, and `format` is checked. No registry is
given, since a whole schema has no references.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from rowcheck.settings import formats, patterns

if TYPE_CHECKING:
    from jsonschema import ValidationError


@dataclass(frozen=True, slots=True)
class Violation:
    """One keyword that a value breaks.

    `value` is what was judged, `path` leads to it from the row, `depth` is how far it is from the
    value of the branch it belongs to. `steps` lead to the keyword from the root of the schema,
    `schema` is the one that has it. For `anyOf` and `oneOf`, `branches` has why each failed.
    """

    keyword: str
    limit: Any
    value: Any
    schema: dict[str, Any]
    path: tuple[str | int, ...]
    steps: tuple[str | int, ...]
    depth: int
    branches: tuple[tuple[Violation, ...], ...] = ()


def violations(schema: Any, value: Any) -> Iterator[Violation]:
    """Everything that `schema` says against `value`."""
    return map(_violation, _validator()(schema, value))


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
def _validator() -> Callable[[Any, Any], Iterator[ValidationError]]:
    from jsonschema import Draft202012Validator, FormatChecker
    from jsonschema.validators import extend

    checker = FormatChecker(formats=())
    for name, check in formats.CHECKS.items():
        checker.checks(name)(lambda value, check=check: not isinstance(value, str) or check(value))
    make = extend(Draft202012Validator, {"pattern": _pattern})  # type: ignore[no-untyped-call]
    return lambda schema, value: make(schema, format_checker=checker).iter_errors(value)


def _pattern(_: Any, pattern: str, value: Any, __: Any) -> Iterator[ValidationError]:
    from jsonschema import ValidationError

    if isinstance(value, str) and not patterns.found(pattern, value):
        yield ValidationError(pattern)
