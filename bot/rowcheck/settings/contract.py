"""The JSON Schemas that rowcheck ships, and the validation of settings and row schemas against them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path as FilePath
from typing import Any

from rowcheck.settings import validator
from rowcheck.settings.validator import Violation
from rowcheck.settings.yaml_positions import Path
from rowcheck.text import did_you_mean, listed


def row_schema_names() -> tuple[str, ...]:
    """Return the names of the ready-made row schemas."""
    return tuple(sorted(path.stem for path in (_folder() / "tables").glob("*.json")))


def shipped(name: str) -> str:
    """Return the text of a ready-made row schema, or of `config`, `row`, `cell`, `report` or `backtest`.

    Raises LookupError for any other name.
    """
    for path in (_folder() / "tables" / f"{name}.json", _folder() / f"{name}.schema.json"):
        if path.is_file():
            return path.read_text(encoding="utf-8")
    raise LookupError(name)


@cache
def schema(name: str) -> dict[str, Any]:
    """Return a shipped schema, parsed; see `shipped`."""
    parsed: dict[str, Any] = json.loads(shipped(name))
    return parsed


@cache
def _folder() -> FilePath:
    """Return `schema/`: beside the package in an installed wheel, at the top of a checkout."""
    here = FilePath(__file__).resolve()
    installed = here.parents[1] / "schema"
    return installed if installed.is_dir() else here.parents[3] / "schema"


@dataclass(frozen=True, slots=True)
class Mismatch:
    """Why the value at `path` does not match its schema; with `key`, it is the key that is wrong."""

    path: Path
    message: str
    key: bool = False


def mismatches(contract: Mapping[str, Any], value: Any) -> list[Mismatch]:
    """Return every reason why `value` does not match one of our own schemas."""
    violations = validator.violations(contract, value, {"row.schema.json": schema("row")})
    found = list(dict.fromkeys(each for violation in violations for each in _describe(violation)))
    wrong_keys = {each.path for each in found if each.key}
    return [each for each in found if each.key or each.path not in wrong_keys]


def _describe(violation: Violation) -> Iterator[Mismatch]:
    path, value, limit, contract = violation.path, violation.value, violation.limit, violation.schema
    if any(step == "propertyNames" and before != "properties" for before, step in pairwise(violation.steps)):
        yield Mismatch((*path, value), f"there is no rule '{value}'{did_you_mean(value, limit)}", key=True)
        return
    match violation.keyword:
        case "anyOf":
            yield from _describe_branches(violation)
        case "required":
            for key in (key for key in limit if key not in value):
                yield Mismatch(path, f"{_name(path)} needs the key '{key}'")
        case "additionalProperties":
            known = contract.get("properties", {})
            patterns = contract.get("patternProperties", {})
            for key in value:
                if key not in known and not any(re.search(pattern, key) for pattern in patterns):
                    message = f"key '{key}' is unknown{did_you_mean(key, known)}"
                    yield Mismatch((*path, key), message, key=True)
        case "type" if "enum" in contract:
            pass  # the violation of `enum` names the values
        case "minLength" | "minItems" | "minProperties":
            yield Mismatch(path, f"{_name(path)} must not be empty")
        case "enum":
            allowed = listed([f"'{choice}'" for choice in limit])
            hint = did_you_mean(value, limit)
            yield Mismatch(path, f"{_name(path)} must be {allowed}, not {show(value)}{hint}")
        case keyword:
            yield Mismatch(
                path, f"{_name(path)} must be {_requirement(keyword, limit, contract)}, not {show(value)}"
            )


def _describe_branches(violation: Violation) -> Iterator[Mismatch]:
    """Describe the errors of the branch with the type of the value; our schemas have one for each type."""
    of_type = [branch for branch in violation.branches if not any(map(_is_of_other_type, branch))]
    if of_type:
        for inner in of_type[0]:
            yield from _describe(inner)
        return
    types = [
        _TYPES[inner.limit] for branch in violation.branches for inner in branch if _is_of_other_type(inner)
    ]
    required = " or ".join(dict.fromkeys(types))
    yield Mismatch(violation.path, f"{_name(violation.path)} must be {required}, not {show(violation.value)}")


def _is_of_other_type(violation: Violation) -> bool:
    return violation.keyword == "type" and not violation.depth


def _requirement(keyword: str, limit: Any, contract: Mapping[str, Any]) -> str:
    match keyword:
        case "type":
            return _TYPES[limit]
        case "minimum":
            return f"{limit} or more"
        case "maximum":
            return f"{limit} or less"
        case "exclusiveMinimum":
            return f"more than {limit}"
    return str(contract["description"])  # a pattern, which our schemas describe in words


_TYPES: Mapping[str, str] = {
    "object": "a mapping",
    "array": "a list",
    "string": "a text",
    "boolean": "true or false",
    "integer": "a whole number",
    "number": "a number",
}


def show(value: Any) -> str:
    """Return a YAML value as messages show it."""
    match value:
        case None:
            return "nothing"
        case dict():
            return _TYPES["object"]
        case list():
            return _TYPES["array"]
        case str():
            return f"'{value}'"
    return str(value).lower()


def _name(path: Sequence[str | int]) -> str:
    """Return how a message names the value at a path: by its key, or as `entry 2 of 'order'`."""
    if not path:
        return "the file"
    last = path[-1]
    if isinstance(last, str):
        return f"'{last}'"
    keys = [step for step in path[:-1] if isinstance(step, str)]
    return f"entry {last + 1} of '{keys[-1]}'" if keys else f"entry {last + 1}"
