"""Thresholds of all detectors of habits, and what they work on: rows with their places, columns, habits."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal, NamedTuple, TypeAlias

from rowcheck.model import Cell, Document, Row, Table
from rowcheck.settings import schemas, yaml_positions

# The thresholds of all detectors. A rule without settings reports every new cell or row that breaks a habit:
# its numbers are those at which fewer than one in two hundred of the rows that real lists accepted breaks
# one. `init` shows the share beside each habit for a maintainer to decide: its numbers are lower.

# What `init` makes of a habit.
RULE_SHARE = 0.99  # becomes a rule (--threshold): one row in a hundred may be an old mistake
SLIP_ROWS = 30  # among so many rows, a single one that breaks a rule is a slip, whatever the share
WORTH = 0.9  # is reported at all: below, the rows that break it are no longer exceptions

# The cells of a column, for `row-habit`.
HABIT_CELLS = 10  # fewer show no habit: in two of 100 tables of this size a first exception follows
HABIT_SHARE = 0.98  # a lower share reports more than one accepted row in two hundred
OWN_CELLS = 20  # with fewer, a table is measured together with those of the same columns
IMAGE_CELLS = 20  # fewer do not show that each row has an image: it is often added later
SPELLING_REPEATS = (
    3  # uses of a word on average, below which most values are names and spellings do not count
)
SPELLING_USES = 5  # uses of one spelling after which another spelling of the word is a slip


@dataclass(frozen=True, slots=True)
class ClosedSetLimits:
    """What makes the values of a column a closed set."""

    rows: int
    fewest_values: int
    rare: float  # the share of rows up to which a value is not part of the set
    share: float  # the share of rows that have a value of the set
    longest: float  # in characters
    most_values: int = 12  # more are a vocabulary that grows
    rows_per_value: int = 4  # with fewer, the next row has a new value too often (Good-Turing)
    rows_of_one: int = 20  # in fewer rows, a single value does not show that it is the only one


CLOSED_FOR_RULE = ClosedSetLimits(
    rows=20,  # in fewer rows, too many accepted rows have a new value
    fewest_values=2,  # the value missing from a column of one may follow at any time
    rare=0,  # each value used twice is accepted
    share=0.995,  # a value used once shows that the set is open; one in 200 rows is an old mistake
    longest=math.inf,  # whatever is used twice
)
CLOSED_FOR_INIT = ClosedSetLimits(
    rows=12,  # three values, four times each
    fewest_values=1,  # the maintainer knows whether there are more
    rare=0.002,  # in thousands of rows, a value used twice is a mistake made twice
    share=WORTH,  # rare values are shown as breaking the rule
    longest=40,  # longer values are sentences
)

# The kind of a column, for `init`.
KIND_CELLS = 5  # fewer cells of a kind are chance
KIND_TRACES = 0.05  # the share of cells of a kind below which it is not tried with words for "nothing"
NOTHING_USES, NOTHING_SHARE = 2, 0.01  # of a known word for "nothing": fewer are mistakes
OTHER_NOTHING_SHARE = 0.03  # of any other word: fewer are values
NOTHING_LENGTH = 20  # characters: longer texts are values
NOTHING_WORDS = 3  # in one column: more are values
LINKED_SHARE = 0.05  # cells with links from which the shown text is not all that a column holds
HTML_SHARE, UNSEEN_SHARE = 0.5, 0.01  # cells of HTML, or without text, from which the source is judged

# The texts and links of a column, for `init`.
HOST_LINKS, HOST_SHARE = 50, 0.98  # links to one host from which it is meant to be the only one
PROSE_ROWS = 20  # fewer texts do not show how sentences are written
PROSE_WORDS = 3  # in at least half of the cells: texts with fewer words are names
LIMIT_TEXTS, LIMIT_FALL = 10, 5  # texts just within a limit, and times as many as just beyond: it is known
LIMIT_ROOM = 1.2  # a limit that is not known leaves room for a fifth more than there is
LIMIT_NEARLY = 0.995  # texts within a limit that takes the longest ones for outliers
LOOK_ROWS = 8  # fewer texts look alike by chance
LOOK_LENGTH, LOOK_TOKENS, LOOK_NAMES = 30, 12, 3  # characters, tokens and words of a text: more are sentences
LOOK_SHAPES, LOOK_WORDS = 3, 6  # alternatives in a pattern, and at one place of it: more explain nothing
LOOK_USES, LOOK_SHARE = 3, 0.02  # texts of one shape: fewer are exceptions

# Order, by settings and by rows.
BACKBONE_ROWS = 8  # in fewer rows, any sorted run counts
BACKBONE_SHARE = 0.4  # a shorter run is not an order: of 8 shuffled rows 4 are sorted, of 30 rows 10

# The order of a table, for the rule.
EVIDENT_ROWS = 8  # fewer are sorted by chance too often: 8 shuffled rows once in 40,000 times
EVIDENT_SORTED = 0.95  # a table that rows were merely appended to has long runs, too
EVIDENT_KEYED = 0.9  # cells with a key: rows without one are never reported
EVIDENT_KEYS = 5  # fewer different keys are groups of rows
# The share of different keys: a column that repeats itself is sorted along with another one.
DISTINCT_KEYS: Mapping[str, float] = {"date": 0.3, "year": 0.0, "number": 0.5, "text": 0.6, "title": 0.6}

# The order of a group of tables, for `init`.
ORDER_BITS = 15.0  # evidence in bits, from all tables: shuffled, they are sorted once in 30,000 times
ORDER_KEYED = 0.95  # cells with a key: a setting applies to every row
ORDER_LENGTH = 25  # characters of a cell on average: longer ones are sentences with a date or number
ORDER_NEIGHBOURS = 0.85  # neighbours in order, below which the longest run is too short anyway
ORDER_LOSS = 0.002  # the share of rows that a second key may cost

# The style of rows.
STYLE_ROWS = 5  # fewer rows have no style yet
STYLE_OWN_ROWS = 10  # with fewer, a table is measured together with those of the same columns
STYLE_SHARE = 0.97  # of the rows that real lists accepted, as few break a style by design

# The number of cells of a row.
SHORT_SHARE, SHORT_ROWS = 0.2, 5  # rows with a cell too few from which cells are left out on purpose
EMPTY_SHARE = 0.5  # rows without a value in a column, above which its cell may be left out
SURPLUS_SHARE = 0.5  # rows with a cell too many, from which the cell is a note that is hidden on purpose

# Uniqueness. The rule looks at one table and those of the same columns, `init` at all that a key applies to.
NAMING_LINKED = 0.6  # rule: rows with a link from which a column names the rows
UNIQUE_SHARE = 0.97  # rule: distinct values from which they are distinct on purpose
UNIQUE_ROWS = 8  # rule: fewer are distinct by chance: a list of jobs begins with one for each company
SISTER_ROWS = 20  # rule: rows of all tables of the same columns from which a smaller table is judged by them
UNIQUE_NAMES = 5  # rule: fewer texts of links may all be `Link`
NAMES_SHARE = 0.995  # rule: distinct names from which a name with another link is the same thing
KEY_ROWS, KEY_SHARE = 8, 0.5  # init: rows that have a value: a setting applies to every row
NAMING_SHARE = 0.95  # init: rows with a value of their own from which a column names the rows

# The tables that share an entry of the settings, for `init`.
GROUP_ROWS, GROUP_SHARE = 8, 0.01  # rows, and the share of all rows, that are worth an entry
SECTION_ROWS, SECTION_SAMPLE = (
    10,
    60,
)  # rows that show the kinds of cells of a section: the fewest, and enough
SECTION_SHARE = 0.95  # cells of a section that are of the kind
SECTION_HEADINGS = 5  # headings of one entry: more do not tell tables apart


class Place(NamedTuple):
    """The file and line of a row, shown as `README.md:12`."""

    path: str
    line: int

    def __str__(self) -> str:
        return f"{self.path}:{self.line}"


class Entry(NamedTuple):
    """A row with its table and document."""

    document: Document
    table: Table
    row: Row

    @property
    def place(self) -> Place:
        return Place(self.document.path, self.row.line)


@dataclass(frozen=True, slots=True)
class Fit:
    """How many rows a rule applies to, and the places of those that break it."""

    rows: int
    against: tuple[Place, ...] = ()

    @property
    def share(self) -> float:
        """The share of rows that obey, 0 to 1; 1 without rows."""
        return 1 - len(self.against) / self.rows if self.rows else 1.0

    def is_rule(self, threshold: float) -> bool:
        """Return whether the share of rows that obey reaches the threshold, or all but one do."""
        slip = len(self.against) == 1 and self.rows >= SLIP_ROWS and threshold < 1
        return self.share >= threshold or slip


@dataclass(frozen=True)
class Column:
    """The cells of all rows under one title; `missing` are the rows too short to have one."""

    title: str
    cells: tuple[tuple[Place, Cell], ...]
    missing: tuple[Place, ...] = ()

    @staticmethod
    def of(title: str, entries: Sequence[Entry], spelling: Mapping[Table, Mapping[str, str]]) -> Column:
        """Return the cells under `title`; `spelling` maps it to each table's own spelling of the title."""
        found = [
            (entry.place, entry.table.cell(entry.row, spelling[entry.table][title])) for entry in entries
        ]
        cells = tuple((place, cell) for place, cell in found if cell is not None)
        return Column(title, cells, tuple(place for place, cell in found if cell is None))

    @cached_property
    def distinct(self) -> Sequence[tuple[Cell, Sequence[Place]]]:
        """The cells that differ in source or document, with their places."""
        cells: dict[tuple[object, str], tuple[Cell, list[Place]]] = {}
        for place, cell in self.cells:
            cells.setdefault((cell.read, cell.source), (cell, []))[1].append(place)
        return list(cells.values())

    @cached_property
    def texts(self) -> Counter[str]:
        """The texts of the cells, counted; the source of cells that show no text, like HTML."""
        return self.counted(lambda cell: cell.text.strip() or cell.source)

    def counted(self, value: Callable[[Cell], str]) -> Counter[str]:
        """Return how often the cells have each `value`."""
        counts: Counter[str] = Counter()
        for cell, places in self.distinct:
            counts[value(cell)] += len(places)
        return counts

    def count(self, holds: Callable[[Cell], object]) -> int:
        """Return for how many cells `holds` is true."""
        return sum(len(places) for cell, places in self.distinct if holds(cell))

    def fit(self, obeys: Callable[[Cell], bool]) -> Fit:
        """Return how many cells obey."""
        against = [place for cell, places in self.distinct if not obeys(cell) for place in places]
        return Fit(len(self.cells), tuple(sorted(against)))

    def judge(self, schema: Mapping[str, Any], *, required: bool = False) -> Callable[[Cell], bool]:
        """Return a function that decides whether a column's schema accepts a cell, as `row-schema` will."""
        row = {"properties": {self.title: schema}, "required": [self.title] if required else []}
        compiled = schemas.inline(yaml_positions.Tree("inferred", row), (), lambda _: None)
        return lambda cell: compiled.accepts((self.title,), {self.title: cell})

    def judged(self, schema: Mapping[str, Any], *, required: bool = False) -> Fit:
        """Return how many cells a column's schema accepts; a required cell that is missing is refused."""
        fit = self.fit(self.judge(schema, required=required))
        if not required or not self.missing:
            return fit
        return Fit(fit.rows + len(self.missing), tuple(sorted((*fit.against, *self.missing))))


About: TypeAlias = Literal["required", "cell", "text", "url", "row", "order", "unique", "style"]
"""Where a rule is written: in the schema's `required`, at a column, at the text or the address of its
links; as the table's `row`, as an entry of `order` or `unique`, or as the severity of `row-style`."""


@dataclass(frozen=True, slots=True, eq=False)
class Habit:
    """Something that all or nearly all rows have in common, and how the settings write it.

    `sentence` describes the rows. `value` holds keywords of a schema, or entries of `order` or `unique`, or
    severities; it is empty for `required`.
    """

    about: About
    column: str
    sentence: str
    value: Mapping[str, Any]
    fit: Fit


@dataclass(frozen=True, slots=True)
class Kind:
    """How a column's cells are read: a kind of `cell.schema.json`, and the words that mean nothing."""

    name: str = "text"
    nothing: tuple[str, ...] = ()

    @property
    def schema(self) -> dict[str, Any]:
        """The schema of the column; empty for plain text."""
        if self.nothing:
            return {"$ref": f"rowcheck:nullable-{self.name}", "nothing": list(self.nothing)}
        return {} if self.name == "text" else {"$ref": f"rowcheck:{self.name}"}


@dataclass(frozen=True, slots=True)
class GroupProposal:
    """One entry of `tables` in the settings: how its tables are matched, and their habits.

    `rules` are the habits that become rules, `comments` those that too few rows have, `replaced` those that a
    ready-made schema among the rules takes the place of. `size` counts rows.
    """

    name: str
    columns: tuple[str, ...]
    headings: tuple[str, ...]
    tables: tuple[Table, ...]
    size: int
    rules: tuple[Habit, ...] = ()
    comments: tuple[Habit, ...] = ()
    replaced: tuple[Habit, ...] = ()
    kinds: Mapping[str, Kind] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Proposal:
    """What was inferred from `paths`: the groups, and how many tables and rows are in none of them."""

    paths: tuple[str, ...]
    groups: tuple[GroupProposal, ...]
    rows: int
    other_tables: int
    other_rows: int
