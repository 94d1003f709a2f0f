"""Lines of styled pieces as one string: coloured through rich, or plain."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Literal, TypeAlias

from rich.color import ColorSystem
from rich.style import Style as RichStyle

Style: TypeAlias = Literal[
    "", "strong", "dim", "gutter", "error", "warning", "old", "new", "passed", "failed", "not-checked"
]
Piece: TypeAlias = tuple[str, Style]
Line: TypeAlias = tuple[Piece, ...]

# The sixteen colours that every terminal has, in the shades its user chose.
_STYLES: dict[Style, str] = {
    "strong": "bold",
    "dim": "dim",
    "gutter": "blue",
    "error": "bold red",
    "warning": "bold yellow",
    "old": "red",
    "new": "green",
    "passed": "bold green",
    "failed": "bold red",
    "not-checked": "bold yellow",
}


def render_lines(lines: Iterable[Line], *, colour: bool) -> str:
    """Return the lines, each with its line end; without the colours, the text is the plain one."""
    return "".join("".join(_render_piece(*piece, colour) for piece in line) + "\n" for line in lines)


def _render_piece(text: str, style: Style, colour: bool) -> str:
    if not (colour and style and text):
        return text
    return _rich_style(style).render(text, color_system=ColorSystem.STANDARD)


@cache
def _rich_style(style: Style) -> RichStyle:
    return RichStyle.parse(_STYLES[style])
