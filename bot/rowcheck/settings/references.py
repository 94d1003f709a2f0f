"""A row schema made whole: every `$ref` replaced by what it names, every pattern tried.

What comes out refers to nothing, so that validating can neither reach a file nor the network nor
run in circles. Whether a schema's keywords have the right shape is checked before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple, TypeAlias

from rowcheck.errors import ConfigErrorDetail
from rowcheck.settings import patterns
from rowcheck.settings.yaml_positions import Path, Tree
from rowcheck.text import did_you_mean

Schema: TypeAlias = dict[str, Any]

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
"""Schemas that one row schema may come to once its references are followed."""


class RefusedError(Exception):
    """A `$ref` that cannot be followed, and why."""


class Spot(NamedTuple):
    """A schema in a file; `root` is where the `#` of its references begins."""

    tree: Tree
    path: Path = ()
    root: Path = ()

    @property
    def value(self) -> Any:
        return _at(self.tree.value, self.path)

    def inside(self, *steps: str | int) -> Spot:
        return Spot(self.tree, (*self.path, *steps), self.root)


Find: TypeAlias = Callable[[str, Spot], Spot]
"""Gives the root of the file that a reference (without its `#...`) names. Raises RefusedError."""


class Expansion:
    """One row schema being made whole; `faults` collects what is wrong on the way."""

    def __init__(self, find: Find) -> None:
        self.find = find
        self.faults: list[ConfigErrorDetail] = []
        self._count = 0

    def whole(self, spot: Spot, open_refs: tuple[tuple[str, Path], ...] = ()) -> Any:
        """The schema at `spot` without references; what cannot be followed is left out, with a fault."""
        value = spot.value
        if not isinstance(value, dict):
            return value
        self._count += 1
        if self._count > LIMIT:
            if self._count == LIMIT + 1:
                self._say(spot, "this is too large once its references are followed")
            return {}
        schema = {key: self._keyword(spot.inside(key), key, open_refs) for key in value if key not in DROPPED}
        if "$ref" not in value:
            return schema
        target = self._follow(spot, value["$ref"], open_refs)
        return {**schema, "allOf": [target, *schema.get("allOf", ())]} if schema else target

    def _keyword(self, spot: Spot, key: str, refs: tuple[tuple[str, Path], ...]) -> Any:
        value = spot.value
        if key in SINGLE:
            return self._part(spot, refs) if key in ("then", "else") else self.whole(spot, refs)
        if key in SEVERAL:
            return [self._part(spot.inside(index), refs) for index in range(len(value))]
        if key == "patternProperties":
            for pattern in value:
                self._try(spot.inside(pattern), pattern, key=True)
        if key in NAMED:
            return {name: self._part(spot.inside(name), refs) for name in value}
        if key == "pattern":
            self._try(spot, value)
        return value

    def _part(self, spot: Spot, refs: tuple[tuple[str, Path], ...]) -> Any:
        # The validator does not say which of several a bare `false` is.
        return {"not": {}} if spot.value is False else self.whole(spot, refs)

    def _follow(self, spot: Spot, reference: str, refs: tuple[tuple[str, Path], ...]) -> Any:
        try:
            target = self._target(spot, reference)
        except RefusedError as refusal:
            self._say(spot.inside("$ref"), str(refusal))
            return {}
        here = (target.tree.path, target.path)
        if here in refs:
            self._say(spot.inside("$ref"), f"'{reference}' leads back to itself")
            return {}
        return self.whole(target, (*refs, here))

    def _target(self, spot: Spot, reference: str) -> Spot:
        file, _, pointer = reference.partition("#")
        root = self.find(file, spot) if file else Spot(spot.tree, spot.root, spot.root)
        if pointer and not pointer.startswith("/"):
            raise RefusedError(f"'{reference}' must name its place as in '#/$defs/venue'")
        target = root.inside(*_steps(root.value, pointer))
        try:
            found = isinstance(target.value, dict | bool)
        except LookupError:
            found = False
        if not found:
            raise RefusedError(f"'{reference}' names nothing{_instead(root, pointer)}")
        return target

    def _try(self, spot: Spot, pattern: str, key: bool = False) -> None:
        if (problem := patterns.problem(pattern)) is not None:
            self._say(spot, f"the pattern '{pattern}' cannot be run: {problem}", key)

    def _say(self, spot: Spot, message: str, key: bool = False) -> None:
        self.faults.append(spot.tree.fault(spot.path, message, key))


def here(schema: Any) -> Iterator[Schema]:
    """A whole schema, and all those in it that speak of the same value, whether they apply or not."""
    if not isinstance(schema, dict):
        return
    yield schema
    for key in ("allOf", "anyOf", "oneOf"):
        for part in schema.get(key, ()):
            yield from here(part)
    for key in ("if", "then", "else", "not"):
        yield from here(schema.get(key))
    for part in schema.get("dependentSchemas", {}).values():
        yield from here(part)


def _at(value: Any, path: Path) -> Any:
    for step in path:
        value = value[step]
    return value


def _steps(value: Any, pointer: str) -> Iterator[str | int]:
    """A JSON pointer's steps (RFC 6901); those into a list are its indices."""
    for raw in pointer.split("/")[1:]:
        step: str | int = raw.replace("~1", "/").replace("~0", "~")
        if isinstance(value, list) and raw.isdigit():
            step = int(raw)
        yield step
        try:
            value = value[step]
        except (LookupError, TypeError):
            value = None


def _instead(root: Spot, pointer: str) -> str:
    known = (
        [f"#/$defs/{name}" for name in root.value.get("$defs", ())] if isinstance(root.value, dict) else []
    )
    return did_you_mean(f"#{pointer}", known)
