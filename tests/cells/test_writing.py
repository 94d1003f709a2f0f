from __future__ import annotations

import pytest

from rowcheck.cells import writing


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024/3/1", ["2024-03-01"]),
        ("2024.03.01", ["2024-03-01"]),
        ("1 March 2024", ["2024-03-01"]),
        ("1st Mar. 2024", ["2024-03-01"]),
        ("Mar 1, 2024", ["2024-03-01"]),
        ("31 Feb 2024", []),
        ("2024/13/1", []),
        ("1 Foo 2024", []),
        ("3/1/2024", []),
        ("March 2024", []),
    ],
)
def test_dates(text: str, expected: list[str]) -> None:
    assert [day for day, _ in writing.dates(text)] == expected


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
def test_numbers(text: str, expected: tuple[str, bool] | None) -> None:
    assert next(writing.numbers(text), None) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("'24", ["2024"]), ("in 2024", ["2024"]), ("2023-2024", []), ("12024", []), ("never", [])],
)
def test_years(text: str, expected: list[str]) -> None:
    assert [year for year, _ in writing.years(text)] == expected


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
def test_short_years(text: str, expected: str | None) -> None:
    assert writing.full_year(text) == expected


@pytest.mark.parametrize(
    "source",
    [
        "(a)[https://x.org]",
        "(a) [https://x.org]",
        "[a] (https://x.org)",
        "[a]( https://x.org )",
        "[a](https://x.org",
        "[a]https://x.org",
        "[a] <https://x.org>",
    ],
)
def test_links_put_right(source: str) -> None:
    assert "[a](https://x.org)" in set(writing.links(source)) | {source.replace(" ", "")}


@pytest.mark.parametrize("source", ["[a](https://x.org)", "a", "(see [b])", "[a][b]"])
def test_links_that_need_nothing(source: str) -> None:
    assert list(writing.links(source)) == []


@pytest.mark.parametrize("text", ["none", "N.A.", "(n/a)", "TBD", "x", "—"])
def test_other_words_for_nothing(text: str) -> None:
    assert writing.means_nothing(text) is (text != "—")
