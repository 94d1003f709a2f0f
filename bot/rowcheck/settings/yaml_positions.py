"""A YAML or JSON text as plain values that remember where they stand.

Knows nothing of settings or schemas. YAML is read as its version 1.2 core schema reads it, so
`off`, `yes` and `no` are words and a date is text; nothing but mappings with text keys, lists and
scalars comes out. JSON is read by the JSON parser, and again as YAML only to find the places.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeAlias

from rowcheck.errors import ConfigError, ConfigErrorDetail

if TYPE_CHECKING:
    import yaml

Path: TypeAlias = tuple[str | int, ...]
"""The keys and indices that lead from the root to a value."""

Place: TypeAlias = tuple[int, int]
"""A line and a column, 1-based; (0, 0) when unknown."""

LIMIT = 20_000
"""Values a text may hold once its aliases are followed: ten aliases of ten aliases stay small."""

DEPTH = 64
"""Values within values: far more than settings need, far less than a stack holds."""


class Tree:
    """A value, and for each path in it the place of the key (or list item) and of the value."""

    def __init__(
        self, path: str, value: Any, find: Callable[[], dict[Path, tuple[Place, Place]]] = dict
    ) -> None:
        self.path = path
        self.value = value
        self._find = find

    @cached_property
    def places(self) -> dict[Path, tuple[Place, Place]]:
        return self._find()

    def place(self, path: Path, key: bool = False) -> Place:
        """Where the value at `path` stands, or its key; the nearest known one around it otherwise."""
        while path and path not in self.places:
            path = path[:-1]
        at_key, at_value = self.places.get(path, ((0, 0), (0, 0)))
        return at_key if key else at_value

    def error(self, path: Path, message: str, key: bool = False) -> ConfigErrorDetail:
        return ConfigErrorDetail(self.path, *self.place(path, key), message)


def read(text: str, path: str) -> Tree:
    """Parse `text`, as JSON when `path` ends in `.json`. Raises ConfigError with all that is wrong."""
    text = text.removeprefix("\ufeff")
    if path.endswith(".json"):
        return Tree(path, _json(text, path), lambda: _places_of_json(text))
    builder = _Builder(path)
    node = _compose(text, path)
    value = None if node is None else builder.build(node, (), _mark(node))
    if builder.errors:
        raise ConfigError(tuple(builder.errors))
    return Tree(path, value, lambda: builder.places)


_STRAY = "cannot start any token"
"""How PyYAML ends its word on a character that nothing begins with."""
_BREAK = re.compile("\r\n|[\r\n\x85\u2028\u2029]")
"""What ends a line in YAML 1.1, https://yaml.org/spec/1.1/#b-char."""


def _compose(text: str, path: str) -> yaml.Node | None:
    import yaml

    if sum(map(text.count, ("[", "{", "- ", "? "))) > LIMIT:  # the C parser recurses without a bound
        raise ConfigError((ConfigErrorDetail(path, 0, 0, "this is too large to be settings"),))
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        return yaml.compose(text, Loader=loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        last = text.rstrip().count("\n")  # an end that comes too soon is no line of its own
        place = (min(mark.line, last) + 1, mark.column + 1) if mark else (0, 0)
        problem = error.problem or "cannot be read"
        if problem.endswith(_STRAY) and mark:
            problem = _stray(text, mark)
        raise ConfigError((ConfigErrorDetail(path, *place, f"this is no valid YAML: {problem}"),)) from None
    except yaml.YAMLError as error:
        reason = getattr(error, "reason", "it cannot be read")
        raise ConfigError((ConfigErrorDetail(path, 0, 0, f"this is no valid YAML: {reason}"),)) from None
    except RecursionError:
        raise ConfigError((ConfigErrorDetail(path, 0, 0, "this is nested too deeply"),)) from None


def _stray(text: str, mark: yaml.Mark) -> str:
    """What to do about a character that nothing in YAML begins with."""
    character = _BREAK.split(text)[mark.line][mark.column :][:1]
    if character == "\t":
        return "a tab does not indent; write blanks"
    return f"nothing begins with '{character}'; put quotes around the value"


def _json(text: str, path: str) -> Any:
    faults: list[ConfigErrorDetail] = []

    def pairs(items: list[tuple[str, Any]]) -> dict[str, Any]:
        value = dict(items)
        keys = [key for key, _ in items]
        twice = sorted({key for key in keys if keys.count(key) > 1}) if len(value) < len(keys) else []
        faults.extend(
            ConfigErrorDetail(path, *_second(text, key), f"key '{key}' is given twice") for key in twice
        )
        return value

    try:
        value = json.loads(text, object_pairs_hook=pairs, parse_constant=_no_number)
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError as error:
        character = ascii(error.object[error.start])[1:-1]
        message = f"this is not valid JSON: '{character}' is half a surrogate pair"
        raise ConfigError((ConfigErrorDetail(path, 0, 0, message),)) from None
    except ValueError as error:
        raise ConfigError((_no_json(error, path),)) from None
    except RecursionError:
        raise ConfigError((ConfigErrorDetail(path, 0, 0, "this is nested too deeply"),)) from None
    if _depth(value) > DEPTH:
        faults.append(ConfigErrorDetail(path, 0, 0, "this is nested too deeply"))
    if faults:
        raise ConfigError(tuple(faults))
    return value


def _no_number(name: str) -> None:
    raise ValueError(f"{name} is no number")


def _no_json(error: ValueError, path: str) -> ConfigErrorDetail:
    place = (error.lineno, error.colno) if isinstance(error, json.JSONDecodeError) else (0, 0)
    said = (
        f"{error.msg[:1].lower()}{error.msg[1:]}" if isinstance(error, json.JSONDecodeError) else str(error)
    )
    return ConfigErrorDetail(path, *place, f"this is no valid JSON: {said}")


def _depth(value: Any) -> int:
    depth, level = 0, [value]
    while level:
        depth += 1
        inner = [
            item.values() if isinstance(item, dict) else item
            for item in level
            if isinstance(item, dict | list)
        ]
        level = [item for items in inner for item in items]
    return depth


def _second(text: str, key: str) -> Place:
    """Where a key that stands twice in a JSON text stands again; good enough to find it by eye."""
    spots = list(re.finditer(rf'"{re.escape(key)}"\s*:', text))
    if len(spots) < 2:
        return (0, 0)
    start = spots[1].start()
    return (text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start))


def _places_of_json(text: str) -> dict[Path, tuple[Place, Place]]:
    builder = _Builder("")
    try:
        node = _compose(text, "")
    except ConfigError:  # what JSON allows and YAML does not: a fault without its line
        return {}
    if node is not None:
        builder.build(node, (), _mark(node))
    return builder.places


def _mark(node: yaml.Node) -> Place:
    return (node.start_mark.line + 1, node.start_mark.column + 1)


class _Builder:
    """Turns composed nodes into values, and keeps the places and the faults on the way."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.places: dict[Path, tuple[Place, Place]] = {}
        self.errors: list[ConfigErrorDetail] = []
        self._open: set[int] = set()

    def build(self, node: yaml.Node, path: Path, key: Place) -> Any:
        if len(self.places) >= LIMIT or id(node) in self._open:
            loop = id(node) in self._open
            self._say(
                node,
                "an alias contains itself; write the values out"
                if loop
                else f"the file has more than {LIMIT:,} values, repeated by aliases or not; shorten it",
            )
            raise ConfigError(tuple(self.errors))
        if len(path) > DEPTH:
            self._say(node, "this is nested too deeply")
            raise ConfigError(tuple(self.errors))
        self.places[path] = (key, _mark(node))
        if node.tag not in _TAGS:
            self._say(node, f"the tag '{node.tag}' is not allowed; settings are plain values")
            return None
        self._open.add(id(node))
        value = self._value(node, path)
        self._open.discard(id(node))
        return value

    def _value(self, node: yaml.Node, path: Path) -> Any:
        import yaml

        if isinstance(node, yaml.ScalarNode):
            return node.value if node.style or node.tag == _TEXT else _scalar(node.value)
        if isinstance(node, yaml.SequenceNode):
            return [self.build(item, (*path, i), _mark(item)) for i, item in enumerate(node.value)]
        return dict(self._pairs(node, path))

    def _pairs(self, node: yaml.Node, path: Path) -> Iterator[tuple[str, Any]]:
        seen: set[str] = set()
        for at, item in node.value:
            if not isinstance(at.value, str):
                self._say(at, "a key must be a plain word")
                continue
            if at.value in seen:
                self._say(at, f"key '{at.value}' is given twice")
            seen.add(at.value)
            yield at.value, self.build(item, (*path, at.value), _mark(at))

    def _say(self, node: yaml.Node, message: str) -> None:
        self.errors.append(ConfigErrorDetail(self.path, *_mark(node), message))


_TEXT = "tag:yaml.org,2002:str"
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
