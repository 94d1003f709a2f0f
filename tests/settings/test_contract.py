from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from rowcheck.settings import contract

CONFIG = json.loads(contract.shipped("config"))
ROW = json.loads(contract.shipped("row"))
FILES = Registry().with_resources(
    (f"{name}.schema.json", Resource.from_contents(json.loads(contract.shipped(name))))
    for name in ("config", "row")
)
METASCHEMA = Draft202012Validator(Draft202012Validator.META_SCHEMA)


def is_valid(name: str, value: Any) -> bool:
    schema = {"$ref": f"{name}.schema.json"}
    return Draft202012Validator(schema, registry=FILES).is_valid(value)


WORDS = st.sampled_from(
    ("Paper", "error", "off", "order", "paper", "README.md", "", "string", "year", "work", "/look", "2")
)
SCALARS = WORDS | st.none() | st.booleans() | st.integers(-1, 3) | st.sampled_from((1.5, 2.0, 30, 31))


def keys_of(*schemas_: dict[str, Any]) -> st.SearchStrategy[str]:
    return st.sampled_from(
        sorted({key for schema in schemas_ for key in schema["properties"]} | {"odd", "x-odd"})
    )


CONFIG_KEYS = keys_of(
    CONFIG, *(CONFIG["$defs"][name] for name in ("table", "match", "order", "unique", "waiver", "github"))
)
ROW_KEYS = keys_of(ROW["$defs"]["keywords"])


def values(keys: st.SearchStrategy[str]) -> st.SearchStrategy[Any]:
    return st.recursive(
        SCALARS,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys | WORDS, inner, max_size=4),
        max_leaves=8,
    )


def near_misses(value: Any) -> Iterator[Any]:
    """Yield the value with each of its parts left out, or replaced by another value."""
    if isinstance(value, dict):
        for key, item in value.items():
            rest = {name: other for name, other in value.items() if name != key}
            yield rest
            yield {**rest, f"{key}s": item}
            yield from ({**value, key: other} for other in near_misses(item))
    if isinstance(value, list):
        for index, item in enumerate(value):
            yield from (([*value[:index], other, *value[index + 1 :]]) for other in near_misses(item))
    yield from (None, True, -1, 7, 31, "odd", "/odd", "odd odd", "", [], {}, ["odd"], {"odd": "odd"})


SETTINGS = {
    "files": ["README.md"],
    "tables": {
        "papers": {
            "match": {"columns": ["Paper"], "headings": "Books/**"},
            "row": {
                "properties": {"A": {"type": ["string", "null"], "minLength": 2}, "B": True},
                "required": ["A"],
            },
            "order": [{"by": "Paper", "as": "year", "direction": "descending"}],
            "new_rows": "top",
            "unique": [{"by": "Paper.url", "as": "work", "scope": "list", "severity": "off"}],
            "rules": {"order": "warning"},
        }
    },
    "waivers": [{"rule": "order", "row": "A", "reason": "so", "path": "README.md"}],
    "github": {
        "commands": ["check", "look-again"],
        "inline_comments": 30,
        "across_pull_requests": True,
        "request_changes": False,
    },
}


@pytest.mark.parametrize("value", [SETTINGS, *near_misses(SETTINGS)], ids=lambda value: None)
def test_settings_match_when_jsonschema_accepts_them(value: Any) -> None:
    assert (contract.mismatches(CONFIG, value) == []) is is_valid("config", value)


@given(values(CONFIG_KEYS))
def test_any_value_matches_when_jsonschema_accepts_it(value: Any) -> None:
    assert (contract.mismatches(CONFIG, value) == []) is is_valid("config", value)


@given(values(ROW_KEYS))
def test_any_row_schema_matches_when_jsonschema_accepts_it(value: Any) -> None:
    assert (contract.mismatches(ROW, value) == []) is is_valid("row", value)


@given(values(ROW_KEYS))
def test_a_row_schema_that_matches_is_a_json_schema(value: Any) -> None:
    assert contract.mismatches(ROW, value) or METASCHEMA.is_valid(value)


@pytest.mark.parametrize("name", ["config", "row", "cell", *contract.row_schema_names()])
def test_each_shipped_schema_is_a_json_schema(name: str) -> None:
    assert METASCHEMA.is_valid(json.loads(contract.shipped(name)))


def test_the_contract_of_settings_names_the_ready_made_row_schemas() -> None:
    assert (
        ", ".join(contract.row_schema_names()) in CONFIG["$defs"]["table"]["properties"]["row"]["description"]
    )
