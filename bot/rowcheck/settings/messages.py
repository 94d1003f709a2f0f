"""Describe the problems of a row: a sentence for each column and violated keyword of its schema."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rowcheck.cells.kinds import KINDS
from rowcheck.cells.writing import Correction
from rowcheck.model import Cell
from rowcheck.settings import corrections, references, validator
from rowcheck.settings.columns import Column, TableSchema
from rowcheck.settings.validator import Violation
from rowcheck.text import brief, counted, did_you_mean, listed, quoted


@dataclass(frozen=True, slots=True)
class RowProblem:
    """A problem of a row; `column` is the title of its column, empty for the row itself.

    `value` is the source of the cell. `replacement` is its corrected source, which the schema accepts;
    None where none is evident. It is `safe` when it cannot change the meaning.
    """

    column: str
    keyword: str
    message: str
    value: str = ""
    replacement: str | None = None
    safe: bool = False


def problems(
    table: TableSchema, row: dict[str, Any], cells: Mapping[str, Cell | None]
) -> Iterator[RowProblem]:
    """Yield each problem of an invalid row once."""
    keywords: dict[tuple[str, str], str] = {}
    for violation in validator.violations(table.schema, row):
        for cause in _causes(violation):
            column = table.columns.get(str(cause.path[0])) if cause.path else None
            case = _Case(table, cause, column, cells.get(column.title) if column else None)
            for title, message in _describe(case):
                keywords.setdefault((title, message), cause.keyword)
    fixes: dict[str, Correction | None] = {}
    for (title, message), keyword in keywords.items():
        if title not in fixes:
            fixes[title] = corrections.correct(table, row, cells, title)
        cell, fix = cells.get(title), fixes[title]
        value = cell.source if cell else ""
        yield RowProblem(title, keyword, message, value, fix.source if fix else None, bool(fix and fix.safe))


def _causes(violation: Violation) -> Iterator[Violation]:
    """Yield the violations of the branch that was intended, where it is evident among several."""
    intended = [branch for branch in violation.branches if not any(map(_excludes_branch, branch))]
    if not intended or "errorMessage" in violation.schema:
        yield violation
        return
    for inner in min(intended, key=len):
        yield from _causes(inner)


def _excludes_branch(violation: Violation) -> bool:
    """Return whether the value is of another type, or the row lacks the column of the branch."""
    return not violation.depth and violation.keyword in ("type", "const", "enum", "required")


@dataclass(frozen=True, slots=True)
class _Case:
    """A violation with the column and cell that it is about; None for the row itself."""

    table: TableSchema
    violation: Violation
    column: Column | None
    cell: Cell | None

    @property
    def limit(self) -> Any:
        return self.violation.limit

    @property
    def is_inside(self) -> bool:
        """Whether the violation is about a part of the value, as the text or the URL of a link."""
        return len(self.violation.path) > 1

    @property
    def shown(self) -> str:
        """What the cell, or the part of it, shows to a reader."""
        if self.is_inside or self.cell is None or self.column is None:
            return str(self.violation.value)
        return (
            self.cell.source if self.column.kind == "markdown" else self.cell.text.strip() or self.cell.source
        )

    @property
    def subject(self) -> str:
        if self.column is None:
            return "the row"
        part = _PARTS.get(str(self.violation.path[-1])) if self.is_inside else None
        return f"{part} of '{self.column.title}'" if part else f"'{self.column.title}'"

    def should(self, what: str) -> str:
        if not self.shown:
            return f"{self.subject} is empty; it should {what}"
        return f"{self.subject} should {what}, not {quoted(self.shown)}"

    def schemas(self) -> list[tuple[dict[str, Any], str]]:
        """Return the schemas from the root to that of the keyword, each with the keyword that leads on."""
        schemas: list[tuple[dict[str, Any], str]] = []
        value, is_schema = self.table.schema, True
        for step in self.violation.steps:
            if is_schema and isinstance(value, dict):
                schemas.append((value, str(step)))
            is_schema = not (is_schema and step in references.NAMED | references.SEVERAL)
            value = value[step]
        return schemas

    def error_message(self) -> str | None:
        """Return the innermost `errorMessage` of the schema's author for this violation."""
        for schema, keyword in reversed(self.schemas()):
            message = schema.get("errorMessage")
            message = message.get(keyword) if isinstance(message, dict) else message
            if isinstance(message, str):
                title = self.column.title if self.column else ""
                return message.replace("{column}", title).replace("{value}", brief(self.shown))
        return None

    def condition(self) -> str:
        """Return ` when 'A' is 'x'`, where an `if` about the values of other columns led here."""
        for schema, keyword in reversed(self.schemas()):
            if keyword in ("then", "else") and (condition := _condition(schema.get("if"))):
                return f" {'when' if keyword == 'then' else 'unless'} {condition}"
        return ""


_PARTS: Mapping[str, str] = {"text": "the link text", "url": "the link", "code": "the code"}

_FORMATS: Mapping[str, str] = {
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


def _describe(case: _Case) -> Iterator[tuple[str, str]]:
    """Yield a column title (empty for the row itself) and a sentence, for each column concerned."""
    if case.column is None and case.violation.keyword in _OF_ROWS:
        yield from _OF_ROWS[case.violation.keyword](case)
        return
    describe = _OF_VALUES.get(case.violation.keyword, _not_allowed)
    title = case.column.title if case.column else ""
    yield title, case.error_message() or f"{describe(case)}{case.condition()}"


# Sentences about rows.


def _required(case: _Case) -> Iterator[tuple[str, str]]:
    return (_missing(case, name) for name in case.limit if name not in case.violation.value)


def _dependent_required(case: _Case) -> Iterator[tuple[str, str]]:
    row = case.violation.value
    for cause, names in case.limit.items():
        for name in names if cause in row else ():
            if name not in row:
                title, message = _missing(case, name)
                yield title, f"{message}, and is required when '{cause}' is given"


def _missing(case: _Case, name: str) -> tuple[str, str]:
    column = case.table.columns.get(name)
    if column is None:
        return "", case.error_message() or f"the table has no column '{name}'"
    hint = "" if column.kind in ("text", "markdown") else f"; it should be {_kind(column)}"
    return column.title, case.error_message() or f"'{column.title}' is empty{hint}{case.condition()}"


def _additional_properties(case: _Case) -> Iterator[tuple[str, str]]:
    known = case.violation.schema.get("properties", {})
    for name in case.violation.value:
        if name not in known and (column := case.table.columns.get(name)):
            yield column.title, case.error_message() or f"the column '{column.title}' is not allowed"


def _one_of_columns(case: _Case) -> Iterator[tuple[str, str]]:
    branches = case.violation.branches
    groups = [each.limit for branch in branches for each in branch if each.keyword == "required"]
    names = dict.fromkeys(" and ".join(f"'{name}'" for name in group) for group in groups)
    message = f"the row needs {listed(list(names))}" if names else _not_allowed(case)
    yield "", case.error_message() or message


_OF_ROWS: Mapping[str, Callable[[_Case], Iterator[tuple[str, str]]]] = {
    "additionalProperties": _additional_properties,
    "anyOf": _one_of_columns,
    "dependentRequired": _dependent_required,
    "oneOf": _one_of_columns,
    "required": _required,
}


# Sentences about values.


def _type(case: _Case) -> str:
    column = case.column
    if column is None or case.is_inside or column.kind in ("text", "markdown"):
        return case.should(f"be {_type_names(case.limit)}")
    if column.kind == "link" and case.cell and len(case.cell.links) == 1:
        rest = case.shown.replace(case.cell.links[0].text, "", 1).strip()
        return f"{case.subject} should be a link and nothing else; remove {quoted(rest)}"
    return case.should(f"be {_kind(column)}")


def _enum(case: _Case) -> str:
    values = [value for value in case.limit if value is not None]
    # Among two or three values, the intended one is plain to see.
    return case.should(f"be {_either(values)}") + (
        did_you_mean(case.shown, values) if len(values) > 3 else ""
    )


def _pattern(case: _Case) -> str:
    examples, description = _examples_and_description(case)
    if examples:
        look = case.should(f"look like {_either(examples[:2])}")
        return f"{look}: {description}" if description else look
    if description:
        return f"{case.subject} is {quoted(case.shown) if case.shown else 'empty'}; {description}"
    if case.violation.keyword == "not":
        return _not_allowed(case)
    return case.should(f"match the pattern '{case.limit}'")


def _examples_and_description(case: _Case) -> tuple[list[Any], str]:
    """Return the examples and the description (or title) nearest to the violated keyword."""
    schemas = [case.violation.schema]
    if case.column is not None and not case.is_inside:
        schemas += [schema for schema, _ in reversed(case.schemas()[1:])]
    examples: list[Any] = next((schema["examples"] for schema in schemas if schema.get("examples")), [])
    about = [schema[key] for key in ("description", "title") for schema in schemas if key in schema]
    return examples, about[0].rstrip(".") if about else ""


def _min_length(case: _Case) -> str:
    length = len(case.violation.value)
    if not length:
        return f"{case.subject} is empty"
    return f"{case.subject} is {counted(length, 'character')} long, at least {case.limit} are needed"


def _max_length(case: _Case) -> str:
    length = counted(len(case.violation.value), "character")
    return f"{case.subject} is {length} long, at most {case.limit} are allowed"


def _links(case: _Case) -> str:
    return f"{case.subject} has {counted(len(case.violation.value), 'link')}"


def _contains(case: _Case) -> str:
    number = case.violation.schema.get("minContains", 1)
    wanted = _link_phrase(case.violation.schema["contains"])
    what = f"a link {wanted}" if number == 1 else f"{number} links {wanted}"
    return f"{case.subject} needs {what}"


def _link_phrase(schema: Any) -> str:
    """Return which links a schema requires: `with the text 'PDF'`."""
    properties = schema.get("properties", {}) if isinstance(schema, dict) else {}
    names = {"text": "the text", "url": "the address"}
    phrases = []
    for name, part in properties.items():
        expected = _expectation(part, None) if isinstance(part, dict) else None
        if name in names and expected:
            phrases.append(f"{names[name]} {expected}")
    if phrases:
        return f"with {listed(phrases, 'and')}"
    description = schema.get("description", "") if isinstance(schema, dict) else ""
    return f"of the required form{f' ({description})' if description else ''}"


def _branches(case: _Case) -> str:
    if not case.violation.branches:
        return f"{case.subject} is {quoted(case.shown)}, which matches more than one of the allowed forms"
    expected = [_expectation(branch, case.column) for branch in case.limit]
    phrases = list(dict.fromkeys(phrase for phrase in expected if phrase))
    return case.should(f"be {listed(phrases)}") if phrases else _not_allowed(case)


def _not_allowed(case: _Case) -> str:
    if case.column is None:
        return "the row is not allowed"
    return f"{case.subject} is {quoted(case.shown)}, which is not allowed"


_OF_VALUES: Mapping[str, Callable[[_Case], str]] = {
    "anyOf": _branches,
    "const": lambda case: case.should(f"be {_either([case.limit])}"),
    "contains": _contains,
    "enum": _enum,
    "exclusiveMaximum": lambda case: case.should(f"be less than {case.limit}"),
    "exclusiveMinimum": lambda case: case.should(f"be more than {case.limit}"),
    "format": lambda case: case.should(f"be {_FORMATS[case.limit]}"),
    "maxContains": lambda case: (
        f"{case.subject} has too many links {_link_phrase(case.violation.schema['contains'])}"
    ),
    "maxItems": lambda case: f"{_links(case)}, at most {case.limit} are allowed",
    "maxLength": _max_length,
    "maximum": lambda case: case.should(f"be {case.limit} or less"),
    "minContains": _contains,
    "minItems": lambda case: f"{_links(case)}, at least {case.limit} are needed",
    "minLength": _min_length,
    "minimum": lambda case: case.should(f"be {case.limit} or more"),
    "multipleOf": lambda case: case.should(f"be a multiple of {case.limit}"),
    "not": _pattern,
    "oneOf": _branches,
    "pattern": _pattern,
    "type": _type,
    "uniqueItems": lambda case: f"{case.subject} has the same link twice",
}


# Phrases.


def _either(values: Sequence[Any], limit: int = 6) -> str:
    """Return the allowed values, without null, as a phrase; the first ones when there are many."""
    words = [quoted(str(value)) for value in values if value is not None] or ["empty"]
    if len(words) <= limit:
        return listed(words)
    return f"one of {', '.join(words[: limit - 1])} and {len(words) - limit + 1} more"


def _kind(column: Column) -> str:
    """Return what a cell of a column should be: `a year like 2024 or '-'`."""
    phrase = KINDS[column.kind].phrase
    nothing = next((word for word in column.nothing or () if word), None)
    return f"{phrase} or '{nothing}'" if nothing else phrase


def _type_names(types: str | Sequence[str]) -> str:
    return listed([_TYPES[name] for name in ([types] if isinstance(types, str) else types)])


def _expectation(schema: Any, column: Column | None) -> str | None:
    """Return what a schema requires in a few words; None when it takes more."""
    for part in references.in_place(schema):
        if "const" in part:
            return quoted(str(part["const"])) if part["const"] is not None else None
        if "enum" in part:
            return _either(part["enum"])
        if part.get("cell") not in (None, "text", "markdown"):
            return _kind(column) if column and column.kind == part["cell"] else KINDS[part["cell"]].phrase
        if part.get("examples"):
            return f"something like {_either(part['examples'][:2])}"
        if "type" in part and part["type"] not in ("string", "null"):
            return _type_names(part["type"])
    return None


def _condition(schema: Any) -> str:
    """Return what an `if` requires of other columns; empty unless it is about nothing but their values."""
    properties = schema.get("properties", {}) if isinstance(schema, dict) else {}
    phrases = []
    for name, part in properties.items():
        part = part if isinstance(part, dict) else {}
        values = [part["const"]] if "const" in part else part.get("enum", ())
        if values:
            phrases.append(f"'{name}' is {_either(values)}")
    return listed(phrases, "and") if phrases and len(phrases) == len(properties) else ""
