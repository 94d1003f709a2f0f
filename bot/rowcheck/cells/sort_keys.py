"""What the text of a cell sorts by. Years, dates and numbers have their keys in `dates` and `numbers`."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from functools import lru_cache
from typing import NamedTuple, TypeAlias

from pyuca import Collator

from rowcheck.cells import alphabets
from rowcheck.cells.dates import without_years, year_key


class Text(NamedTuple):
    """Text to sort by, in each common order: word by word, with its punctuation, and letter by letter.

    The readings with numbers by value come first, then as many that compare digits as characters.
    """

    readings: tuple[str, ...]

    @property
    def has_number(self) -> bool:
        """Whether digits by value and as characters sort differently."""
        half = len(self.readings) // 2
        return self.readings[:half] != self.readings[half:]


Key: TypeAlias = Text | float | tuple[int, ...] | tuple[int, str]
"""Comparable with the other keys of its kind only."""

_ARTICLE = re.compile(r"\W*(?:the|an?)\s+(?=\w)", re.IGNORECASE)

LONGEST = 256
"""Characters that are compared: the time that pyuca takes grows with the square of the length."""

_ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyz"
_AFTER = "\U0010ffff"
_JOINERS = re.compile(r"['’ʼ`´]|(?<!\d)\.|\.(?!\d)|(?<=\d),(?=\d{3}(?!\d))")
_OTHERS = re.compile(r"[^0-9a-z]+")
_NUMBER = re.compile(r"[0-9]+")
_ACCENTS = re.compile(r"[\u0300-\u036f]+")
# Letters that have no decomposition, but the weight of these in the default table.
_LETTERS = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d"})


def text_key(text: str, locale: str = "") -> Text | None:
    """Return the key of a text by Unicode collation, with the alphabet of a language in `TAILORINGS`."""
    collated, written = _collated(text, locale), _as_written(text, locale)
    if not collated:
        return None
    plain = (collated, written, collated.replace(" ", ""))
    if not _NUMBER.search(collated):
        return Text((*plain, *plain))
    by_value = _by_value(collated)
    return Text((by_value, _by_value(written), by_value.replace(" ", ""), *plain))


def title_key(text: str, locale: str = "") -> Text | None:
    """Return the key of a text without its leading article."""
    return text_key(_ARTICLE.sub("", text, count=1) if _ARTICLE.match(text) else text, locale)


def venue_year_key(text: str) -> tuple[int, str] | None:
    """Return the last year in a text, then the rest of it."""
    year = year_key(text)
    return None if year is None else (year, collate(without_years(text)))


@lru_cache(maxsize=1 << 16)
def collate(text: str, locale: str = "") -> str:
    """Return a string that compares as the text sorts; empty if the text has no letters and digits.

    The order of letters is that of the Unicode Collation Algorithm (UTS #10), first level, with the default
    table of pyuca: case, accents and punctuation are ignored. Digits compare by value. A space sorts before
    digits, and digits before letters: `Data 2`, `Data Lab`, `Database`. Loading the table takes a quarter of
    a second, so that texts which are ASCII without their accents, as nearly all are, do without it.
    """
    return _by_value(_collated(text, locale))


@lru_cache(maxsize=1 << 16)
def as_written(text: str, locale: str = "") -> str:
    """Return the key of the other common order, in which punctuation counts as a character.

    Lists do not agree whether `Covid-19` sorts before or after `Covid Map`; neither is wrong.
    """
    return _by_value(_as_written(text, locale))


def _collated(text: str, locale: str) -> str:
    text = _JOINERS.sub("", text[:LONGEST])
    if locale:
        return " ".join(filter(None, alphabets.alphabet(locale).replaced(text, _collated_part).split(" ")))
    return _collated_part(text).strip(" ")


def _collated_part(text: str) -> str:
    if not text.isascii():
        text = _without_accents(text)
    return _OTHERS.sub(" ", text.lower()) if text.isascii() else _weighed(text)


def _as_written(text: str, locale: str) -> str:
    if locale:
        return alphabets.alphabet(locale).replaced(text[:LONGEST], _written_part).strip()
    return _written_part(text[:LONGEST]).strip()


def _written_part(text: str) -> str:
    if not text.isascii():
        text = _ACCENTS.sub("", unicodedata.normalize("NFKD", text))
    return text.casefold()


def _by_value(text: str) -> str:
    return _NUMBER.sub(_natural, text)


def _natural(match: re.Match[str]) -> str:
    """Return digits after their number, so that they compare by value and before letters."""
    digits = match[0].lstrip("0") or "0"
    return chr(ord("0") + min(len(digits), 48)) + digits


def _without_accents(text: str) -> str:
    text = _ACCENTS.sub("", unicodedata.normalize("NFKD", text)).casefold().translate(_LETTERS)
    return "".join(c if unicodedata.category(c)[0] in "LMN" else " " for c in text)


def _weighed(text: str) -> str:
    """Return each letter as the ASCII letter of its weight, or as the one before it and its own weight."""
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
    return Collator()
