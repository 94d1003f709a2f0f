"""The tables, rows, cells, links and headings of each fixture are those that cmark-gfm renders."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.markdown import oracle, views
from tests.markdown.strategies import FIXTURES

from rowcheck.markdown import documents


def test_there_are_fixtures() -> None:
    assert len(FIXTURES) > 30


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.stem)
def test_a_fixture_is_read_as_github_renders_it(path: Path) -> None:
    assert_agreement(path.read_bytes().decode("utf-8"))


def test_bytes_that_are_not_utf8_are_replaced() -> None:
    assert_agreement(
        b"| \xff\xfe | b |\n|---|---|\n| \xc3 | \xe2\x82 |\n\xf0\x9f | x\n".decode("utf-8", "replace")
    )


def assert_agreement(text: str) -> None:
    page = oracle.page(text)
    document = documents.read("list.md", text)
    assert views.found_tables(document) == views.expected_tables(page)
    assert [list(table.alignments) for table in document.tables] == [
        table.alignments for table in page.tables
    ]
    assert views.found_cells(document) == views.expected_cells(page)
    assert views.found_headings(document) == views.expected_headings(page)


def test_the_fixtures_contain_what_they_are_named_for() -> None:
    """An editor or git may have changed their bytes."""
    pages = {path.stem: oracle.page(path.read_bytes().decode("utf-8", "replace")) for path in FIXTURES}
    assert [name for name, page in pages.items() if not page.tables] == []
    raw = {path.stem: path.read_bytes() for path in FIXTURES}
    assert raw["line-ends-crlf"].count(b"\r\n") == raw["line-ends-crlf"].count(b"\n") > 0
    assert b"\n" not in raw["line-ends-cr"]
    assert raw["byte-order-mark"].startswith(b"\xef\xbb\xbf")
    assert b"\x00" in raw["nul"]
    assert b"\t" in raw["tabs"]
