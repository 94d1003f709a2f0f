"""Diffs as GitHub serves them, the lines that accept comments, and where comments go after a push."""

from __future__ import annotations

import re
from typing import NamedTuple

from github_double.repository import FileDiff
from github_double.state import Limits, Pull, ReviewComment, State

HUNK = re.compile(r"@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@")
NOT_IN_DIFF = (
    "Pull request review thread line must be part of the diff, "
    "Pull request review thread start line must be part of the same hunk as the line., and "
    "Pull request review thread diff hunk can't be blank"
)
NO_PATH = "Path could not be resolved"
NOT_BEFORE = "Pull request review thread start line must precede the end line."


class Line(NamedTuple):
    """A line of a hunk, with its number on both sides and its position in the patch."""

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
    """Parse a patch. Only line feeds end a line; a carriage return is part of the text."""
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
    """Return GitHub's message for a comment that it refuses on these lines, or None."""
    if start is not None and start_side == side and start >= line:
        return NOT_BEFORE
    for hunk in hunks(patch):
        if hunk.find(side, line) is not None:
            held = start is None or hunk.find(start_side, start) is not None
            return None if held else NOT_IN_DIFF
    return NOT_IN_DIFF


def place(patch: str, side: str, line: int) -> tuple[int, str] | None:
    """Return a line's position in the patch and the hunk down to it, or None."""
    for hunk in hunks(patch):
        if found := hunk.find(side, line):
            above = [item.text for item in hunk.lines if item.position <= found.position]
            return found.position, "\n".join([hunk.head, *above])
    return None


def moved(patch: str, line: int) -> int | None:
    """Return the new number of a line, by a patch without context; None if it was changed or removed."""
    shift = 0
    for head in HUNK.finditer(patch):
        if head.start() and patch[head.start() - 1] != "\n":
            continue
        start, count = int(head[1]), int(head[2] or 1)
        added = int(head[4] or 1)
        # An insertion (count 0) is below the line it names.
        if line < start or (count == 0 and line == start):
            break
        if line < start + count:
            return None
        shift += added - count
    return line + shift


def served(state: State, base: str, head: str) -> list[FileDiff]:
    """Return the files changed since the merge base, without the patches that are too large."""
    repository = state.repository
    return limited(repository.diff(repository.merge_base(base, head), head), state.limits)


def limited(files: list[FileDiff], limits: Limits) -> list[FileDiff]:
    left = limits.all_patches
    found = []
    for file in files:
        size = len(file.patch.encode())
        large = size > min(limits.patch, left) or file.patch.count("\n") + 1 > limits.patch_lines
        left -= 0 if large else size
        found.append(file._replace(patch="") if large else file)
    return found


def patch_of(state: State, pull: Pull, commit: str, path: str) -> str | None:
    """Return a file's patch in a pull request as of a commit; None if the file is not changed."""
    for file in served(state, pull.base_sha, commit):
        if file.path == path:
            return file.patch
    return None


def reanchor(state: State, pull: Pull, comment: ReviewComment) -> None:
    """Move a comment to its lines in the current head, or make it outdated."""
    comment.commit = pull.head_sha
    patch = patch_of(state, pull, pull.head_sha, comment.path)
    if comment.subject == "file" or comment.original_line is None:
        return
    comment.line = comment.start = comment.position = None
    lines = _new_lines(state, pull, comment)
    if lines is None or not patch:
        return
    start, line = lines
    if refusal(patch, comment.side, line, comment.start_side or comment.side, start) is None:
        placed = place(patch, comment.side, line)
        comment.line, comment.start, comment.position = line, start, placed[0] if placed else None


def _new_lines(state: State, pull: Pull, comment: ReviewComment) -> tuple[int | None, int] | None:
    """Return start and end in the current head, or merge base for the left side; None if a line changed."""
    assert comment.original_line is not None
    first = comment.original_start or comment.original_line
    changes = _changes(state, pull, comment)
    moved_lines = [moved(changes, line) for line in range(first, comment.original_line + 1)]
    if any(line is None for line in moved_lines):
        return None
    start, line = moved_lines[0], moved_lines[-1]
    assert start is not None
    assert line is not None
    if line - start != len(moved_lines) - 1:
        return None
    return (start if comment.original_start else None), line


def _changes(state: State, pull: Pull, comment: ReviewComment) -> str:
    """Return the patch of the comment's file since the commit it was made on, without context."""
    repository = state.repository
    old, new = comment.original_commit, pull.head_sha
    if comment.side == "LEFT":
        old, new = repository.merge_base(pull.base_sha, old), repository.merge_base(pull.base_sha, new)
    for file in repository.diff(old, new, context=0):
        if file.path == comment.path:
            return file.patch
    return ""
