"""Tokens and what they may do: the permissions block of a workflow's job, or of an installed app."""

from __future__ import annotations

from dataclasses import dataclass

ACTIONS = "github-actions[bot]"


@dataclass(frozen=True)
class Scopes:
    """Each is none, read or write. Reading a public repository takes none of them."""

    contents: str = "read"
    pull_requests: str = "read"
    issues: str = "none"
    checks: str = "none"
    statuses: str = "none"

    def writes(self, *names: str) -> bool:
        """Whether one of these may be written."""
        return any(getattr(self, name) == "write" for name in names)


@dataclass(frozen=True)
class Token:
    """Who acts, and what that one may do."""

    login: str
    scopes: Scopes

    @property
    def installed(self) -> bool:
        """Whether it is an app's or a workflow's, not a person's."""
        return self.login.endswith("[bot]")
