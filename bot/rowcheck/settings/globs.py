"""Match paths and heading paths against globs, compiled to regular expressions.

Globs of paths start at the top of the repository, as git's `:(glob)` pathspecs do
(https://git-scm.com/docs/gitglossary#Documentation/gitglossary.txt-pathspec): `*` and `?` stay within a
folder, and `**` matches any number of folders, also none. Headings match like folders, but may contain
a `/` themselves.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import cache


def covers(globs: Sequence[str], path: str, any_case: Collection[str] = ()) -> bool:
    """Return whether the last of `globs` that matches `path` includes it; with a `!` in front it excludes.

    The case of letters does not count for the globs in `any_case`.
    """
    for glob in reversed(globs):
        if _path(glob.removeprefix("!"), glob in any_case).fullmatch(path):
            return not glob.startswith("!")
    return False


def under(glob: str, headings: Sequence[str]) -> bool:
    """Return whether a heading path matches; `glob` may start at any depth unless it begins with `/`."""
    return bool(_headings(glob).fullmatch("\0".join(map(fold, headings))))


def fold(title: str) -> str:
    """Return a column title or heading as it is compared, in lower case and with single spaces."""
    return " ".join(title.casefold().split())


@cache
def _path(glob: str, any_case: bool) -> re.Pattern[str]:
    glob = glob.removeprefix("./").removeprefix("/")
    tokens = _PATH.findall(f"{glob}**" if glob.endswith("/") else glob)
    return re.compile(
        "".join(_piece(token, "/", "[^/]", "/.*") for token in tokens), re.S | (re.I if any_case else 0)
    )


@cache
def _headings(glob: str) -> re.Pattern[str]:
    anywhere = "" if glob.startswith("/") else r"(?:.*\0)?"
    tokens = _HEADINGS.findall(re.sub(" ?/ ?", "/", fold(glob)).strip("/"))
    pieces = (_piece(token, r"[/\0]", r"[^\0]", r"(?:[/\0].*)?") for token in tokens)
    return re.compile(anywhere + "".join(pieces), re.S)


# Headings often have `?` and brackets, so these are not special there.
_PATH = re.compile(r"/\*\*$|\*\*/|\*+|\?|\[!?[^\]/]+\]|.", re.S)
_HEADINGS = re.compile(r"/\*\*$|\*\*/|\*+|.", re.S)
_RANGE = re.compile(r"(.)-(.)|(.)", re.S)


def _piece(token: str, step: str, inside: str, below: str) -> str:
    """Return a token as a regular expression; `step` separates levels, `inside` is a character within one."""
    if len(token) > 2 and token.startswith("["):
        return _set(token[1:-1])
    if token == "?" and step == "/":
        return inside
    special = {"/**": below, "**/": f"(?:.*{step})?", "*": f"{inside}*", "/": step}
    return special.get(token) or (".*" if set(token) == {"*"} else re.escape(token))


def _set(characters: str) -> str:
    """Return a set as a regular expression, from `a-cx` or `!a-cx`; a backward range matches nothing."""
    inverted = characters.startswith(("!", "^"))
    ranges = [(low or single, high or single) for low, high, single in _RANGE.findall(characters[inverted:])]
    members = "".join(f"{re.escape(low)}-{re.escape(high)}" for low, high in ranges if low <= high)
    if not members:
        return "[^/]" if inverted else "(?!)"
    return f"(?!/)[{'^' if inverted else ''}{members}]"
