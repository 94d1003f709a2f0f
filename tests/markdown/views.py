"""Comparable views of a page that cmark-gfm rendered and of a document that rowcheck read."""

from __future__ import annotations

from itertools import chain
from typing import NamedTuple

from tests.markdown import oracle

from rowcheck.model import Cell, Document


class TableView(NamedTuple):
    line: int
    columns: int
    rows: tuple[int, ...]
    containers: tuple[str, ...]


class CellView(NamedTuple):
    line: int
    column: int
    text: str
    urls: tuple[str, ...]
    code: tuple[str, ...]


def expected_tables(page: oracle.OraclePage) -> list[TableView]:
    return [
        TableView(
            table.line, len(table.header.cells), tuple(row.line for row in table.rows), table.containers
        )
        for table in page.tables
    ]


def found_tables(document: Document) -> list[TableView]:
    return [
        TableView(table.line, len(table.columns), tuple(row.line for row in table.rows), table.containers)
        for table in document.tables
    ]


def expected_cells(page: oracle.OraclePage) -> list[CellView]:
    return [
        CellView(line, column, cell.text, cell.urls, cell.code)
        for table in page.tables
        for line, row in ((table.line, table.header), *((row.line, row) for row in table.rows))
        for column, cell in enumerate(row.cells)
    ]


def found_cells(document: Document) -> list[CellView]:
    """Return the cells as GitHub shows them: in each row as many as the table has columns."""
    return [
        shown(row.line, column, row.cells[column] if column < len(row.cells) else None)
        for table in document.tables
        for row in chain([table.header], table.rows)
        for column in range(row.width)
    ]


def shown(line: int, column: int, cell: Cell | None) -> CellView:
    """Return a cell as it is rendered; None is a cell that the row lacks."""
    if cell is None:
        return CellView(line, column, "", (), ())
    urls = tuple(oracle.shown_url(target.url) for target in cell.inline.targets)
    return CellView(line, column, cell.text, urls, cell.code)


def expected_headings(page: oracle.OraclePage) -> list[tuple[int, str]]:
    return page.headings


def found_headings(document: Document) -> list[tuple[int, str]]:
    return [(level, text) for _, level, text in document.headings]
