from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rowcheck.cells import sort_keys
from rowcheck.cells.sort_keys import key


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("60,000", 60_000, id="commas part thousands"),
        pytest.param("60 000", 60_000, id="thousands with a space"),
        pytest.param("60'000", 60_000, id="thousands with an apostrophe"),
        pytest.param("1,234,567.5", 1_234_567.5, id="thousands and a fraction"),
        pytest.param("5.4M", 5_400_000, id="M is a million"),
        pytest.param("1.2k", 1_200, id="thousands as k"),
        pytest.param("12B", 12e9, id="B is a billion"),
        pytest.param("3T", 3e12, id="T is a trillion"),
        pytest.param("~3 million", 3e6, id="about, in words"),
        pytest.param("$5", 5, id="a currency is passed over"),
        pytest.param("-4.5", -4.5, id="below zero"),
        pytest.param("−4.5", -4.5, id="below zero, with a typographic minus"),
        pytest.param(".5", 0.5, id="without its zero"),
        pytest.param("85.3%", 85.3, id="per cent"),
        pytest.param("1,281,167 images", 1_281_167, id="with its unit"),
        pytest.param("4 MB", 4, id="a unit is no magnitude"),
        pytest.param("⭐ 1.5k", 1500, id="after an emoji"),
        pytest.param("100-200", 100, id="the first of two"),
        pytest.param("1. Ada", 1, id="a numbered row"),
        pytest.param("", None, id="an empty cell has no number"),
        pytest.param("-", None, id="a dash"),
        pytest.param("N/A", None, id="words are no number"),
        pytest.param("v2", None, id="a number inside a word is none"),
    ],
)
def test_number(text: str, expected: float | None) -> None:
    assert key("number", text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("2023", 2023, id="a year"),
        pytest.param("CVPR 2023", 2023, id="with its venue"),
        pytest.param("CVPR2023", 2023, id="right behind its venue"),
        pytest.param("arXiv 2021, CVPR 2022", 2022, id="the last of two"),
        pytest.param("NeurIPS'23", 2023, id="two digits behind an apostrophe"),
        pytest.param("ECCV’ 22", None, id="two digits standing alone are no year"),
        pytest.param("20231", None, id="five digits are none"),
        pytest.param("arXiv", None, id="no year"),
    ],
)
def test_year(text: str, expected: int | None) -> None:
    assert key("year", text) == expected


def test_venue_year_sorts_by_year_then_by_venue() -> None:
    texts = ["ECCV 2022", "AAAI 2023", "CVPR'23", "2023 NeurIPS"]

    found = [key("venue-year", text) for text in texts]

    assert found == sorted(found, key=str)
    assert key("venue-year", "CVPR 2023") == key("venue-year", "cvpr'23")
    assert key("venue-year", "CVPR") is None


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param("The Guardian", "guardian", id="The is no part of it"),
        pytest.param("A Survey", "survey", id="nor is A"),
        pytest.param("📚 An Atlas", "atlas", id="an, behind an emoji"),
    ],
)
def test_a_title_sorts_without_its_article(first: str, second: str) -> None:
    assert key("title", first) == key("title", second)
    assert key("text", first) != key("text", second)


@pytest.mark.parametrize("text", ["The", "A", "A+", "Theano", "An-Nur"])
def test_what_only_looks_like_an_article_counts(text: str) -> None:
    assert key("title", text) == key("text", text)


@pytest.mark.parametrize("kind", sorted(sort_keys.KINDS))
@pytest.mark.parametrize("text", ["", " ", "—", "🚀"])
def test_a_cell_that_says_nothing_has_no_key(kind: str, text: str) -> None:
    assert key(kind, text) is None


@given(st.sampled_from(sorted(sort_keys.KINDS)), st.text(), st.text())
def test_keys_of_one_kind_compare(kind: str, first: str, second: str) -> None:
    one, other = key(kind, first), key(kind, second)

    if one is not None and other is not None:
        assert (one < other) + (one > other) + (one == other) == 1  # type: ignore[operator]
