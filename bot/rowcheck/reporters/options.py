"""What a reporter is given besides the report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RuleInfo:
    """A rule as reports describe it; `help_uri` is empty where there is no page."""

    id: str
    summary: str
    help_uri: str = ""


@dataclass(frozen=True, slots=True)
class Options:
    """How to render a report: `width` in terminal columns, `quiet` for findings only, `verbose` uncut."""

    colour: bool = False
    width: int = 100
    quiet: bool = False
    verbose: bool = False
    rules: tuple[RuleInfo, ...] = ()


DEFAULT = Options()


def wants_colour(*, terminal: bool, environ: Mapping[str, str]) -> bool:
    """Return whether to colour what is written to a stream; `terminal` says whether it is one.

    NO_COLOR (https://no-color.org) wins over FORCE_COLOR (https://force-color.org); an empty value of
    either counts as unset.
    """
    if environ.get("NO_COLOR"):
        return False
    if environ.get("FORCE_COLOR"):
        return True
    return terminal and environ.get("TERM") != "dumb"
