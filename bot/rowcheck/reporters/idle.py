"""What the terminal says of a run with nothing to check, at hand without the model of a report."""

from __future__ import annotations

SENTENCE = "nothing to check, no rows added"


def render(*, quiet: bool) -> str:
    """What `terminal.render` gives for an empty report, without colour."""
    return "" if quiet else f"passed: {SENTENCE}\n"
