"""mistune's block parser with GitHub's block structure and table rule, and with source lines.

Stock mistune cuts list items and quotes out as text of their own, so lines lose their numbers,
and its table plugin drops a whole table for one ragged row. This parser is registered in its
place and reads line by line, as the CommonMark appendix "A parsing strategy" and cmark-gfm do:
which open containers does the line continue, what does it open, and to whom does its text go.

It yields only the blocks that rowcheck needs, `table` and `heading` tokens, and what every line
became. Inline content is not parsed here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import count
from typing import Any, cast

import mistune

from rowcheck.markdown import block_starts, links, tablerow


class Position:
    """A cursor on one line, moved only over indentation and container marks.

    `index` is the first character that is neither space nor tab from here on, `column` its virtual
    column, `indent` the columns between the end of the last container mark and it; `blank` tells
    that there is none.
    """

    __slots__ = ("blank", "column", "indent", "index", "line")

    def __init__(self, line: str) -> None:
        self.line = line
        self.index = 0
        self.column = 0
        self.indent = 0
        self._skip_blanks()

    @property
    def text(self) -> str:
        """The rest of the line, from the first character that is neither space nor tab."""
        return self.line[self.index :]

    def pass_mark(self, width: int) -> None:
        """Step over a container mark of `width` characters that stands here, and what follows it."""
        self.index += width
        self.column += width
        self._skip_blanks()

    def pass_indent(self, columns: int) -> None:
        """Give `columns` of the indentation to a container."""
        self.indent = max(0, self.indent - columns)

    def _skip_blanks(self) -> None:
        line, index, column = self.line, self.index, self.column
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


class Quote:
    """An open block quote."""

    name = "blockquote"
    __slots__ = ("children",)

    def __init__(self) -> None:
        self.children = 0

    def continues(self, at: Position) -> bool:
        if at.indent > 3 or at.line[at.index : at.index + 1] != ">":
            return False
        open_quote(at)
        return True


class Item:
    """An open list item, whose content is indented by `offset` columns."""

    name = "li"
    __slots__ = ("children", "offset")

    def __init__(self, offset: int) -> None:
        self.offset = offset
        self.children = 0

    def continues(self, at: Position) -> bool:
        if at.indent < self.offset and not (at.blank and self.children):
            return False
        at.pass_indent(self.offset)
        return True


def open_quote(at: Position) -> None:
    """Step over `>` and the one column of blank that belongs to it."""
    at.pass_mark(1)
    at.pass_indent(1)


def open_item(at: Position, marker: int) -> Item:
    """Step over a list marker; the item's offset is where its content begins (CommonMark 5.2)."""
    before = at.indent
    at.pass_mark(marker)
    padding = at.indent if 1 <= at.indent <= 4 and not at.blank else min(1, at.indent)
    at.pass_indent(padding)
    return Item(before + marker + max(1, padding))


Place = tuple[int, int]
"""A line's index in the document and the index in it where the block's text begins."""


@dataclass(slots=True)
class Paragraph:
    """Lines of running text; `tried` once a delimiter row did not fit it (then none is tried again)."""

    places: list[Place] = field(default_factory=list)
    tried: bool = False


@dataclass(slots=True)
class OpenTable:
    """A table whose next row may follow."""

    header: Place
    delimiter: Place
    containers: tuple[str, ...]
    alignments: tuple[str, ...]
    rows: list[Place] = field(default_factory=list)


class IndentedCode:
    """Code by indentation: goes on while lines are indented by four, or blank."""

    kind = "c"
    over = False

    def takes(self, at: Position) -> bool:
        return at.indent >= 4 or at.blank


class FencedCode:
    """Code between fences: takes every line, and is over after its closing fence."""

    kind = "f"

    def __init__(self, mark: str) -> None:
        self.mark = mark
        self.over = False

    def takes(self, at: Position) -> bool:
        self.over = at.indent < 4 and block_starts.fence_closes(self.mark, at.text)
        return True


class Html:
    """An HTML block of one of CommonMark's seven kinds."""

    kind = "h"

    def __init__(self, number: int, first_line: str) -> None:
        self.number = number
        self.over = block_starts.html_ends(number, first_line)

    def takes(self, at: Position) -> bool:
        if self.number >= 6:
            return not at.blank
        self.over = block_starts.html_ends(self.number, at.text)
        return True


Leaf = Paragraph | OpenTable | IndentedCode | FencedCode | Html


_FIRST_WITHOUT_ITEMS = 100
"""No list item is the hundredth block, or a later one, to begin on its line (cmark-gfm, MAX_LIST_DEPTH)."""

_STARTERS = frozenset(">#`~<=-_*+|:0123456789[")
"""Characters that can begin something else than text; any other begins text or a row."""

_LITERAL = (IndentedCode, FencedCode, Html)

_ATX_CLOSE = re.compile(r"(?:^|[ \t])#+[ \t]*\Z")


class BlockReader:
    """The open blocks while a document is read; `feed` takes its lines one after another."""

    def __init__(self, lines: tuple[str, ...], env: dict[str, Any]) -> None:
        self.lines = lines
        self.references: links.References = env["ref_links"]
        self.kinds: list[str] = []
        self.tables: list[OpenTable] = []
        self.headings: list[tuple[int, int, str]] = []
        self.containers: list[Quote | Item] = []
        self.leaf: Leaf | None = None

    def read(self) -> None:
        """Read all lines."""
        for line in self.lines:
            self.feed(line)
        self._close(0)

    def feed(self, line: str) -> None:
        """Take the next line through all three steps of the parsing strategy."""
        at = Position(line)
        depth = 0
        for container in self.containers:
            if not container.continues(at):
                break
            depth += 1
        leaf = self.leaf if depth == len(self.containers) else None
        if isinstance(leaf, _LITERAL):
            if leaf.takes(at):
                self._note(leaf.kind)
                if leaf.over:
                    self.leaf = None
                return
            self.leaf = leaf = None
        if at.blank:
            self._close(depth)
            self._note(" ")
            return
        if isinstance(leaf, OpenTable) and not tablerow.is_row(at.text):
            leaf = None
        self._open(at, depth, leaf)

    def _open(self, at: Position, depth: int, leaf: Paragraph | OpenTable | None) -> None:
        """Open the blocks that begin on this line, then hand its text to the innermost."""
        lazy = isinstance(self.leaf, Paragraph)
        for opened in count(1):
            if at.blank:
                self._note(" ")
                return
            if at.indent >= 4:
                if lazy:
                    break
                self._add(depth, IndentedCode())
                self._note("c")
                return
            if at.line[at.index] not in _STARTERS:
                break
            text = at.text
            if text[0] == ">":
                self._push(depth, Quote())
                open_quote(at)
            elif self._leaf_begins(text, at, depth, leaf):
                return
            elif marker := block_starts.list_marker(text, isinstance(leaf, Paragraph)):
                if opened >= _FIRST_WITHOUT_ITEMS:
                    break
                self._push(depth, open_item(at, marker))
                if block_starts.TASK.match(at.line) and at.text[:1] == "[":
                    at.pass_mark(3)
                    depth, leaf, lazy = depth + 1, None, False
                    break  # nothing but text follows a task's box
            else:
                break
            depth, leaf, lazy = depth + 1, None, False
        self._text(at, depth, leaf, lazy)

    def _leaf_begins(self, text: str, at: Position, depth: int, leaf: Paragraph | OpenTable | None) -> bool:
        """Open the heading, fence, HTML block or break that `text` begins with; False if none does."""
        first = text[0]
        if first == "#" and block_starts.ATX.match(text):
            self._add(depth, None)
            self._heading(len(text) - len(text.lstrip("#")), _ATX_CLOSE.sub("", text.lstrip("#")))
        elif first in "`~" and (fence := block_starts.FENCE.match(text)):
            self._add(depth, FencedCode(fence.group(1) or fence.group(2)))
            self._note("f")
        elif first == "<" and (number := block_starts.html_kind(text, isinstance(leaf, Paragraph))):
            html = Html(number, text)
            self._add(depth, None if html.over else html)
            self._note("h")
        elif first in "=-" and isinstance(leaf, Paragraph) and (rule := block_starts.SETEXT.match(text)):
            self._setext(leaf, 1 if rule.group(1)[0] == "=" else 2, at)
        elif first in "*_-" and block_starts.THEMATIC_BREAK.match(text):
            self._add(depth, None)
            self._note("-")
        else:
            return False
        return True

    def _setext(self, paragraph: Paragraph, level: int, at: Position) -> None:
        """Make a heading of the paragraph, or text of its underline if it was all link definitions."""
        text = self._without_definitions(paragraph)
        if text.strip(" \t"):
            for index, _ in paragraph.places:
                self.kinds[index] = "#"
            self.leaf = None
            self._heading(level, text)
        else:
            paragraph.places = [(len(self.kinds), at.index)]
            self._note("p")

    def _text(self, at: Position, depth: int, leaf: Paragraph | OpenTable | None, lazy: bool) -> None:
        """Hand the line to the open table or paragraph, or begin a paragraph with it."""
        place = (len(self.kinds), at.index)
        if at.blank:
            self._note(" ")
        elif isinstance(leaf, OpenTable):
            leaf.rows.append(place)
            self._note("r")
        elif isinstance(leaf, Paragraph):
            if not (at.indent < 4 and self._table_begins(at, leaf)):
                leaf.places.append(place)
                self._note("p")
        elif lazy and isinstance(self.leaf, Paragraph):
            # A lazy line keeps its indentation, so a pipe after it does not count as an outer one.
            self.leaf.places.append((place[0], at.index - (at.indent > 0)))
            self._note("p")
        else:
            self._add(depth, Paragraph([place]))
            self._note("p")

    def _table_begins(self, at: Position, paragraph: Paragraph) -> bool:
        """Open a table if the line is a delimiter row that fits the last line of the paragraph.

        The lines above stay a paragraph, whose link definitions are none for cmark-gfm.
        One that does not fit spoils the paragraph: cmark-gfm tries no later delimiter row in it.
        """
        if paragraph.tried or at.line[at.index] not in "|:-\v\f":
            return False
        alignments = tablerow.alignments(at.text)
        if alignments is None:
            return False
        header = paragraph.places[-1]
        if tablerow.width(self.lines[header[0]][header[1] :]) != len(alignments):
            paragraph.tried = True
            return False
        names = tuple(container.name for container in self.containers)
        self.leaf = OpenTable(header, (len(self.kinds), at.index), names, alignments)
        self.tables.append(self.leaf)
        self.kinds[header[0]] = "H"
        self._note("D")
        return True

    def _heading(self, level: int, text: str) -> None:
        """Note a heading; those inside quotes and items divide no section of the page."""
        if not self.containers:
            self.headings.append((len(self.kinds) + 1, level, text.strip(tablerow.BLANKS)))
        self._note("#")

    def _note(self, kind: str) -> None:
        self.kinds.append(kind)

    def _push(self, depth: int, container: Quote | Item) -> None:
        self._add(depth, None)
        self.containers.append(container)

    def _add(self, depth: int, leaf: Leaf | None) -> None:
        """Close what the line does not continue and make `leaf` the open leaf of what remains."""
        self._close(depth)
        if self.containers:
            self.containers[-1].children += 1
        self.leaf = leaf

    def _close(self, depth: int) -> None:
        leaf, self.leaf = self.leaf, None
        if isinstance(leaf, Paragraph) and not self._without_definitions(leaf) and self.containers:
            self.containers[-1].children -= 1
        del self.containers[depth:]

    def _without_definitions(self, paragraph: Paragraph) -> str:
        """The paragraph's text after the link definitions it begins with, which are noted."""
        if not paragraph.places:
            return ""
        text = "\n".join(self.lines[index][start:] for index, start in paragraph.places)
        if text[0] != "[":
            return text
        rest = links.take(text, self.references)
        for index, _ in paragraph.places[: text[: len(text) - len(rest)].count("\n") + (not rest)]:
            self.kinds[index] = "x"
        return rest


class GfmBlockParser(mistune.BlockParser):
    """mistune's block parser, reading blocks as GitHub does.

    `parse` leaves `table` and `heading` tokens in `state.tokens`, link definitions in
    `state.env["ref_links"]` and the kind of every line in `state.env["kinds"]`. The lines come
    ready split in `state.env["lines"]`, since mistune's own reading knows no line numbers.
    """

    def parse(self, state: mistune.BlockState, rules: list[str] | None = None) -> None:
        reader = BlockReader(state.env["lines"], cast(dict[str, Any], state.env))
        reader.read()
        state.env["kinds"] = "".join(reader.kinds)
        state.tokens.extend({"type": "table", "open": table} for table in reader.tables)
        state.tokens.extend(
            {"type": "heading", "text": text, "attrs": {"level": level}, "line": line}
            for line, level, text in reader.headings
        )
        state.cursor = state.cursor_max
