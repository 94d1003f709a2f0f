from __future__ import annotations

import pytest

from rowcheck.cells import dates


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("2023-05-12", (2023, 5, 12), id="ISO"),
        pytest.param("2023-05-12T08:00:00Z", (2023, 5, 12), id="ISO with a time"),
        pytest.param("2023/5/2", (2023, 5, 2), id="slashes"),
        pytest.param("2023.05.12", (2023, 5, 12), id="dots"),
        pytest.param("2023-05", (2023, 5, 0), id="ISO month"),
        pytest.param("2023/05", (2023, 5, 0), id="month with a slash"),
        pytest.param("05/2023", (2023, 5, 0), id="month first"),
        pytest.param("May 2023", (2023, 5, 0), id="month by name"),
        pytest.param("Sept. 2021", (2021, 9, 0), id="month by its short name"),
        pytest.param("2021 Sep", (2021, 9, 0), id="month by name after the year"),
        pytest.param("23 May 2023", (2023, 5, 23), id="day, month, year"),
        pytest.param("23rd of May 2023", (2023, 5, 23), id="day with its ending"),
        pytest.param("23-May-2023", (2023, 5, 23), id="with hyphens"),
        pytest.param("May 23, 2023", (2023, 5, 23), id="month, day, year"),
        pytest.param("May 23rd, 2023", (2023, 5, 23), id="month, day with its ending, year"),
        pytest.param("Released: 3 june 2020", (2020, 6, 3), id="in a sentence, in another case"),
        pytest.param("2023年5月12日", (2023, 5, 12), id="Japanese and Chinese"),
        pytest.param("2023年5月", (2023, 5, 0), id="Japanese and Chinese month"),
        pytest.param("23/05/2023", (2023, 5, 23), id="day first, as one part cannot be a month"),
        pytest.param("05/23/2023", (2023, 5, 23), id="month first, as one part cannot be a month"),
        pytest.param("05.05.2023", (2023, 5, 5), id="the same either way"),
        pytest.param("05/06/2023", None, id="day or month first"),
        pytest.param("2023", None, id="a year alone is no date"),
        pytest.param("2023-13-01", None, id="no such month"),
        pytest.param("2023-01-32", None, id="no such day"),
        pytest.param("arXiv 2305.01234", None, id="a paper's number"),
        pytest.param("12023-05-12", None, id="part of a longer number"),
        pytest.param("Marchand 2020", None, id="a name that begins like a month"),
        pytest.param("", None, id="nothing"),
    ],
)
def test_the_sort_key_is_the_date(text: str, expected: tuple[int, ...] | None) -> None:
    assert dates.date_key(text) == expected


def test_a_month_sorts_before_its_days() -> None:
    assert [dates.date_key(text) for text in ("2023-04-30", "May 2023", "2023-05-01")] == [
        (2023, 4, 30),
        (2023, 5, 0),
        (2023, 5, 1),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("2023", 2023, id="a year"),
        pytest.param("CVPR 2023", 2023, id="with its venue"),
        pytest.param("CVPR2023", 2023, id="directly after its venue"),
        pytest.param("arXiv 2021, CVPR 2022", 2022, id="the last of two"),
        pytest.param("NeurIPS'23", 2023, id="two digits after an apostrophe"),
        pytest.param("ECCV’ 22", None, id="two digits apart from the apostrophe"),
        pytest.param("20231", None, id="five digits"),
        pytest.param("arXiv", None, id="no year"),
    ],
)
def test_the_sort_key_is_the_last_year(text: str, expected: int | None) -> None:
    assert dates.year_key(text) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param("CVPR 2024", True, id="a venue and its year"),
        pytest.param("arXiv:2024.01234", True, id="four digits that may be a year"),
        pytest.param("120245", False, id="digits in a longer number"),
        pytest.param("CVPR'24", False, id="two digits"),
    ],
)
def test_a_year_is_found_among_words(source: str, expected: bool) -> None:
    assert dates.has_year(source) is expected


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("2024-03-31", id="a day as in ISO 8601"),
        pytest.param("2024/3/31", id="a day with slashes"),
        pytest.param("2024年5月12日", id="a Japanese or Chinese day"),
        pytest.param("2024年5月", id="a Japanese or Chinese month"),
        pytest.param("5月12日", id="a Japanese or Chinese day without its year"),
        pytest.param("Mar 31, 2024", id="month, day, year"),
        pytest.param("31 March 2024", id="day, month, year"),
        pytest.param("May 2023", id="a month of a year"),
        pytest.param("05/06/2023", id="day or month first"),
        pytest.param("05/06/23", id="a year of two digits"),
        pytest.param("Oct 04", id="a day without its year"),
        pytest.param("4 Oct", id="a day without its year, day first"),
        pytest.param("September", id="a month"),
        pytest.param("Sept.", id="a month by its short name"),
    ],
)
def test_a_date_is_recognised_with_or_without_its_year(text: str) -> None:
    assert dates.is_date(text)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("2024", id="a year alone"),
        pytest.param("1487.58", id="a decimal number"),
        pytest.param("2023.58", id="a decimal number that begins like a year"),
        pytest.param("May be", id="a word that is a month, among others"),
        pytest.param("Marching", id="a word that begins like a month"),
        pytest.param("2023-13-01", id="no such month"),
        pytest.param("Released 3 June 2020", id="a date among words"),
    ],
)
def test_other_text_is_not_a_date(text: str) -> None:
    assert not dates.is_date(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024/3/1", ["2024-03-01"]),
        ("2024.03.01", ["2024-03-01"]),
        ("1 March 2024", ["2024-03-01"]),
        ("1st Mar. 2024", ["2024-03-01"]),
        ("Mar 1, 2024", ["2024-03-01"]),
        ("2024年5月12日", ["2024-05-12"]),
        ("23/05/2023", ["2023-05-23"]),
        ("31 Feb 2024", []),
        ("2024/13/1", []),
        ("1 Foo 2024", []),
        ("3/1/2024", []),
        ("March 2024", []),
        ("from 1 March 2024", []),
    ],
)
def test_the_correction_of_a_date_is_the_day_in_iso_8601(text: str, expected: list[str]) -> None:
    assert list(dates.date_corrections(text)) == [(day, True) for day in expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [("'24", ["2024"]), ("in 2024", ["2024"]), ("2023-2024", []), ("12024", []), ("never", [])],
)
def test_the_correction_of_a_year_is_the_only_one(text: str, expected: list[str]) -> None:
    assert [year for year, _ in dates.year_corrections(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("CVPR'24", "CVPR 2024"),
        ("CVPR ’24", "CVPR 2024"),
        ("CVPR-24", "CVPR 2024"),
        ("CVPR 2024", None),
        ("GPT-4", None),
    ],
)
def test_a_short_year_is_written_in_full(text: str, expected: str | None) -> None:
    assert dates.with_full_year(text) == expected
