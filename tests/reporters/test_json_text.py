from __future__ import annotations

import json

import pytest

from rowcheck.reporters.json_text import json_text


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        pytest.param({"b": 1, "a": []}, '{\n  "b": 1,\n  "a": []\n}\n', id="keys keep their order"),
        pytest.param("表 é 👩", '"表 é 👩"\n', id="letters of any script stay readable"),
        pytest.param("docs/\udcff.md", '"docs/\\udcff.md"\n', id="a byte that is no UTF-8 is escaped"),
        pytest.param("\x1b[31m", '"\\u001b[31m"\n', id="an escape sequence is escaped"),
        pytest.param("\x9b31m\x7f", '"\\u009b31m\\u007f"\n', id="so is its one-character form"),
        pytest.param(
            "a\u202eb\u200bc", '"a\\u202eb\\u200bc"\n', id="so are marks of direction, and nothings"
        ),
    ],
)
def test_json_text(value: object, expected: str) -> None:
    assert json_text(value) == expected
    assert json.loads(expected) == value
    assert expected.encode("utf-8")


def test_strict_parsers_get_no_lone_surrogate() -> None:
    assert json_text("docs/\udcff.md", strict=True) == '"docs/\ufffd.md"\n'
