"""A finding as its review comment would show it: the words, the lines, the difference above them."""

from __future__ import annotations

from collections.abc import Sequence

from rowcheck.backtest.outcome import Remark, Shown
from rowcheck.reporters import review_comments
from rowcheck.reporters.review_comments import HUNK, ReviewComment

_CONTEXT = 4
"""Lines that GitHub shows above a comment, the one that it stands on among them."""


class Patch:
    """The difference of one file, as far as it has to be looked into: the lines that stand up to a line."""

    def __init__(self, patch: str) -> None:
        self._shown: list[Shown] = []
        self._places: dict[int, tuple[int, int]] = {}
        """Of each line of the head: where its hunk begins in what is shown, and where it stands itself."""
        hunk = number = 0
        for row in patch.split("\n"):
            if found := HUNK.match(row):
                hunk, number = len(self._shown), int(found[1])
            elif row[:1] in (" ", "+", "-"):
                if row[0] != "-":
                    self._places[number] = hunk, len(self._shown)
                    number += 1
                self._shown.append(Shown(row[0], row[1:].removesuffix("\r")))

    def above(self, line: int) -> tuple[Shown, ...]:
        """The lines up to the head's `line`, as many as GitHub shows; none where it is not in a hunk."""
        if line not in self._places:
            return ()
        hunk, place = self._places[line]
        return tuple(self._shown[max(hunk, place + 1 - _CONTEXT) : place + 1])


def remark(item: ReviewComment, patch: Patch, head: Sequence[str]) -> Remark:
    """The comment that would be posted for an item, without the marker that nobody sees."""
    body, _, _ = item.body.rpartition("\n\n")
    above = patch.above(item.lines[1]) if item.lines else ()
    block = item.suggestion
    if block is None or not body.endswith(review_comments.suggestion_block(block)):  # too long for a comment
        return Remark(item.finding, body, item.lines, above)
    old = tuple(head[block.start - 1 : block.end])
    return Remark(item.finding, body, item.lines, above, old, block.lines)
