"""Split a line into the cells of a table row or a delimiter row (GFM 4.10, "Tables (extension)").

cmark-gfm's `extensions/table.c` decides where the specification is silent. Each function takes a line from
its first character that is neither space nor tab; `blocks` decides which lines are rows.
"""

from __future__ import annotations

import re

WHITESPACE = " \t\v\f"
"""The characters trimmed around a cell: ASCII only, so a no-break space stays in the cell."""

_PIPE = re.compile(r"(?<!\\)\|")
_DELIMITER_CELL = r"[ \t\v\f]*:?-+:?[ \t\v\f]*"
_DELIMITER_ROW = re.compile(rf"\|?{_DELIMITER_CELL}(?:\|{_DELIMITER_CELL})*\|?[ \t\v\f]*\Z")


def split_cells(text: str) -> list[str]:
    """Return the untrimmed text between the pipes of a line, without the outer pipes; empty for a lone pipe.

    A pipe directly after a backslash does not end a cell, even if there are two backslashes; code spans do
    not protect pipes.
    """
    cells = _PIPE.split(text) if "\\|" in text else text.split("|")
    if len(cells) > 1 and not cells[-1].strip(WHITESPACE):
        cells.pop()
    if text[:1] == "|":
        del cells[0]
    return cells


def is_row(text: str) -> bool:
    """Whether a non-blank line has a cell, which every line but a lone pipe has."""
    return text[:1] != "|" or bool(text[1:].strip(WHITESPACE))


def alignments(text: str) -> tuple[str, ...] | None:
    """Return "left", "right", "center" or "" for each column of a delimiter row; None for another line."""
    if not _DELIMITER_ROW.match(text):
        return None
    cells = [cell.strip(WHITESPACE) for cell in split_cells(text)]
    sides = {(True, True): "center", (True, False): "left", (False, True): "right", (False, False): ""}
    return tuple(sides[cell[0] == ":", cell[-1] == ":"] for cell in cells)


def unescape_pipes(source: str) -> str:
    r"""Replace `\|` by `|`, as GFM does before it parses the inline content, even in code spans."""
    return source.replace("\\|", "|") if "\\|" in source else source
