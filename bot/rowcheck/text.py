"""Text for people: counts and lists in sentences, quoted values, and characters made visible."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Sequence
from difflib import get_close_matches
from typing import Any

_JOINERS = "\u200c\u200d"
_UNSAFE = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
# Categorized as letters and marks, but drawn as nothing: Default_Ignorable_Code_Point in the UCD.
_INVISIBLE_LETTERS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0")
_ESCAPES = {"\t": "\\t", "\n": "\\n", "\r": "\\r"}


def counted(number: int, noun: str, plural: str = "") -> str:
    """`1 row`, `2 rows`, `1,707 rows`"""
    return f"{number:,} {noun if number == 1 else plural or f'{noun}s'}"


def listed(words: Sequence[str], last: str = "or") -> str:
    """`Ada`, `Ada or Bob`, `Ada, Bob or Eve`; `words` must not be empty."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {last} {words[-1]}"


def shortened(text: str, most: int) -> str:
    """Return `text` in at most `most` characters; an ellipsis replaces what was cut."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def brief(text: str, most: int = 60) -> str:
    """Return `text` on one line, with single spaces, in at most `most` characters."""
    return shortened(" ".join(text.split()), most)


def quoted(text: str, most: int = 60) -> str:
    """Return `brief(text)` in single quotes, as messages show values."""
    return f"'{brief(text, most)}'"


def nearest(word: object, known: Collection[Any]) -> str | None:
    """Return the string in `known` that `word` most resembles, ignoring case; None when none is close."""
    if word is False and "off" in known:  # YAML 1.1 reads a bare `off` as false
        return "off"
    if not isinstance(word, str):
        return None
    folded = {name.casefold(): name for name in known if isinstance(name, str)}
    near = get_close_matches(word.casefold(), folded, n=1, cutoff=0.6)
    return folded[near[0]] if near else None


def did_you_mean(word: object, known: Collection[Any]) -> str:
    """Return `; did you mean 'x'?`, or an empty string when no known word is close."""
    near = nearest(word, known)
    return f"; did you mean '{near}'?" if near else ""


def visible(text: str) -> str:
    """Return `text` with every control, bidirectional, invisible or unpaired character escaped (`\\u202e`).

    For display only; JSON formats carry the text itself. The joiners that emoji and some scripts need
    are kept between two non-ASCII characters.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(visible_character(text, index) for index in range(len(text)))


def visible_character(text: str, index: int) -> str:
    """Return the character of `text` at `index` (0-based) as `visible` shows it."""
    char = text[index]
    if char.isascii() and char.isprintable():
        return char
    if unicodedata.category(char) not in _UNSAFE and char not in _INVISIBLE_LETTERS:
        return char
    if char in _JOINERS:
        neighbours = text[index - 1 : index] + text[index + 1 : index + 2]
        if len(neighbours) == 2 and not any(other.isascii() or other in _JOINERS for other in neighbours):
            return char
    if char in _ESCAPES:
        return _ESCAPES[char]
    code = ord(char)
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def word_set(text: str) -> frozenset[str]:
    """Return the words of a text as a set."""
    return frozenset(text.split())
