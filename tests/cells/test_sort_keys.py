from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rowcheck.cells.kinds import KINDS, sort_key

SORTED = [kind.name for kind in KINDS.values() if kind.key is not None]


def test_venue_year_sorts_by_year_then_by_venue() -> None:
    texts = ["ECCV 2022", "AAAI 2023", "CVPR'23", "2023 NeurIPS"]

    found = [sort_key("venue-year", text) for text in texts]

    assert found == sorted(found, key=str)
    assert sort_key("venue-year", "CVPR 2023") == sort_key("venue-year", "cvpr'23")
    assert sort_key("venue-year", "CVPR") is None


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param("The Guardian", "guardian", id="The is no part of it"),
        pytest.param("A Survey", "survey", id="nor is A"),
        pytest.param("📚 An Atlas", "atlas", id="an, behind an emoji"),
    ],
)
def test_a_title_sorts_without_its_article(first: str, second: str) -> None:
    assert sort_key("title", first) == sort_key("title", second)
    assert sort_key("text", first) != sort_key("text", second)


@pytest.mark.parametrize("text", ["The", "A", "A+", "Theano", "An-Nur"])
def test_what_only_looks_like_an_article_counts(text: str) -> None:
    assert sort_key("title", text) == sort_key("text", text)


@pytest.mark.parametrize("kind", SORTED)
@pytest.mark.parametrize("text", ["", " ", "—", "🚀"])
def test_a_cell_that_says_nothing_has_no_sort_key(kind: str, text: str) -> None:
    assert sort_key(kind, text) is None


@given(st.sampled_from(SORTED), st.text(), st.text())
def test_keys_of_one_kind_compare(kind: str, first: str, second: str) -> None:
    one, other = sort_key(kind, first), sort_key(kind, second)

    if one is not None and other is not None:
        assert (one < other) + (one > other) + (one == other) == 1  # type: ignore[operator]
