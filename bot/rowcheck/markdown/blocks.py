"""mistune's block parser with GitHub's block structure and table rule, and with source lines.

mistune cuts list items and block quotes out as separate texts, so that their lines lose their numbers, and
its table plugin drops a complete table for one ragged row. `GfmBlockParser` reads line by line instead, as
described in the CommonMark appendix "A parsing strategy" and implemented in cmark-gfm: match the open
containers, open new blocks, add the rest of the line to the innermost block. It yields `table` and `heading`
tokens and the kind of each line. Inline content is not parsed here.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import count
from typing import Any, TypeAlias, cast

import mistune

from rowcheck.markdown import block_starts, links, tablerow

Place: TypeAlias = tuple[int, int]
"""The index of a line, and the index in it at which the text of the block starts."""

_MAX_BLOCKS_BEFORE_ITEM = 100
"""A list item cannot be the hundredth block, or a later one, that starts on its line (MAX_LIST_DEPTH)."""

_BLOCK_STARTS = frozenset(">#`~<=-_*+|:0123456789[")
"""The characters that can start a block other than a paragraph or a row."""


class GfmBlockParser(mistune.BlockParser):
    """mistune's block parser, with the blocks that GitHub renders.

    `parse` reads the lines in `state.env["lines"]`. It leaves `table` and `heading` tokens in `state.tokens`,
    the link reference definitions in `state.env["ref_links"]`, and in `state.env["kinds"]` the kind of each
    line as described at `Document.kinds`.
    """

    def parse(self, state: mistune.BlockState, rules: list[str] | None = None) -> None:
        env = cast(dict[str, Any], state.env)
        reader = _LineReader(env["lines"], env["ref_links"])
        for line in reader.lines:
            reader.feed(line)
        reader.close(0)
        env["kinds"] = "".join(reader.kinds)
        state.tokens.extend({"type": "table", "open": table} for table in reader.tables)
        state.tokens.extend(
            {"type": "heading", "text": text, "attrs": {"level": level}, "line": line}
            for line, level, text in reader.headings
        )
        state.cursor = state.cursor_max


class _LineReader:
    """The open blocks of a document, and the tables, headings and line kinds so far."""

    def __init__(self, lines: tuple[str, ...], references: links.References) -> None:
        self.lines = lines
        self.references = references
        self.kinds: list[str] = []
        self.tables: list[OpenTable] = []
        self.headings: list[tuple[int, int, str]] = []
        self.containers: list[BlockQuote | ListItem] = []
        self.leaf: Leaf | None = None

    def feed(self, line: str) -> None:
        """Read the next line."""
        cursor = Cursor(line)
        depth = 0
        for container in self.containers:
            if not container.continues(cursor):
                break
            depth += 1
        leaf = self.leaf if depth == len(self.containers) else None
        if isinstance(leaf, LiteralBlock):
            if leaf.continues(cursor):
                self.kinds.append(leaf.kind)
                if leaf.closed:
                    self.leaf = None
                return
            self.leaf = leaf = None
        if cursor.blank:
            self.close(depth)
            self.kinds.append(" ")
            return
        if isinstance(leaf, OpenTable) and not tablerow.is_row(cursor.text):
            leaf = None
        self._open_blocks(cursor, depth, leaf)

    def close(self, depth: int) -> None:
        """Close the open leaf and the containers deeper than `depth`."""
        leaf, self.leaf = self.leaf, None
        if isinstance(leaf, Paragraph) and not self._take_definitions(leaf) and self.containers:
            self.containers[-1].children -= 1
        del self.containers[depth:]

    def _open_blocks(self, cursor: Cursor, depth: int, leaf: Paragraph | OpenTable | None) -> None:
        """Open the blocks that start on this line, and add the rest of it to the innermost one.

        `depth` is the number of containers that the line continues, `leaf` the paragraph or table in them.
        """
        lazy = isinstance(self.leaf, Paragraph)
        for number in count(1):
            if cursor.blank:
                self.kinds.append(" ")
                return
            if cursor.indent >= 4:
                if lazy:
                    break
                self._open_leaf(depth, IndentedCode())
                self.kinds.append("c")
                return
            if cursor.line[cursor.index] not in _BLOCK_STARTS:
                break
            text = cursor.text
            if text[0] == ">":
                self._open_container(depth, BlockQuote())
                cursor.skip_quote_marker()
            elif self._starts_leaf(text, cursor, depth, leaf):
                return
            elif marker := block_starts.list_marker(text, isinstance(leaf, Paragraph)):
                if number >= _MAX_BLOCKS_BEFORE_ITEM:
                    break
                self._open_container(depth, ListItem(cursor.skip_list_marker(marker)))
                if block_starts.TASK_ITEM.match(cursor.line) and cursor.text[:1] == "[":
                    cursor.skip(3)
                    depth, leaf, lazy = depth + 1, None, False
                    break  # after the box of a task, cmark-gfm reads only text
            else:
                break
            depth, leaf, lazy = depth + 1, None, False
        self._add_text(cursor, depth, leaf, lazy)

    def _starts_leaf(self, text: str, cursor: Cursor, depth: int, leaf: Paragraph | OpenTable | None) -> bool:
        """Open the heading, code fence, HTML block or thematic break that starts here, if any does."""
        first = text[0]
        if first == "#" and block_starts.ATX_HEADING.match(text):
            self._open_leaf(depth, None)
            content = text.lstrip("#")
            self._add_heading(len(text) - len(content), block_starts.ATX_CLOSING.sub("", content))
        elif first in "`~" and (fence := block_starts.CODE_FENCE.match(text)):
            self._open_leaf(depth, FencedCode(fence[1] or fence[2]))
            self.kinds.append("f")
        elif first == "<" and (kind := block_starts.html_block_kind(text, isinstance(leaf, Paragraph))):
            html = HtmlBlock(kind, text)
            self._open_leaf(depth, None if html.closed else html)
            self.kinds.append("h")
        elif (
            first in "=-"
            and isinstance(leaf, Paragraph)
            and (underline := block_starts.SETEXT_UNDERLINE.match(text))
        ):
            self._end_setext_heading(leaf, 1 if underline[1][0] == "=" else 2, cursor)
        elif first in "*_-" and block_starts.THEMATIC_BREAK.match(text):
            self._open_leaf(depth, None)
            self.kinds.append("-")
        else:
            return False
        return True

    def _end_setext_heading(self, paragraph: Paragraph, level: int, cursor: Cursor) -> None:
        """Turn the paragraph into a heading; the underline is text if only definitions precede it."""
        text = self._take_definitions(paragraph)
        if text.strip(" \t"):
            for index, _ in paragraph.places:
                self.kinds[index] = "#"
            self.leaf = None
            self._add_heading(level, text)
        else:
            paragraph.places = [(len(self.kinds), cursor.index)]
            self.kinds.append("p")

    def _add_text(self, cursor: Cursor, depth: int, leaf: Paragraph | OpenTable | None, lazy: bool) -> None:
        """Add the line to the open table or paragraph, or start a paragraph with it."""
        place = (len(self.kinds), cursor.index)
        if cursor.blank:
            self.kinds.append(" ")
        elif isinstance(leaf, OpenTable):
            leaf.rows.append(place)
            self.kinds.append("r")
        elif isinstance(leaf, Paragraph):
            if not (cursor.indent < 4 and self._starts_table(cursor, leaf)):
                leaf.places.append(place)
                self.kinds.append("p")
        elif lazy and isinstance(self.leaf, Paragraph):
            # A lazy continuation line keeps its indentation, so that its first pipe is not an outer one.
            self.leaf.places.append((place[0], cursor.index - (cursor.indent > 0)))
            self.kinds.append("p")
        else:
            self._open_leaf(depth, Paragraph([place]))
            self.kinds.append("p")

    def _starts_table(self, cursor: Cursor, paragraph: Paragraph) -> bool:
        """Open a table if the line is a delimiter row that matches the last line of the paragraph.

        The lines above stay a paragraph, in which cmark-gfm recognizes no link reference definitions. After
        a delimiter row with another number of cells, it tries no later one in the same paragraph.
        """
        if paragraph.mismatched or cursor.line[cursor.index] not in "|:-\v\f":
            return False
        alignments = tablerow.alignments(cursor.text)
        if alignments is None:
            return False
        header = paragraph.places[-1]
        if len(tablerow.split_cells(self.lines[header[0]][header[1] :])) != len(alignments):
            paragraph.mismatched = True
            return False
        self.leaf = OpenTable(header, tuple(container.name for container in self.containers), alignments)
        self.tables.append(self.leaf)
        self.kinds[header[0]] = "H"
        self.kinds.append("D")
        return True

    def _add_heading(self, level: int, text: str) -> None:
        """Record a heading; one in a container does not start a section of the page."""
        if not self.containers:
            self.headings.append((len(self.kinds) + 1, level, text.strip(tablerow.WHITESPACE)))
        self.kinds.append("#")

    def _open_container(self, depth: int, container: BlockQuote | ListItem) -> None:
        self._open_leaf(depth, None)
        self.containers.append(container)

    def _open_leaf(self, depth: int, leaf: Leaf | None) -> None:
        """Close the blocks that the line does not continue, and open `leaf` in the innermost container."""
        self.close(depth)
        if self.containers:
            self.containers[-1].children += 1
        self.leaf = leaf

    def _take_definitions(self, paragraph: Paragraph) -> str:
        """Record the link reference definitions at the start of a paragraph; return the text after them."""
        if not paragraph.places:
            return ""
        text = "\n".join(self.lines[index][start:] for index, start in paragraph.places)
        if text[0] != "[":
            return text
        rest = links.take_definitions(text, self.references)
        for index, _ in paragraph.places[: text[: len(text) - len(rest)].count("\n") + (not rest)]:
            self.kinds[index] = "x"
        return rest


class BlockQuote:
    """An open block quote (CommonMark 5.1)."""

    name = "blockquote"

    def __init__(self) -> None:
        self.children = 0

    def continues(self, cursor: Cursor) -> bool:
        if cursor.indent > 3 or cursor.line[cursor.index : cursor.index + 1] != ">":
            return False
        cursor.skip_quote_marker()
        return True


class ListItem:
    """An open list item (CommonMark 5.2), whose content is indented by `offset` columns."""

    name = "li"

    def __init__(self, offset: int) -> None:
        self.offset = offset
        self.children = 0

    def continues(self, cursor: Cursor) -> bool:
        if cursor.indent < self.offset and not (cursor.blank and self.children):
            return False
        cursor.skip_indent(self.offset)
        return True


@dataclass(slots=True)
class Paragraph:
    """A paragraph; `mismatched` once a delimiter row had another number of cells than the line above it."""

    places: list[Place] = field(default_factory=list)
    mismatched: bool = False


@dataclass(slots=True)
class OpenTable:
    """A table, and the containers it is in, outermost first."""

    header: Place
    containers: tuple[str, ...]
    alignments: tuple[str, ...]
    rows: list[Place] = field(default_factory=list)


class IndentedCode:
    kind = "c"
    closed = False

    def continues(self, cursor: Cursor) -> bool:
        return cursor.indent >= 4 or cursor.blank


class FencedCode:
    """Code between fences: every line belongs to it, up to the closing fence."""

    kind = "f"

    def __init__(self, fence: str) -> None:
        self.fence = fence
        self.closed = False

    def continues(self, cursor: Cursor) -> bool:
        self.closed = cursor.indent < 4 and block_starts.closes_fence(self.fence, cursor.text)
        return True


class HtmlBlock:
    """An HTML block of one of the seven kinds of CommonMark 4.6."""

    kind = "h"

    def __init__(self, number: int, first_line: str) -> None:
        self.number = number
        self.closed = block_starts.html_block_ends(number, first_line)

    def continues(self, cursor: Cursor) -> bool:
        if self.number >= 6:
            return not cursor.blank
        self.closed = block_starts.html_block_ends(self.number, cursor.text)
        return True


LiteralBlock: TypeAlias = IndentedCode | FencedCode | HtmlBlock
Leaf: TypeAlias = Paragraph | OpenTable | LiteralBlock


class Cursor:
    """A position on one line, after the markers of the open containers and the following whitespace.

    `index` is that of the first character that is neither space nor tab; `blank` if there is none. Columns
    count a tab up to the next multiple of four (CommonMark 2.2): `column` is that of `index`, and `indent`
    the number of columns between the last container marker and `index`.
    """

    __slots__ = ("blank", "column", "indent", "index", "line")

    def __init__(self, line: str) -> None:
        self.line = line
        self.index = 0
        self.column = 0
        self.skip(0)

    @property
    def text(self) -> str:
        """The rest of the line."""
        return self.line[self.index :]

    def skip(self, width: int) -> None:
        """Skip a marker of `width` characters, and the whitespace after it."""
        line, index, column = self.line, self.index + width, self.column + width
        end = len(line)
        start = column
        while index < end:
            char = line[index]
            if char == " ":
                column += 1
            elif char == "\t":
                column += 4 - column % 4
            else:
                break
            index += 1
        self.index, self.column, self.indent = index, column, column - start
        self.blank = index == end

    def skip_indent(self, columns: int) -> None:
        """Count `columns` of the indentation to a container."""
        self.indent = max(0, self.indent - columns)

    def skip_quote_marker(self) -> None:
        """Skip `>` and the optional space after it."""
        self.skip(1)
        self.skip_indent(1)

    def skip_list_marker(self, width: int) -> int:
        """Skip a list marker; return the offset of the item's content (CommonMark 5.2)."""
        before = self.indent
        self.skip(width)
        padding = self.indent if 1 <= self.indent <= 4 and not self.blank else min(1, self.indent)
        self.skip_indent(padding)
        return before + width + max(1, padding)
