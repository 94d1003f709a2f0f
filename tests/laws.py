"""A law of fixes that is tested in stories and in real lists."""

from __future__ import annotations

from collections.abc import Sequence

from rowcheck.model import Fix


def untouched(before: Sequence[str], after: Sequence[str], fix: Fix) -> bool:
    """Return whether all lines outside of the edits of `fix` are kept, in their order."""
    edited = {line for edit in fix.edits for line in range(edit.line, edit.end_line + 1)}
    kept = [line for number, line in enumerate(before, 1) if number not in edited]
    rest = iter(after)
    return all(line in rest for line in kept)
