"""A file's text as a Document: its tables with their rows, and what every line has become.

The one entrance to the Markdown side. Cells are split and parsed when somebody asks for them.
"""

from __future__ import annotations

import mistune

from rowcheck.markdown import lines, tablerow
from rowcheck.markdown.blocks import GfmBlockParser
from rowcheck.markdown.inline import InlineReader
from rowcheck.markdown.leaves import OpenTable, Place
from rowcheck.model import Cell, Document, Headings, Row, Table, heading_path

_PARSER = GfmBlockParser()


def read(path: str, text: str) -> Document:
    """The document at `path`; never fails: every text is Markdown."""
    split = lines.split(text)
    state = mistune.BlockState()
    state.env.update(lines=split)
    _PARSER.parse(state)
    reader = _Reader(split, InlineReader(state.env["ref_links"]))
    headings = tuple(
        (token["line"], token["attrs"]["level"], reader.inline(token["text"]).text)
        for token in state.tokens
        if token["type"] == "heading"
    )
    tables = tuple(
        reader.table(token["open"], headings) for token in state.tokens if token["type"] == "table"
    )
    return Document(path, text, split, state.env["kinds"], tables, headings)


def unique_names(titles: list[str]) -> tuple[str, ...]:
    """Column names from titles: a repeated one gets its number, an empty one is `Column 3`."""
    names: list[str] = []
    for number, title in enumerate(titles, 1):
        name = title or f"Column {number}"
        times = 1
        while name in names:
            times += 1
            name = f"{title} {times}"
        names.append(name)
    return tuple(names)


class _Reader:
    """Makes tables, rows and cells of one document's lines."""

    def __init__(self, split: tuple[str, ...], inline: InlineReader) -> None:
        self.lines = split
        self.inline = inline

    def table(self, found: OpenTable, headings: Headings) -> Table:
        width = len(found.alignments)
        header = self.row(found.header, width)
        line = header.line
        return Table(
            line,
            found.rows[-1][0] + 1 if found.rows else line + 1,
            heading_path(headings, line),
            unique_names([cell.text for cell in header.cells]),
            found.alignments,
            header,
            tuple(self.row(place, width) for place in found.rows),
            found.containers,
        )

    def row(self, place: Place, width: int) -> Row:
        index, start = place
        return Row(index + 1, self.lines[index], start, width, self.cells)

    def cells(self, row: Row) -> tuple[Cell, ...]:
        source, start, read = row.source, row.start, self.inline
        return tuple(
            [
                Cell(source[begin + start : end + start], begin + start + 1, end + start + 1, read)
                for begin, end in tablerow.spans(source[start:])
            ]
        )
