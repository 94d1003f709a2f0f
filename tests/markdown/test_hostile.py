"""Hostile lists are read as GitHub renders them, in a number of steps proportional to their length.

`benchmarks/hostile.py` holds the inputs, and measures the time that all of them take.
"""

from __future__ import annotations

import sys
from types import FrameType
from typing import Any

import hostile
import pytest
from hostile import CELLS, DOCUMENTS
from tests.markdown import oracle, views
from tests.markdown.test_inline import KNOWN

from rowcheck.markdown import documents

HEAD = "|a|b|\n|-|-|\n"


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_hostile_document_has_the_tables_that_github_renders(name: str) -> None:
    text = DOCUMENTS[name](30)
    document, page = documents.read("list.md", text), oracle.page(text)
    assert views.found_tables(document) == views.expected_tables(page)
    assert views.found_headings(document) == views.expected_headings(page)
    assert len(document.kinds) == len(document.lines)


SHORT_CELLS = {name: text(60) for name, text in CELLS.items()}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(text, id=name)
        for name, text in SHORT_CELLS.items()
        if not any(pattern.search(text) for pattern, _ in KNOWN.values())
    ],
)
def test_a_hostile_cell_shows_what_github_shows(text: str) -> None:
    assert views.found_cells(documents.read("list.md", text)) == views.expected_cells(oracle.page(text))


@pytest.mark.parametrize(
    "name",
    [
        "many headings with tables",
        "delimiter rows that do not match their header",
        "nested block quotes",
        "link reference definitions without an end",
        "a cell of '['",
        "a cell of '**a *b c* '",
        "a cell of 'a@b.'",
        "a cell of '**a' and '*a'",
    ],
)
def test_four_times_the_text_takes_about_four_times_the_steps(name: str) -> None:
    text = (DOCUMENTS | CELLS)[name]
    small, large = steps(text(200)), steps(text(800))
    assert 2 * small < large < 5 * small


def steps(text: str) -> int:
    """Return how many lines of Python run while the document and all its cells are read."""
    count = 0

    def trace(frame: FrameType, event: str, argument: Any) -> Any:
        nonlocal count
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        hostile.read(text)
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize(
    "cell",
    [
        pytest.param("![" * 3_000 + "](a)" * 900, id="nested images"),
        pytest.param("[" * 9_000, id="brackets"),
        pytest.param("*a" * 4_000, id="emphasis"),
        pytest.param("![*" * 1_500 + "*](a)" * 1_000, id="nested images with emphasis"),
        pytest.param("a" * 1_000_000, id="a megabyte"),
    ],
)
def test_deep_and_long_cells_are_read(cell: str) -> None:
    (table,) = documents.read("list.md", f"{HEAD}| {cell} |\n").tables
    assert table.rows[0].cells[0].text


@pytest.mark.parametrize("mark", [">", "- ", "1. ", "> - "])
def test_a_hundred_thousand_nested_containers_are_read(mark: str) -> None:
    document = documents.read("list.md", mark * 100_000 + "|a|\n|-|\n")
    assert document.tables == ()
    assert len(document.kinds) == 2


def test_ten_megabytes_and_a_hundred_thousand_rows_are_read() -> None:
    row = (
        "| A list has rows like this one | [link](https://example.org/path/to/it) | 2024 | some more text |\n"
    )
    (table,) = documents.read("list.md", "|a|b|c|d|\n|-|-|-|-|\n" + row * 100_000).tables
    assert len(table.rows) == 100_000
    assert table.rows[-1].line == 100_002
    assert [cell.text for cell in table.rows[-1].cells][:2] == ["A list has rows like this one", "link"]
