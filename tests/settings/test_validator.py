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
        "title": st.just("a remark"),
        "x-mine": st.just("a remark"),
    }
    return st.lists(st.sampled_from(sorted(keywords)), max_size=4, unique=True).flatmap(
        lambda names: st.fixed_dictionaries({name: keywords[name] for name in names})
    )


SCHEMAS = st.recursive(st.sampled_from((True, {}, {"not": {}})), schemas_, max_leaves=5)


@settings(max_examples=600)
@given(SCHEMAS, VALUES)
def test_the_quick_judge_and_the_full_one_agree(schema: Any, value: Any) -> None:
    quick = validator.compile_check(schema)
    if quick is not None:
        assert quick(value) is (next(validator.violations(schema, value), None) is None)


@pytest.mark.parametrize("name", contract.row_schema_names())
def test_ready_made_schemas_are_judged_quickly(name: str) -> None:
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
def test_what_is_left_to_the_full_judge(schema: Any) -> None:
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


def test_a_schema_may_name_just_what_is_checked() -> None:
    named = json.loads(contract.shipped("row"))["$defs"]["keywords"]["properties"]["format"]["enum"]
    assert named == sorted(validator.FORMATS)


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        pytest.param("b", "abc", True, id="anywhere"),
        pytest.param("^b", "abc", False, id="at the start"),
        pytest.param("b$", "b\n", False, id="at the very end"),
        pytest.param(r"^\p{Lu}\p{Ll}+$", "Éa", True, id="by the kind of character"),
        pytest.param("(?i)YES", "yes", True, id="without case"),
    ],
)
def test_a_pattern_is_found(pattern: str, text: str, found: bool) -> None:
    assert validator.matches(pattern, text) is found


@pytest.mark.parametrize(
    ("pattern", "problem"),
    [
        pytest.param("a+", None, id="what can be run"),
        pytest.param("a(?!b)", "look-around is not available; use 'not' or 'allOf' instead", id="look-ahead"),
        pytest.param(r"(a)\1", "backreferences are not available", id="backreference"),
        pytest.param("[a", "missing ]: [a", id="torn"),
        pytest.param("a{9999}", "invalid repetition size: {9999}", id="too many"),
    ],
)
def test_why_a_pattern_cannot_be_run(pattern: str, problem: str | None) -> None:
    assert validator.pattern_error(pattern) == problem


def test_a_pattern_that_backtracks_exponentially_elsewhere_ends() -> None:
    assert not validator.matches("^(a+)+$", "a" * 100_000 + "!")
