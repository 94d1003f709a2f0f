from __future__ import annotations

import pytest

from rowcheck.compare.matching import Matching, match_tables
from rowcheck.markdown import documents

HEADER = "| Name | Note |\n| --- | --- |\n"


def section(heading: str, *names: str, header: str = HEADER) -> str:
    return f"## {heading}\n\n{header}" + "".join(f"| {name} | of {name} |\n" for name in names) + "\n"


@pytest.mark.parametrize(
    ("base", "head", "expected"),
    [
        pytest.param(
            section("A", "ant") + section("B", "bee"),
            section("B", "bee") + section("A", "ant"),
            {"A": "A", "B": "B"},
            id="tables match by heading and columns, wherever they are",
        ),
        pytest.param(
            section("A", "ant", "ape"),
            section("Animals", "ant", "ape", "auk"),
            {"Animals": "A"},
            id="a renamed section matches by its rows",
        ),
        pytest.param(
            section("A", "ant"),
            section("A", "bee", header="| Title | Note |\n| --- | --- |\n"),
            {"A": "A"},
            id="a table with another header matches by its heading",
        ),
        pytest.param(
            section("A", "ant", "ape", "bat", "bee", "boa"),
            section("A1", "ant", "ape") + section("A2", "bat", "bee", "boa"),
            {"A2": "A"},
            id="the larger part of a split table matches",
        ),
    ],
)
def test_matching_tables(base: str, head: str, expected: dict[str, str]) -> None:
    pairs = match_tables(documents.read("base", base), documents.read("head", head))
    assert {new.headings[-1]: old.headings[-1] for new, old in pairs.items()} == expected


def test_equal_rows_are_matched_in_their_order() -> None:
    base = documents.read("base", section("A", "ant", "ant", "bee"))
    head = documents.read("head", section("A", "ant", "bee", "ant"))
    match = Matching(base, head)
    match.within(head.tables[0], base.tables[0])
    assert [match.origins[row].line for row in head.tables[0].rows] == [5, 7, 6]


def test_excluded_rows_are_neither_new_nor_missing() -> None:
    base = documents.read("base", section("A", "ant"))
    head = documents.read("head", section("A", "bee"))
    match = Matching(base, head)
    match.set_aside(head.tables[0].rows, base.tables[0].rows)
    assert (match.new(), match.missing()) == ([], [])
