"""The kind of a column's cells, and the words for "nothing" in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from rowcheck.cells.kinds import KINDS
from rowcheck.cells.nothing import may_be_nothing
from rowcheck.inference import evidence
from rowcheck.inference.evidence import Column, Fit, Habit, Kind
from rowcheck.model import Cell

_READERS = {name: kind.read for name, kind in KINDS.items() if kind.read and name not in ("text", "markdown")}
"""The kinds narrower than text, the stricter ones first."""


def habits(column: Column, threshold: float) -> tuple[Kind, list[Habit]]:
    """Return the strictest kind that enough cells are of, with the habit that they are.

    Where the cells are of no kind, the habit is that of the strictest kind which is worth reporting.
    """
    near: list[Habit] = []
    fewest = max(evidence.KIND_CELLS, evidence.KIND_TRACES * len(column.cells))
    for name, read in _READERS.items():
        if sum(len(places) for cell, places in column.distinct if read(cell) is not None) < fewest:
            continue
        found = kind_with_nothing(column, name, {})
        if found:
            kind, fit = found
            sentence = f"'{column.title}' has {KINDS[name].noun}{or_nothing(kind.nothing)}"
            habit = Habit("cell", column.title, sentence, kind.schema, fit)
            if fit.is_rule(threshold):
                return kind, [habit]
            near.append(habit)
    return Kind(), near[:1]


def kind_with_nothing(column: Column, name: str, keywords: Mapping[str, Any]) -> tuple[Kind, Fit] | None:
    """Return a kind with its words for "nothing", and how many cells are of it and obey the keywords.

    None if too few are, whether or not those with such a word are counted.
    """
    words = nothing(column, column.judge({**Kind(name).schema, **keywords}))
    kind = Kind(name, words)
    fit = column.judged({**kind.schema, **keywords})
    typed = len(column.cells) - sum(column.texts[word] for word in words)
    is_enough = typed >= evidence.KIND_CELLS and typed - len(fit.against) >= evidence.WORTH * typed
    return (kind, fit) if is_enough and fit.share >= evidence.WORTH else None


def or_nothing(words: Sequence[str]) -> str:
    """Return the words for "nothing" as the end of a sentence: `, or '-' or empty`."""
    shown = ["empty" if word == "" else f"'{word}'" for word in words]
    return f", or {' or '.join(shown)}" if shown else ""


def nothing(column: Column, accepts: Callable[[Cell], bool]) -> tuple[str, ...]:
    """Return the words for "nothing" among the cells that are not accepted, the most frequent first."""
    refused: Counter[str] = Counter()
    for cell, places in column.distinct:
        if not cell.inline.targets and not accepts(cell):
            refused[cell.text.strip() or cell.source] += len(places)
    rows = len(column.cells)
    fewest = max(evidence.NOTHING_USES, evidence.NOTHING_SHARE * rows)
    known = [word for word, times in refused.most_common() if may_be_nothing(word) and times >= fewest]
    return tuple([*known, *_other_words(refused, known, rows)][: evidence.NOTHING_WORDS])


def _other_words(refused: Counter[str], known: list[str], rows: int) -> Iterator[str]:
    """Yield short words that are used again and again where all other cells are of the kind."""
    fewest = max(evidence.KIND_CELLS, evidence.OTHER_NOTHING_SHARE * rows)
    for word, times in refused.most_common(evidence.NOTHING_WORDS):
        is_word = 0 < len(word) <= evidence.NOTHING_LENGTH and not any(map(str.isdigit, word))
        if is_word and word not in known and times >= fewest:
            yield word
