"""The leaf blocks that stay open over several lines: paragraph, code, HTML and table.

Each remembers what it needs for its next line; deciding whether that line belongs to it is done
here for literal blocks (code, HTML) and in `blocks` for the others, since there it depends on
what else the line could open.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from rowcheck.markdown import starts
from rowcheck.markdown.position import Position

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
        self.over = at.indent < 4 and starts.fence_closes(self.mark, at.text)
        return True


class Html:
    """An HTML block of one of CommonMark's seven kinds."""

    kind = "h"

    def __init__(self, number: int, first_line: str) -> None:
        self.number = number
        self.over = starts.html_ends(number, first_line)

    def takes(self, at: Position) -> bool:
        if self.number >= 6:
            return not at.blank
        self.over = starts.html_ends(self.number, at.text)
        return True


Leaf = Paragraph | OpenTable | IndentedCode | FencedCode | Html
