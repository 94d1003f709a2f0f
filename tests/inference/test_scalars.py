from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from rowcheck.inference import scalars
from rowcheck.settings import yaml_positions

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
VALUES = st.recursive(
    TEXT | st.integers(-(10**9), 10**9) | st.booleans() | st.none(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=6,
)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        pytest.param("Published in", "Published in", id="words need no quotes"),
        pytest.param("Yes", '"Yes"', id="but for those that YAML 1.1 takes for something else"),
        pytest.param("2024", '"2024"', id="digits would be a number"),
        pytest.param("", '""', id="the empty text"),
        pytest.param("-", '"-"', id="a dash would be a list"),
        pytest.param("rowcheck:link", "rowcheck:link", id="a kind of cell"),
        pytest.param("论文", "论文", id="words of any language"),
        pytest.param("a: b", '"a: b"', id="a colon would be a mapping"),
        pytest.param("a #1", '"a #1"', id="a number sign would be a comment"),
        pytest.param(r"^\d+$", r"'^\d+$'", id="single quotes keep a backslash readable"),
        pytest.param(r"['’]\d", r"'[''’]\d'", id="with a quotation mark doubled"),
        pytest.param(["Yes", 1, None, True], '["Yes", 1, null, true]', id="a list"),
        pytest.param({"by": "Year", "as": "year"}, "{by: Year, as: year}", id="a mapping"),
    ],
)
def test_how_a_value_is_written(value: Any, expected: str) -> None:
    assert scalars.flow(value) == expected


@given(VALUES)
def test_a_value_is_read_as_it_was(value: Any) -> None:
    assert yaml_positions.read(f"it: {scalars.flow(value)}\n", "a.yml").value == {"it": value}


@given(TEXT)
def test_a_text_is_a_text_to_readers_of_older_yaml_too(text: str) -> None:
    assert yaml.safe_load(f"it: {scalars.word(text)}\n") == {"it": text}
