"""The ways a request to GitHub can fail, by what can be done about it.

GitHubError          nothing helps: the run stops with exit status 2
├── ForbiddenError   the token may not do this: do without it
├── MissingError     there is no such thing, or the token may not see it
├── InvalidError     GitHub understood, and refused: another anchor or another body may do
├── LimitedError     too many requests: the same one may succeed later, and was not carried out
└── LostError        no answer that says what happened: it may have been carried out or not
"""

from __future__ import annotations

from rowcheck.errors import SourceError


class GitHubError(SourceError):
    """What was asked, what GitHub said, and what to do."""


class ForbiddenError(GitHubError):
    """401 or 403 that is no limit: the token lacks a permission."""


class MissingError(GitHubError):
    """404 or 410."""


class InvalidError(GitHubError):
    """422 and the other refusals of what was sent."""


class LimitedError(GitHubError):
    """429, or a 403 of a limit; `wait` is in seconds, as GitHub asks for it."""

    def __init__(self, message: str, wait: float) -> None:
        super().__init__(message)
        self.wait = wait


class LostError(GitHubError):
    """A fault of the server or of the way to it: 5xx, a time-out, half an answer, a page of HTML."""
