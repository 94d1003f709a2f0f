"""A file's text as a Document: its tables with their rows, and what every line has become.

The one entrance to the Markdown side. Cells are split and parsed when somebody asks for them.
"""

from __future__ import annotations

import re
from collections import deque
from functools import partial

import mistune

from rowcheck.markdown import tablerow
from rowcheck.markdown.blocks import GfmBlockParser, OpenTable, Place
from rowcheck.markdown.inline import InlineReader
from rowcheck.model import Cell, Document, Headings, Row, Table

_PARSER = GfmBlockParser()

_END = re.compile(r"\r\n|\n|\r")

_cell = partial(tuple.__new__, Cell)
"""Makes a cell of a tuple in half the time of `Cell(...)`: a list has tens of thousands."""


def read(path: str, text: str) -> Document:
    """The document at `path`; never fails: every text is Markdown."""
    split = split_lines(text)
    state = mistune.BlockState()
    state.env.update(lines=split)
    _PARSER.parse(state)
    reader = _Reader(split, InlineReader(state.env["ref_links"]))
    headings = tuple(
        (token["line"], token["attrs"]["level"], reader.read(token["text"]).text)
        for token in state.tokens
        if token["type"] == "heading"
    )
    paths = _Paths(headings)
    tables = tuple(reader.table(token["open"], paths) for token in state.tokens if token["type"] == "table")
    return Document(path, text, split, state.env["kinds"], tables, headings)


def split_lines(text: str) -> tuple[str, ...]:
    """The lines of `text` without their ends; a final line end opens no further line.

    NUL becomes U+FFFD, as CommonMark 2.3 asks, and a byte order mark at the start is dropped.
    """
    text = text.removeprefix("\ufeff")
    if "\0" in text:
        text = text.replace("\0", "\ufffd")
    lines = _END.split(text) if "\r" in text else text.split("\n")
    if lines[-1] == "":
        lines.pop()
    return tuple(lines)


def unique_names(titles: list[str]) -> tuple[str, ...]:
    """Column names from titles: a repeated one gets its number, an empty one is `Column 3`."""
    names: dict[str, None] = {}
    times: dict[str, int] = {}
    for number, title in enumerate(titles, 1):
        first = name = title or f"Column {number}"
        while name in names:
            times[first] = times.get(first, 1) + 1
            name = f"{first} {times[first]}"
        names[name] = None
    return tuple(names)


class _Paths:
    """The heading paths of places that are asked for from the top of the page to its end."""

    def __init__(self, headings: Headings) -> None:
        self.coming = deque(headings)
        self.above: list[tuple[int, str]] = []

    def at(self, line: int) -> tuple[str, ...]:
        while self.coming and self.coming[0][0] < line:
            _, level, text = self.coming.popleft()
            self.above = [*(step for step in self.above if step[0] < level), (level, text)]
        return tuple(text for _, text in self.above)


class _Reader:
    """Makes tables, rows and cells of one document's lines."""

    def __init__(self, split: tuple[str, ...], inline: InlineReader) -> None:
        self.lines = split
        self.read = inline.__getitem__

    def table(self, found: OpenTable, paths: _Paths) -> Table:
        width = len(found.alignments)
        header = self.row(found.header, width)
        line = header.line
        return Table(
            line,
            found.rows[-1][0] + 1 if found.rows else line + 1,
            paths.at(line),
            unique_names([cell.text for cell in header.cells]),
            found.alignments,
            header,
            tuple([self.row(place, width) for place in found.rows]),
            found.containers,
        )

    def row(self, place: Place, width: int) -> Row:
        index, start = place
        return Row(index + 1, self.lines[index], start, width, self.cells)

    def cells(self, row: Row) -> tuple[Cell, ...]:
        text = row.source[row.start :]
        column = row.start + 1 + (text[:1] == "|")
        cells = []
        for piece in tablerow.pieces(text):
            source = piece.strip(tablerow.BLANKS)
            begin = column + (piece.index(source) if source else len(piece))
            cells.append(_cell((source, begin, begin + len(source), self.read)))
            column += len(piece) + 1
        return tuple(cells)
