"""Where GitHub takes a comment: the lines of the head that stand in a hunk of the difference it shows.

Parses the `patch` of a changed file, which is what GitHub anchors comments to; a difference of our
own could disagree. https://docs.github.com/rest/pulls/comments
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

HUNK = re.compile(r"@@ -\d+(?:,\d+)? \+(\d+)(?:,\d+)? @@")
"""The head of a hunk, with the number of its first line in the head."""


@dataclass(frozen=True, slots=True)
class Anchors:
    """The head's lines in the hunks of one file: number -> hunk, number -> text (without line feed)."""

    hunks: Mapping[int, int]
    texts: Mapping[int, str]

    def takes(self, start: int, end: int) -> bool:
        """Whether one comment may span these lines: all of them in one hunk."""
        first = self.hunks.get(start)
        return first is not None and all(self.hunks.get(line) == first for line in range(start, end + 1))

    def shows(self, line: int, text: str) -> bool:
        """Whether GitHub shows this very text on a line; if not, it counts lines in another way."""
        return self.texts.get(line) in (text, f"{text}\r")

    def ends_in_cr(self, start: int, end: int) -> bool:
        """Whether one of these lines ends in CRLF."""
        return any(self.texts.get(line, "").endswith("\r") for line in range(start, end + 1))


NOWHERE = Anchors({}, {})


def parse(patch: str | None) -> Anchors:
    """The anchors of a file; none where GitHub gave no patch."""
    hunks: dict[int, int] = {}
    texts: dict[int, str] = {}
    hunk, line = 0, 0
    for row in (patch or "").split("\n"):
        if found := HUNK.match(row):
            hunk, line = hunk + 1, int(found[1])
        elif hunk and row[:1] in (" ", "+"):
            hunks[line], texts[line] = hunk, row[1:]
            line += 1
    return Anchors(hunks, texts)
