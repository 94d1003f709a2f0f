"""Diffs as GitHub serves them (limits applied), and comments carried along when the head moves."""

from __future__ import annotations

from github_double import anchors
from github_double.repository import FileDiff
from github_double.state import Limits, Pull, ReviewComment, State


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
    if anchors.refusal(patch, comment.side, line, comment.start_side or comment.side, start) is None:
        shown = anchors.place(patch, comment.side, line)
        comment.line, comment.start, comment.position = line, start, shown[0] if shown else None


def _new_lines(state: State, pull: Pull, comment: ReviewComment) -> tuple[int | None, int] | None:
    """(start, line) in the present head (or merge base, for the left side); None when any line changed."""
    assert comment.original_line is not None
    first = comment.original_start or comment.original_line
    changes = _changes(state, pull, comment)
    went = [anchors.moved(changes, line) for line in range(first, comment.original_line + 1)]
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
