"""What the text of a cell sorts by. Years, dates and numbers have their keys in `dates` and `numbers`."""

from __future__ import annotations

import re
from typing import NamedTuple, TypeAlias

from rowcheck.cells.collation import as_written, collate
from rowcheck.cells.dates import without_years, year_key


class Text(NamedTuple):
    """Text to sort by, in each sensible reading: word by word, as it is written, and letter by letter."""

    readings: tuple[str, ...]


Key: TypeAlias = Text | float | tuple[int, ...] | tuple[int, str]
"""Comparable with the other keys of its kind only."""

_ARTICLE = re.compile(r"\W*(?:the|an?)\s+(?=\w)", re.IGNORECASE)


def text_key(text: str) -> Text | None:
    """Return the key of a text by Unicode collation."""
    collated = collate(text)
    return Text((collated, as_written(text), collated.replace(" ", ""))) if collated else None


def title_key(text: str) -> Text | None:
    """Return the key of a text without its leading article."""
    return text_key(_ARTICLE.sub("", text, count=1) if _ARTICLE.match(text) else text)


def venue_year_key(text: str) -> tuple[int, str] | None:
    """Return the last year in a text, then the rest of it."""
    year = year_key(text)
    return None if year is None else (year, collate(without_years(text)))
