"""A document's tables, as text for people and as JSON for programs: what `rowcheck tables` prints.

Takes documents, not reports: nothing is judged here. Links and images stand in document order.
"""

from __future__ import annotations

import json
from typing import Any

from rowcheck.model import Cell, Document, Row, Table
from rowcheck.reporters.visible import visible
from rowcheck.reporters.wording import heading_path
from rowcheck.text import counted, shortened


def as_text(document: Document) -> str:
    """One paragraph a table: where it stands, its columns, how many rows, and which are ragged."""
    if not document.tables:
        return f"{visible(document.path)}: no table\n"
    return "\n".join(_paragraph(document, table) for table in document.tables)


def as_json(document: Document) -> str:
    """One line of JSON a document."""
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
    """A row with as many cells as its table has columns: those missing are empty, as GitHub shows them."""
    cells = [_cell(cell) for cell in row.cells]
    cells.extend({"text": "", "source": "", "links": []} for _ in range(row.width - len(cells)))
    return {"line": row.line, "cells": cells, "surplus": [cell.source for cell in row.surplus]}


def _cell(cell: Cell) -> dict[str, Any]:
    inline = cell.read(cell.source)
    links = [{"text": link.text, "url": link.url} for link in inline.targets]
    return {"text": inline.text, "source": cell.source, "links": links}
