"""What a reporter may be told besides the report: how to show it, and what the rules are called.

Values only. Whoever writes to a terminal or a file fills them in; a reporter asks for what it needs.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class RuleInfo(NamedTuple):
    """A rule as reports introduce it; `help_uri` is empty when there is no page to open."""

    id: str
    summary: str
    help_uri: str = ""


class Options(NamedTuple):
    """`width` is in terminal columns; `quiet` shows findings only, `verbose` leaves nothing out."""

    colour: bool = False
    width: int = 100
    quiet: bool = False
    verbose: bool = False
    rules: tuple[RuleInfo, ...] = ()


def wants_colour(*, terminal: bool, environ: Mapping[str, str]) -> bool:
    """Whether to colour what goes to a stream that is, or is not, a `terminal`.

    NO_COLOR (https://no-color.org) wins over FORCE_COLOR (https://force-color.org); both count when
    they are set to anything but nothing.
    """
    if environ.get("NO_COLOR"):
        return False
    if environ.get("FORCE_COLOR"):
        return True
    return terminal and environ.get("TERM") != "dumb"
