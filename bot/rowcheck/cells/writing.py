"""Candidates for the corrected source of a cell: words, links and code, the most likely one first.

Whether the row schema accepts a candidate is for the caller to check.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from rowcheck.cells.dates import with_full_year
from rowcheck.model import Cell
from rowcheck.text import nearest


@dataclass(frozen=True, slots=True)
class Correction:
    """A cell's new source; `safe` when it says the same as the old one."""

    source: str
    safe: bool


Writer: TypeAlias = Callable[[Cell, Sequence[str], Sequence[str]], Iterator[Correction]]
"""Yields the corrections of a cell, given the values that its schema allows and its examples."""

_URL = r"https?://[^\s()\[\]<>|]+"
_MARKUP = (
    (re.compile(rf"\(([^()\[\]]+)\)\s?\[({_URL})\]"), r"[\1](\2)"),
    (re.compile(rf"\[([^\[\]]+)\]\s+\(\s*({_URL})\s*\)"), r"[\1](\2)"),
    (re.compile(rf"\[([^\[\]]+)\]\(\s*({_URL})\s*$"), r"[\1](\2)"),
    (re.compile(rf"\[([^\[\]]+)\]\s?<?({_URL})>?$"), r"[\1](\2)"),
)
_LINK = re.compile(r"\[[^\[\]]*\]\([^\s()]*(?:\([^\s()]*\)[^\s()]*)*\)")
_SCHEMELESS = re.compile(r"\]\((?:www\.)?[\w-]+(?:\.[\w-]+)+(?:/[^\s)]*)?\)")


def from_text(corrections: Callable[[str], Iterator[tuple[str, bool]]]) -> Writer:
    """Return a writer for a kind whose corrections depend on the text of the cell only."""

    def write(cell: Cell, allowed: Sequence[str], examples: Sequence[str]) -> Iterator[Correction]:
        return (Correction(source, safe) for source, safe in corrections(cell.text.strip()))

    return write


def code(cell: Cell, allowed: Sequence[str], examples: Sequence[str]) -> Iterator[Correction]:
    yield Correction(f"`{cell.text.strip()}`", safe=True)


def text(cell: Cell, allowed: Sequence[str], examples: Sequence[str]) -> Iterator[Correction]:
    """Yield the allowed words that differ in case only, the text tidied, and the nearest allowed word."""
    for word in same_words(cell.source, allowed):
        yield Correction(word, safe=True)
    for tidy in tidied(cell.source, examples):
        yield Correction(tidy, safe=True)
    if near := _misspelled(_bare(cell.source), allowed):
        yield Correction(near, safe=False)
    if year := with_full_year(cell.source):
        yield Correction(year, safe=False)


def link(cell: Cell, allowed: Sequence[str], examples: Sequence[str]) -> Iterator[Correction]:
    """Yield the cell with its markup repaired, with an allowed link text, and with its only link alone."""
    source = cell.source
    for repaired in (source, *repaired_links(source)):
        yield Correction(repaired, safe=True)
        for shown in re.findall(r"\[([^\[\]]*)\]\(", repaired):
            for word in same_words(shown, allowed):
                yield Correction(repaired.replace(f"[{shown}](", f"[{word}]("), safe=True)
            if near := _misspelled(_bare(shown), allowed):
                yield Correction(repaired.replace(f"[{shown}](", f"[{near}]("), safe=False)
    if re.fullmatch(r"<?https?://[^\s<>]+>?", source) and len(allowed) == 1:
        yield Correction(f"[{allowed[0]}]({source.strip('<>')})", safe=False)
    links = _LINK.findall(source)
    if len(links) == 1:
        # Nothing is lost where only punctuation was beside the link.
        yield Correction(links[0], safe=not re.search(r"\w", source.replace(links[0], "", 1)))
    if _SCHEMELESS.search(source):
        yield Correction(source.replace("](", "](https://"), safe=False)


def same_words(text: str, words: Sequence[str]) -> Iterator[str]:
    """Yield the words that differ from `text` in case, spacing, quotes and closing punctuation only."""
    return (word for word in words if _bare(word) == _bare(text))


def tidied(text: str, examples: Sequence[str]) -> Iterator[str]:
    """Yield `text` with the examples' spelling of words, single spaces, a capital, no closing punctuation."""
    spelling = {word.casefold(): word for example in examples for word in re.findall(r"[^\W\d_]+", example)}
    spaced = " ".join(re.sub(r"([^\W\d_])((?:19|20)[0-9]{2})$", r"\1 \2", text).split())
    cased = re.sub(r"[^\W\d_]+", lambda match: spelling.get(match[0].casefold(), match[0]), spaced)
    upper = re.sub(r"^[^\W\d_]+", lambda match: match[0].upper(), cased)
    ended = spaced.rstrip(" .,:;!?")
    for tidy in (spaced, cased, ended, _capitalised(spaced), _capitalised(ended), upper):
        if tidy:
            yield tidy


def repaired_links(source: str) -> Iterator[str]:
    """Yield link markup repaired: `(text)[url]`, `[text] (url)`, `[text](url`, `[text]url`."""
    for wrong, right in _MARKUP:
        repaired = wrong.sub(right, source)
        if repaired != source:
            yield repaired


_NUMBER = re.compile(r"\d+")
_NEGATION = re.compile(r"(?:un|non|not|no|in|im|dis|anti)[- ]?", re.IGNORECASE)


def _misspelled(text: str, allowed: Sequence[str]) -> str | None:
    """Return the allowed word that is nearest to a text, unless it has other numbers or is its negation."""
    near = nearest(text, allowed)
    if near is None or _NUMBER.findall(near) != _NUMBER.findall(text):
        return None
    pair = sorted((near.casefold(), text.casefold()), key=len)
    negation = _NEGATION.match(pair[1])
    return None if negation and pair[1][negation.end() :] == pair[0] else near


def _bare(text: str) -> str:
    return " ".join(text.casefold().replace("`", "").strip(" .,:;!?'\"*_").split())


def _capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]
