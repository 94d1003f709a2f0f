"""What a maintainer would call a group of tables: `papers`, `datasets`, `apis`."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

_VAGUE = frozenset(
    (
        "",
        "#",
        "no",
        "no.",
        "id",
        "name",
        "names",
        "title",
        "rank",
        "ranking",
        "link",
        "links",
        "url",
        "icon",
        "date",
        "year",
        "key",
        "value",
    )
)
"""Titles that say nothing of what a row is."""

_VAGUE_HEADINGS = frozenset(("", "list", "lists", "table", "tables", "contents", "overview", "readme"))
"""Headings that say no more."""

_TELLING = (
    ("paper", "papers"),
    ("venue", "papers"),
    ("published in", "papers"),
    ("conference", "papers"),
    ("dataset", "datasets"),
    ("repository", "repositories"),
    ("repo", "repositories"),
    ("company", "companies"),
)
"""Columns that tell what the rows are where the first one does not."""

_WORD = re.compile(r"[^\W\d_][\w'’&/+-]*(?: [\w'’&/+-]+)*")
_MOST_WORDS, _LONGEST = 6, 40


def name(columns: Sequence[str], headings: Sequence[Sequence[str]], taken: Collection[str]) -> str:
    """A name for tables with these columns under these headings, other than those taken."""
    candidates = [*_of_columns(columns), *_of_headings(headings)] or ["entries"]
    for candidate in candidates:
        if candidate not in taken:
            return candidate
    extra = next((_plain(column) for column in reversed(columns) if _plain(column)), "more")
    best = f"{candidates[0]} with {extra}"
    number = 2
    while best in taken:
        best, number = f"{candidates[0]} {number}", number + 1
    return best


def plural(noun: str) -> str:
    """An English noun's plural; other words stay as they are."""
    if not noun.isascii() or not noun[-1:].isalpha() or noun.endswith("s"):
        return noun
    if noun.endswith(("x", "z", "ch", "sh")):
        return f"{noun}es"
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return f"{noun[:-1]}ies"
    return f"{noun}s"


def _of_columns(columns: Sequence[str]) -> list[str]:
    folded = [_plain(column) for column in columns]
    first = next((column for column in folded if column and not _is_number(column)), "")
    own = [] if first in _VAGUE or len(first.split()) > 2 else [plural(first)]
    telling = [] if own else [noun for column, noun in _TELLING if column in folded]
    return [*own, *telling[:1]]


def _of_headings(headings: Sequence[Sequence[str]]) -> list[str]:
    """The innermost heading that all tables stand under; the top one is the list's own name."""
    if not headings:
        return []
    shared = list(headings[0])
    for path in headings[1:]:
        shared = [one for one, other in zip(shared, path, strict=False) if one == other]
    return [plain for heading in reversed(shared) if (plain := _plain(heading)) not in _VAGUE_HEADINGS]


def _plain(text: str) -> str:
    """The words of a title in small letters, without emoji and counts."""
    found = _WORD.search(text)
    if found is None:
        return ""
    plain = found[0].lower().removeprefix("the ")
    return plain if len(plain) <= _LONGEST and len(plain.split()) <= _MOST_WORDS else ""


def _is_number(column: str) -> bool:
    return bool(re.fullmatch(r"column \d+", column))
