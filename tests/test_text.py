from __future__ import annotations

import unicodedata
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rowcheck import text as wording
from rowcheck.reporters.terminal import glyphs


@pytest.mark.parametrize(
    ("number", "nouns", "expected"),
    [
        pytest.param(0, ("row",), "0 rows", id="zero is plural"),
        pytest.param(1, ("row",), "1 row", id="one is singular"),
        pytest.param(1707, ("row",), "1,707 rows", id="thousands are separated"),
        pytest.param(1, ("patch", "patches"), "1 patch", id="an irregular plural is for many only"),
        pytest.param(2, ("patch", "patches"), "2 patches", id="an irregular plural is used"),
    ],
)
def test_counted(number: int, nouns: tuple[str, ...], expected: str) -> None:
    assert wording.counted(number, *nouns) == expected


@pytest.mark.parametrize(
    ("words", "last", "expected"),
    [
        pytest.param(["Ada"], "or", "Ada", id="one word"),
        pytest.param(["Ada", "Bob"], "or", "Ada or Bob", id="two words have no comma"),
        pytest.param(
            ["Ada", "Bob", "Eve"], "and", "Ada, Bob and Eve", id="the last word has the conjunction"
        ),
    ],
)
def test_listed(words: list[str], last: str, expected: str) -> None:
    assert wording.listed(words, last) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Ada Lovelace", "'Ada Lovelace'", id="a short value is kept"),
        pytest.param(" Ada\n  Lovelace ", "'Ada Lovelace'", id="a message is one line"),
        pytest.param("Ada Lovelace, Countess", "'Ada Lovelace,…'", id="no space is left before the ellipsis"),
        pytest.param("", "''", id="an empty value is quoted"),
    ],
)
def test_quoted(text: str, expected: str) -> None:
    assert wording.quoted(text, 15) == expected


@given(st.text(), st.integers(1, 40))
def test_a_shortened_text_is_never_longer_than_asked(text: str, most: int) -> None:
    shown = wording.shortened(text, most)
    assert len(shown) <= most
    assert shown == text or (shown.endswith("…") and text.startswith(shown[:-1]))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("| Ada | 2024 |", "| Ada | 2024 |", id="plain text is unchanged"),
        pytest.param("表 Ünï", "表 Ünï", id="letters of any script are unchanged"),
        pytest.param("\x1b[31mred", "\\x1b[31mred", id="an escape sequence is escaped"),
        pytest.param("\x9b31m", "\\x9b31m", id="a one-character control sequence is escaped"),
        pytest.param("a\tb\r\nc", "a\\tb\\r\\nc", id="tabs and line ends are escaped"),
        pytest.param("a\u202eb\u2066c", "a\\u202eb\\u2066c", id="bidirectional marks are escaped"),
        pytest.param("a\u2028b", "a\\u2028b", id="a line separator is escaped"),
        pytest.param("a\u200bb\ufeff", "a\\u200bb\\ufeff", id="invisible characters are escaped"),
        pytest.param("a\u3164b", "a\\u3164b", id="a letter drawn as nothing is escaped"),
        pytest.param("\udcff.md", "\\udcff.md", id="a byte that is not UTF-8 is escaped"),
        pytest.param("\U000e0041", "\\U000e0041", id="a character beyond the first plane is escaped"),
        pytest.param("👩\u200d🔬", "👩\u200d🔬", id="the joiner of an emoji is kept"),
        pytest.param("می\u200cخواهم", "می\u200cخواهم", id="a joiner that a script needs is kept"),
        pytest.param("pay\u200dpal", "pay\\u200dpal", id="a joiner between ASCII letters is escaped"),
        pytest.param("é\u200d", "é\\u200d", id="a joiner that joins nothing is escaped"),
    ],
)
def test_visible(text: str, expected: str) -> None:
    assert wording.visible(text) == expected


@given(st.text())
def test_what_is_shown_is_printable(text: str) -> None:
    assert_printable(wording.visible(text))
    assert_printable("".join(glyph for glyph, _ in glyphs(text)))


def assert_printable(shown: str) -> None:
    joiners = {"\u200c", "\u200d"}
    assert not {unicodedata.category(char) for char in shown if char not in joiners} & {"Cc", "Cf", "Cs"}
    shown.encode("utf-8")


@pytest.mark.parametrize(
    ("word", "known", "expected"),
    [
        pytest.param("ordre", ("order", "unique"), "order", id="two letters are swapped"),
        pytest.param("ORDER", ("order", "unique"), "order", id="the case differs"),
        pytest.param("zzz", ("order", "unique"), None, id="no word is close"),
        pytest.param(False, ("error", "off"), "off", id="YAML 1.1 reads `off` as false"),
        pytest.param(3, ("order",), None, id="a number is not a word"),
    ],
)
def test_nearest_returns_the_known_word_that_was_most_likely_meant(
    word: Any, known: tuple[str, ...], expected: str | None
) -> None:
    assert wording.nearest(word, known) == expected
