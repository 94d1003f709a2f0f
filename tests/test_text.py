from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rowcheck import text as wording


@pytest.mark.parametrize(
    ("number", "nouns", "said"),
    [
        pytest.param(0, ("row",), "0 rows", id="nothing is many"),
        pytest.param(1, ("row",), "1 row", id="one stands alone"),
        pytest.param(1707, ("row",), "1,707 rows", id="thousands are parted"),
        pytest.param(1, ("patch", "patches"), "1 patch", id="a plural of its own is for many only"),
        pytest.param(2, ("patch", "patches"), "2 patches", id="a noun may have a plural of its own"),
    ],
)
def test_numbers_agree_with_their_noun(number: int, nouns: tuple[str, ...], said: str) -> None:
    assert wording.counted(number, *nouns) == said


@pytest.mark.parametrize(
    ("words", "last", "said"),
    [
        pytest.param(["Ada"], "or", "Ada", id="one word has no company"),
        pytest.param(["Ada", "Bob"], "or", "Ada or Bob", id="two words need no comma"),
        pytest.param(["Ada", "Bob", "Eve"], "and", "Ada, Bob and Eve", id="the last word is told apart"),
    ],
)
def test_words_in_a_row(words: list[str], last: str, said: str) -> None:
    assert wording.listed(words, last) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param("Ada Lovelace", "'Ada Lovelace'", id="what fits stays whole"),
        pytest.param(" Ada\n  Lovelace ", "'Ada Lovelace'", id="a message is one line"),
        pytest.param("Ada Lovelace, Countess", "'Ada Lovelace,…'", id="no blank stands before the cut"),
        pytest.param("", "''", id="nothing is quoted too"),
    ],
)
def test_values_in_quotes(text: str, said: str) -> None:
    assert wording.quoted(text, 15) == said


@given(st.text(), st.integers(1, 40))
def test_a_text_is_never_longer_than_it_may_be(text: str, most: int) -> None:
    shown = wording.shortened(text, most)
    assert len(shown) <= most
    assert shown == text or (shown.endswith("…") and text.startswith(shown[:-1]))
