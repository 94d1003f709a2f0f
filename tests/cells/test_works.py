from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from rowcheck.cells import works
from rowcheck.cells.works import NONE, Work, work


def blocks(file: str) -> dict[str, list[str]]:
    """The indented lines of a file by the line that they stand under."""
    found: dict[str, list[str]] = {}
    for line in (Path(__file__).parent / file).read_text(encoding="utf-8").splitlines():
        if line.startswith("    "):
            found[next(reversed(found))].append(line.strip())
        elif line and not line.startswith("#"):
            found[line] = []
    return found


SPELLINGS = blocks("spellings.txt")


@pytest.mark.parametrize(
    ("url", "expected"),
    [pytest.param(url, name, id=url) for name, urls in SPELLINGS.items() for url in urls],
)
def test_every_spelling_names_its_work(url: str, expected: str) -> None:
    found = work(url)

    assert f"{found.kind} {found.id}" == expected


@pytest.mark.parametrize(
    "urls", [pytest.param(urls, id=name) for name, urls in blocks("strangers.txt").items()]
)
def test_what_differs_stays_apart(urls: list[str]) -> None:
    first, second = urls

    assert work(first) != work(second)


@pytest.mark.parametrize("url", ["", " ", "#", "#top", "\n"])
def test_no_link_is_no_work(url: str) -> None:
    assert work(url) == NONE


@pytest.mark.parametrize(
    "url",
    [
        pytest.param("http://[", id="an open bracket"),
        pytest.param("http://[::1]:80/a", id="an address of version six"),
        pytest.param("http://[::1/a", id="half an address"),
        pytest.param("https://\u2100.example", id="a host that folds to a slash"),
        pytest.param("https://example.org:port/", id="a port that is none"),
        pytest.param("https://" + "ü" * 10_000 + ".example", id="a host without end"),
        pytest.param("https://ü" + "." * 100 + "example", id="empty labels"),
        pytest.param("https://example.org/%", id="a lone per cent"),
        pytest.param("https://example.org/%zz%f", id="per cent and no digits"),
        pytest.param("https://example.org/\ud800", id="half a character"),
        pytest.param("https://github.com//", id="no owner"),
        pytest.param("https://arxiv.org/abs/", id="no number"),
        pytest.param("https://doi.org/", id="no DOI"),
        pytest.param("https://example.org/" + "../" * 1000, id="above the top"),
        pytest.param("a" * 1_000_000, id="a very long word"),
        pytest.param("https://example.org/?" + "&" * 100_000, id="many parameters"),
        pytest.param("https://doi.org/10.1000/" + "/full" * 20_000 + "x", id="many views"),
        pytest.param("\0", id="a null"),
        pytest.param("::::", id="colons"),
        pytest.param("git@github.com", id="half an SSH address"),
        pytest.param("doi:", id="a scheme alone"),
    ],
)
def test_nothing_is_too_odd_to_name(url: str) -> None:
    assert work(url).kind in ("url", "doi", "none")


URLS = st.one_of(
    st.text(),
    st.builds(
        "{}://{}/{}".format,
        st.sampled_from(["http", "https", "git+ssh", "doi", "arxiv", "mailto", ""]),
        st.one_of(st.sampled_from(sorted(works.HOSTS)), st.text(max_size=12)),
        st.text(st.sampled_from("ab1/.:?#&=%-@[] é表"), max_size=40),
    ),
)


@given(URLS)
@example("https://ojs.aaai.org/index.php/AAAI/article/view/")
def test_it_never_raises_and_is_the_same_twice(url: str) -> None:
    found = work(url)

    assert isinstance(found, Work)
    assert found == work(f" {url}\t")


@given(st.text(st.sampled_from("ab1/.%-é表#?=&A"), max_size=30))
def test_a_normal_address_is_its_own(rest: str) -> None:
    found = work(f"https://example.org/{rest}")

    assert work(f"https://{found.id}") == found


@pytest.mark.parametrize(
    ("url", "paper"),
    [
        pytest.param("https://github.com/ada/engine", False, id="code"),
        pytest.param("https://github.com/ada/engine/tree/main/a", False, id="a place in it"),
        pytest.param("https://huggingface.co/datasets/ada/rows", False, id="data"),
        pytest.param("https://arxiv.org/abs/2103.00020", True, id="a preprint"),
        pytest.param("https://doi.org/10.1145/1", True, id="a DOI"),
        pytest.param("https://example.org", False, id="a page"),
        pytest.param("", False, id="nothing"),
    ],
)
def test_what_kind_of_thing_it_is(url: str, paper: bool) -> None:
    assert works.is_paper(work(url)) == paper
