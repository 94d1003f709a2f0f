"""One source line as it fits a terminal: cut around the span of interest, with where to underline.

Knows nothing of findings or colours.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import accumulate
from typing import NamedTuple

from rowcheck.reporters.visible import glyphs

_CUT = "…"


class Excerpt(NamedTuple):
    """`text` as shown; the carets stand `indent` terminal columns in and are `carets` wide (0: none)."""

    text: str
    indent: int
    carets: int


def excerpt(line: str, column: int, end_column: int, width: int) -> Excerpt:
    """`line` in at most `width` terminal columns, around its characters `column` to `end_column`.

    Columns count from 1, the end is exclusive, 0 means that no span is known. A span that is empty or
    lies behind the end of the line gets one caret.
    """
    shown = glyphs(line)
    offsets = [0, *accumulate(wide for _, wide in shown)]
    start = min(max(column - 1, 0), len(line))
    end = min(max(end_column - 1, start), len(line)) if column else start
    low, high = _window(offsets, start, end, max(width, 8))
    left = _CUT if low else ""
    right = _CUT if high < len(shown) else ""
    text = left + "".join(glyph for glyph, _ in shown[low:high]) + right
    carets = max(1, offsets[min(end, high)] - offsets[start]) if column else 0
    return Excerpt(text, len(left) + offsets[start] - offsets[low], carets)


def _window(offsets: list[int], start: int, end: int, width: int) -> tuple[int, int]:
    """The characters to show: all, or as many as fit with the span near their middle."""
    total = offsets[-1]
    if total <= width:
        return 0, len(offsets) - 1
    room = width - 2 * len(_CUT)
    spare = max(0, room - (offsets[end] - offsets[start]))
    wanted = min(max(0, offsets[start] - spare // 2), max(0, total - room))
    # After the zero-width characters at that offset, which belong to what is cut off.
    low = min(bisect_right(offsets, offsets[bisect_left(offsets, wanted)]) - 1, start) if wanted else 0
    return low, bisect_right(offsets, offsets[low] + room) - 1
