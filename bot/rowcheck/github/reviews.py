"""Reviews that block: only where a list asks for them, at most one at a time, gone when nothing is wrong.

Pure. A bot never approves. What a review carries besides its comments is one line and a marker.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal, TypeAlias

from rowcheck.github.records import Review
from rowcheck.model import Finding
from rowcheck.reporters.wording import severity_counts

Event: TypeAlias = Literal["COMMENT", "REQUEST_CHANGES"]

DISMISSAL = "Nothing is wrong any more."

_MARKER = "<!-- rowcheck:v1:review -->"


def body(findings: Iterable[Finding]) -> str:
    """What a review says by itself; GitHub wants some text in it."""
    return f"rowcheck found {severity_counts(findings)}.\n\n{_MARKER}"


def blocking(standing: Iterable[Review], me: str) -> tuple[Review, ...]:
    """The reviews of ours that block now."""
    return tuple(
        review
        for review in standing
        if review.author == me and review.state == "CHANGES_REQUESTED" and review.body.endswith(_MARKER)
    )


def event(wrong: bool, standing: Sequence[Review]) -> Event:
    """What to submit a review as, where the list wants wrong rows to block."""
    return "REQUEST_CHANGES" if wrong and not standing else "COMMENT"
