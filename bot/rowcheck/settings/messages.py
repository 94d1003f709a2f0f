"""A sentence for each keyword of JSON Schema.

The fact first, then what to do; values in quotes. What the schema's author wrote comes instead.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from rowcheck.settings import phrases
from rowcheck.settings.case import Case
from rowcheck.settings.phrases import either
from rowcheck.text import counted, listed, quoted


def messages(case: Case) -> Iterator[tuple[str, str]]:
    """A column's title (empty for the whole row) and the sentence, for each column that is meant."""
    if case.column is None and case.broken.keyword in _OF_ROWS:
        yield from _OF_ROWS[case.broken.keyword](case)
        return
    say = _OF_VALUES.get(case.broken.keyword, _other)
    yield case.column.title if case.column else "", case.authors() or f"{say(case)}{case.condition()}"


def _required(case: Case) -> Iterator[tuple[str, str]]:
    for name in case.limit:
        if name not in case.broken.value:
            yield _missing(case, name)


def _dependent(case: Case) -> Iterator[tuple[str, str]]:
    for cause, names in case.limit.items():
        for name in names if cause in case.broken.value else ():
            if name not in case.broken.value:
                column, message = _missing(case, name)
                yield column, f"{message}, and is needed where '{cause}' is given"


def _missing(case: Case, name: str) -> tuple[str, str]:
    column = case.plan.columns.get(name)
    if column is None:
        return "", case.authors() or f"the table has no column '{name}'"
    kind = "" if column.kind in ("text", "markdown") else f"; it should be {phrases.kind(column)}"
    return column.title, case.authors() or f"'{column.title}' is empty{kind}{case.condition()}"


def _additional(case: Case) -> Iterator[tuple[str, str]]:
    known = case.broken.schema.get("properties", {})
    for name in case.broken.value:
        if name not in known and (column := case.plan.columns.get(name)):
            yield column.title, case.authors() or f"the column '{column.title}' is none that a row may have"


def _one_of_columns(case: Case) -> Iterator[tuple[str, str]]:
    asked = [each.limit for branch in case.broken.branches for each in branch if each.keyword == "required"]
    names = [" and ".join(f"'{name}'" for name in group) for group in asked]
    if not names:
        yield "", case.authors() or _other(case)
    else:
        yield "", case.authors() or f"the row needs {listed(list(dict.fromkeys(names)))}"


_OF_ROWS: Mapping[str, Callable[[Case], Iterator[tuple[str, str]]]] = {
    "additionalProperties": _additional,
    "anyOf": _one_of_columns,
    "dependentRequired": _dependent,
    "oneOf": _one_of_columns,
    "required": _required,
}


def _type(case: Case) -> str:
    column = case.column
    if column is None or case.is_inside:
        return case.should(f"be {phrases.type_(case.limit)}")
    if column.kind == "link" and case.cell and len(case.cell.links) == 1:
        rest = case.shown.replace(case.cell.links[0].text, "", 1).strip()
        return f"{case.subject} should be a link and nothing else; {quoted(rest)} stands beside it"
    if column.kind not in ("text", "markdown"):
        return case.should(f"be {phrases.kind(column)}")
    return case.should(f"be {phrases.type_(case.limit)}")


def _enum(case: Case) -> str:
    values = [value for value in case.limit if value is not None]
    return case.should(f"be {either(values)}") + phrases.suggestion(case.shown, values)


def _const(case: Case) -> str:
    return case.should(f"be {quoted(str(case.limit))}")


def _pattern(case: Case) -> str:
    examples, about = _hints(case)
    if examples:
        return case.should(f"look like {either(examples[:2])}") + (f": {about}" if about else "")
    if about:
        return (
            f"{case.subject} is {case.value}; {about}" if case.shown else f"{case.subject} is empty; {about}"
        )
    if case.broken.keyword == "not":
        return _other(case)
    return case.should(f"fit the pattern '{case.limit}'")


def _hints(case: Case) -> tuple[list[Any], str]:
    """The examples, and what is said about a value, that stand nearest to the broken keyword."""
    schemas = [case.broken.schema]
    if case.column is not None and not case.is_inside:
        schemas += [schema for schema, _ in reversed(case.schemas()[1:])]
    examples: list[Any] = next((schema["examples"] for schema in schemas if schema.get("examples")), [])
    about = [schema[key] for key in ("description", "title") for schema in schemas if key in schema]
    return examples, about[0].rstrip(".") if about else ""


def _min_length(case: Case) -> str:
    length = len(case.broken.value)
    if not length:
        return f"{case.subject} is empty"
    return f"{case.subject} is {counted(length, 'character')} long, at least {case.limit} are needed"


def _max_length(case: Case) -> str:
    length = counted(len(case.broken.value), "character")
    return f"{case.subject} is {length} long, at most {case.limit} are allowed"


def _least(case: Case) -> str:
    return case.should(f"be {case.limit} or more")


def _most(case: Case) -> str:
    return case.should(f"be {case.limit} or less")


def _format(case: Case) -> str:
    return case.should(f"be {phrases.FORMATS[case.limit]}")


def _min_items(case: Case) -> str:
    return f"{_links(case)}, at least {case.limit} are needed"


def _max_items(case: Case) -> str:
    return f"{_links(case)}, at most {case.limit} are allowed"


def _links(case: Case) -> str:
    return f"{case.subject} has {counted(len(case.broken.value), 'link')}"


def _branches(case: Case) -> str:
    if not case.broken.branches:
        return f"{case.subject} is {case.value}, which fits more than one of the forms that are allowed"
    said = [phrases.expectation(branch, case.column) for branch in case.limit]
    words = list(dict.fromkeys(phrase for phrase in said if phrase))
    return case.should(f"be {listed(words)}") if words else _other(case)


def _other(case: Case) -> str:
    return (
        f"{case.subject} is {case.value}, which is not allowed" if case.column else "the row is not allowed"
    )


_OF_VALUES: Mapping[str, Callable[[Case], str]] = {
    "anyOf": _branches,
    "const": _const,
    "enum": _enum,
    "exclusiveMaximum": lambda case: case.should(f"be less than {case.limit}"),
    "exclusiveMinimum": lambda case: case.should(f"be more than {case.limit}"),
    "format": _format,
    "maxItems": _max_items,
    "maxLength": _max_length,
    "maximum": _most,
    "minItems": _min_items,
    "minLength": _min_length,
    "minimum": _least,
    "multipleOf": lambda case: case.should(f"be a multiple of {case.limit}"),
    "not": _pattern,
    "oneOf": _branches,
    "pattern": _pattern,
    "type": _type,
    "uniqueItems": lambda case: f"{case.subject} has the same link twice",
}
