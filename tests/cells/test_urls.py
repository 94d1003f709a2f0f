from __future__ import annotations

import pytest

from rowcheck.cells.urls import problem


@pytest.mark.parametrize(
    "url",
    [
        "https://ants.example",
        "HTTP://ants.example/a?b=%22",
        "#ants",
        "../docs/ants.md",
        "README.md",
        "https.md",
        "http/ants.md",
        "./ants.io",
        "docs/ants.com.md",
        "mailto:ada@ants.example",
        "ftp://ants.example",
        "ssh://ants.example",
        "tel:+123",
        "https://xn--mnchen-3ya.example",
        "https://пример.example",
        "https://en.wikipedia.org/wiki/%D0%96",
    ],
)
def test_a_url_without_a_problem(url: str) -> None:
    assert problem(url) is None


@pytest.mark.parametrize(
    ("url", "corrected"),
    [
        pytest.param(url, corrected, id=url)
        for url, corrected in (
            ("htps://ants.example", "https://ants.example"),
            ("htp://ants.example", "http://ants.example"),
            ("ttps://ants.example", "https://ants.example"),
            ("hhttps://ants.example", "https://ants.example"),
            ("httpss://ants.example", "https://ants.example"),
            ("http//ants.example", "http://ants.example"),
            ("https:/ants.example", "https://ants.example"),
            ("https:///ants.example", "https://ants.example"),
            ("https:ants.example", "https://ants.example"),
            ("https:://ants.example", "https://ants.example"),
            ("https;//ants.example", "https://ants.example"),
            ("https.//ants.example", "https://ants.example"),
            ("http:%5C%5Cants.example", "http://ants.example"),
            ("http://https://ants.example", "https://ants.example"),
            ("https://http//ants.example", "http://ants.example"),
            ("hxxps://ants.example", "https://ants.example"),
            ("www.ants.example/a", "https://www.ants.example/a"),
            ("ants.com", "https://ants.com"),
            ("docs.ants.io/a#b", "https://docs.ants.io/a#b"),
        )
    ],
)
def test_a_misspelt_scheme_is_corrected(url: str, corrected: str) -> None:
    found = problem(url)
    assert found is not None
    assert (found.predicate, found.corrected) == ("does not begin with http:// or https://", corrected)


@pytest.mark.parametrize(
    ("url", "key"),
    [
        pytest.param("javascript:alert(1)", "scheme", id="a script"),
        pytest.param("data:text/html,x", "scheme", id="a page in the address"),
        pytest.param("data:image/png;base64,x", "scheme", id="an image in the address of a link"),
        pytest.param("%E2%80%9Chttps://ants.example%E2%80%9D", "quotes", id="smart quotes"),
        pytest.param("'https://ants.example'", "quotes", id="straight quotes"),
        pytest.param("https://ants.example%E2%80%9D", "quotes", id="a quote at the end"),
        pytest.param("https://аnts.example", "host", id="a Cyrillic letter among Latin ones"),
    ],
)
def test_an_unsafe_url_is_not_corrected(url: str, key: str) -> None:
    found = problem(url)
    assert found is not None
    assert (found.key, found.corrected) == (key, None)


def test_an_image_may_be_a_data_url() -> None:
    assert problem("data:image/png;base64,x", image=True) is None
