"""Which kind of cell a column has, and which words it has for nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from rowcheck.cells import kinds as cells
from rowcheck.cells.kinds import KINDS
from rowcheck.cells.nothing import KNOWN
from rowcheck.inference.evidence import Column
from rowcheck.inference.habit import Habit, Kind
from rowcheck.model import Cell

FEWEST = 5
"""Cells that a kind takes: fewer are chance."""

WORTH = 0.9
"""The share of rows from which a rule is worth being told of."""

TYPED = tuple(each for each in KINDS.values() if each.read and each.name not in ("text", "markdown"))
"""The kinds that say more than `text`, the stricter ones first."""

_HABITUAL = 0.01
"""The share of rows from which a word for nothing is the list's own."""
_LONGEST, _MOST = 20, 3
"""Characters of a word for nothing that is not known as one, and how many there may be in a column."""


def habits(column: Column, threshold: float) -> tuple[Kind, list[Habit]]:
    """The strictest kind that enough cells are of, and what is told of it; else of the strictest."""
    told: list[Habit] = []
    for name in (each.name for each in TYPED if _may_be(column, each)):
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


def _may_be(column: Column, kind: cells.Kind) -> bool:
    """Return whether enough cells are of a kind for judging all of them to be worth it."""
    read = kind.read or (lambda cell: None)
    of_kind = column.counted(lambda cell: "" if read(cell) is None else kind.name)[kind.name]
    return of_kind >= max(FEWEST, 0.05 * len(column.cells))


def says(title: str, kind: Kind) -> str:
    """A kind in words: `'Year' has a year, or '-'`."""
    return f"'{title}' has {KINDS[kind.name].noun}{or_nothing(kind.nothing)}"


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
    known = [word for word, times in strangers.most_common() if word.casefold() in KNOWN and times >= fewest]
    return tuple([*known, *_others(strangers, known, rows)][:_MOST])


def _others(strangers: Counter[str], known: list[str], rows: int) -> Iterator[str]:
    """Short words that come again and again where everything else is of the kind."""
    for word, times in strangers.most_common(_MOST):
        if word not in known and times >= max(FEWEST, 0.03 * rows) and len(word) <= _LONGEST and _plain(word):
            yield word


def _plain(word: str) -> bool:
    return bool(word) and not any(character.isdigit() for character in word)
