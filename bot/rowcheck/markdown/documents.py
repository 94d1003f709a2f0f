"""Read a file's text as a Document: its tables, its headings and the kind of each line.

Rows are split into cells, and cells are parsed, on demand.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import partial

import mistune

from rowcheck.markdown import inline, tablerow
from rowcheck.markdown.blocks import GfmBlockParser, OpenTable, Place
from rowcheck.model import Cell, Document, Headings, Reader, Row, Table

_PARSER = GfmBlockParser()

_LINE_END = re.compile(r"\r\n|\n|\r")

_new_cell = partial(tuple.__new__, Cell)
"""Creates a cell from a tuple, in half the time of `Cell(...)`: a list has tens of thousands."""


def read(path: str, text: str) -> Document:
    """Return the document at `path`. There is no invalid Markdown, so this never fails."""
    lines = split_lines(text)
    state = mistune.BlockState()
    state.env.update(lines=lines)
    _PARSER.parse(state)
    read_cell = inline.reader(state.env["ref_links"])
    headings = tuple(
        (token["line"], token["attrs"]["level"], read_cell(token["text"]).text)
        for token in state.tokens
        if token["type"] == "heading"
    )
    opened: list[OpenTable] = [token["open"] for token in state.tokens if token["type"] == "table"]
    paths = _heading_paths(headings, (table.header[0] + 1 for table in opened))
    tables = tuple(_table(table, path, lines, read_cell) for table, path in zip(opened, paths, strict=True))
    return Document(path, text, lines, state.env["kinds"], tables, headings)


def split_lines(text: str) -> tuple[str, ...]:
    """Return the lines of `text` without their ends, as numbered by a Markdown renderer.

    CommonMark 2.1 ends a line at LF, CR or CRLF only; `str.splitlines` also does at form feeds and U+2028.
    NUL becomes U+FFFD (CommonMark 2.3), and a byte order mark at the start is dropped.
    """
    text = text.removeprefix("\ufeff")
    if "\0" in text:
        text = text.replace("\0", "\ufffd")
    lines = _LINE_END.split(text) if "\r" in text else text.split("\n")
    if lines[-1] == "":
        lines.pop()
    return tuple(lines)


def unique_names(titles: Sequence[str]) -> tuple[str, ...]:
    """Return column names for titles: a repeated title is numbered, an empty one becomes `Column 3`."""
    names: dict[str, None] = {}
    times: dict[str, int] = {}
    for number, title in enumerate(titles, 1):
        first = name = title or f"Column {number}"
        while name in names:
            times[first] = times.get(first, 1) + 1
            name = f"{first} {times[first]}"
        names[name] = None
    return tuple(names)


def _heading_paths(headings: Headings, lines: Iterable[int]) -> Iterator[tuple[str, ...]]:
    """Yield `model.heading_path` for each line of an ascending sequence, in one pass over the headings."""
    path: list[tuple[int, str]] = []
    passed = 0
    for line in lines:
        while passed < len(headings) and headings[passed][0] < line:
            _, level, text = headings[passed]
            path = [*(step for step in path if step[0] < level), (level, text)]
            passed += 1
        yield tuple(text for _, text in path)


def _table(table: OpenTable, headings: tuple[str, ...], lines: tuple[str, ...], read_cell: Reader) -> Table:
    width = len(table.alignments)

    def split(row: Row) -> tuple[Cell, ...]:
        text = row.source[row.start :]
        column = row.start + 1 + (text[:1] == "|")
        cells = []
        for padded in tablerow.split_cells(text):
            source = padded.strip(tablerow.WHITESPACE)
            start = column + (padded.index(source) if source else len(padded))
            cells.append(_new_cell((source, start, start + len(source), read_cell)))
            column += len(padded) + 1
        return tuple(cells)

    def row(place: Place) -> Row:
        index, start = place
        return Row(index + 1, lines[index], start, width, split)

    header = row(table.header)
    rows = tuple([row(place) for place in table.rows])
    return Table(
        line=header.line,
        end_line=rows[-1].line if rows else header.line + 1,
        headings=headings,
        columns=unique_names([cell.text for cell in header.cells]),
        alignments=table.alignments,
        header=header,
        rows=rows,
        containers=table.containers,
    )
