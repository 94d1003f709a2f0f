from __future__ import annotations

import pytest

from rowcheck.cells import numbers


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
def test_the_sort_key_is_the_first_number(text: str, expected: float | None) -> None:
    assert numbers.number_key(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("5.4 million", ("5.4M", True)),
        ("2 Billions", ("2B", True)),
        ("60 000", ("60000", True)),
        ("1'234'567", ("1234567", True)),
        ("~60k", ("60k", False)),
        ("500+", ("500", False)),
        ("500 images", ("500", False)),
        ("many", None),
        ("1.2.3", None),
    ],
)
def test_the_first_correction_of_a_number(text: str, expected: tuple[str, bool] | None) -> None:
    assert next(numbers.number_corrections(text), None) == expected
