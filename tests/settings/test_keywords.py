from __future__ import annotations

import json

import pytest

from rowcheck.errors import ConfigError
from rowcheck.settings import contract, schemas, yaml_positions


def errors(text: str) -> list[str]:
    tree = yaml_positions.read(text, "s.yml")
    try:
        schemas.inline(tree, (), {"year.json": '{"$ref": "rowcheck:year"}'}.get)
    except ConfigError as error:
        return [f"{each.line}: {each.message}" for each in error.errors]
    return []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            'properties:\n  A: {$ref: "rowcheck:link", pattern: "^A"}',
            [
                "2: 'pattern' never applies to 'A', which is read as a link;"
                " write it for 'text' or 'url' in 'properties'"
            ],
            id="a pattern for a link",
        ),
        pytest.param(
            'properties:\n  A:\n    $ref: "rowcheck:links"\n    minLength: 2',
            [
                "4: 'minLength' never applies to 'A', which is read as one or more links;"
                " write it for 'text' or 'url' in the 'properties' of 'items'"
            ],
            id="a length for a list of links",
        ),
        pytest.param(
            'properties:\n  A: {$ref: year.json,\n      pattern: "^20"}',
            ["3: 'pattern' never applies to 'A', which is read as a year; refer to another kind of cell"],
            id="a pattern for a year, by way of a file",
        ),
        pytest.param(
            "properties:\n  A: {minimum: 1}",
            [
                "2: 'minimum' never applies to 'A', which is read as text;"
                " refer to 'rowcheck:integer' or 'rowcheck:number'"
            ],
            id="a limit for text",
        ),
        pytest.param(
            "properties:\n  A: {enum: [Yes, true]}",
            ["2: 'A' is read as text and never equals true without quotes; quote it"],
            id="a boolean among texts",
        ),
        pytest.param(
            "properties:\n  A: {const: 3.5}",
            [
                "2: 'A' is read as text and never equals 3.5 without quotes;"
                " quote it, or refer to 'rowcheck:integer' or 'rowcheck:number'"
            ],
            id="a number as the constant of a text",
        ),
        pytest.param(
            'properties:\n  A:\n    $ref: "rowcheck:integer"\n    enum: [1, "2"]',
            [
                "4: '2' is never a value of 'A', which is read as a whole number;"
                " refer to another kind of cell"
            ],
            id="a text among whole numbers",
        ),
        pytest.param(
            'properties:\n  A: {$ref: "rowcheck:link", properties: {href: {pattern: a}}}',
            ["2: 'A' has no 'href', only 'text' and 'url'"],
            id="a part that links do not have",
        ),
        pytest.param(
            'properties:\n  A: {$ref: "rowcheck:link", properties: {url: {minimum: 1}}}',
            [
                "2: 'minimum' never applies to 'url' of 'A', which is read as text;"
                " refer to 'rowcheck:integer' or 'rowcheck:number'"
            ],
            id="a limit for an address",
        ),
        pytest.param(
            "minLength: 3",
            [
                "1: 'minLength' never applies to the row, which has columns as its properties;"
                " write it for a column"
            ],
            id="a length for a row",
        ),
        pytest.param(
            "if: {properties: {A: {const: 1}}}\n"
            'then: {properties: {A: {$ref: "rowcheck:link", type: string}}}',
            [
                "1: 1 is never a value of 'A', which is read as a link; refer to another kind of cell",
                "2: 'type' never fits 'A', which is read as a link;"
                " write it for 'text' or 'url' in 'properties'",
            ],
            id="a condition, and a type, of another kind than its column",
        ),
        pytest.param(
            "properties:\n  A: {enum: [[1], {a: 1}]}",
            [
                "2: 'A' is read as text and never equals a list without quotes; quote it",
                "2: 'A' is read as text and never equals a mapping without quotes; quote it",
            ],
            id="lists and mappings among texts",
        ),
    ],
)
def test_a_keyword_that_can_never_apply_is_an_error(text: str, expected: list[str]) -> None:
    assert errors(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            'properties: {A: {anyOf: [{$ref: "rowcheck:link"}, {enum: ["-"]}]}}', id="a link or a text"
        ),
        pytest.param(
            'properties: {A: {anyOf: [{$ref: "rowcheck:year"}, {pattern: "^to be"}]}}',
            id="a year or a pattern",
        ),
        pytest.param('properties: {A: {$ref: "rowcheck:number", enum: [1, 2.5], minimum: 1}}', id="numbers"),
        pytest.param('properties: {A: {$ref: "rowcheck:integer", type: number}}', id="a wider type"),
        pytest.param("properties: {A: {enum: [Yes, null]}}", id="a text or nothing"),
        pytest.param("properties: {A: {type: integer, multipleOf: 2}}", id="a kind by its type"),
        pytest.param(
            'properties: {A: {$ref: "rowcheck:links", items: {properties: {url: {pattern: a}}}}}',
            id="the items of links",
        ),
        pytest.param('properties: {A: {$ref: "rowcheck:code", properties: {code: {pattern: a}}}}', id="code"),
        pytest.param(
            'allOf: [{properties: {A: {$ref: "rowcheck:integer"}}}, {properties: {A: {minimum: 1}}}]',
            id="the kind in one schema, the limit in another",
        ),
        pytest.param(
            'properties: {A: {$ref: "rowcheck:integer"}}\npatternProperties: {"^A": {minimum: 1}}',
            id="a pattern of columns that has numbers among them",
        ),
        pytest.param(
            "$defs: {d: {minimum: 1, pattern: a}}\n"
            'properties: {A: {allOf: [{$ref: "rowcheck:integer"}, {$ref: "#/$defs/d"}]},'
            ' B: {$ref: "#/$defs/d"}}',
            id="a schema for columns of two kinds",
        ),
    ],
)
def test_a_keyword_that_can_apply_is_not_an_error(text: str) -> None:
    assert errors(text) == []


@pytest.mark.parametrize("name", contract.row_schema_names())
def test_every_keyword_of_the_ready_made_schemas_applies(name: str) -> None:
    schema = json.loads(contract.shipped(name))
    tree = yaml_positions.Tree("own.json", schema)
    assert schemas.inline(tree, (), lambda _: None).schema
