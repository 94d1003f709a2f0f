from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rowcheck.cells.likeness import Title, likeness


def alike(one: str, other: str) -> bool:
    return likeness(Title(one), Title(other)) > 0


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("Learning To Row", "Learning to Row!", id="equal keys"),
        pytest.param("Learning to Row in Rough Water", "Learning to Rows in Rough Waters", id="plurals"),
        pytest.param("Document Extraction Today", "Document Extration Today", id="a letter short"),
        pytest.param("A Survey of Rowing Machines", "Survey on Rowing Machines", id="words without sense"),
        pytest.param("ROWER: Learning to Row at Sea", "Learning to Row at Sea", id="no short name"),
        pytest.param("Learning to Row at Sea", "Learning to Row at Sea (ROWER)", id="brackets"),
        pytest.param("[Survey] Learning to Row at Sea", "Learning to Row at Sea", id="a tag"),
        pytest.param("Learning to Row at Sea [CVPR 2023]", "Learning to Row at Sea", id="a venue"),
        pytest.param("Pacific Rowing Laboratory (PRL)", "Pacific Rowing Laboratory", id="initials"),
        pytest.param("Domainsdb.info", "DomainDb Info", id="a name in two words"),
    ],
)  # fmt: skip
def test_probably_the_same(one: str, other: str) -> None:
    assert alike(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("Rowers are Learners: GPT-3", "Rowers are Learners: GPT-4", id="numbers"),
        pytest.param("Learning on CIFAR-10 Again", "Learning on CIFAR-100 Again", id="longer numbers"),
        pytest.param("Rowing Machines v1 Explained", "Rowing Machines v2 Explained", id="versions"),
        pytest.param("Rowing Models 2.5 Report", "Rowing Models 25 Report", id="decimals"),
        pytest.param("Rowing for Everybody Part I", "Rowing for Everybody Part II", id="Roman numerals"),
        pytest.param("Rowing for Everybody, Part B", "Rowing for Everybody, Part C", id="letters as numbers"),
        pytest.param("Rowing Challenge 2022", "Rowing Challenge 2023", id="years"),
        pytest.param("Tree Preorder Traversal", "Tree Postorder Traversal", id="another word"),
        pytest.param("Range Sum, Mutable", "Range Sum, Immutable", id="a prefix that turns the sense"),
        pytest.param("Open Government, India", "Open Government, Indonesia", id="names that begin alike"),
        pytest.param("Integer to Roman Numbers", "Roman Numbers to Integer", id="the other way round"),
        pytest.param("Minimum Difference", "Minimum Difference in Trees", id="a word more"),
        pytest.param("Marvel", "Marvels", id="short names"),
        pytest.param("Mechrevo X6TI", "Mechrevo X6TIS", id="models of a thing"),
        pytest.param("第一部分性能优化年度总结", "第二部分性能优化年度总结", id="ideograms are words"),
        pytest.param("[Survey] Rows", "Rows", id="too few words left"),
        pytest.param("", "", id="nothing"),
        pytest.param("Learning to Row at Sea", "", id="something and nothing"),
    ],
)  # fmt: skip
def test_probably_different(one: str, other: str) -> None:
    assert not alike(one, other)


WORDS = st.lists(
    st.sampled_from(["Rowing", "Rowings", "Sea", "II", "2", "a", "[Survey]", "ROW:", "(ROW)"]), max_size=6
)


@given(WORDS, WORDS)
def test_likeness_has_no_direction(one: list[str], other: list[str]) -> None:
    assert alike(" ".join(one), " ".join(other)) == alike(" ".join(other), " ".join(one))


@given(st.text(), st.text())
def test_likeness_is_a_percentage(one: str, other: str) -> None:
    assert 0 <= likeness(Title(one), Title(other)) <= 100
