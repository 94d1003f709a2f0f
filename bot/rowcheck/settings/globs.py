"""Globs over paths and over headings, as regular expressions.

A path's globs count from the top of the repository, as git's `:(glob)` pathspecs do
(https://git-scm.com/docs/gitglossary#Documentation/gitglossary.txt-pathspec): `*` and `?` stay
within a folder, `**` crosses folders and also none. Headings are folders that may have a `/` in
their own name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache


def covers(globs: Sequence[str], path: str) -> bool:
    """Whether the last of `globs` that fits `path` takes it in; one that begins with `!` takes it out."""
    for glob in reversed(globs):
        if _path(glob.removeprefix("!")).fullmatch(path):
            return not glob.startswith("!")
    return False


def under(glob: str, headings: Sequence[str]) -> bool:
    """Whether a heading path fits `glob`, which may begin at any depth unless it begins with `/`."""
    return bool(_headings(glob).fullmatch("\0".join(map(fold, headings))))


def fold(title: str) -> str:
    """A column title or heading as it is compared: case and spacing do not count."""
    return " ".join(title.casefold().split())


@cache
def _path(glob: str) -> re.Pattern[str]:
    glob = glob.removeprefix("./").removeprefix("/")
    tokens = _PATH.findall(f"{glob}**" if glob.endswith("/") else glob)
    return re.compile("".join(_piece(token, "/", "[^/]", "/.*") for token in tokens), re.S)


@cache
def _headings(glob: str) -> re.Pattern[str]:
    anywhere = "" if glob.startswith("/") else r"(?:.*\0)?"
    tokens = _HEADINGS.findall(re.sub(" ?/ ?", "/", fold(glob)).strip("/"))
    pieces = (_piece(token, r"[/\0]", r"[^\0]", r"(?:[/\0].*)?") for token in tokens)
    return re.compile(anywhere + "".join(pieces), re.S)


# `?` and brackets are common in headings, and mean themselves there.
_PATH = re.compile(r"/\*\*$|\*\*/|\*+|\?|\[!?[^\]/]+\]|.", re.S)
_HEADINGS = re.compile(r"/\*\*$|\*\*/|\*+|.", re.S)
_RANGE = re.compile(r"(.)-(.)|(.)", re.S)


def _piece(token: str, step: str, inside: str, below: str) -> str:
    """The regular expression of one piece of a glob: `step` parts levels, `inside` is a character of one."""
    if len(token) > 2 and token.startswith("["):
        return _one_of(token[1:-1])
    if token == "?" and step == "/":
        return inside
    known = {"/**": below, "**/": f"(?:.*{step})?", "*": f"{inside}*", "/": step}
    return known.get(token) or (".*" if set(token) == {"*"} else re.escape(token))


def _one_of(characters: str) -> str:
    """The regular expression of a set, as `a-cx` or `!a-cx`; a range that runs backwards holds nothing."""
    inverted = characters.startswith(("!", "^"))
    ranges = [(low or one, high or one) for low, high, one in _RANGE.findall(characters[inverted:])]
    held = "".join(f"{re.escape(low)}-{re.escape(high)}" for low, high in ranges if low <= high)
    if not held:
        return "[^/]" if inverted else "(?!)"
    return f"(?!/)[{'^' if inverted else ''}{held}]"
