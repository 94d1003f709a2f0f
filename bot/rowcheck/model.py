"""The words of rowcheck: documents, tables, rows and cells; changes, findings and reports.

Values only: nothing here reads a file, parses Markdown or knows a rule. Lines and columns count
from 1, in characters, as editors and GitHub count them; an end column is the first one *after*
the span. Documents, tables, rows and cells compare by identity, since two equal rows of one
table are still two rows.

The words of the design are frozen dataclasses. The small values that travel with them, here and in
every other module, are named tuples: such a class is made in a fifth of the time, and a run that
checks one row makes dozens of classes before it reads a line.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, NamedTuple, TypeAlias

Severity: TypeAlias = Literal["error", "warning", "off"]
Verdict: TypeAlias = Literal["passed", "failed", "not-checked"]


class Link(NamedTuple):
    """A link or an image, as rendered: `url` is percent-encoded as in GitHub's HTML."""

    text: str
    url: str
    title: str = ""
    image: bool = False


class Inline(NamedTuple):
    """What a cell shows: its plain text, and its links and images in document order."""

    text: str
    targets: tuple[Link, ...] = ()
    code: tuple[str, ...] = ()


Reader: TypeAlias = Callable[[str], Inline]


class Cell(NamedTuple):
    """One cell: `source` is its trimmed text in the file, at `column` up to `end_column`.

    A tuple, not a dataclass, since a list has tens of thousands and a tuple is made four times as fast.
    """

    source: str
    column: int
    end_column: int
    read: Reader

    @property
    def inline(self) -> Inline:
        """What the cell renders to; parsed when asked for, remembered by the reader."""
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
    """One row as it stands in the file.

    `source` is the whole line without its end, `start` the index in it where the row begins
    (after list markers, quote marks and indentation), `width` the number of columns of its
    table. Cells are split when asked for: most rows of a list are never looked into.
    """

    line: int
    source: str
    start: int
    width: int
    split: Callable[[Row], tuple[Cell, ...]] = field(repr=False)

    @property
    def raw(self) -> str:
        """The row's own text, without container marks and surrounding blanks."""
        return self.source[self.start :].strip(" \t\v\f")

    @cached_property
    def written(self) -> tuple[Cell, ...]:
        """The cells that stand in the file, as many as there are."""
        return self.split(self)

    @property
    def cells(self) -> tuple[Cell, ...]:
        """The cells GitHub shows for this row: never more than `width`, fewer when some are missing."""
        return self.written[: self.width]

    @property
    def surplus(self) -> tuple[Cell, ...]:
        """The cells GitHub hides because the header has no column for them."""
        return self.written[self.width :]

    @cached_property
    def content(self) -> tuple[str, ...]:
        """What the row says, whatever its padding and its outer pipes: equal content, same row."""
        return tuple(" ".join(cell.source.split()) for cell in self.written)


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """One table as GitHub renders it.

    `line` is the header's line, the delimiter row is the next one, `end_line` the last row's
    (the delimiter's when there is no row). `columns` are unique names (a repeated title gets its
    number, an empty one is `Column 3`), `headings` the path of headings above, outermost first,
    `containers` the open quotes and list items, outermost first.
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
        """The cell of `row` under `column`; None where the row is too short or no such column is."""
        if column not in self.columns:
            return None
        index = self.columns.index(column)
        cells = row.cells
        return cells[index] if index < len(cells) else None


Headings: TypeAlias = tuple[tuple[int, int, str], ...]
"""The headings of a page: line, level and text of each, in order."""


def heading_path(headings: Headings, line: int) -> tuple[str, ...]:
    """The headings above a line, outermost first."""
    path: list[tuple[int, str]] = []
    for at, level, text in headings:
        if at >= line:
            break
        path = [*(step for step in path if step[0] < level), (level, text)]
    return tuple(text for _, text in path)


@dataclass(frozen=True, eq=False)
class Document:
    """One file's text at one version; `lines` are without their ends."""

    path: str
    text: str
    lines: tuple[str, ...]
    kinds: str
    """What each line is in the rendered page: blank (a space), `p` paragraph, `#` heading, `c` indented
    code, `f` fenced code, `h` HTML block, `-` thematic break, `H` table header, `D` delimiter row,
    `r` table row, `x` link definition."""
    tables: tuple[Table, ...]
    headings: Headings = ()

    @cached_property
    def row_at(self) -> Mapping[int, tuple[Table, Row]]:
        """The table and the row that stand on a line."""
        return {row.line: (table, row) for table in self.tables for row in table.rows}

    def heading_path(self, line: int) -> tuple[str, ...]:
        """The headings above a line, outermost first."""
        return heading_path(self.headings, line)


class Related(NamedTuple):
    """Another place that a finding speaks of."""

    path: str
    line: int
    message: str


class Edit(NamedTuple):
    """Lines `line` to `end_line` of the head become `text` (no final line end; None deletes them).

    An insertion before `line` has `end_line == line - 1`.
    """

    line: int
    end_line: int
    text: str | None


@dataclass(frozen=True, slots=True)
class Fix:
    """A verified change that removes a finding; `safe` when it cannot change what the list says."""

    title: str
    edits: tuple[Edit, ...]
    safe: bool


@dataclass(frozen=True, slots=True)
class Problem:
    """What a rule yields. The engine makes a Finding of it.

    `key` tells this fault from others of the same rule on the same row, without line numbers: a
    fault whose key the base row already had is debt. `row` is None for a fault of no single row;
    `subject` then names what it is about, for the fingerprint. `severity` is given where the settings
    or the evidence weigh this one fault otherwise than its rule.
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


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault of the pull request's own. `line` is the head's; columns are 0 when not known."""

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


class NotChecked(NamedTuple):
    """A row, or a whole file (`line` 0), that could not be judged, and why."""

    path: str
    line: int
    reason: str


class Counts(NamedTuple):
    """Rows added, and how they divide: `added == checked + not_checked`, always."""

    added: int = 0
    checked: int = 0
    not_checked: int = 0


_NO_ROWS = Counts()


@dataclass(frozen=True, slots=True)
class Report:
    """All that a run has to say. `rules_off` names the rules that had no settings to work with.

    `every_row` is whether every row was judged, and not only those that changed.
    """

    findings: tuple[Finding, ...] = ()
    counts: Counts = _NO_ROWS
    debt: int = 0
    not_checked: tuple[NotChecked, ...] = ()
    rules_off: tuple[str, ...] = ()
    waived: tuple[Finding, ...] = ()
    every_row: bool = False
    texts: Mapping[str, tuple[str, ...]] = field(default_factory=dict, repr=False)
    """The head lines of each file that a finding stands in, for reporters that show them."""

    @property
    def verdict(self) -> Verdict:
        if any(finding.severity == "error" for finding in self.findings):
            return "failed"
        return "not-checked" if self.not_checked else "passed"
