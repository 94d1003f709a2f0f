"""Match delimiter runs for emphasis and strikethrough as cmark-gfm does (CommonMark 6.2, GFM 6.5).

Only the shown text matters: delimiters that match are removed from it, and the tokens are not nested. A run
is a token of its own until the end of its cell, or of the link text that contains it.
"""

from __future__ import annotations

import string
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeAlias
from unicodedata import category

Token: TypeAlias = dict[str, Any]

_SEPARATOR: Token = {"type": "separator"}
"""Left in place of delimiters that matched: no text, but an e-mail address does not extend across it."""

_LONGEST_STRIKETHROUGH = 2


def delimiter_run(source: str, start: int, end: int) -> Token:
    """Return the token of the run of equal characters at `source[start:end]`, with what it can do.

    "Left-flanking" and "right-flanking" depend on the characters on both sides of a run (CommonMark 6.2).
    """
    char = source[start]
    before, after = start - 1, end
    if char != "~":  # cmark-gfm looks past tildes around a run of another character
        while before >= 0 and source[before] == "~":
            before -= 1
        while after < len(source) and source[after] == "~":
            after += 1
    left = _char_class(source[before] if before >= 0 else "\n")
    right = _char_class(source[after] if after < len(source) else "\n")
    opens = right > 1 or (right == 1 and left < 2)
    closes = left > 1 or (left == 1 and right < 2)
    if char == "_":
        opens, closes = opens and (not closes or left == 1), closes and (not opens or right == 1)
    elif char == "~" and end - start > _LONGEST_STRIKETHROUGH:
        opens = closes = False
    kind = "delimiter" if opens or closes else "text"
    return {"type": kind, "raw": source[start:end], "opens": opens, "closes": closes}


def resolve(tokens: list[Token]) -> list[Token]:
    """Return the tokens with each delimiter run replaced by the text that remains of it."""
    runs = [_Run(token) for token in tokens if token["type"] == "delimiter"]
    if not runs:
        return tokens
    _process_emphasis(runs)
    remaining = iter(runs)
    resolved: list[Token] = []
    for token in tokens:
        resolved.extend(next(remaining).tokens() if token["type"] == "delimiter" else (token,))
    return resolved


def is_word(char: str) -> bool:
    """Whether a character is neither whitespace nor punctuation; the end of the text ("") is whitespace."""
    return _char_class(char or "\n") > 1


@lru_cache(maxsize=4096)
def _char_class(char: str) -> int:
    """Return 0 for whitespace, 1 for punctuation, 2 for anything else."""
    if char in "\t\n\f\r" or category(char) == "Zs":
        return 0
    return 1 if char in string.punctuation or category(char)[0] == "P" else 2


@dataclass(slots=True)
class _Run:
    token: Token
    number: int = 0
    opened: int = 0
    closed: int = 0

    @property
    def char(self) -> str:
        return str(self.token["raw"][0])

    @property
    def length(self) -> int:
        return len(self.token["raw"])

    @property
    def left(self) -> int:
        return self.length - self.opened - self.closed

    def tokens(self) -> list[Token]:
        text = {"type": "text", "raw": self.char * self.left}
        return [_SEPARATOR] * (self.closed > 0) + [text] + [_SEPARATOR] * (self.opened > 0)


def _process_emphasis(runs: Sequence[_Run]) -> None:
    """Match runs as in "process emphasis" of the CommonMark appendix, `openers_bottom` included."""
    openers: list[_Run] = []
    openers_bottom: dict[tuple[str, int], int] = {}
    for number, run in enumerate(runs, 1):
        run.number = number
        while run.token["closes"] and run.left:
            key = (run.char, run.length % 3)
            index = _find_opener(openers, run, openers_bottom.get(key, 0))
            if index is None:
                openers_bottom[key] = number - 1
                break
            opener = openers[index]
            del openers[index + 1 :]
            if run.char == "~":
                del openers[index]
                if opener.length == run.length:
                    opener.opened = run.closed = run.length
                break
            used = 2 if opener.left > 1 and run.left > 1 else 1
            opener.opened += used
            run.closed += used
            if not opener.left:
                del openers[index]
        if run.token["opens"] and run.left:
            openers.append(run)


def _find_opener(openers: Sequence[_Run], closer: _Run, bottom: int) -> int | None:
    """Return the index of the nearest run that `closer` can close, among those after the run `bottom`."""
    for index in range(len(openers) - 1, -1, -1):
        opener = openers[index]
        if opener.number <= bottom:
            return None
        if opener.char == closer.char and (
            not (closer.token["opens"] or opener.token["closes"])
            or closer.length % 3 == 0
            or (opener.length + closer.length) % 3
        ):
            return index
    return None
