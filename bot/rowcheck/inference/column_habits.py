"""What nearly all cells of a column hold, read from their sources, and how another cell breaks with it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from rowcheck.cells.dates import has_year
from rowcheck.cells.kinds import KINDS, kind
from rowcheck.cells.nothing import is_nothing
from rowcheck.inference import evidence
from rowcheck.inference.evidence import ClosedSetLimits

Breach: TypeAlias = Literal["nothing", "kind", "placeholder", "year", "spelling", "value"]


@dataclass(frozen=True, slots=True)
class ColumnHabit:
    """The habit of a column; a part that the column does not have is None, False or empty.

    `values` is a closed set of values; `spellings` maps each folded word that is used often to its spelling.
    """

    kind: str | None = None
    filled: bool = False
    dated: bool = False
    values: tuple[str, ...] = ()
    spellings: Mapping[str, str] | None = None

    def breach(self, source: str) -> Breach | None:
        """Return how a cell breaks the habit, from its trimmed source."""
        held = kind(source)
        if held == "nothing":
            return "nothing" if self.filled else None
        if self.kind and held != self.kind and held not in KINDS[self.kind].beside:
            return "kind"
        if self.dated and not has_year(source):
            return "year"
        if self.usual(source) not in (source, None):
            return "spelling"
        return "value" if self.values and source not in self.values else None

    def usual(self, source: str) -> str | None:
        """Return the column's spelling of a word."""
        return (self.spellings or {}).get(_folded(source))


def column_habit(own: Sequence[str], alike: Callable[[], Sequence[str]] = tuple) -> ColumnHabit:
    """Return the habit of a column from the sources of its cells.

    `alike` returns the cells of other tables with the same columns. A small table is measured together with
    them, and closed sets and spellings always are.
    """
    is_large = len(own) >= evidence.OWN_CELLS
    cells = own if is_large else [*own, *alike()]
    if len(cells) < evidence.HABIT_CELLS:
        return ColumnHabit()
    common = _common_kind(cells)
    filled = sum(map(is_nothing, cells)) <= (1 - evidence.HABIT_SHARE) * len(cells)
    if common == "image" and len(cells) < evidence.IMAGE_CELLS:
        filled = False
    if not is_large and any(map(is_nothing, own)):
        filled = False  # what the table itself does counts for more than what others do
    dated = common == "text" and sum(map(has_year, cells)) >= evidence.HABIT_SHARE * len(cells)
    if common not in (None, "text") or dated:
        return ColumnHabit(common, filled, dated)
    most_words = len(own) // evidence.SPELLING_REPEATS
    if is_large and len(set(own)) > max(evidence.CLOSED_FOR_RULE.most_values, most_words):
        return ColumnHabit(common, filled)  # few words are used twice
    counts = Counter([*own, *alike()] if is_large else cells)
    for source in [source for source in counts if is_nothing(source)]:
        del counts[source]
    values = closed_set(counts, evidence.CLOSED_FOR_RULE)
    if any(kind(value) != "text" for value in values):
        values = ()
    return ColumnHabit(common, filled, False, values, _spellings(counts))


def closed_set(counts: Counter[str], limits: ClosedSetLimits) -> tuple[str, ...]:
    """Return the values of a closed set, the most frequent first; empty where more values are to be expected.

    A value met once is not part of the set. A column that is mostly empty has none.
    """
    rows = counts.total()
    values = tuple(value for value, times in counts.most_common() if times >= max(2, limits.rare * rows))
    if not limits.fewest_values <= len(values) <= limits.most_values:
        return ()
    if rows < max(limits.rows, limits.rows_per_value * len(values)) or 2 * counts[""] > rows:
        return ()
    if rows < limits.rows_of_one and (len(values) == 1 or counts[values[-1]] < 3):
        return ()
    if any(len(value) > limits.longest for value in values):
        return ()
    return values if sum(counts[value] for value in values) >= limits.share * rows else ()


def _folded(source: str) -> str:
    """Return a word without case, spaces, and the markup and quotes around it."""
    return "".join(source.casefold().split()).strip("*_~`'\"“”‘’")


def _common_kind(cells: Sequence[str]) -> str | None:
    kinds = Counter("link" if (held := kind(cell)) == "prose" else held for cell in cells)
    common, times = kinds.most_common(1)[0]
    if common == "nothing" or times < evidence.HABIT_SHARE * len(cells):
        return None
    if common == "text" and Counter(cells).most_common(1)[0][1] * 2 > len(cells):
        return None  # one word in most cells may be a sign for nothing
    return common


def _spellings(counts: Counter[str]) -> Mapping[str, str]:
    if len(counts) * evidence.SPELLING_REPEATS > counts.total():
        return {}
    words: dict[str, list[str]] = {}
    for value in counts:
        words.setdefault(_folded(value), []).append(value)
    return {
        word: spelt[0]
        for word, spelt in words.items()
        if len(spelt) == 1 and counts[spelt[0]] >= evidence.SPELLING_USES and kind(spelt[0]) == "text"
    }
