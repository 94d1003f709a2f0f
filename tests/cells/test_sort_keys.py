from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pyuca import Collator

from rowcheck.cells import sort_keys
from rowcheck.cells.kinds import KINDS, sort_key

SORTED = [kind.name for kind in KINDS.values() if kind.key is not None]


def test_venue_year_sorts_by_year_then_by_venue() -> None:
    texts = ["ECCV 2022", "AAAI 2023", "CVPR'23", "2023 NeurIPS"]

    found = [sort_key("venue-year", text) for text in texts]

    assert found == sorted(found, key=str)
    assert sort_key("venue-year", "CVPR 2023") == sort_key("venue-year", "cvpr'23")
    assert sort_key("venue-year", "CVPR") is None


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param("The Guardian", "guardian", id="The is ignored"),
        pytest.param("A Survey", "survey", id="A is ignored"),
        pytest.param("📚 An Atlas", "atlas", id="an after an emoji"),
    ],
)
def test_a_title_sorts_without_its_article(first: str, second: str) -> None:
    assert sort_key("title", first) == sort_key("title", second)
    assert sort_key("text", first) != sort_key("text", second)


@pytest.mark.parametrize("text", ["The", "A", "A+", "Theano", "An-Nur"])
def test_words_that_begin_like_an_article_are_kept(text: str) -> None:
    assert sort_key("title", text) == sort_key("text", text)


@pytest.mark.parametrize("kind", SORTED)
@pytest.mark.parametrize("text", ["", " ", "—", "🚀"])
def test_a_cell_that_says_nothing_has_no_sort_key(kind: str, text: str) -> None:
    assert sort_key(kind, text) is None


@given(st.sampled_from(SORTED), st.text(), st.text())
def test_keys_of_one_kind_compare(kind: str, first: str, second: str) -> None:
    one, other = sort_key(kind, first), sort_key(kind, second)

    if one is not None and other is not None:
        assert (one < other) + (one > other) + (one == other) == 1  # type: ignore[operator]


@pytest.mark.parametrize(
    "texts",
    [
        pytest.param(["Ada", "bob", "Cyd"], id="case is ignored"),
        pytest.param(["Eames", "Éclair", "Edda", "eel"], id="accents are ignored"),
        pytest.param(["v2", "v10", "v100"], id="numbers by value"),
        pytest.param(["v1.2", "v1.10", "v2"], id="versions part by part"),
        pytest.param(["7 Days", "18 Days", "4,000 Days", "60,000 Days"], id="thousands by value"),
        pytest.param(["007", "8", "0009"], id="leading zeros are ignored"),
        pytest.param(["Data", "Data 2", "Data Lab", "Database"], id="a space, then digits, then letters"),
        pytest.param(["9gag", "Apple"], id="digits before letters"),
        pytest.param(["Open Aid", "Open-Meteo", "Open Notify"], id="a hyphen is a space"),
        pytest.param(["(Ada)", "“Bob”", "🚀 Cyd", "~Dan"], id="punctuation and emoji are ignored"),
        pytest.param(["Dont Panic", "Don't Stop", "Don’t Try"], id="an apostrophe is ignored"),
        pytest.param(["Smorgas", "Smørrebrød", "Smuggle"], id="ø is an o"),
        pytest.param(["straspel", "Straße", "strassen"], id="ß is ss"),
        pytest.param(["zebra", "Ωmega", "Ярус"], id="Latin, Greek, Cyrillic"),
        pytest.param(["Абрикос", "бук", "Вяз", "ёлка", "жук"], id="Cyrillic in any case"),
        pytest.param(["Zebra", "あお", "アカ", "いぬ"], id="hiragana and katakana together"),
        pytest.param(["が", "ガード", "きく"], id="voiced kana beside the plain ones"),
        pytest.param(["Zebra", "가방", "나무"], id="Hangul by its letters"),
        pytest.param(["Zebra", "一", "丁", "中文 2", "中文 10"], id="Han by code point, numbers by value"),
        pytest.param(["٣ تفاح", "12 Apples"], id="digits of other scripts have their value"),
    ],
)
def test_texts_sort_by_unicode_collation(texts: list[str]) -> None:
    keys = [sort_keys.collate(text) for text in texts]

    assert all(first <= second for first, second in pairwise(keys)), keys


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param("Café", "cafe", id="case and accents"),
        pytest.param("Covid-19", "COVID 19", id="hyphen and space"),
        pytest.param("C++", "C", id="signs"),
        pytest.param("ﬁle", "file", id="ligatures"),
        pytest.param("Ａｄａ", "ada", id="full width"),
        pytest.param("Žižek", "Z\u030ciz\u030cek", id="composed or not"),
        pytest.param("a" * 300, "a" * 400, id="beyond the characters that are compared"),
    ],
)
def test_texts_with_equal_keys(first: str, second: str) -> None:
    assert sort_keys.collate(first) == sort_keys.collate(second)


@pytest.mark.parametrize("text", ["", "—", "🚀", "***", "\u200b"])
def test_text_without_letters_has_an_empty_key(text: str) -> None:
    assert sort_keys.collate(text) == ""


@pytest.mark.parametrize(
    "texts",
    [
        pytest.param(["Covid Tracking", "COVID-19"], id="a hyphen sorts after a space"),
        pytest.param(["v2", "v10"], id="numbers by value here too"),
        pytest.param(["eames", "Éclair", "Edda"], id="and neither case nor accents"),
    ],
)
def test_punctuation_counts_as_written(texts: list[str]) -> None:
    assert [*map(sort_keys.as_written, texts)] == sorted(map(sort_keys.as_written, texts))


@pytest.fixture(scope="module")
def table() -> Collator:
    return Collator()


WORDS = st.text(st.sampled_from("abcxyzABCZ éèüñçßæøłđÅŒ"), max_size=8)


@given(WORDS, WORDS)
@example("Łódź", "lodz")
@example("æon", "aeon")
def test_ascii_sorts_as_in_the_default_table(first: str, second: str) -> None:
    first, second = " ".join(first.split()), " ".join(second.split())
    ours = sort_keys.collate(first), sort_keys.collate(second)
    theirs = weights(first), weights(second)

    assert (ours[0] < ours[1]) == (theirs[0] < theirs[1])
    assert (ours[0] == ours[1]) == (theirs[0] == theirs[1])


def weights(text: str) -> tuple[int, ...]:
    key: tuple[int, ...] = DEFAULT.sort_key(text)
    return key[: key.index(0)]


DEFAULT = Collator()

MIXED = st.text(st.sampled_from("azıʒþ éЖжαΩあア中국9 "), max_size=6)


@given(MIXED, MIXED)
def test_other_letters_sort_as_in_the_default_table(first: str, second: str) -> None:
    first, second = " ".join(first.split()), " ".join(second.split())
    if "9" in first + second:
        return
    ours = sort_keys.collate(first), sort_keys.collate(second)

    assert (ours[0] < ours[1]) == (weights(first) < weights(second))


@given(st.text())
def test_any_text_is_collated(text: str) -> None:
    assert isinstance(sort_keys.collate(text), str)
    assert isinstance(sort_keys.as_written(text), str)


def test_a_long_text_is_collated() -> None:
    assert sort_keys.collate("ж" * 1_000_000)


def test_only_the_beginning_of_a_long_text_is_compared() -> None:
    assert sort_keys.collate("ж" * 1_000_000) == sort_keys.collate("ж" * 1_000)
