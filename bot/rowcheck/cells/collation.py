"""Text in the order people sort it: case, accents and punctuation aside, numbers by value.

The order of letters is the Unicode Collation Algorithm's (UTS #10), first level, with the default table in
the library pyuca. Reading that table takes a quarter of a second, so titles that come down to ASCII when
their accents are taken off, as nearly all do, never load it; their order is the table's own. A space sorts
before digits and digits before letters: `Data 2`, `Data Lab`, `Database`. Texts that differ in nothing but
case, accents or punctuation are equal, and may stand either way.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pyuca import Collator

LONGEST = 256
"""Characters that are weighed: pyuca's time grows with the square, and no two titles agree so far."""

_ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyz"
_AFTER = "\U0010ffff"
_JOINERS = re.compile(r"['’ʼ`´]|(?<!\d)\.|\.(?!\d)|(?<=\d),(?=\d{3}(?!\d))")
_OTHERS = re.compile(r"[^0-9a-z]+")
_NUMBER = re.compile(r"[0-9]+")
_ACCENTS = re.compile(r"[\u0300-\u036f]+")
# What the default table weighs as these letters, though it does not decompose.
_LETTERS = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d"})


@lru_cache(maxsize=1 << 16)
def collate(text: str) -> str:
    """A string that compares as the text sorts; empty where there is no letter and no digit."""
    text = _JOINERS.sub("", text[:LONGEST])
    if not text.isascii():
        text = _without_accents(text)
    folded = _OTHERS.sub(" ", text.lower()) if text.isascii() else _weighed(text)
    return _NUMBER.sub(_natural, folded.strip(" "))


@lru_cache(maxsize=1 << 16)
def as_written(text: str) -> str:
    """The other common order: punctuation counts, as a character among the others.

    Nobody agrees whether `Covid-19` stands before or after `Covid Map`; neither is wrong.
    """
    text = text[:LONGEST]
    if not text.isascii():
        text = _ACCENTS.sub("", unicodedata.normalize("NFKD", text))
    return _NUMBER.sub(_natural, text.casefold().strip())


def _natural(match: re.Match[str]) -> str:
    """Digits led by how many they are, so that they compare by value, and still before letters."""
    digits = match[0].lstrip("0") or "0"
    return chr(ord("0") + min(len(digits), 48)) + digits


def _without_accents(text: str) -> str:
    text = _ACCENTS.sub("", unicodedata.normalize("NFKD", text)).casefold().translate(_LETTERS)
    return "".join(c if unicodedata.category(c)[0] in "LMN" else " " for c in text)


def _weighed(text: str) -> str:
    """Each letter as the ASCII one of its weight, or as the one before it and its own weight."""
    letters = "".join(map(_letter, _primaries(text)))
    return " ".join(letters.split(" "))


def _letter(weight: int) -> str:
    place = bisect_right(_weights(), weight) - 1
    if place < 0:
        return " "
    letter = _ALPHABET[place]
    return letter if _weights()[place] == weight else f"{letter}{_AFTER}{chr(weight)}"


def _primaries(text: str) -> list[int]:
    key: tuple[int, ...] = _collator().sort_key(text)
    return list(key[: key.index(0)])


@lru_cache(maxsize=1)
def _weights() -> tuple[int, ...]:
    return tuple(_primaries(_ALPHABET))


@lru_cache(maxsize=1)
def _collator() -> Collator:
    from pyuca import Collator

    return Collator()
