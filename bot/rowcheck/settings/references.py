"""Expand the `$ref`s of a row schema, so that validation never opens a file and never runs in a circle."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

from rowcheck.errors import ConfigError, ConfigErrorDetail
from rowcheck.settings import validator
from rowcheck.settings.yaml_positions import DEPTH, Path, Tree
from rowcheck.text import did_you_mean

Schema: TypeAlias = dict[str, Any]

# The keywords whose value is a schema, a list of schemas, or a mapping of names to schemas.
SINGLE = frozenset(
    (
        *("contains", "else", "if", "items", "not", "propertyNames", "then"),
        *("additionalProperties", "unevaluatedItems", "unevaluatedProperties"),
    )
)
SEVERAL = frozenset(("allOf", "anyOf", "oneOf", "prefixItems"))
NAMED = frozenset(("dependentSchemas", "patternProperties", "properties"))
DROPPED = frozenset(("$comment", "$defs", "$id", "$ref", "$schema", "definitions"))

LIMIT = 20_000
"""The most subschemas that one row schema may have once its references are expanded."""


class UnresolvedError(Exception):
    """A `$ref` that cannot be resolved, and what to do."""


@dataclass(frozen=True, slots=True)
class Location:
    """A schema in a file; `root` is the path in the file that the `#` of its references stands for."""

    tree: Tree
    path: Path = ()
    root: Path = ()

    @property
    def value(self) -> Any:
        value = self.tree.value
        for step in self.path:
            value = value[step]
        return value

    def inside(self, *steps: str | int) -> Location:
        return Location(self.tree, (*self.path, *steps), self.root)


Open: TypeAlias = Callable[[str, Location], Location]
"""Return the root of the file that a reference (without `#...`) names. Raises UnresolvedError."""


def expand(location: Location, open_file: Open) -> tuple[Any, dict[int, Location]]:
    """Return a schema of the right shape with each `$ref` replaced by what it names.

    The second value has the place of each expanded schema by its `id`. Raises ConfigError with all
    references that cannot be resolved and all patterns that RE2 refuses.
    """
    expansion = _Expansion(open_file)
    schema = expansion.schema(location, ())
    if expansion.errors:
        raise ConfigError(tuple(dict.fromkeys(expansion.errors)))
    return schema, expansion.origins


class _Expansion:
    """The recursion of `expand`: its errors, and how much it has produced so far."""

    def __init__(self, open_file: Open) -> None:
        self.open_file = open_file
        self.errors: list[ConfigErrorDetail] = []
        self.origins: dict[int, Location] = {}
        self._count = 0
        self._depth = 0

    def schema(self, location: Location, open_refs: tuple[tuple[str, Path], ...]) -> Any:
        value = location.value
        if not isinstance(value, dict):
            return value
        self._count += 1
        if self._count > LIMIT or self._depth > DEPTH:
            size = "large" if self._count > LIMIT else "deep"
            if not any(error.message.startswith("this is too") for error in self.errors):
                self._add(location, f"this is too {size} once its references are followed; shorten it")
            return {}
        self._depth += 1
        schema = {
            key: self._keyword(location.inside(key), key, open_refs) for key in value if key not in DROPPED
        }
        if "$ref" in value:
            target = self._target(location, value["$ref"], open_refs)
            schema = {**schema, "allOf": [target, *schema.get("allOf", ())]} if schema else target
        self._depth -= 1
        self.origins.setdefault(id(schema), location)
        return schema

    def _keyword(self, location: Location, key: str, open_refs: tuple[tuple[str, Path], ...]) -> Any:
        value = location.value
        if key in SINGLE and key not in ("then", "else"):
            return self.schema(location, open_refs)
        if key in SINGLE:
            return self._branch(location, open_refs)
        if key in SEVERAL:
            return [self._branch(location.inside(index), open_refs) for index in range(len(value))]
        for pattern in value if key == "patternProperties" else ():
            self._check_pattern(location.inside(pattern), pattern, key=True)
        if key in NAMED:
            return {name: self._branch(location.inside(name), open_refs) for name in value}
        if key == "pattern":
            self._check_pattern(location, value)
        return value

    def _branch(self, location: Location, open_refs: tuple[tuple[str, Path], ...]) -> Any:
        # jsonschema gives no path for a bare `false` among several schemas.
        return {"not": {}} if location.value is False else self.schema(location, open_refs)

    def _target(self, location: Location, reference: str, open_refs: tuple[tuple[str, Path], ...]) -> Any:
        try:
            target = _resolve(location, reference, self.open_file)
        except UnresolvedError as error:
            self._add(location.inside("$ref"), str(error))
            return {}
        identity = (target.tree.path, target.path)
        if identity in open_refs:
            self._add(location.inside("$ref"), f"'{reference}' leads back to itself")
            return {}
        return self.schema(target, (*open_refs, identity))

    def _check_pattern(self, location: Location, pattern: str, key: bool = False) -> None:
        if (problem := validator.pattern_error(pattern)) is not None:
            self._add(location, f"the pattern '{pattern}' cannot be run: {problem}", key)

    def _add(self, location: Location, message: str, key: bool = False) -> None:
        self.errors.append(location.tree.error(location.path, message, key))


def _resolve(location: Location, reference: str, open_file: Open) -> Location:
    file, _, pointer = reference.partition("#")
    root = open_file(file, location) if file else Location(location.tree, location.root, location.root)
    if pointer and not pointer.startswith("/"):
        raise UnresolvedError(f"'{reference}' must be a path, as '#/$defs/venue' is")
    target = root.inside(*_steps(root.value, pointer))
    try:
        found = isinstance(target.value, dict | bool)
    except (LookupError, TypeError):
        found = False
    if not found:
        definitions = root.value.get("$defs", ()) if isinstance(root.value, dict) else ()
        hint = did_you_mean(f"#{pointer}", [f"#/$defs/{name}" for name in definitions])
        raise UnresolvedError(f"'{reference}' names no schema{hint}")
    return target


def _steps(value: Any, pointer: str) -> Iterator[str | int]:
    """Yield the steps of a JSON pointer (RFC 6901) into `value`; those into a list are its indices."""
    for raw in pointer.split("/")[1:]:
        step: str | int = raw.replace("~1", "/").replace("~0", "~")
        if isinstance(value, list) and raw.isascii() and raw.isdigit():
            step = int(raw)
        yield step
        try:
            value = value[step]
        except (LookupError, TypeError):
            value = None


def in_place(schema: Any) -> Iterator[Schema]:
    """Yield an expanded schema and the subschemas for the same value, whether they apply to it or not."""
    if not isinstance(schema, dict):
        return
    yield schema
    for key in ("allOf", "anyOf", "oneOf"):
        for part in schema.get(key, ()):
            yield from in_place(part)
    for key in ("if", "then", "else", "not"):
        yield from in_place(schema.get(key))
    for part in schema.get("dependentSchemas", {}).values():
        yield from in_place(part)
