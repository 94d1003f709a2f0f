"""The only jsonschema: what a whole schema says against a value, as that library finds it.

Draft 2020-12 with two differences: patterns run on RE2, and `format` is checked. No registry is
given, since a whole schema has no references.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from rowcheck.settings import formats, patterns

if TYPE_CHECKING:
    from jsonschema import ValidationError


_NONE: Mapping[str, Any] = MappingProxyType({})


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


def violations(schema: Any, value: Any, documents: Mapping[str, Any] = _NONE) -> Iterator[Violation]:
    """Yield every violation of `schema` by `value`; a `$ref` may name one of `documents`."""
    return map(_violation, _validator()(schema, value, documents))


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
def _validator() -> Callable[[Any, Any, Mapping[str, Any]], Iterator[ValidationError]]:
    # Imported here, for it takes 50 ms, which a run without settings can spare.
    from jsonschema import Draft202012Validator, FormatChecker
    from jsonschema.validators import extend
    from referencing import Registry
    from referencing.jsonschema import DRAFT202012

    checker = FormatChecker(formats=())
    for name, check in formats.CHECKS.items():
        checker.checks(name)(lambda value, check=check: not isinstance(value, str) or check(value))
    make = extend(Draft202012Validator, {"pattern": _pattern})  # type: ignore[no-untyped-call]

    def iterate(schema: Any, value: Any, documents: Mapping[str, Any]) -> Iterator[ValidationError]:
        resources = [(name, DRAFT202012.create_resource(document)) for name, document in documents.items()]
        registry = Registry().with_resources(resources)
        yield from make(schema, registry=registry, format_checker=checker).iter_errors(value)

    return iterate


def _pattern(_: Any, pattern: str, value: Any, __: Any) -> Iterator[ValidationError]:
    from jsonschema import ValidationError

    if isinstance(value, str) and not patterns.found(pattern, value):
        yield ValidationError(pattern)
