"""Where a repository can be looked at in a browser, by the address it was cloned from."""

from __future__ import annotations

import re

from rowcheck.backtest.contribution import Contribution
from rowcheck.sources.git import Git

_PART = r"[A-Za-z0-9][A-Za-z0-9._-]*"
_ADDRESS = re.compile(
    rf"(?:https?://(?:[^/@\s]+@)?|ssh://git@|git@|git://)(github\.com)[:/]({_PART})/({_PART}?)(?:\.git)?/?"
)


def page(git: Git) -> str:
    """`https://github.com/OWNER/NAME`; empty where the clone comes from elsewhere, or from nowhere."""
    url = git.run("config", "--get", "remote.origin.url", ok=(0, 1)).decode("utf-8", "replace").strip()
    found = _ADDRESS.fullmatch(url)
    return f"https://{found[1]}/{found[2]}/{found[3]}" if found else ""


def address(repository: str, one: Contribution) -> str:
    """The page of a contribution; empty where the repository has none."""
    if not repository:
        return ""
    return f"{repository}/pull/{one.number}" if one.number is not None else f"{repository}/commit/{one.head}"
