from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rowcheck.cells.titles import acronym, title_key, words


@pytest.mark.parametrize(
    "titles",
    [
        pytest.param(["Learning To Row", "learning to row", "LEARNING TO ROW"], id="case"),
        pytest.param(["Pre-train", "Pretrain", "pre train", "Pre\u2011train", "pre–train"], id="joints"),
        pytest.param(["Café", "Cafe", "CAFE\u0301"], id="accents"),
        pytest.param(["Straße", "STRASSE"], id="case that changes letters"),
        pytest.param(["ﬁne ﬂow", "fine flow"], id="ligatures"),
        pytest.param(["ＲＯＷ", "row"], id="full width"),
        pytest.param(["Łódź", "Lodz"], id="letters with strokes"),
        pytest.param(["Ada & Bob", "Ada and Bob", "Ada &amp; Bob"], id="and"),
        pytest.param(["Let's Row", "Lets Row", "Let’s Row"], id="apostrophes"),
        pytest.param(["**Row** on", "_Row_ on", "`Row` on", "[Row](a.b) on", "<b>Row</b> on"], id="markup"),
        pytest.param(["“Row”: on…", '"Row": on...', "Row: on", "Row — on"], id="typographic signs"),
        pytest.param(["  Row\u00a0on\n", "Row on", "Row\u200b on"], id="space"),
        pytest.param(["The Row", "A Row", "Row"], id="leading articles"),
        pytest.param(["🚀 Row", "Row ⭐"], id="emoji"),
        pytest.param(["GPT-4", "GPT 4", "gpt4"], id="a number at a name"),
        pytest.param(["が行", "か\u3099行"], id="kana composed or not"),
    ],
)  # fmt: skip
def test_one_title_in_many_spellings(titles: list[str]) -> None:
    assert len({title_key(title) for title in titles}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("GPT-3", "GPT-4", id="numbers"),
        pytest.param("GPT-3.5", "GPT-35", id="decimals"),
        pytest.param("1 2", "12", id="digits that touch"),
        pytest.param("C++", "C", id="plus signs"),
        pytest.param("C#", "C", id="a sharp"),
        pytest.param("Google+", "Google", id="a plus at a word"),
        pytest.param("The", "A", id="articles alone"),
        pytest.param("Rowing (ICLR 2023)", "Rowing (ICLR 2024)", id="venues"),
        pytest.param("Rowing 2023", "Rowing", id="years"),
        pytest.param("か行", "が行", id="voiced kana"),
        pytest.param("कि", "क", id="vowel signs"),
        pytest.param("🚀", "⭐", id="emoji alone"),
        pytest.param("+", "-", id="signs alone"),
    ],
)  # fmt: skip
def test_titles_that_differ(one: str, other: str) -> None:
    assert title_key(one) != title_key(other)


@pytest.mark.parametrize("text", ["", " ", "\n"])
def test_no_title_has_no_key(text: str) -> None:
    assert title_key(text) == ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("CLIP: Learning Rows", ("CLIP", "Learning Rows"), id="a short name"),
        pytest.param("  CLIP : Learning Rows ", ("CLIP", "Learning Rows"), id="space around"),
        pytest.param("行：学ぶ", ("行", "学ぶ"), id="a full-width colon"),
        pytest.param("Rows and Columns: A Survey", ("Rows and Columns", "A Survey"), id="three words"),
        pytest.param("What a Row Knows: A Survey", (None, "What a Row Knows: A Survey"), id="a sentence"),
        pytest.param("Learning Rows", (None, "Learning Rows"), id="no colon"),
        pytest.param("CLIP:", (None, "CLIP:"), id="nothing behind"),
        pytest.param("10:30 at Sea", (None, "10:30 at Sea"), id="a colon inside"),
    ],
)
def test_acronym(text: str, expected: tuple[str | None, str]) -> None:
    assert acronym(text) == expected


@given(st.text())
def test_the_key_of_a_key_is_the_key(text: str) -> None:
    key = title_key(text)

    assert title_key(f" {text.upper().lower()} ") is not None
    assert key == title_key(f"  {text}\t")


@given(st.text(st.sampled_from("aB3 .-'&<>[]()*_é表"), max_size=40))
def test_words_hold_no_markup(text: str) -> None:
    assert not set("".join(words(text))) & set("*_<>[]()&' ")


@pytest.mark.parametrize("piece", ["[", "<a", "a:", "![](", "*", "é", "3."])
def test_long_titles_are_read(piece: str) -> None:
    title_key(piece * 50_000)
    acronym(piece * 50_000)
