"""The tables of a document, as text and as JSON: the output of `rowcheck tables`."""

from __future__ import annotations

import json
from typing import Any

from rowcheck.model import Cell, Document, Row, Table
from rowcheck.reporters.wording import heading_path
from rowcheck.text import counted, shortened, visible


def as_text(document: Document) -> str:
    """Return a paragraph for each table: its place, columns and number of rows, and its ragged rows."""
    if not document.tables:
        return f"{visible(document.path)}: no table\n"
    return "\n".join(_paragraph(document, table) for table in document.tables)


def as_json(document: Document) -> str:
    """Return the tables of a document as one line of JSON; links and images in document order."""
    value = {"path": document.path, "tables": [_table(table) for table in document.tables]}
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n"


def _paragraph(document: Document, table: Table) -> str:
    place = f"{visible(document.path)}:{table.line}-{table.end_line}"
    headings = heading_path(table.headings) or "(no heading)"
    columns = " | ".join(visible(column) for column in table.columns)
    lines = [f"{place}: {headings}", f"    {counted(len(table.rows), 'row')}: {columns}"]
    for row in table.rows:
        if len(row.written) != row.width:
            shown = visible(shortened(row.raw, 60))
            lines.append(f"    line {row.line} has {len(row.written)} of {row.width} cells: {shown}")
    return "\n".join(lines) + "\n"


def _table(table: Table) -> dict[str, Any]:
    return {
        "line": table.line,
        "end_line": table.end_line,
        "headings": table.headings,
        "columns": table.columns,
        "rows": [_row(row) for row in table.rows],
    }


def _row(row: Row) -> dict[str, Any]:
    """Return a row with a cell for each column of its table; GitHub renders missing cells as empty ones."""
    cells = [_cell(cell) for cell in row.cells]
    cells.extend({"text": "", "source": "", "links": []} for _ in range(row.width - len(cells)))
    return {"line": row.line, "cells": cells, "surplus": [cell.source for cell in row.surplus]}


def _cell(cell: Cell) -> dict[str, Any]:
    inline = cell.read(cell.source)
    links = [{"text": link.text, "url": link.url} for link in inline.targets]
    return {"text": inline.text, "source": cell.source, "links": links}
