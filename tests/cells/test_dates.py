from __future__ import annotations

import pytest

from rowcheck.cells.dates import date_key


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
        pytest.param("Released: 3 june 2020", (2020, 6, 3), id="in a sentence, whatever the case"),
        pytest.param("2023年5月12日", (2023, 5, 12), id="Japanese and Chinese"),
        pytest.param("2023年5月", (2023, 5, 0), id="Japanese and Chinese month"),
        pytest.param("23/05/2023", (2023, 5, 23), id="one part is no month: day first"),
        pytest.param("05/23/2023", (2023, 5, 23), id="one part is no month: month first"),
        pytest.param("05.05.2023", (2023, 5, 5), id="the same either way"),
        pytest.param("05/06/2023", None, id="day or month first: nobody knows"),
        pytest.param("2023", None, id="a year alone is no date"),
        pytest.param("2023-13-01", None, id="no such month"),
        pytest.param("2023-01-32", None, id="no such day"),
        pytest.param("arXiv 2305.01234", None, id="a paper's number"),
        pytest.param("12023-05-12", None, id="part of a longer number"),
        pytest.param("Marchand 2020", None, id="a name that begins like a month"),
        pytest.param("", None, id="nothing"),
    ],
)
def test_date(text: str, expected: tuple[int, ...] | None) -> None:
    assert date_key(text) == expected


def test_a_month_sorts_before_its_days() -> None:
    assert [date_key(text) for text in ("2023-04-30", "May 2023", "2023-05-01")] == [
        (2023, 4, 30),
        (2023, 5, 0),
        (2023, 5, 1),
    ]
