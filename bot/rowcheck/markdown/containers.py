"""The blocks that hold other blocks: quotes and list items (CommonMark 5.1 and 5.2)."""

from __future__ import annotations

from rowcheck.markdown.position import Position


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
