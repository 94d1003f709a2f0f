from __future__ import annotations

import pytest

from rowcheck.cells.kinds import has_year, kind


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param("", "nothing", id="an empty cell holds nothing"),
        pytest.param("N/A", "nothing", id="a word for nothing holds nothing"),
        pytest.param("**-**", "nothing", id="so does one in bold"),
        pytest.param("X", "text", id="a name of one letter is a name"),
        pytest.param("[Ants](https://ants.example)", "link", id="a link"),
        pytest.param("[a][1] / [b](https://b.example) 🔥", "link", id="links with signs between them"),
        pytest.param('<a href="https://a.example">Ants</a>', "link", id="a link in HTML"),
        pytest.param("[a (b)](https://a.example/c_(d))", "link", id="a link with parentheses in its address"),
        pytest.param("Voles of the [Alps](https://alps.example)", "prose", id="words with a link among them"),
        pytest.param("[![s](https://s.example)](https://a.example)", "image", id="an image in a link"),
        pytest.param("<img src='https://s.example'>", "image", id="an image in HTML"),
        pytest.param("https://ants.example", "address", id="an address without a name"),
        pytest.param("2024", "year", id="a year"),
        pytest.param("60,000", "number", id="a number with a comma"),
        pytest.param("~5.4M", "number", id="a number with a magnitude"),
        pytest.param("82.5%", "number", id="a share"),
        pytest.param("2100000", "number", id="a number that begins like a year"),
        pytest.param("2024-03-31", "date", id="a day"),
        pytest.param("Mar 31, 2024", "date", id="a day in words"),
        pytest.param("Marching", "text", id="a word that begins like a month"),
        pytest.param("GPT-4", "text", id="a name with a number in it"),
        pytest.param("`OAuth`", "text", id="words in code"),
    ],
)
def test_a_cell_is_of_a_kind(source: str, expected: str) -> None:
    assert kind(source) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param("CVPR 2024", True, id="a venue and its year"),
        pytest.param("arXiv:2024.01234", True, id="four digits that may be a year"),
        pytest.param("120245", False, id="digits in a longer number"),
        pytest.param("CVPR'24", False, id="two digits"),
    ],
)
def test_a_year_stands_in_a_cell(source: str, expected: bool) -> None:
    assert has_year(source) is expected
