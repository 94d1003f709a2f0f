"""What a cell holds, at a glance: a link, a number, a date, words, nothing. Read from its source, so
that thousands of cells are told apart without parsing their Markdown; no judge of whether it is right.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal, TypeAlias

Kind: TypeAlias = Literal["nothing", "image", "link", "prose", "address", "year", "date", "number", "text"]
"""`prose` is words with a link among them, `text` words without."""

NOTHING = frozenset(("", "-", "--", "---", "–", "—", "n/a", "na", "none", "tbd", "tba"))
"""What people write for nothing, in small letters."""

_IMAGE = re.compile(r"!\[|<img\b", re.IGNORECASE)
_LINK = re.compile(r"\]\(|\]\[|<a\s", re.IGNORECASE)
_LINKS = re.compile(
    r"\[[^\[\]]*\](?:\([^()]*(?:\([^()]*\)[^()]*)*\)|\[[^\[\]]*\])|<a\s.*?</a>|<[^<>]*>|:\w+:", re.IGNORECASE
)
_WORD = re.compile(r"[^\W\d_]{2}")
_ADDRESS = re.compile(r"https?://", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d\d")
_NUMBER = re.compile(r"[~≈<>≤≥$€£+-]*\d(?:[\d.,]*\d)?\s?(?:[kKmMbBtT%+]|[KMGT]i?B)?")
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_DATE = re.compile(
    r"\d{4}[-/.]\d{1,2}(?:[-/.]\d{1,2})?|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}"
    rf"|(?:\d{{1,2}} )?{_MONTH}\.?(?: \d{{1,2}}(?:st|nd|rd|th)?)?(?:,? \d{{4}})?",
    re.IGNORECASE,
)


@lru_cache(maxsize=1 << 14)
def kind(source: str) -> Kind:
    """The kind of a cell, from its trimmed source. An image in a link is an image."""
    if is_nothing(source):
        return "nothing"
    if _IMAGE.search(source):
        return "image"
    if _LINK.search(source):
        return "prose" if _WORD.search(_LINKS.sub("", source)) else "link"
    if _ADDRESS.search(source):
        return "address"
    return _plain(source.strip("*_~` "))


def is_nothing(source: str) -> bool:
    """Whether a cell is of the kind `nothing`."""
    return source.strip("*_~` ").casefold() in NOTHING


def has_year(source: str) -> bool:
    """Whether a year stands somewhere in the cell, alone or beside words: `CVPR 2024`."""
    return any(_is_apart(source, found) for found in _YEAR.finditer(source))


def _is_apart(text: str, found: re.Match[str]) -> bool:
    return not (
        text[found.start() - 1 : found.start()].isdigit() or text[found.end() : found.end() + 1].isdigit()
    )


def _plain(text: str) -> Kind:
    if _YEAR.fullmatch(text):
        return "year"
    if _DATE.fullmatch(text):
        return "date"
    return "number" if _NUMBER.fullmatch(text) else "text"
