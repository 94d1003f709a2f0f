"""Agreement with cmark-gfm on real lists, in the folder that ROWCHECK_CORPUS names or beside the checkout."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from tests.markdown import oracle, views

from rowcheck.markdown import documents
from rowcheck.markdown.inline import parse, read_plain
from rowcheck.model import Document

ROOT = Path(__file__).parents[3]
CORPUS = Path(os.environ.get("ROWCHECK_CORPUS", ROOT.parent / "shared" / "corpus")) / "md"
FILES = sorted(path for path in CORPUS.rglob("*") if path.is_file())

# Known differences from cmark-gfm: `file:line` of the row, and the reason.
KNOWN: dict[str, str] = {}

pytestmark = pytest.mark.skipif(not FILES, reason="no corpus: set ROWCHECK_CORPUS to a folder with md/ in it")


@pytest.fixture(scope="module")
def lists() -> dict[str, Document]:
    return {
        str(path.relative_to(CORPUS)): documents.read(path.name, path.read_bytes().decode("utf-8", "replace"))
        for path in FILES
    }


@pytest.fixture(scope="module")
def pages(lists: dict[str, Document]) -> dict[str, oracle.OraclePage]:
    return {name: oracle.page(document.text) for name, document in lists.items()}


def test_every_table_and_heading_is_found(
    lists: dict[str, Document], pages: dict[str, oracle.OraclePage]
) -> None:
    tables = [name for name in lists if views.found_tables(lists[name]) != views.expected_tables(pages[name])]
    headings = [
        name for name in lists if views.found_headings(lists[name]) != views.expected_headings(pages[name])
    ]
    assert (tables, headings) == ([], [])


def test_every_cell_shows_what_github_shows(
    lists: dict[str, Document], pages: dict[str, oracle.OraclePage]
) -> None:
    cells = 0
    different = set()
    for name, document in lists.items():
        found, expected = views.found_cells(document), views.expected_cells(pages[name])
        different |= {f"{name}:{ours.line}" for ours, its in zip(found, expected, strict=True) if ours != its}
        cells += len(expected)
    print(f"{len(lists)} lists, {cells} cells, {len(different)} rows with a difference")
    assert different == KNOWN.keys()
    assert len(different) <= cells / 10_000


def test_read_plain_agrees_with_the_parser(lists: dict[str, Document]) -> None:
    sources = {
        cell.source
        for document in lists.values()
        for table in document.tables
        for row in table.rows[::5]
        for cell in row.written
    }
    plain = {source: inline for source in sources if (inline := read_plain(source))}
    assert len(plain) > len(sources) * 0.9
    assert [source for source, inline in plain.items() if inline != parse(source, {})] == []


def test_every_cell_is_at_its_columns(lists: dict[str, Document]) -> None:
    for document in lists.values():
        for table in document.tables:
            for row in (table.header, *table.rows):
                line = document.lines[row.line - 1]
                assert [line[cell.column - 1 : cell.end_column - 1] for cell in row.written] == [
                    cell.source for cell in row.written
                ]
