"""The parts of a sentence about a cell: what it should be, and what is allowed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rowcheck.cells.kinds import KINDS
from rowcheck.settings import references
from rowcheck.settings.plan import Column
from rowcheck.text import did_you_mean, listed, quoted

PARTS: Mapping[str, str] = {"text": "the link text", "url": "the link", "code": "the code"}
"""The parts of a value that a schema may speak of."""

FORMATS: Mapping[str, str] = {
    "date": "a date like 2024-03-31",
    "date-time": "a time like 2024-03-31T12:00:00Z",
    "email": "an e-mail address",
    "uri": "a full address like https://example.org/",
}

_TYPES: Mapping[str, str] = {
    "array": "one or more links",
    "boolean": "true or false",
    "integer": "a whole number",
    "null": "empty",
    "number": "a number",
    "object": "a link",
    "string": "text",
}


def either(values: Sequence[Any], limit: int = 6) -> str:
    """The values that are allowed; the first ones, when they are many."""
    words = [quoted(str(value)) for value in values]
    if len(words) <= limit:
        return listed(words)
    return f"one of {', '.join(words[: limit - 1])} and {len(words) - limit + 1} more"


def suggestion(text: str, values: Sequence[Any]) -> str:
    """The nearest of many allowed values; among two or three it is plain to see."""
    return did_you_mean(text, values) if len(values) > 3 else ""


def kind(column: Column) -> str:
    """What a cell of this column should be."""
    phrase = KINDS[column.kind].phrase
    nothing = next((word for word in column.nothing or () if word), None)
    return f"{phrase} or '{nothing}'" if nothing else phrase


def type_(types: str | Sequence[str]) -> str:
    names = [types] if isinstance(types, str) else types
    return listed([_TYPES[name] for name in names])


def expectation(schema: Any, column: Column | None) -> str | None:
    """What a schema asks for, in a few words; None when that is hard to say."""
    for part in references.in_place(schema):
        if "const" in part:
            return quoted(str(part["const"])) if part["const"] is not None else None
        if "enum" in part:
            return either([value for value in part["enum"] if value is not None])
        if part.get("cell") not in (None, "text", "markdown"):
            return kind(column) if column and column.kind == part["cell"] else KINDS[part["cell"]].phrase
        if part.get("examples"):
            return f"something like {either(part['examples'][:2])}"
        if "type" in part and part["type"] not in ("string", "null"):
            return type_(part["type"])
    return None


def condition(schema: Any) -> str:
    """What an `if` asks of other columns, when it is their values; empty otherwise."""
    properties = schema.get("properties", {}) if isinstance(schema, dict) else {}
    said = []
    for name, part in properties.items():
        values = [part["const"]] if "const" in part else part.get("enum", ())
        if values:
            said.append(f"'{name}' is {either(values)}")
    return listed(said, "and") if said and len(said) == len(properties) else ""
