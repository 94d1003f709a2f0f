"""Read YAML or JSON into plain values with their positions in the file.

YAML is read by the core schema of version 1.2: `off`, `yes` and `no` are strings, and so are dates. Only
mappings with string keys, lists and scalars are allowed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from functools import cached_property
from typing import Any, NoReturn, TypeAlias

import yaml

from rowcheck.errors import ConfigError, ConfigErrorDetail

Path: TypeAlias = tuple[str | int, ...]
"""The keys and indices that lead from the root to a value."""

Position: TypeAlias = tuple[int, int]
"""A line and a column, 1-based; (0, 0) when unknown."""

LIMIT = 20_000
"""The most values of a file once its aliases are followed, so that aliases of aliases stay small."""

DEPTH = 64
"""The most values within values; jsonschema takes some ten stack frames for each."""


class Tree:
    """The `value` of a file, and the positions of the key (or list item) and of the value at each path."""

    def __init__(
        self, path: str, value: Any, locate: Callable[[], dict[Path, tuple[Position, Position]]] = dict
    ) -> None:
        self.path = path
        self.value = value
        self._locate = locate

    @cached_property
    def positions(self) -> dict[Path, tuple[Position, Position]]:
        return self._locate()

    def position(self, path: Path, key: bool = False) -> Position:
        """Return where the value at `path`, or its key, is; else the nearest known value around it."""
        while path and path not in self.positions:
            path = path[:-1]
        of_key, of_value = self.positions.get(path, ((0, 0), (0, 0)))
        return of_key if key else of_value

    def error(self, path: Path, message: str, key: bool = False) -> ConfigErrorDetail:
        return ConfigErrorDetail(self.path, *self.position(path, key), message)


def read(text: str, path: str) -> Tree:
    """Parse `text`, as JSON when `path` ends in `.json`. Raises ConfigError with all errors."""
    text = text.removeprefix("\ufeff")
    if path.endswith(".json"):
        return Tree(path, _read_json(text, path), lambda: _json_positions(text))
    builder = _Builder(path)
    node = _compose(text, path)
    value = None if node is None else builder.build(node, (), _position(node))
    if builder.errors:
        raise ConfigError(tuple(builder.errors))
    return Tree(path, value, lambda: builder.positions)


def _fail(path: str, message: str, position: Position = (0, 0)) -> NoReturn:
    raise ConfigError((ConfigErrorDetail(path, *position, message),)) from None


# YAML.

_LINE_BREAK = re.compile("\r\n|[\r\n\x85\u2028\u2029]")  # https://yaml.org/spec/1.1/#b-char


def _compose(text: str, path: str) -> yaml.Node | None:
    if sum(map(text.count, ("[", "{", "- ", "? "))) > LIMIT:  # libyaml recurses without a limit
        _fail(path, "this is too large to be settings")
    try:
        return yaml.compose(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        problem = error.problem or "it cannot be read"
        if mark is None:
            _fail(path, f"this is not valid YAML: {problem}")
        if problem.endswith("cannot start any token"):
            character = _LINE_BREAK.split(text)[mark.line][mark.column :][:1]
            problem = f"a value cannot start with '{character}'; put quotes around it"
            if character == "\t":
                problem = "a tab cannot indent; use spaces"
        last_line = text.rstrip().count("\n")  # a premature end is reported on the line after the last
        _fail(path, f"this is not valid YAML: {problem}", (min(mark.line, last_line) + 1, mark.column + 1))
    except yaml.YAMLError as error:
        _fail(path, f"this is not valid YAML: {getattr(error, 'reason', 'it cannot be read')}")
    except RecursionError:
        _fail(path, "this is nested too deeply")


def _position(node: yaml.Node) -> Position:
    return (node.start_mark.line + 1, node.start_mark.column + 1)


class _Builder:
    """Turns composed nodes into values, and collects their positions and all errors."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.positions: dict[Path, tuple[Position, Position]] = {}
        self.errors: list[ConfigErrorDetail] = []
        self._open: set[int] = set()

    def build(self, node: yaml.Node, path: Path, key: Position) -> Any:
        if id(node) in self._open:
            self._stop(node, "an alias contains itself; write the values out")
        if len(self.positions) >= LIMIT:
            self._stop(
                node, f"this has more than {LIMIT:,} values, with those that aliases repeat; shorten it"
            )
        if len(path) > DEPTH:
            self._stop(node, "this is nested too deeply")
        self.positions[path] = (key, _position(node))
        if node.tag not in _TAGS:
            self._add(node, f"the tag '{node.tag}' is not allowed; settings are plain values")
            return None
        self._open.add(id(node))
        value = self._value(node, path)
        self._open.discard(id(node))
        return value

    def _value(self, node: yaml.Node, path: Path) -> Any:
        if isinstance(node, yaml.ScalarNode):
            return node.value if node.style or node.tag == _STRING else _scalar(node.value)
        if isinstance(node, yaml.SequenceNode):
            return [self.build(item, (*path, i), _position(item)) for i, item in enumerate(node.value)]
        return dict(self._pairs(node, path))

    def _pairs(self, node: yaml.Node, path: Path) -> Iterator[tuple[str, Any]]:
        seen: set[str] = set()
        for key, item in node.value:
            if not isinstance(key.value, str):
                self._add(key, "a key must be a plain word")
                continue
            if key.value in seen:
                self._add(key, f"key '{key.value}' is given twice")
            seen.add(key.value)
            yield key.value, self.build(item, (*path, key.value), _position(key))

    def _add(self, node: yaml.Node, message: str) -> None:
        self.errors.append(ConfigErrorDetail(self.path, *_position(node), message))

    def _stop(self, node: yaml.Node, message: str) -> NoReturn:
        self._add(node, message)
        raise ConfigError(tuple(self.errors))


_STRING = "tag:yaml.org,2002:str"
_TAGS = frozenset(
    f"tag:yaml.org,2002:{name}"
    for name in ("bool", "float", "int", "map", "merge", "null", "seq", "str", "timestamp", "value")
)

# https://yaml.org/spec/1.2.2/#103-core-schema
_WORDS: dict[str, Any] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_INTEGER = re.compile(r"[-+]?[0-9]{1,18}")
_NUMBER = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]{1,3})?")


def _scalar(text: str) -> Any:
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    return float(text) if _NUMBER.fullmatch(text) else text


# JSON. It is parsed by the standard library, and as YAML only for the positions.


def _read_json(text: str, path: str) -> Any:
    errors: list[ConfigErrorDetail] = []

    def build(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        keys = [key for key, _ in pairs]
        for key in sorted({key for key in keys if keys.count(key) > 1}) if len(set(keys)) < len(keys) else ():
            errors.append(ConfigErrorDetail(path, *_second_key(text, key), f"key '{key}' is given twice"))
        return dict(pairs)

    def refuse(constant: str) -> NoReturn:
        raise ValueError(f"{constant} is not a number")

    try:
        value = json.loads(text, object_pairs_hook=build, parse_constant=refuse)
        json.dumps(value, ensure_ascii=False).encode()
    except json.JSONDecodeError as error:
        message = f"this is not valid JSON: {error.msg[:1].lower()}{error.msg[1:]}"
        _fail(path, message, (error.lineno, error.colno))
    except UnicodeEncodeError as error:
        character = ascii(error.object[error.start])[1:-1]
        _fail(path, f"this is not valid JSON: '{character}' is half a surrogate pair")
    except ValueError as error:
        _fail(path, f"this is not valid JSON: {error}")
    except RecursionError:
        _fail(path, "this is nested too deeply")
    if _depth(value) > DEPTH:
        errors.append(ConfigErrorDetail(path, 0, 0, "this is nested too deeply"))
    if errors:
        raise ConfigError(tuple(errors))
    return value


def _depth(value: Any) -> int:
    depth, level = 0, [value]
    while level:
        depth += 1
        containers = [item for item in level if isinstance(item, dict | list)]
        level = [each for item in containers for each in (item.values() if isinstance(item, dict) else item)]
    return depth


def _second_key(text: str, key: str) -> Position:
    """Return where a key of a JSON text occurs again, roughly: it may be in another object."""
    matches = list(re.finditer(rf'"{re.escape(key)}"\s*:', text))
    if len(matches) < 2:
        return (0, 0)
    start = matches[1].start()
    return (text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start))


def _json_positions(text: str) -> dict[Path, tuple[Position, Position]]:
    builder = _Builder("")
    try:
        node = _compose(text, "")
        if node is not None:
            builder.build(node, (), _position(node))
    except ConfigError:  # JSON that YAML does not allow: errors have no line
        pass
    return builder.positions
