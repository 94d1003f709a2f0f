from __future__ import annotations

import json
from typing import Any

import pytest

from rowcheck.errors import ConfigError
from rowcheck.settings import references, yaml_positions


def refuse(reference: str, location: references.Location) -> references.Location:
    raise references.UnresolvedError(f"no {reference}")


def expand(schema: Any) -> Any:
    location = references.Location(yaml_positions.read(json.dumps(schema), "s.json"))
    return references.expand(location, refuse)[0]


def errors(schema: Any) -> list[str]:
    with pytest.raises(ConfigError) as raised:
        expand(schema)
    return [error.message for error in raised.value.errors]


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        pytest.param(
            {"$ref": "#/$defs/a", "$defs": {"a": {"type": "null"}}},
            {"type": "null"},
            id="a reference is replaced",
        ),
        pytest.param(
            {"$ref": "#/$defs/a", "minLength": 1, "$defs": {"a": {"type": "null"}}},
            {"minLength": 1, "allOf": [{"type": "null"}]},
            id="a reference beside other keywords is added to them",
        ),
        pytest.param(
            {"$ref": "#/definitions/a~1b~0c", "definitions": {"a/b~c": True}},
            True,
            id="escapes in a pointer are decoded",
        ),
        pytest.param(
            {"properties": {"A": {"anyOf": [{"const": 1}]}, "B": {"$ref": "#/properties/A/anyOf/0"}}},
            {"properties": {"A": {"anyOf": [{"const": 1}]}, "B": {"const": 1}}},
            id="an index in a pointer",
        ),
        pytest.param(
            {"properties": {"$ref": {"const": {"$ref": "text"}}}, "enum": [{"$ref": "text"}]},
            {"properties": {"$ref": {"const": {"$ref": "text"}}}, "enum": [{"$ref": "text"}]},
            id="a `$ref` among values or names is not a reference",
        ),
        pytest.param(
            {"$schema": "x", "$id": "y", "$comment": "z"}, {}, id="annotations without effect are dropped"
        ),
    ],
)
def test_references_are_expanded(schema: Any, expected: Any) -> None:
    assert expand(schema) == expected


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        pytest.param({"$ref": "#/$defs/a"}, "'#/$defs/a' names no schema", id="a missing definition"),
        pytest.param(
            {"$ref": "#/title", "title": "a"}, "'#/title' names no schema", id="a value that is not a schema"
        ),
        pytest.param(
            {"$ref": "#/title/x", "title": "a"}, "'#/title/x' names no schema", id="a step into a text"
        ),
        pytest.param({"$ref": "#a"}, "'#a' must be a path, as '#/$defs/venue' is", id="an anchor"),
        pytest.param({"$ref": "b.json"}, "no b.json", id="a file that cannot be opened"),
        pytest.param({"not": {"$ref": "#"}}, "'#' leads back to itself", id="a reference to itself"),
        pytest.param(
            {
                "$ref": "#/$defs/a",
                "$defs": {"a": {"items": {"$ref": "#/$defs/b"}}, "b": {"$ref": "#/$defs/a"}},
            },
            "'#/$defs/a' leads back to itself",
            id="a reference to itself through another",
        ),
        pytest.param(
            {"allOf": [{"patternProperties": {"(": {}}}]},
            "the pattern '(' cannot be run: missing ): (",
            id="an invalid pattern",
        ),
    ],
)
def test_references_that_cannot_be_expanded(schema: Any, expected: str) -> None:
    assert errors(schema) == [expected]


def test_the_size_of_an_expanded_schema_is_limited() -> None:
    defs: dict[str, Any] = {f"a{n}": {"allOf": [{"$ref": f"#/$defs/a{n + 1}"}] * 10} for n in range(20)}
    assert errors({"$ref": "#/$defs/a0", "$defs": {**defs, "a20": {}}}) == [
        "this is too large once its references are followed; shorten it"
    ]


@pytest.mark.parametrize("length", [300, 3000])
def test_a_long_chain_of_references_is_refused(length: int) -> None:
    defs: dict[str, Any] = {f"a{n}": {"not": {"$ref": f"#/$defs/a{n + 1}"}} for n in range(length)}
    assert errors({"$ref": "#/$defs/a0", "$defs": {**defs, f"a{length}": {}}}) == [
        "this is too deep once its references are followed; shorten it"
    ]
