"""The data model: documents, tables, rows and cells; problems, findings and reports.

Lines and columns are 1-based and counted in characters, as in editors and on GitHub; an end column is
the first one after the span. Documents, tables and rows compare by identity: two equal rows of a table
are two rows. Values are frozen dataclasses; those that a large list has a hundred thousand of are named
tuples, which are created four times as fast.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import astuple, dataclass, field
from functools import cached_property
from typing import Literal, NamedTuple, TypeAlias

Severity: TypeAlias = Literal["error", "warning", "off"]
Verdict: TypeAlias = Literal["passed", "failed", "not-checked"]


class Link(NamedTuple):
    """A link or an image as rendered; `url` is percent-encoded as in GitHub's HTML."""

    text: str
    url: str
    title: str = ""
    image: bool = False


class Inline(NamedTuple):
    """The rendered content of a cell: its plain text, and its links and images in document order."""

    text: str
    targets: tuple[Link, ...] = ()
    code: tuple[str, ...] = ()


Reader: TypeAlias = Callable[[str], Inline]


MAX_CELL = 10_000
"""The longest cell whose Markdown is parsed, in characters. A longer one is its own text, without links."""


class Cell(NamedTuple):
    """One cell: `source` is its trimmed Markdown, from `column` up to `end_column`."""

    source: str
    column: int
    end_column: int
    read: Reader

    @property
    def is_parsed(self) -> bool:
        return len(self.source) <= MAX_CELL

    @property
    def inline(self) -> Inline:
        """The rendered content; parsed on demand and cached by `read`."""
        return self.read(self.source)

    @property
    def text(self) -> str:
        return self.inline.text

    @property
    def links(self) -> tuple[Link, ...]:
        return tuple(target for target in self.inline.targets if not target.image)

    @property
    def images(self) -> tuple[Link, ...]:
        return tuple(target for target in self.inline.targets if target.image)

    @property
    def code(self) -> tuple[str, ...]:
        return self.inline.code


@dataclass(frozen=True, eq=False)
class Row:
    """One row as written in the file.

    `source` is the complete line without its line end, `start` the index where the row begins (after
    list markers, quote marks and indentation), `width` the number of columns of the table. The line is
    split into cells on demand, since most rows of a list are never read.
    """

    line: int
    source: str
    start: int
    width: int
    split: Callable[[Row], tuple[Cell, ...]] = field(repr=False)

    @property
    def raw(self) -> str:
        """The text of the row without container marks and surrounding spaces."""
        return self.source[self.start :].strip(" \t\v\f")

    @cached_property
    def written(self) -> tuple[Cell, ...]:
        """All cells in the file, however many the table has columns for."""
        return self.split(self)

    @property
    def cells(self) -> tuple[Cell, ...]:
        """The cells that GitHub shows: at most `width`, fewer when the row is too short."""
        return self.written[: self.width]

    @property
    def surplus(self) -> tuple[Cell, ...]:
        """The cells that GitHub hides because the header has no column for them."""
        return self.written[self.width :]

    @cached_property
    def content(self) -> tuple[str, ...]:
        """The cell sources with normalized spacing, equal for rows that differ in padding or outer pipes."""
        return tuple(" ".join(cell.source.split()) for cell in self.written)


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """One table as GitHub renders it.

    `line` is the line of the header, followed by the delimiter row; `end_line` is that of the last row
    (of the delimiter row when there is none). `columns` are unique names: a repeated title gets a
    number, an empty one is `Column 3`. `headings` are the headings above and `containers` the open
    quotes and list items, both outermost first.
    """

    line: int
    end_line: int
    headings: tuple[str, ...]
    columns: tuple[str, ...]
    alignments: tuple[str, ...]
    header: Row
    rows: tuple[Row, ...]
    containers: tuple[str, ...] = ()

    def cell(self, row: Row, column: str) -> Cell | None:
        """Return the cell of `row` in `column`; None if the row is too short or the column does not exist."""
        if column not in self.columns:
            return None
        index = self.columns.index(column)
        cells = row.cells
        return cells[index] if index < len(cells) else None


Headings: TypeAlias = tuple[tuple[int, int, str], ...]
"""Line, level and text of each heading of a page, in order."""


def heading_path(headings: Headings, line: int) -> tuple[str, ...]:
    """Return the headings above a line, outermost first."""
    path: list[tuple[int, str]] = []
    for at, level, text in headings:
        if at >= line:
            break
        path = [*(step for step in path if step[0] < level), (level, text)]
    return tuple(text for _, text in path)


@dataclass(frozen=True, eq=False)
class Document:
    """One file at one version; `lines` are without their ends."""

    path: str
    text: str
    lines: tuple[str, ...]
    kinds: str
    """The kind of each line in the rendered page, a character each: ` ` blank, `p` paragraph, `#` heading,
    `c` indented code, `f` fenced code, `h` HTML block, `-` thematic break, `H` table header, `D`
    delimiter row, `r` table row, `x` link definition."""
    tables: tuple[Table, ...]
    headings: Headings = ()

    @cached_property
    def row_at(self) -> Mapping[int, tuple[Table, Row]]:
        """The table and the row at each line that has a row."""
        return {row.line: (table, row) for table in self.tables for row in table.rows}

    def heading_path(self, line: int) -> tuple[str, ...]:
        """Return the headings above a line, outermost first."""
        return heading_path(self.headings, line)


@dataclass(frozen=True, slots=True)
class Related:
    """Another place that a finding refers to."""

    path: str
    line: int
    message: str


@dataclass(frozen=True, slots=True)
class Edit:
    """A replacement of the head's lines `line` to `end_line` by `text`, without a final line end.

    A `text` of None deletes the lines. An insertion before `line` has `end_line == line - 1`.
    """

    line: int
    end_line: int
    text: str | None


@dataclass(frozen=True, slots=True)
class Fix:
    """A change that removes a finding; `safe` if it cannot change the meaning of the list."""

    title: str
    edits: tuple[Edit, ...]
    safe: bool


@dataclass(frozen=True, slots=True)
class Problem:
    """What a rule yields; the engine turns it into a finding.

    `key` identifies the problem among those of its rule on the same row, without line numbers: if the
    base row had a problem of the same key, the problem is debt. `row` is None if the problem does not
    concern one row; `subject` then identifies it in the fingerprint. `part` is the column and the keyword
    or condition that tell the problem from others of its rule on the same row. `severity` overrides the
    severity of the rule. `fixes` are candidates in order of preference. `settles`: later rules skip the
    row, as they would only find consequences of the problem.
    """

    line: int
    message: str
    row: Row | None = None
    key: str = ""
    subject: str = ""
    column: int = 0
    end_column: int = 0
    end_line: int = 0
    related: tuple[Related, ...] = ()
    fixes: tuple[Fix, ...] = ()
    severity: Severity | None = None
    part: str = ""
    settles: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem that the change introduced.

    `line` is in the head; columns are 0 if unknown. `row` is the text of the row, or of the line if the
    problem does not concern a row. `key` is that of the problem, `row_names` are what waivers may call
    the row. `old_fingerprint` is that of version 0.1, which comments on GitHub may still carry.
    """

    rule: str
    severity: Severity
    path: str
    line: int
    end_line: int
    column: int
    end_column: int
    message: str
    fingerprint: str
    headings: tuple[str, ...]
    row: str
    related: tuple[Related, ...] = ()
    fix: Fix | None = None
    key: str = ""
    row_names: tuple[str, ...] = ()
    old_fingerprint: str = ""

    @property
    def identity(self) -> tuple[str, str]:
        """The fingerprint without its number, and the key of the problem: equal before and after a fix."""
        return self.fingerprint.partition("-")[0], self.key


@dataclass(frozen=True, slots=True)
class NotChecked:
    """A row, or a complete file (`line` 0), that was not checked, and the reason."""

    path: str
    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class Counts:
    """The number of rows by what happened to them, and by whether they were judged.

    `added + modified + moved == checked + not_checked`; a row that was moved and modified is modified.
    """

    added: int = 0
    modified: int = 0
    moved: int = 0
    removed: int = 0
    checked: int = 0
    not_checked: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(*map(sum, zip(astuple(self), astuple(other), strict=True)))


_NO_ROWS = Counts()


@dataclass(frozen=True, slots=True)
class SettingsWarning:
    """What a settings or schema file names that the list does not have; `line` is 0 if unknown."""

    path: str
    line: int
    column: int
    message: str

    @property
    def place(self) -> str:
        return f"{self.path}:{self.line}" if self.line else self.path


@dataclass(frozen=True, slots=True)
class Report:
    """The result of a run.

    `debt` counts the problems that the base already had, `rules_off` are the rules without the settings
    that they need, `every_row` is set if unchanged rows were checked as well.
    """

    findings: tuple[Finding, ...] = ()
    counts: Counts = _NO_ROWS
    debt: int = 0
    not_checked: tuple[NotChecked, ...] = ()
    rules_off: tuple[str, ...] = ()
    waived: tuple[Finding, ...] = ()
    every_row: bool = False
    warnings: tuple[SettingsWarning, ...] = ()
    """What the settings name that the list does not have."""
    texts: Mapping[str, tuple[str, ...]] = field(default_factory=dict, repr=False)
    """The head lines of each file with a finding, for reporters that show them."""

    @property
    def verdict(self) -> Verdict:
        if any(finding.severity == "error" for finding in self.findings):
            return "failed"
        return "not-checked" if self.not_checked else "passed"
