"""What nearly all cells of a column are, and whether another cell breaks with it.

For what a list never wrote down. It would rather see no habit than a wrong one: the thresholds are
those at which, of the rows that real lists have, fewer than one in two hundred stands out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Literal, NamedTuple, TypeAlias

from rowcheck.cells.dates import has_year
from rowcheck.cells.kinds import KINDS, kind
from rowcheck.cells.nothing import is_nothing

FEWEST = 10
"""Fewer cells show no habit: two tables in a hundred of that size have a first exception to come."""
NEARLY_ALL = 0.98

FEWEST_VALUED = 20
"""Cells with a value that an enumeration takes."""
MOST_VALUES = 12
OFTEN = 4
"""Times that each value of an enumeration comes on the average; each comes twice or more."""
WORDS_COME_AGAIN = 3
"""Times that each value comes on the average in a column whose spellings count."""
SPELT = 5
"""Times that a spelling has come before another one of the same word is a slip."""

Breach: TypeAlias = Literal["nothing", "kind", "year", "spelling", "value"]


class Habit(NamedTuple):
    """A column's habit; a part that it does not have is None, False or empty.

    `values` are the only ones there are, `spellings` the usual one of each word that comes often.
    """

    kind: str | None = None
    filled: bool = False
    dated: bool = False
    values: tuple[str, ...] = ()
    spellings: Mapping[str, str] | None = None

    def breach(self, source: str) -> Breach | None:
        """How a cell breaks the habit."""
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
        """The spelling that the column has for this word."""
        return (self.spellings or {}).get(folded(source))


def habit(own: Sequence[str], alike: Callable[[], Sequence[str]] = tuple) -> Habit:
    """The habit of a column, by the sources of its cells; `alike` gives those of like tables' columns.

    A table with few rows of its own is judged by all of them together, so are values.
    """
    cells = own if len(own) >= FEWEST_VALUED else [*own, *alike()]
    if len(cells) < FEWEST:
        return Habit()
    common = _common(cells)
    filled = _is_filled(cells) and (common != "image" or len(cells) >= FEWEST_VALUED)
    if cells is not own and any(map(is_nothing, own)):
        filled = False  # what a table does itself counts for more than what those like it do
    dated = common == "text" and sum(map(has_year, cells)) >= NEARLY_ALL * len(cells)
    if common not in (None, "text") or dated:
        return Habit(common, filled, dated)
    if cells is own and len(set(own)) > max(MOST_VALUES, len(own) // WORDS_COME_AGAIN):
        return Habit(common, filled)  # in a column where no word comes again, none is spelt otherwise
    counts = Counter([*own, *alike()] if cells is own else cells)
    for source in [source for source in counts if is_nothing(source)]:
        del counts[source]
    return Habit(common, filled, False, _values(counts), _spellings(counts))


def folded(source: str) -> str:
    """A word without case, markup and the blanks around it."""
    return "".join(source.casefold().split()).strip("*_~`'\"“”‘’")


def _is_filled(cells: Sequence[str]) -> bool:
    return sum(map(is_nothing, cells)) <= (1 - NEARLY_ALL) * len(cells)


def _common(cells: Sequence[str]) -> str | None:
    """The kind of nearly all cells. One word over and over, as a sign for nothing, is no kind."""
    kinds = Counter("link" if (it := kind(cell)) == "prose" else it for cell in cells)
    found, times = kinds.most_common(1)[0]
    if found == "nothing" or times < NEARLY_ALL * len(cells):
        return None
    if found == "text" and Counter(cells).most_common(1)[0][1] * 2 > len(cells):
        return None
    return found


def _values(counts: Counter[str]) -> tuple[str, ...]:
    """The values of an enumeration, the commonest first; none where the column is not one.

    One value alone is none: another may be what was missing all the time.
    """
    closed = (
        2 <= len(counts) <= MOST_VALUES
        and counts.total() >= max(FEWEST_VALUED, OFTEN * len(counts))
        and min(counts.values()) >= 2
        and all(kind(value) == "text" for value in counts)
    )
    return tuple(value for value, _ in counts.most_common()) if closed else ()


def _spellings(counts: Counter[str]) -> Mapping[str, str]:
    """The usual spelling of each word that comes often, in a column where words come again."""
    if len(counts) * WORDS_COME_AGAIN > counts.total():
        return {}
    groups: dict[str, list[str]] = {}
    for value in counts:
        groups.setdefault(folded(value), []).append(value)
    return {
        word: spelt[0]
        for word, spelt in groups.items()
        if len(spelt) == 1 and counts[spelt[0]] >= SPELT and kind(spelt[0]) == "text"
    }
