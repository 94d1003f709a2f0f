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


def served(state: State, base: str, head: str) -> list[FileDiff]:
    """Every file between the merge base and the head, without the patches that GitHub finds too large."""
    repository = state.repository
    return limited(repository.diff(repository.merge_base(base, head), head), state.limits)


def limited(files: list[FileDiff], limits: Limits) -> list[FileDiff]:
    left = limits.whole_patch
    found = []
    for file in files:
        size = len(file.patch.encode())
        large = size > min(limits.patch, left) or file.patch.count("\n") + 1 > limits.patch_lines
        left -= 0 if large else size
        found.append(file._replace(patch="") if large else file)
    return found


def patch_of(state: State, pull: Pull, commit: str, path: str) -> str | None:
    """A file's patch in a pull request as of a commit; None when the file is not changed."""
    for file in served(state, pull.base_sha, commit):
        if file.path == path:
            return file.patch
    return None


def carry(state: State, pull: Pull, comment: ReviewComment) -> None:
    """Moves a comment to where its lines are in the present head, or takes its line away: outdated."""
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
        shown = place(patch, comment.side, line)
        comment.line, comment.start, comment.position = line, start, shown[0] if shown else None


def _new_lines(state: State, pull: Pull, comment: ReviewComment) -> tuple[int | None, int] | None:
    """(start, line) in the present head (or merge base, for the left side); None when any line changed."""
    assert comment.original_line is not None
    first = comment.original_start or comment.original_line
    changes = _changes(state, pull, comment)
    went = [moved(changes, line) for line in range(first, comment.original_line + 1)]
    if any(line is None for line in went):
        return None
    start, line = went[0], went[-1]
    assert start is not None
    assert line is not None
    if line - start != len(went) - 1:
        return None
    return (start if comment.original_start else None), line


def _changes(state: State, pull: Pull, comment: ReviewComment) -> str:
    """The patch, without context, of the comment's file from the commit it was made on to the present one."""
    repository = state.repository
    old, new = comment.original_commit, pull.head_sha
    if comment.side == "LEFT":
        old, new = repository.merge_base(pull.base_sha, old), repository.merge_base(pull.base_sha, new)
    for file in repository.diff(old, new, context=0):
        if file.path == comment.path:
            return file.patch
    return ""
