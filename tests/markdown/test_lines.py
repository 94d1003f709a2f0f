from __future__ import annotations

import pytest

from rowcheck.markdown import lines


@pytest.mark.parametrize(
    ("text", "split"),
    [
        pytest.param("a\nb\n", ("a", "b"), id="a final line end opens no line"),
        pytest.param("a\r\nb\rc\nd", ("a", "b", "c", "d"), id="all three ends"),
        pytest.param("a\n\r\n\rb", ("a", "", "", "b"), id="blank lines of all ends"),
        pytest.param(
            "a\x0b\x0c\x1c\x85\u2028b", ("a\x0b\x0c\x1c\x85\u2028b",), id="nothing else ends a line"
        ),
        pytest.param("\ufeffa\n\ufeffb", ("a", "\ufeffb"), id="a byte order mark is dropped at the start"),
        pytest.param("a\0b", ("a\ufffdb",), id="NUL becomes the replacement character"),
        pytest.param("", (), id="nothing"),
        pytest.param("\n", ("",), id="one blank line"),
    ],
)
def test_text_falls_into_lines(text: str, split: tuple[str, ...]) -> None:
    assert lines.split(text) == split
