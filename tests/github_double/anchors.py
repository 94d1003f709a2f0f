"""Where review comments may stand and where they go after a push. Pure: patches in, lines out."""

from __future__ import annotations

import re
from typing import NamedTuple

HUNK = re.compile(r"@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@")
NOT_IN_DIFF = (
    "Pull request review thread line must be part of the diff, "
    "Pull request review thread start line must be part of the same hunk as the line., and "
    "Pull request review thread diff hunk can't be blank"
)
NO_PATH = "Path could not be resolved"
NOT_BEFORE = "Pull request review thread start line must precede the end line."


class Line(NamedTuple):
    """One line of a hunk; `old` and `new` are its numbers, `position` its place in the patch."""

    text: str
    old: int | None
    new: int | None
    position: int

    def at(self, side: str) -> int | None:
        return self.new if side == "RIGHT" else self.old


class Hunk(NamedTuple):
    head: str
    lines: list[Line]

    def find(self, side: str, line: int) -> Line | None:
        return next((item for item in self.lines if item.at(side) == line), None)


def hunks(patch: str) -> list[Hunk]:
    """A file's patch, line by line. Only line feeds end a line: a carriage return belongs to its text."""
    found: list[Hunk] = []
    old = new = 0
    for position, text in enumerate(patch.split("\n") if patch else []):
        if matched := HUNK.match(text):
            old, new = int(matched[1]), int(matched[3])
            found.append(Hunk(text, []))
            continue
        kind = text[:1] or " "
        if kind == "\\":
            continue
        line = Line(text, old if kind in " -" else None, new if kind in " +" else None, position)
        found[-1].lines.append(line)
        old += kind in " -"
        new += kind in " +"
    return found


def refusal(patch: str, side: str, line: int, start_side: str, start: int | None) -> str | None:
    """Why GitHub refuses a comment on these lines, in its own words; None when it takes it."""
    if start is not None and start_side == side and start >= line:
        return NOT_BEFORE
    for hunk in hunks(patch):
        if hunk.find(side, line) is not None:
            held = start is None or hunk.find(start_side, start) is not None
            return None if held else NOT_IN_DIFF
    return NOT_IN_DIFF


def place(patch: str, side: str, line: int) -> tuple[int, str] | None:
    """A line's position in the patch and the hunk down to it; None when the patch does not show it."""
    for hunk in hunks(patch):
        if found := hunk.find(side, line):
            above = [item.text for item in hunk.lines if item.position <= found.position]
            return found.position, "\n".join([hunk.head, *above])
    return None


def moved(patch: str, line: int) -> int | None:
    """Where a line went, by a patch without context; None when it was changed or taken out."""
    shift = 0
    for head in HUNK.finditer(patch):
        if head.start() and patch[head.start() - 1] != "\n":
            continue
        start, count = int(head[1]), int(head[2] or 1)
        added = int(head[4] or 1)
        # An insertion (count 0) stands below the line it names.
        if line < start or (count == 0 and line == start):
            break
        if line < start + count:
            return None
        shift += added - count
    return line + shift
