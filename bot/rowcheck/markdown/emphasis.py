"""Emphasis and strikethrough, paired as cmark-gfm pairs them (CommonMark 6.2, GFM 6.5).

Only what is shown matters: the marks that pair vanish from the text, and nothing is nested. A run
of marks is a token of its own until the end of its cell, or of the link text it stands in.
"""

from __future__ import annotations

import string
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from unicodedata import category

Token = dict[str, Any]

SEPARATOR: Token = {"type": "mark"}
"""What remains of marks that paired: no text, but no address reaches across it."""

_LONGEST_STRIKE = 2


def token(source: str, start: int, end: int) -> Token:
    """The token of the run of equal marks at `source[start:end]`, by what stands beside it."""
    mark = source[start]
    before, after = start - 1, end
    if mark != "~":  # cmark-gfm looks through tildes when it judges emphasis
        while before >= 0 and source[before] == "~":
            before -= 1
        while after < len(source) and source[after] == "~":
            after += 1
    left = _side(source[before] if before >= 0 else "\n")
    right = _side(source[after] if after < len(source) else "\n")
    opens = right > 1 or (right == 1 and left < 2)
    closes = left > 1 or (left == 1 and right < 2)
    if mark == "_":
        opens, closes = opens and (not closes or left == 1), closes and (not opens or right == 1)
    elif mark == "~" and end - start > _LONGEST_STRIKE:
        opens = closes = False
    kind = "delimiter" if opens or closes else "text"
    return {"type": kind, "raw": source[start:end], "opens": opens, "closes": closes}


def resolve(tokens: list[Token]) -> list[Token]:
    """The tokens with every run turned into what is left of it as text."""
    runs = [_Run(token) for token in tokens if token["type"] == "delimiter"]
    if not runs:
        return tokens
    _pair(runs)
    rest = iter(runs)
    resolved: list[Token] = []
    for each in tokens:
        resolved.extend(next(rest).tokens() if each["type"] == "delimiter" else (each,))
    return resolved


def is_word(char: str) -> bool:
    """Whether a character is neither blank nor punctuation; the end of the text is blank."""
    return _side(char or "\n") > 1


@lru_cache(maxsize=4096)
def _side(char: str) -> int:
    """0 for a blank, 1 for punctuation, 2 for anything else: what a run's flanks depend on."""
    if char in "\t\n\f\r" or category(char) == "Zs":
        return 0
    return 1 if char in string.punctuation or category(char)[0] == "P" else 2


@dataclass(slots=True)
class _Run:
    token: Token
    order: int = 0
    opened: int = 0
    closed: int = 0

    @property
    def mark(self) -> str:
        return str(self.token["raw"][0])

    @property
    def length(self) -> int:
        return len(self.token["raw"])

    @property
    def left(self) -> int:
        return self.length - self.opened - self.closed

    def tokens(self) -> list[Token]:
        text = {"type": "text", "raw": self.mark * self.left}
        return [SEPARATOR] * (self.closed > 0) + [text] + [SEPARATOR] * (self.opened > 0)


def _pair(runs: list[_Run]) -> None:
    """CommonMark's appendix, "process emphasis"; `hopeless` is its `openers_bottom`."""
    openers: list[_Run] = []
    hopeless: dict[tuple[str, int], int] = {}
    for order, run in enumerate(runs, 1):
        run.order = order
        while run.token["closes"] and run.left:
            key = (run.mark, run.length % 3)
            at = _opener(openers, run, hopeless.get(key, 0))
            if at is None:
                hopeless[key] = order - 1
                break
            opener = openers[at]
            del openers[at + 1 :]
            if run.mark == "~":
                del openers[at]
                if opener.length == run.length:
                    opener.opened = run.closed = run.length
                break
            used = 2 if opener.left > 1 and run.left > 1 else 1
            opener.opened += used
            run.closed += used
            if not opener.left:
                del openers[at]
        if run.token["opens"] and run.left:
            openers.append(run)


def _opener(openers: list[_Run], closer: _Run, hopeless: int) -> int | None:
    """The nearest run that `closer` may close; none that was tried in vain before."""
    for at in range(len(openers) - 1, -1, -1):
        opener = openers[at]
        if opener.order <= hopeless:
            return None
        if opener.mark == closer.mark and (
            not (closer.token["opens"] or opener.token["closes"])
            or closer.length % 3 == 0
            or (opener.length + closer.length) % 3
        ):
            return at
    return None
