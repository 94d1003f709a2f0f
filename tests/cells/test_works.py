from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from rowcheck.cells import hosts, works
from rowcheck.cells.works import NONE, Work, work


def blocks(file: str) -> dict[str, list[str]]:
    """Return the indented lines of a file by the line above them."""
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
def test_different_works_are_kept_apart(urls: list[str]) -> None:
    first, second = urls

    assert work(first) != work(second)


@pytest.mark.parametrize("url", ["", " ", "#", "#top", "\n"])
def test_an_empty_url_names_no_work(url: str) -> None:
    assert work(url) == NONE


@pytest.mark.parametrize(
    "url",
    [
        pytest.param("http://[", id="an open bracket"),
        pytest.param("http://[::1]:80/a", id="an IPv6 host"),
        pytest.param("http://[::1/a", id="an IPv6 host without its bracket"),
        pytest.param("https://\u2100.example", id="a host that folds to a slash"),
        pytest.param("https://example.org:port/", id="a port that is not a number"),
        pytest.param("https://" + "ü" * 10_000 + ".example", id="a very long host"),
        pytest.param("https://ü" + "." * 100 + "example", id="empty labels"),
        pytest.param("https://example.org/%", id="a percent sign alone"),
        pytest.param("https://example.org/%zz%f", id="percent signs without digits"),
        pytest.param("https://example.org/\ud800", id="a surrogate"),
        pytest.param("https://github.com//", id="no owner"),
        pytest.param("https://arxiv.org/abs/", id="no number"),
        pytest.param("https://doi.org/", id="no DOI"),
        pytest.param("https://example.org/" + "../" * 1000, id="dot segments above the root"),
        pytest.param("a" * 1_000_000, id="a very long word"),
        pytest.param("https://example.org/?" + "&" * 100_000, id="many parameters"),
        pytest.param("https://doi.org/10.1000/" + "/full" * 20_000 + "x", id="many views"),
        pytest.param("\0", id="a null"),
        pytest.param("::::", id="colons"),
        pytest.param("git@github.com", id="an SSH address without a path"),
        pytest.param("doi:", id="a scheme alone"),
    ],
)
def test_malformed_urls_are_read(url: str) -> None:
    assert work(url).kind in ("url", "doi", "none")


URLS = st.one_of(
    st.text(),
    st.builds(
        "{}://{}/{}".format,
        st.sampled_from(["http", "https", "git+ssh", "doi", "arxiv", "mailto", ""]),
        st.one_of(st.sampled_from(sorted(hosts.HOSTS)), st.text(max_size=12)),
        st.text(st.sampled_from("ab1/.:?#&=%-@[] é表"), max_size=40),
    ),
)


@given(URLS)
@example("https://ojs.aaai.org/index.php/AAAI/article/view/")
def test_any_text_is_read_and_surrounding_space_is_ignored(url: str) -> None:
    found = work(url)

    assert isinstance(found, Work)
    assert found == work(f" {url}\t")


@given(st.text(st.sampled_from("ab1/.%-é表#?=&A"), max_size=30))
def test_normalising_twice_changes_nothing(rest: str) -> None:
    found = work(f"https://example.org/{rest}")

    assert work(f"https://{found.id}") == found


@pytest.mark.parametrize(
    ("url", "paper"),
    [
        pytest.param("https://github.com/ada/engine", False, id="code"),
        pytest.param("https://github.com/ada/engine/tree/main/a", False, id="a folder of it"),
        pytest.param("https://huggingface.co/datasets/ada/rows", False, id="data"),
        pytest.param("https://arxiv.org/abs/2103.00020", True, id="a preprint"),
        pytest.param("https://doi.org/10.1145/1", True, id="a DOI"),
        pytest.param("https://example.org", False, id="a page"),
        pytest.param("", False, id="nothing"),
    ],
)
def test_papers_are_distinguished_from_other_works(url: str, paper: bool) -> None:
    assert works.is_paper(work(url)) == paper
