"""Pieces of styled text as one string: with colour through rich, or plain without importing it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from rich.style import Style as RichStyle

Style: TypeAlias = Literal[
    "", "strong", "dim", "gutter", "error", "warning", "old", "new", "passed", "failed", "not-checked"
]
Piece: TypeAlias = tuple[str, Style]
Line: TypeAlias = tuple[Piece, ...]

# The sixteen colours every terminal has, in the shades its user chose.
_LOOKS: dict[Style, str] = {
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


def paint(lines: Iterable[Line], *, colour: bool) -> str:
    """The lines as text, each with its end; taking the colours away gives the plain text."""
    return "".join("".join(_painted(*piece, colour) for piece in line) + "\n" for line in lines)


def _painted(text: str, style: Style, colour: bool) -> str:
    return _with_colour(text, style) if colour and style and text else text


def _with_colour(text: str, style: Style) -> str:
    from rich.color import ColorSystem

    return _look(style).render(text, color_system=ColorSystem.STANDARD)


@cache
def _look(style: Style) -> RichStyle:
    from rich.style import Style as RichStyle

    return RichStyle.parse(_LOOKS[style])
