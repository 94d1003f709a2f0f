"""A cell's text -> what it sorts by: text, title, number, year, date, or year and venue.

A row without a key (an empty cell, a date that could be read two ways) is never judged and never a
neighbour, so every reader here gives None rather than guess.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Literal, NamedTuple, TypeAlias

from rowcheck.cells import dates
from rowcheck.cells.collation import as_written, collate


class Text(NamedTuple):
    """Text to sort by, in each sensible reading: word by word, as it is written, and letter by letter."""

    readings: tuple[str, ...]


Key: TypeAlias = Text | float | tuple[int, ...] | tuple[int, str]
"""Comparable with the other keys of its kind, and with nothing else."""

Kind: TypeAlias = Literal["text", "title", "number", "year", "date", "venue-year"]


@lru_cache(maxsize=1 << 16)
def key(kind: str, text: str) -> Key | None:
    """What a cell's plain text sorts by; None where it has no such thing. KeyError: no such kind."""
    return KINDS[kind](text)


def text_key(text: str) -> Text | None:
    """By Unicode collation; see `collation`."""
    collated = collate(text)
    return Text((collated, as_written(text), collated.replace(" ", ""))) if collated else None


_ARTICLE = re.compile(r"\W*(?:the|an?)\s+(?=\w)", re.IGNORECASE)


def title_key(text: str) -> Text | None:
    """As text, without a leading article."""
    return text_key(_ARTICLE.sub("", text, count=1) if _ARTICLE.match(text) else text)


_NUMBER = re.compile(
    r"(?<![\w.,])(?P<sign>[-−+]?)[$€£¥~≈<>≥≤]{0,2}\s?"
    r"(?P<digits>\d{1,3}(?:[, '’\u00a0\u202f]\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)"
    r"\s?(?P<scale>[kKmMbBtT](?![A-Za-z])|(?:thousand|million|billion|trillion)\b)?"
)
_SCALES: Mapping[str, float] = {"": 1, "k": 1e3, "t": 1e3, "m": 1e6, "b": 1e9}


def number_key(text: str) -> float | None:
    """The first number: `60,000`, `5.4M`, `1.2k`, `~3 million`; None where there is none."""
    found = _NUMBER.search(text)
    if not found:
        return None
    value = float(re.sub(r"[^\d.]", "", found["digits"]))
    scale = (found["scale"] or "").lower()
    factor = 1e12 if scale in ("t", "trillion") else _SCALES[scale[:1]]
    return -value * factor if found["sign"] in ("-", "−") and found["sign"] else value * factor


_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_SHORT_YEAR = re.compile(r"(?<=['’‘])\d\d(?!\d)")


def year_key(text: str) -> int | None:
    """The last year in the text: `CVPR 2023`, `2021 (revised 2023)`; `'23` counts where no other does."""
    years = _YEAR.findall(text)
    if years:
        return int(years[-1])
    short = _SHORT_YEAR.findall(text)
    return 2000 + int(short[-1]) if short else None


def venue_year_key(text: str) -> tuple[int, str] | None:
    """Year, then venue."""
    year = year_key(text)
    if year is None:
        return None
    return year, collate(_SHORT_YEAR.sub(" ", _YEAR.sub(" ", text)))


KINDS: Mapping[str, Callable[[str], Key | None]] = {
    "text": text_key,
    "title": title_key,
    "number": number_key,
    "year": year_key,
    "date": dates.date_key,
    "venue-year": venue_year_key,
}
