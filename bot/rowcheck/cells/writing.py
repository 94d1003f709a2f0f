"""Other ways to write the same: words, figures, dates and links as people get them wrong.

Each function gives what the text may have meant, most likely first; none knows a schema.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from rowcheck.cells.reading import MAGNITUDES, number
from rowcheck.text import nearest

_LINK = re.compile(r"\[[^\[\]]*\]\([^\s()]*(?:\([^\s()]*\)[^\s()]*)*\)")


def same_word(text: str, words: Sequence[str]) -> Iterator[str]:
    """The words that differ from `text` in case, spacing, quotes and closing punctuation only."""
    return (word for word in words if _bare(word) == _bare(text))


def near_word(text: str, words: Sequence[str]) -> str | None:
    """The word that was most likely meant."""
    return nearest(_bare(text), words)


def same_text(text: str, examples: Sequence[str]) -> Iterator[str]:
    """`text` tidied: words as the examples write them, one space, a capital first, no closing mark."""
    known = {word.casefold(): word for example in examples for word in re.findall(r"[^\W\d_]+", example)}
    spaced = " ".join(re.sub(r"([^\W\d_])((?:19|20)[0-9]{2})$", r"\1 \2", text).split())
    cased = re.sub(r"[^\W\d_]+", lambda match: known.get(match[0].casefold(), match[0]), spaced)
    upper = re.sub(r"^[^\W\d_]+", lambda match: match[0].upper(), cased)
    ended = spaced.rstrip(" .,:;!?")
    for tidy in (spaced, cased, ended, _capital(spaced), _capital(ended), upper):
        if tidy:
            yield tidy


def full_year(text: str) -> str | None:
    """`CVPR'24` or `CVPR-24` with all of its year."""
    match = re.fullmatch(r"(.*[^\W\d_]) ?['’`-] ?([0-9]{2})", text)
    return f"{match[1]} 20{match[2]}" if match else None


def means_nothing(text: str) -> bool:
    """Whether a cell says in some other way that there is nothing."""
    bare = re.sub(r"[\s./()-]+", "", text.casefold())
    return bare in ("", "na", "nil", "no", "none", "notavailable", "null", "tba", "tbd", "x", "✗", "❌")


def integers(text: str) -> Iterator[tuple[str, bool]]:
    """A whole number with commas, from `60 000`, `60k` or `60000 images`."""
    for figure, safe in numbers(text):
        found = number(figure)
        if isinstance(found, int):
            yield f"{found:,}", safe


def numbers(text: str) -> Iterator[tuple[str, bool]]:
    """A number with its magnitude as a letter, from `5.4 million` or `60 000`."""
    plain = re.sub(r"(?<=[0-9])[\s_'’](?=[0-9]{3}\b)", "", text)
    for name, letter in _NAMES.items():
        plain = re.sub(rf"(?i)(?<=[0-9])\s*{name}s?\b", letter, plain)
    if number(plain) is not None:
        yield plain, True
    match = re.fullmatch(
        r"(?:[~≈>]|about |over )?\s*([0-9][0-9.,]*(?:\s?[KkMmBbGgTt]\b)?)\s*(?:\+|[^\W\d_].*)?", plain
    )
    if match and number(match[1].strip()) is not None:
        yield match[1].strip(), False


_NAMES = {"thousand": "K", "million": "M", "mio": "M", "billion": "B", "trillion": "T"}
assert set(_NAMES.values()) <= set(MAGNITUDES)


def years(text: str) -> Iterator[tuple[str, bool]]:
    """The only year in a text."""
    found = set(re.findall(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])", text))
    if len(found) == 1:
        yield found.pop(), False
    if match := re.fullmatch(r"['’]([0-9]{2})", text):
        yield f"20{match[1]}", False


def dates(text: str) -> Iterator[tuple[str, bool]]:
    """A day as in ISO 8601, from `2024/3/31`, `31 March 2024` or `Mar 31, 2024`; never from `1/2/2024`."""
    if match := re.fullmatch(r"([0-9]{4})[-/. ]([0-9]{1,2})[-/. ]([0-9]{1,2})", text):
        yield from _day(match[1], int(match[2]), match[3])
    if match := re.fullmatch(r"([0-9]{1,2})(?:st|nd|rd|th)? ([A-Za-z]{3,9})\.?,? ([0-9]{4})", text):
        yield from _day(match[3], _month(match[2]), match[1])
    if match := re.fullmatch(r"([A-Za-z]{3,9})\.? ([0-9]{1,2})(?:st|nd|rd|th)?,? ([0-9]{4})", text):
        yield from _day(match[3], _month(match[1]), match[2])


def links(source: str) -> Iterator[str]:
    """Link markup put right: `(text)[url]`, `[text] (url)`, `[text](url`, `[text]url`."""
    for wrong, right in _MARKUP:
        mended = wrong.sub(right, source)
        if mended != source:
            yield mended


def only_link(source: str) -> str | None:
    """The only link in a cell, without what stands beside it."""
    found = _LINK.findall(source)
    return found[0] if len(found) == 1 else None


_URL = r"https?://[^\s()\[\]<>|]+"
_MARKUP = (
    (re.compile(rf"\(([^()\[\]]+)\)\s?\[({_URL})\]"), r"[\1](\2)"),
    (re.compile(rf"\[([^\[\]]+)\]\s+\(\s*({_URL})\s*\)"), r"[\1](\2)"),
    (re.compile(rf"\[([^\[\]]+)\]\(\s*({_URL})\s*$"), r"[\1](\2)"),
    (re.compile(rf"\[([^\[\]]+)\]\s?<?({_URL})>?$"), r"[\1](\2)"),
)
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]


def _bare(text: str) -> str:
    return " ".join(text.casefold().replace("`", "").strip(" .,:;!?'\"*_").split())


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _month(name: str) -> int:
    short = name[:3].casefold()
    return _MONTHS.index(short) + 1 if short in _MONTHS else 0


def _day(year: str, month: int, day: str) -> Iterator[tuple[str, bool]]:
    try:
        yield date(int(year), month, int(day)).isoformat(), True
    except ValueError:
        return
