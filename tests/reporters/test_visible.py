from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rowcheck.reporters.visible import glyphs, visible


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("| Ada | 2024 |", "| Ada | 2024 |", id="plain text is as it was"),
        pytest.param("表 Ünï", "表 Ünï", id="letters of any script are as they were"),
        pytest.param("\x1b[31mred", "\\x1b[31mred", id="an escape sequence loses its power"),
        pytest.param("\x9b31m", "\\x9b31m", id="so does its one-character form"),
        pytest.param("a\tb\r\nc", "a\\tb\\r\\nc", id="tabs and line ends are spelled"),
        pytest.param("a\u202eb\u2066c", "a\\u202eb\\u2066c", id="marks of direction are spelled"),
        pytest.param("a\u2028b", "a\\u2028b", id="a line separator is spelled"),
        pytest.param("a\u200bb\ufeff", "a\\u200bb\\ufeff", id="invisible characters are spelled"),
        pytest.param("a\u3164b", "a\\u3164b", id="a letter drawn as nothing is spelled"),
        pytest.param("\udcff.md", "\\udcff.md", id="a byte that is no UTF-8 is spelled"),
        pytest.param("\U000e0041", "\\U000e0041", id="characters beyond the first plane too"),
        pytest.param("👩\u200d🔬", "👩\u200d🔬", id="a joined emoji stays whole"),
        pytest.param("می\u200cخواهم", "می\u200cخواهم", id="a script's own joiner stays"),
        pytest.param("pay\u200dpal", "pay\\u200dpal", id="a joiner between ASCII letters is spelled"),
        pytest.param("é\u200d", "é\\u200d", id="a joiner that joins nothing is spelled"),
    ],
)
def test_visible(text: str, expected: str) -> None:
    assert visible(text) == expected


@pytest.mark.parametrize(
    ("line", "widths"),
    [
        pytest.param("ab", [1, 1], id="a letter is one column"),
        pytest.param("表ｶＡ", [2, 1, 2], id="ideographs and full-width letters are two, half-width ones one"),
        pytest.param("e\u0301x", [1, 0, 1], id="a combining accent is none"),
        pytest.param("ab\tc\t", [1, 1, 2, 1, 3], id="a tab reaches to the next stop"),
        pytest.param("👩\u200d🔬", [2, 0, 0], id="a joined emoji is one emoji"),
        pytest.param("👍🏽", [2, 0], id="a skin tone adds nothing"),
        pytest.param("✔\ufe0f", [1, 1], id="a symbol asked to be an emoji is two columns"),
        pytest.param("👍\ufe0f", [2, 0], id="an emoji asked to be one is still two"),
        pytest.param("\x1b", [4], id="a spelled character is as long as its spelling"),
    ],
)
def test_glyphs(line: str, widths: list[int]) -> None:
    assert [width for _, width in glyphs(line)] == widths


@given(st.text())
def test_what_is_shown_is_printable(text: str) -> None:
    joiners = {"\u200c", "\u200d"}
    for shown in (visible(text), "".join(glyph for glyph, _ in glyphs(text))):
        assert not {unicodedata.category(char) for char in shown if char not in joiners} & {"Cc", "Cf", "Cs"}
        assert shown.encode("utf-8") or not text
