from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rowcheck.settings import columns, contract, schemas, validator

NAMES = ("A", "B", "text")
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-2, 3)
    | st.sampled_from((0.0, 1.5, "", "a", "ab", "b1", "2024-01-02")),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=3),
    max_leaves=6,
)
COUNTS = st.integers(0, 2)
TYPES = st.sampled_from(("array", "boolean", "integer", "null", "number", "object", "string"))


def schemas_(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    some = st.lists(inner, min_size=1, max_size=2)
    named = st.dictionaries(st.sampled_from(NAMES), inner, max_size=2)
    keywords: dict[str, st.SearchStrategy[Any]] = {
        "type": TYPES | st.lists(TYPES, min_size=1, max_size=2, unique=True),
        "enum": st.lists(VALUES, min_size=1, max_size=3),
        "const": VALUES,
        "pattern": st.sampled_from(("a", "^b", "[0-9]$")),
        "format": st.sampled_from(("date", "uri")),
        **dict.fromkeys(("minLength", "maxLength", "minItems", "maxItems", "minProperties"), COUNTS),
        **dict.fromkeys(("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"), COUNTS),
        "required": st.lists(st.sampled_from(NAMES), max_size=2, unique=True),
        "dependentRequired": st.dictionaries(
            st.sampled_from(NAMES), st.lists(st.sampled_from(NAMES), max_size=2, unique=True), max_size=2
        ),
        "properties": named,
        "additionalProperties": inner,
        "items": inner,
        "prefixItems": some,
        "uniqueItems": st.booleans(),
        **dict.fromkeys(("allOf", "anyOf", "oneOf"), some),
        **dict.fromkeys(("not", "if", "then", "else"), inner),
        "title": st.just("an annotation"),
        "x-mine": st.just("an annotation"),
    }
    return st.lists(st.sampled_from(sorted(keywords)), max_size=4, unique=True).flatmap(
        lambda names: st.fixed_dictionaries({name: keywords[name] for name in names})
    )


SCHEMAS = st.recursive(st.sampled_from((True, {}, {"not": {}})), schemas_, max_leaves=5)


@settings(max_examples=600)
@given(SCHEMAS, VALUES)
def test_the_fast_check_and_the_full_validator_agree(schema: Any, value: Any) -> None:
    check = validator.compile_check(schema)
    if check is not None:
        assert check(value) is (next(validator.violations(schema, value), None) is None)


@pytest.mark.parametrize("name", contract.row_schema_names())
def test_ready_made_schemas_have_a_fast_check(name: str) -> None:
    titles = tuple(json.loads(contract.shipped(name))["properties"])
    assert columns.fit(schemas.ready(name).schema, titles).check is not None


@pytest.mark.parametrize(
    "schema",
    [
        {"uniqueItems": True},
        {"properties": {"A": {"contains": {}}}},
        {"enum": [[1]]},
        {"const": True},
        {"prefixItems": [{}], "items": False},
    ],
)
def test_schemas_without_a_fast_check(schema: Any) -> None:
    assert validator.compile_check(schema) is None


@pytest.mark.parametrize(
    ("name", "text", "fits"),
    [
        ("date", "2024-02-29", True),
        ("date", "2023-02-29", False),
        ("date", "20240229", False),
        ("date", "2024-W09-4", False),
        ("date-time", "2024-02-29T12:00:00Z", True),
        ("date-time", "2024-02-29T12:00:00.25+01:00", True),
        ("date-time", "2024-02-29T25:00:00Z", False),
        ("date-time", "2024-02-29 12:00", False),
        ("email", "ada@example.org", True),
        ("email", "ada@", False),
        ("uri", "https://example.org/a?b#c", True),
        ("uri", "mailto:ada@example.org", True),
        ("uri", "example.org", False),
        ("uri", "https://example.org/a b", False),
    ],
)
def test_formats(name: str, text: str, fits: bool) -> None:
    assert validator.FORMATS[name](text) is fits


def test_the_formats_of_the_contract_are_those_that_are_checked() -> None:
    named = json.loads(contract.shipped("row"))["$defs"]["keywords"]["properties"]["format"]["enum"]
    assert named == sorted(validator.FORMATS)


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        pytest.param("b", "abc", True, id="a pattern matches anywhere"),
        pytest.param("^b", "abc", False, id="`^` is the start"),
        pytest.param("b$", "b\n", False, id="`$` is the very end"),
        pytest.param(r"^\p{Lu}\p{Ll}+$", "Éa", True, id="Unicode classes"),
        pytest.param("(?i)YES", "yes", True, id="inline flags"),
    ],
)
def test_patterns_match(pattern: str, text: str, found: bool) -> None:
    assert validator.matches(pattern, text) is found


@pytest.mark.parametrize(
    ("pattern", "problem"),
    [
        pytest.param("a+", None, id="a valid pattern"),
        pytest.param("a(?!b)", "look-around is not available; use 'not' or 'allOf' instead", id="look-ahead"),
        pytest.param(r"(a)\1", "backreferences are not available", id="backreference"),
        pytest.param("[a", "missing ]: [a", id="an unclosed set"),
        pytest.param("a{9999}", "invalid repetition size: {9999}", id="too many repetitions"),
    ],
)
def test_why_a_pattern_cannot_run(pattern: str, problem: str | None) -> None:
    assert validator.pattern_error(pattern) == problem


def test_a_pattern_that_backtracks_in_other_engines_finishes() -> None:
    assert not validator.matches("^(a+)+$", "a" * 100_000 + "!")
