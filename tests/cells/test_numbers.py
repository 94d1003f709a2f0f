from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rowcheck.cells import numbers


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("60,000", 60_000, id="commas separate thousands"),
        pytest.param("60 000", 60_000, id="so do spaces"),
        pytest.param("60'000", 60_000, id="so do apostrophes"),
        pytest.param("60_000", 60_000, id="so do underscores"),
        pytest.param("1,234,567.5", 1_234_567.5, id="thousands and a fraction"),
        pytest.param("5.4M", 5_400_000, id="M is a million"),
        pytest.param("1.2k", 1_200, id="k is a thousand"),
        pytest.param("7b", 7e9, id="b is a billion"),
        pytest.param("12B", 12e9, id="B is a billion"),
        pytest.param("3G", 3e9, id="G is a billion"),
        pytest.param("3T", 3e12, id="T is a trillion"),
        pytest.param("1,234.5k", 1_234_500, id="thousands, a fraction and a magnitude"),
        pytest.param("3 million", 3e6, id="a magnitude in words"),
        pytest.param("2 Billions", 2e9, id="a magnitude in words, in the plural"),
        pytest.param("-4.5", -4.5, id="below zero"),
        pytest.param("−4.5", -4.5, id="below zero, with a typographic minus"),
        pytest.param("+5", 5, id="above zero, with a sign"),
        pytest.param(".5", 0.5, id="without its zero"),
    ],
)
def test_a_number_has_the_same_value_for_all_readers(text: str, expected: float) -> None:
    assert numbers.parse(text) == numbers.number_key(text) == expected
    assert numbers.is_number(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("~3 million", 3e6, id="an approximate number"),
        pytest.param("$5", 5, id="an amount"),
        pytest.param("85.3%", 85.3, id="a percentage"),
        pytest.param("1,281,167 images", 1_281_167, id="a number with what it counts"),
        pytest.param("⭐ 1.5k", 1500, id="a number after an emoji"),
        pytest.param("100-200", 100, id="the first of two"),
        pytest.param("1. Ada", 1, id="the number of a row"),
        pytest.param("v2 (300)", 300, id="digits inside a word are passed over"),
    ],
)
def test_the_sort_key_is_the_first_number(text: str, expected: float) -> None:
    assert numbers.number_key(text) == expected
    assert numbers.parse(text) is None


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="an empty cell"),
        pytest.param("-", id="a dash"),
        pytest.param("N/A", id="words"),
        pytest.param("v2", id="a number inside a word"),
        pytest.param("0,5", id="a decimal comma"),
        pytest.param("0,500", id="thousands that begin with zero"),
        pytest.param("6,00", id="commas in odd places"),
        pytest.param("1,00,000", id="groups of two digits"),
        pytest.param("1.234.567", id="two points"),
        pytest.param("1.9.1", id="a version"),
        pytest.param("512 B", id="bytes"),
        pytest.param("4 MB", id="megabytes"),
        pytest.param("5 m", id="a letter behind a space"),
        pytest.param("5m", id="a small m: metres, minutes, months or millions"),
        pytest.param("4.3g", id="grams"),
        pytest.param("20 minutes", id="a time"),
        pytest.param("49d", id="days"),
        pytest.param("3D", id="a word that begins with a digit"),
        pytest.param("1e6", id="an exponent"),
        pytest.param("10^6", id="a power"),
        pytest.param("10⁶", id="a power with a superscript"),
        pytest.param("4×10^7", id="scientific notation"),
        pytest.param("1/2", id="a fraction"),
        pytest.param("10:30", id="a time of day"),
        pytest.param("1" * 30, id="too many digits"),
        pytest.param("2nd of 300", id="a number after one that cannot be compared"),
        pytest.param("٣", id="digits of another script"),
    ],
)
def test_what_cannot_be_compared_has_no_value(text: str) -> None:
    assert numbers.parse(text) is None
    assert numbers.number_key(text) is None
    assert list(numbers.number_corrections(text)) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("-7", -7, id="a sign"),
        pytest.param("60,000", 60_000, id="commas"),
        pytest.param("5.4M", None, id="a magnitude"),
        pytest.param("3 million", None, id="a magnitude in words"),
        pytest.param("5.0", None, id="a decimal point"),
    ],
)
def test_whole_numbers_have_no_magnitude(text: str, expected: int | None) -> None:
    assert numbers.parse_integer(text) == expected


@pytest.mark.parametrize("text", ["~5.4M", "82.5%", "512 MB", "0,5", "1.234.567", "500+", "$1,000", "60000"])
def test_a_number_is_recognised_even_without_a_value(text: str) -> None:
    assert numbers.is_number(text)


@pytest.mark.parametrize("text", ["5 apples", "GPT-4", "many", "1e6", "12d", ""])
def test_a_number_among_words_is_not_a_number(text: str) -> None:
    assert not numbers.is_number(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("5.4 million", ("5.4M", True)),
        ("2 Billions", ("2B", True)),
        ("60 000", ("60000", True)),
        ("1'234'567", ("1234567", True)),
        ("~60k", ("60k", False)),
        ("about 3 million images", ("3M", False)),
        ("500+", ("500", False)),
        ("500 images", ("500", False)),
        ("many", None),
        ("1.2.3", None),
    ],
)
def test_the_first_correction_of_a_number(text: str, expected: tuple[str, bool] | None) -> None:
    assert next(numbers.number_corrections(text), None) == expected


@given(st.text(st.sampled_from("0123456789.,'kMB -+~$%milion"), max_size=12))
def test_what_has_a_value_is_recognised_and_sorted_by_it(text: str) -> None:
    value = numbers.parse(text)
    if value is not None:
        assert numbers.is_number(text)
        assert numbers.number_key(text) == value
