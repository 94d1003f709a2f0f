"""Which kind of cell a column has, and which words it has for nothing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence

from rowcheck.inference.evidence import Column
from rowcheck.inference.habit import Habit, Kind
from rowcheck.model import Cell

FEWEST = 5
"""Cells that a kind takes: fewer are chance."""

WORTH = 0.9
"""The share of rows from which a rule is worth being told of."""

SAYS: Mapping[str, str] = {
    "link": "is a link",
    "year": "is a year",
    "integer": "is a whole number",
    "number": "is a number",
    "date": "is a date",
    "code": "is code",
    "links": "has links",
    "image": "is an image",
}
"""The kinds that say more than `text`, the stricter ones first."""

_HABITUAL = 0.01
"""The share of rows from which a word for nothing is the list's own."""
_LONGEST, _MOST = 20, 3
"""Characters of a word for nothing that is not known as one, and how many there may be in a column."""

_DIGIT = re.compile("[0-9]")

_KNOWN = frozenset(
    (
        *("", "-", "--", "---", "–", "—", "―", "/", "\\", "?", "x", "❌", "✗", "✘", "➖", "🚫", "⛔"),
        *("n/a", "n.a.", "na", "none", "null", "nil", "nan", "tba", "tbd", "todo", "unknown", "soon"),
        *("coming soon", "not available", ":x:", ":heavy_minus_sign:", "无", "暂无", "未知", "なし", "нет"),
    )
)


def habits(column: Column, threshold: float) -> tuple[Kind, list[Habit]]:
    """The strictest kind that enough cells are of, and what is told of it; else of the strictest."""
    told: list[Habit] = []
    for name in filter(_possible(column), SAYS):
        words = nothing(column, column.judge(Kind(name).schema))
        typed = len(column.cells) - sum(column.texts[word] for word in words)
        if typed < FEWEST:
            continue
        kind = Kind(name, words)
        fit = column.judged(kind.schema)
        if fit.share < WORTH or typed - len(fit.against) < WORTH * typed:
            continue
        habit = Habit("cell", column.title, says(column.title, kind), kind.schema, fit)
        if fit.is_rule(threshold):
            return kind, [habit]
        told.append(habit)
    return Kind(), told[:1]


def _possible(column: Column) -> Callable[[str], bool]:
    """Rules kinds out at a glance, by what some cells must have."""
    cells = len(column.cells)
    seen = {
        "link": column.counted(lambda cell: "yes" if cell.links else "")["yes"],
        "image": column.counted(lambda cell: "yes" if cell.images else "")["yes"],
        "code": column.counted(lambda cell: "yes" if cell.code else "")["yes"],
        "number": column.counted(lambda cell: "yes" if _DIGIT.search(cell.text[:_LONGEST]) else "")["yes"],
    }
    needs = {"link": "link", "links": "link", "image": "image", "code": "code"}
    return lambda name: seen[needs.get(name, "number")] >= max(FEWEST, 0.05 * cells)


def says(title: str, kind: Kind) -> str:
    """A kind in words: `'Year' is a year, or '-'`."""
    return f"'{title}' {SAYS[kind.name]}{or_nothing(kind.nothing)}"


def or_nothing(words: Sequence[str]) -> str:
    """The words for nothing as the end of a sentence: `, or '-' or empty`."""
    shown = ["empty" if word == "" else f"'{word}'" for word in words]
    return f", or {' or '.join(shown)}" if shown else ""


def nothing(column: Column, accepts: Callable[[Cell], bool]) -> tuple[str, ...]:
    """The words that mean nothing among the cells which are not accepted, the commonest first."""
    strangers: Counter[str] = Counter()
    for cell, places in column.distinct.values():
        if not cell.inline.targets and not accepts(cell):
            strangers[cell.text.strip() or cell.source] += len(places)
    rows = len(column.cells)
    fewest = max(2, _HABITUAL * rows)
    known = [word for word, times in strangers.most_common() if word.casefold() in _KNOWN and times >= fewest]
    return tuple([*known, *_others(strangers, known, rows)][:_MOST])


def _others(strangers: Counter[str], known: list[str], rows: int) -> Iterator[str]:
    """Short words that come again and again where everything else is of the kind."""
    for word, times in strangers.most_common(_MOST):
        if word not in known and times >= max(FEWEST, 0.03 * rows) and len(word) <= _LONGEST and _plain(word):
            yield word


def _plain(word: str) -> bool:
    return bool(word) and not any(character.isdigit() for character in word)
