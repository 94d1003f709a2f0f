from __future__ import annotations

import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rowcheck.errors import ConfigError
from rowcheck.settings import yaml_positions


@pytest.mark.parametrize(
    ("text", "value"),
    [
        pytest.param(
            "[yes, No, on, Off, y]", ["yes", "No", "on", "Off", "y"], id="yes, no, on and off are strings"
        ),
        pytest.param("[true, False, ~, null]", [True, False, None, None], id="booleans and null"),
        pytest.param("[1, -2, 010, 1_0, 1:30]", [1, -2, 10, "1_0", "1:30"], id="integers are digits only"),
        pytest.param("[1.5, .5, 1e3, 1.]", [1.5, 0.5, "1e3", 1.0], id="decimals"),
        pytest.param("2024-01-02", "2024-01-02", id="a date is a string"),
        pytest.param("['1', \"true\", !!str 1]", ["1", "true", "1"], id="quoted values are strings"),
        pytest.param("1: a", {"1": "a"}, id="a key is a string"),
        pytest.param("a: |\n  b\n", {"a": "b\n"}, id="a block is a string"),
    ],
)
def test_yaml_is_read_as_version_1_2(text: str, value: Any) -> None:
    assert yaml_positions.read(text, "a.yml").value == value


@pytest.mark.parametrize("path", ["a.yml", "a.json"])
def test_keys_and_values_have_positions(path: str) -> None:
    tree = yaml_positions.read('{"a": [1,\n  {"b":\n "c"}]}', path)
    assert tree.position(("a", 1, "b"), key=True) == (2, 4)
    assert tree.position(("a", 1, "b")) == (3, 2)
    assert tree.position(("a", 1, "missing")) == (2, 3)
    assert str(tree.error(("a",), "is odd")) == f"{path}:1: is odd"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("a: 1\na: 2", id="a key twice"),
        pytest.param("[a]: 1", id="a list as a key"),
        pytest.param("a: !x 1", id="an unknown tag"),
        pytest.param("a: &x [*x]", id="an alias that contains itself"),
        pytest.param("a: *x", id="an alias without its anchor"),
        pytest.param("a: 1\n---\nb: 2", id="two documents"),
        pytest.param("a:\n\t- b", id="a tab"),
        pytest.param("a: \x07", id="a control character"),
        pytest.param("[" * 3000 + "]" * 3000, id="too many levels"),
        pytest.param("- " * 200_000, id="more levels than the stack"),
    ],
)
def test_invalid_yaml_is_refused(text: str) -> None:
    with pytest.raises(ConfigError):
        yaml_positions.read(text, "a.yml")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("{", id="a text that ends too early"),
        pytest.param("", id="an empty text"),
        pytest.param('{"a": 1, "a": 2}', id="a key twice"),
        pytest.param("[" * 100_000, id="more levels than the stack"),
        pytest.param("[" * 200 + "]" * 200, id="too many levels"),
        pytest.param("// a\n{}", id="a comment"),
        pytest.param("[NaN]", id="a value that is not a number"),
        pytest.param("1" * 5000, id="a number with too many digits"),
    ],
)
def test_invalid_json_is_refused(text: str) -> None:
    with pytest.raises(ConfigError):
        yaml_positions.read(text, "a.json")


PRINTED = st.characters(categories=("L", "N", "P", "S", "Zs"))


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers(-(10**9), 10**9) | st.text(PRINTED, max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3) | st.dictionaries(st.text(PRINTED, max_size=3), inner, max_size=3)
        ),
        max_leaves=6,
    )
)
def test_json_has_the_same_value_as_yaml(value: Any) -> None:
    assert yaml_positions.read(json.dumps(value, ensure_ascii=False), "a.yml").value == value


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused_with_a_configuration_error(text: str) -> None:
    with suppress(ConfigError):
        assert yaml_positions.read(text, "a.yml").position(()) >= (0, 0)


@pytest.mark.parametrize(
    ("text", "path", "expected"),
    [
        pytest.param(
            '{"a": 1,\n "a": 2}', "a.json", "a.json:2: key 'a' is given twice", id="a key twice in JSON"
        ),
        pytest.param(
            '["\\ud800"]',
            "a.json",
            "a.json: this is not valid JSON: '\\ud800' is half a surrogate pair",
            id="half a surrogate pair",
        ),
        pytest.param(
            "[NaN]", "a.json", "a.json: this is not valid JSON: NaN is not a number", id="not a number"
        ),
        pytest.param(
            "- x\n" * 20_000,
            "a.yml",
            "a.yml:20000: this has more than 20,000 values, with those that aliases repeat; shorten it",
            id="too many values",
        ),
        pytest.param(
            "a: *x", "a.yml", "a.yml:1: this is not valid YAML: found undefined alias", id="no such anchor"
        ),
    ],
)
def test_an_error_names_its_line_and_what_is_wrong(text: str, path: str, expected: str) -> None:
    with pytest.raises(ConfigError) as raised:
        yaml_positions.read(text, path)
    assert str(raised.value) == expected
