"""Whether two titles are probably the same: word by word, since letters alone mislead.

`Binary Tree Preorder Traversal` and `Binary Tree Postorder Traversal` share nine letters in ten. Titles are
alike when every word of one is in the other, up to the spelling of two, and what is left over is a short
name, a venue or a tag. Numbers, and letters that count as such, must agree.

Each title of 55 real lists against its list: 27 pairs that are not equal are found alike. Of them 17 are the
same thing, 4 are not, and 6 nobody could tell; the 12 in lists of papers and of APIs are all the same thing.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cached_property

from rowcheck.cells.titles import acronym, title_key, words
from rowcheck.cells.urls import listed

SHORT = 10
"""Letters below which a title is a name: names that differ by a letter are different things."""

FEWEST_WORDS = 3
"""Words that must agree where a short name or a tag is set aside."""

MISSPELT = 2
"""Words that may be spelt differently."""

LONG_WORD = 6
"""Letters of a word from which a slip is likelier than another word."""

SHORTEST_PLURAL = 4
"""Letters of a plural; a letter more at a shorter word makes another name."""

REORDERED = 80.0
"""Per cent of letters that agree in their order; below, the same words say another thing."""

ASIDE_WORDS = 8
"""Words that a tag, a short name and slips add up to, at most."""

ASIDE = 95.0
"""The likeness of titles that agree when a tag or a short name is set aside."""


class Title:
    """A title taken apart for comparison, each part when it is asked for."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.words = words(text)

    @cached_property
    def key(self) -> str:
        return title_key(self.text)

    @cached_property
    def telling(self) -> frozenset[str]:
        """The words that carry a meaning."""
        return frozenset(self.words) - _FILLERS

    @cached_property
    def marks(self) -> Counter[str]:
        """The numbers, and what counts like them: they tell parts, versions and sizes apart."""
        return Counter(word for word in self.words if _MARK.fullmatch(word))

    @cached_property
    def bare(self) -> Title:
        """The title without its tags, and without the short names and venues in brackets."""
        text = _TAG.sub("", _ASIDE.sub(" ", self.text)).strip()
        return self if text == self.text else Title(text)

    @cached_property
    def head(self) -> str:
        """The key of the short name before the colon, or nothing."""
        short, _ = acronym(self.text)
        return title_key(short) if short else ""

    @cached_property
    def rest(self) -> Title:
        """The title after its short name."""
        short, rest = acronym(self.text)
        return Title(rest) if short else self


def likeness(one: Title, other: Title) -> float:
    """How alike two titles are, from 100 (equal keys) down; 0 where they are probably different."""
    if one.key == other.key:
        return 100.0 if one.key else 0.0
    if len(one.telling ^ other.telling) > ASIDE_WORDS:
        return 0.0
    return _spelling(one, other) or (ASIDE if _agree_in_part(one.bare, other.bare) else 0.0)


def _agree_in_part(one: Title, other: Title) -> bool:
    """Whether the titles agree once a tag, or the short name of one of them, is set aside."""
    if bool(one.head) != bool(other.head):
        one, other = one.rest, other.rest
    if min(len(one.words), len(other.words)) < FEWEST_WORDS:
        return False
    return one.key == other.key or bool(_spelling(one, other))


def _spelling(one: Title, other: Title) -> float:
    """How alike titles with the same words are, but for the spelling of two and words without meaning."""
    if len(one.telling ^ other.telling) > 2 * MISSPELT or one.marks != other.marks:
        return 0.0
    mine, yours = sorted(one.telling - other.telling), sorted(other.telling - one.telling)
    if len(mine) != len(yours) or not all(map(_misspelt, mine, yours)):
        return 0.0
    if min(len(one.key), len(other.key)) < SHORT:
        return 0.0
    from rapidfuzz import fuzz

    return fuzz.ratio(one.key, other.key, score_cutoff=REORDERED)


def _misspelt(one: str, other: str) -> bool:
    """One letter more, less, other or swapped, behind the first: prefixes change what a word says."""
    if one[0] != other[0] or not (one + other).isalpha() or max(one + other) >= _IDEOGRAMS:
        return False
    if min(len(one), len(other)) < LONG_WORD:
        return max(len(one), len(other)) >= SHORTEST_PLURAL and one.rstrip("s") == other.rstrip("s")
    from rapidfuzz.distance import OSA

    return OSA.distance(one, other, score_cutoff=1) <= 1


_IDEOGRAMS = "\u2e80"
_FILLERS = listed("a an the of for and in on with to via by from using")
_MARK = re.compile(r"[\d.]+|[ivx]+|[b-z]|[^\W\d_]")
# `[Dataset] ...` before a title; `(EA)`, `[CVPR 2023]` and `(MiraData)` anywhere: capitals inside, or a year.
_TAG = re.compile(r"^\W*\[[^\[\]]{1,30}\]\s+")
_ASIDE = re.compile(r"[(\[](?:\w*[A-Z][\w-]*[A-Z][\w-]*|[A-Z]\w*[ '’-]*(?:20)?\d\d)[)\]]")
