"""One line as a table row or a delimiter row: the GFM table extension's rules for a single line.

Sources: GFM specification 4.10 "Tables (extension)", and cmark-gfm's `extensions/table.c`, whose
behaviour decides where the specification is silent. A line is given from its first character
that is neither space nor tab; which lines are asked is the block parser's business.
"""

from __future__ import annotations

import re

BLANKS = " \t\v\f"
"""What is trimmed around a cell: ASCII blanks only, so a no-break space stays in the cell."""

_PIPE = re.compile(r"(?<!\\)\|")
_MARKER = r"[ \t\v\f]*:?-+:?[ \t\v\f]*"
_DELIMITER = re.compile(rf"\|?{_MARKER}(?:\|{_MARKER})*\|?[ \t\v\f]*\Z")


def pieces(text: str) -> list[str]:
    """What stands between the pipes of a line, untrimmed and without the outer pipes; none for a lone pipe.

    A pipe with a backslash right before it ends no cell, not even after two backslashes, and code
    spans protect nothing.
    """
    found = _PIPE.split(text) if "\\|" in text else text.split("|")
    if len(found) > 1 and not found[-1].strip(BLANKS):
        found.pop()
    if text[:1] == "|":
        del found[0]
    return found


def width(text: str) -> int:
    """How many cells a line has; 0 when it is no row at all."""
    if not is_row(text):
        return 0
    pipes = len(_PIPE.findall(text)) if "\\|" in text else text.count("|")
    if not pipes:
        return 1
    stripped = text.rstrip(BLANKS)
    closed = stripped[-1] == "|" and stripped[-2:] != "\\|"
    return pipes + 1 - (text[0] == "|") - closed


def is_row(text: str) -> bool:
    """Whether a line that is not blank yields a cell: anything but a lone pipe does."""
    return text[:1] != "|" or bool(text[1:].strip(BLANKS))


def alignments(text: str) -> tuple[str, ...] | None:
    """The alignment of each column if the line is a delimiter row ("left", "right", "center", "")."""
    if not _DELIMITER.match(text):
        return None
    return tuple(_alignment(piece.strip(BLANKS)) for piece in pieces(text))


def unescaped(source: str) -> str:
    """A cell's text as the inline parser gets it: `\\|` has become `|`, in code spans too."""
    return source.replace("\\|", "|") if "\\|" in source else source


def _alignment(marker: str) -> str:
    left, right = marker[0] == ":", marker[-1] == ":"
    return "center" if left and right else "left" if left else "right" if right else ""
