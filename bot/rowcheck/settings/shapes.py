"""Is a value of the shape that one of our own schemas says, and if not, what would a person do?

Serves `config.schema.json` and `row.schema.json` only, with the few keywords those use, so that
reading settings costs no validator: rows are judged by the whole of JSON Schema, elsewhere. The
tests hold this to what a full validator says of the same files.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any, NamedTuple, TypeAlias

from rowcheck.settings.yaml_positions import Path
from rowcheck.text import did_you_mean, listed

Schema: TypeAlias = Mapping[str, Any]


class Misfit(NamedTuple):
    """A fault of shape at `path`; `key` when it is the key that is wrong, not its value."""

    path: Path
    message: str
    key: bool = False


class Shape(NamedTuple):
    """A schema among the files that its `$ref`s may name; `open` gives such a file."""

    schema: Schema
    root: Schema
    open: Callable[[str], Schema]

    def misfits(self, value: Any, path: Path = ()) -> Iterator[Misfit]:
        """All that is wrong with `value`, outermost and first come first."""
        if reference := self.schema.get("$ref"):
            yield from self._follow(reference).misfits(value, path)
            return
        if branches := self.schema.get("anyOf"):
            yield from self._any_of(branches, value, path)
            return
        if not _is_type(value, self.schema.get("type")) and "enum" not in self.schema:
            yield Misfit(path, f"{_name(path)} must be {_types(self.schema['type'])}, not {_show(value)}")
            return
        yield from self._scalar(value, path)
        if isinstance(value, dict):
            yield from self._mapping(value, path)
        if isinstance(value, list):
            yield from self._list(value, path)

    def at(self, schema: Schema) -> Shape:
        """The same files, another schema of this one's."""
        return Shape(schema, self.root, self.open)

    def _follow(self, reference: str) -> Shape:
        file, _, pointer = reference.partition("#")
        root = self.open(file) if file else self.root
        schema = root
        for step in pointer.split("/")[1:]:
            schema = schema[step]
        return Shape(schema, root, self.open)

    def _any_of(self, branches: list[Schema], value: Any, path: Path) -> Iterator[Misfit]:
        # Our own schemas keep the types of their branches apart.
        shapes = [self.at(branch) for branch in branches]
        shapes = [
            shape._follow(shape.schema["$ref"]) if "$ref" in shape.schema else shape for shape in shapes
        ]
        for shape in shapes:
            if _is_type(value, shape.schema.get("type")):
                yield from shape.misfits(value, path)
                return
        types = " or ".join(dict.fromkeys(_types(shape.schema["type"]) for shape in shapes))
        yield Misfit(path, f"{_name(path)} must be {types}, not {_show(value)}")

    def _scalar(self, value: Any, path: Path) -> Iterator[Misfit]:
        allowed = self.schema.get("enum")
        if allowed is not None and value not in allowed:
            yield Misfit(
                path,
                f"{_name(path)} must be {_either(allowed)}, not {_show(value)}{did_you_mean(value, allowed)}",
            )
        if isinstance(value, str):
            yield from self._text(value, path)
        if type(value) in (int, float):
            yield from self._number(value, path)

    def _text(self, value: str, path: Path) -> Iterator[Misfit]:
        if len(value) < self.schema.get("minLength", 0):
            yield Misfit(path, f"{_name(path)} must not be empty")
        if not re.search(self.schema.get("pattern", ""), value):
            # A pattern of our own schemas is told in words beside it.
            yield Misfit(path, f"{_name(path)} must be {self.schema['description']}, not {_show(value)}")

    def _number(self, value: float, path: Path) -> Iterator[Misfit]:
        least, most = self.schema.get("minimum", value), self.schema.get("maximum", value)
        if value < least:
            yield Misfit(path, f"{_name(path)} must be {least} or more, not {value}")
        if value > most:
            yield Misfit(path, f"{_name(path)} must be {most} or less, not {value}")

    def _mapping(self, value: dict[str, Any], path: Path) -> Iterator[Misfit]:
        known = self.schema.get("properties", {})
        missing = [key for key in self.schema.get("required", ()) if key not in value]
        yield from (Misfit(path, f"{_name(path)} needs the key '{key}'") for key in missing)
        if len(value) < self.schema.get("minProperties", 0):
            yield Misfit(path, f"{_name(path)} must not be empty")
        for key, item in value.items():
            here = (*path, key)
            names = self.schema.get("propertyNames", {}).get("$ref")
            allowed = self._follow(names).schema["enum"] if names else None
            if allowed is not None and key not in allowed:
                yield Misfit(here, f"there is no rule '{key}'{did_you_mean(key, allowed)}", key=True)
                continue
            schema = known.get(key, self._other(key))
            if schema is False:
                yield Misfit(here, f"key '{key}' is unknown{did_you_mean(key, known)}", key=True)
            else:
                yield from self.at(schema).misfits(item, here)

    def _other(self, key: str) -> Any:
        """The schema of a key that `properties` does not name; False when there must be none."""
        for pattern, schema in self.schema.get("patternProperties", {}).items():
            if re.search(pattern, key):
                return schema
        return self.schema.get("additionalProperties", {})

    def _list(self, value: list[Any], path: Path) -> Iterator[Misfit]:
        if len(value) < self.schema.get("minItems", 0):
            yield Misfit(path, f"{_name(path)} must not be empty")
        for index, item in enumerate(value):
            yield from self.at(self.schema.get("items", {})).misfits(item, (*path, index))


def no_rule(name: str, known: Collection[str]) -> str:
    """That there is no such rule, and what may have been meant."""
    meant = did_you_mean(name, known) or "; 'rowcheck rules' lists them"
    return f"there is no rule '{name}'{meant}"


_TYPES: Mapping[str, tuple[type | tuple[type, ...], str]] = {
    "object": (dict, "a mapping"),
    "array": (list, "a list"),
    "string": (str, "a text"),
    "boolean": (bool, "true or false"),
    "integer": (int, "a whole number"),
    "number": ((int, float), "a number"),
}


def _is_type(value: Any, types: str | None) -> bool:
    if types is None:
        return True
    if isinstance(value, bool):
        return types == "boolean"
    if types == "integer" and isinstance(value, float):
        return value.is_integer()
    return isinstance(value, _TYPES[types][0])


def _types(types: str) -> str:
    return _TYPES[types][1]


def _either(values: list[Any]) -> str:
    return listed([f"'{value}'" for value in values])


def _show(value: Any) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, dict | list):
        return _types("object" if isinstance(value, dict) else "array")
    return f"'{value}'" if isinstance(value, str) else str(value).lower()


def _name(path: Path) -> str:
    """What a person calls the value at a path: its key, or `entry 2 of 'order'`."""
    if not path:
        return "the file"
    last = path[-1]
    if isinstance(last, str):
        return f"'{last}'"
    around = [step for step in path[:-1] if isinstance(step, str)]
    return f"entry {last + 1} of '{around[-1]}'" if around else f"entry {last + 1}"
