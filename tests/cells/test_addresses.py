from __future__ import annotations

import pytest

from rowcheck.cells.addresses import fault


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
def test_an_address_that_leads_somewhere(url: str) -> None:
    assert fault(url) is None


@pytest.mark.parametrize(
    ("url", "mended"),
    [
        pytest.param(url, mended, id=url)
        for url, mended in (
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
def test_an_address_whose_beginning_is_misspelt(url: str, mended: str) -> None:
    found = fault(url)
    assert found is not None
    assert (found.said, found.mended) == ("does not begin with http:// or https://", mended)


@pytest.mark.parametrize(
    ("url", "kind"),
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
def test_an_address_that_is_not_to_be_trusted(url: str, kind: str) -> None:
    found = fault(url)
    assert found is not None
    assert (found.kind, found.mended) == (kind, None)


def test_an_image_may_stand_in_its_address() -> None:
    assert fault("data:image/png;base64,x", image=True) is None
