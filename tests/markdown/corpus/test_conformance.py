"""The same measure over real lists, where they are at hand: in ROWCHECK_CORPUS or beside the checkout."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from tests.markdown import oracle, views

from rowcheck.markdown import documents, plain
from rowcheck.markdown.inline import InlineReader
from rowcheck.model import Document

ROOT = Path(__file__).parents[3]
CORPUS = Path(os.environ.get("ROWCHECK_CORPUS", ROOT.parent / "shared" / "corpus")) / "md"
FILES = sorted(path for path in CORPUS.rglob("*") if path.is_file())

# file:line of a row that is knowingly read otherwise than cmark-gfm renders it, and why.
KNOWN: dict[str, str] = {}

pytestmark = pytest.mark.skipif(not FILES, reason="no corpus: set ROWCHECK_CORPUS to a folder with md/ in it")


@pytest.fixture(scope="module")
def lists() -> dict[str, Document]:
    return {
        str(path.relative_to(CORPUS)): documents.read(path.name, path.read_bytes().decode("utf-8", "replace"))
        for path in FILES
    }


def test_every_list_is_read_as_github_renders_it(lists: dict[str, Document]) -> None:
    tables = rows = cells = 0
    differing = []
    different = set()
    for name, document in lists.items():
        page = oracle.page(document.text)
        if views.found_tables(document) != views.expected_tables(page):
            differing.append(name)
            continue
        found, expected = views.found_cells(document), views.expected_cells(page)
        different |= {f"{name}:{ours.line}" for ours, its in zip(found, expected, strict=True) if ours != its}
        tables += len(page.tables)
        rows += sum(len(table.rows) for table in page.tables)
        cells += len(expected)
    print(f"{tables} tables, {rows} rows, {cells} cells; {len(different)} rows show something else")
    assert differing == []
    assert different == KNOWN.keys()
    assert len(different) <= cells / 10_000


def test_every_heading_is_found(lists: dict[str, Document]) -> None:
    differing = [
        name
        for name, document in lists.items()
        if views.found_headings(document) != views.expected_headings(oracle.page(document.text))
    ]
    assert differing == []


def test_the_quick_reading_equals_the_careful_one(lists: dict[str, Document]) -> None:
    reader = InlineReader({})
    sources = {
        cell.source
        for document in lists.values()
        for table in document.tables
        for row in table.rows[::5]
        for cell in row.written
    }
    quick = {source: inline for source in sources if (inline := plain.read(source))}
    assert len(quick) > len(sources) * 0.9
    assert [source for source, inline in quick.items() if inline != reader.parsed(source)] == []


def test_every_cell_stands_where_it_says(lists: dict[str, Document]) -> None:
    for document in lists.values():
        for table in document.tables:
            for row in (table.header, *table.rows):
                line = document.lines[row.line - 1]
                assert [line[cell.column - 1 : cell.end_column - 1] for cell in row.written] == [
                    cell.source for cell in row.written
                ]
