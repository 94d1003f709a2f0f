"""The contract of a rule: what it is, what it is given, and functions that several rules share.

A row rule is given a table and the rows to check, for the head and for the rows that they were in the base;
what it reports for both is debt. A file rule is given both versions of a file. A rule reads no files and does
not know the results of other rules. It yields problems; severity, fingerprint and waivers are applied later.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeAlias

from rowcheck.cells.row_names import row_name
from rowcheck.cells.row_roles import non_entries
from rowcheck.compare.changes import Comparison
from rowcheck.compare.lines import Hunks
from rowcheck.inference import uniqueness
from rowcheck.inference.evidence import Entry
from rowcheck.markdown.tablerow import WHITESPACE, alignments, split_cells
from rowcheck.model import Cell, Document, Edit, Fix, Problem, Row, Severity, Table
from rowcheck.settings.settings import TableSettings, Unique, split_selector
from rowcheck.text import counted

_SISTER_ROWS = 100
"""Rows of sister tables that are read; more take time in a list of thousands of tables."""

PAGE = "https://github.com/rowcheck/rowcheck/blob/main/docs/rules.md"


@dataclass(frozen=True)
class Listing:
    """All documents of the list at one version, for checks wider than a table."""

    documents: tuple[Document, ...] = ()

    @cached_property
    def tables(self) -> tuple[tuple[Document, Table], ...]:
        return tuple((document, table) for document in self.documents for table in document.tables)


@dataclass(frozen=True, eq=False)
class TableView:
    """One table at one version, with the rows to check (`subjects`) in their order.

    `placed` are the subjects that were added or moved, `changed` all changed rows of the document, and
    `set_aside` those of the table that are not checked, since an earlier rule reported them or they are
    not entries. For a table of the head, `before` is the table it was in the base, `origins` maps a subject
    to the table and row it was.
    """

    document: Document
    table: Table
    subjects: tuple[Row, ...]
    settings: TableSettings | None
    listing: Listing = Listing()
    before: Table | None = None
    placed: frozenset[Row] = frozenset()
    changed: Collection[Row] = frozenset()
    set_aside: frozenset[Row] = frozenset()
    origins: Mapping[Row, tuple[Table, Row]] = field(default_factory=dict)

    @cached_property
    def judged(self) -> frozenset[Row]:
        return frozenset(self.subjects)

    @cached_property
    def entries(self) -> tuple[Row, ...]:
        """The rows of the table without those set aside, headings of groups and headers left in it."""
        left_out = self.set_aside | non_entries(self.table)
        return tuple(row for row in self.table.rows if row not in left_out)

    @cached_property
    def others(self) -> tuple[Row, ...]:
        """The entries that are not to be checked, which show the habits of the table."""
        return tuple(row for row in self.entries if row not in self.judged)

    def name_of(self, row: Row, table: Table | None = None) -> str:
        """Return the name of a row of this table, or of another table, for messages."""
        unique = self.settings.unique if self.settings else None
        titles = [split_selector(entry.by)[0] for entry in unique or () if entry.as_ == "title"]
        return row_name(row, table or self.table, titles[0] if titles else None)

    @cached_property
    def sisters(self) -> tuple[tuple[Table, tuple[Row, ...]], ...]:
        """The document's other tables of the same columns with their unchanged rows: the nearest, if many."""
        near = sorted(self.document.tables, key=lambda table: abs(table.line - self.table.line))
        found: list[tuple[Table, tuple[Row, ...]]] = []
        size = 0
        for table in near:
            if size < _SISTER_ROWS and table is not self.table and table.columns == self.table.columns:
                found.append((table, tuple(row for row in table.rows if row not in self.changed)))
                size += len(table.rows)
        return tuple(found)

    @cached_property
    def unique(self) -> Sequence[Unique]:
        """What must be unique according to the settings; without settings, to the unchanged rows."""
        if self.settings is not None:
            return self.settings.unique or ()
        sisters = [Entry(self.document, table, row) for table, rows in self.sisters for row in rows]
        return [
            unique
            for unique in uniqueness.naming(self.table)
            if uniqueness.is_evident(self.table, self.others, sisters, unique)
        ]

    def scope(self, unique: Unique) -> Sequence[tuple[Document, Table]]:
        """Return the tables in which a value must be unique, those of this document first."""
        if unique.scope == "table":
            return [(self.document, self.table)]
        near = [(self.document, table) for table in self.document.tables]
        if unique.scope == "section":
            return [entry for entry in near if entry[1].headings == self.table.headings]
        if unique.scope == "file":
            return near
        return near + [entry for entry in self.listing.tables if entry[0] is not self.document]

    def place(self, entry: Entry) -> str:
        """Return the line of another row, with its path if it is in another file."""
        document, _, row = entry
        return f"line {row.line}" if document is self.document else f"{document.path}:{row.line}"


@dataclass(frozen=True, eq=False)
class FileView:
    """Both versions of a file, and what happened to its rows and lines.

    `settings` maps each table of the head to its settings; `configured` is whether the list has settings for
    any table.
    """

    comparison: Comparison
    settings: Mapping[Table, TableSettings | None] = field(default_factory=dict)
    configured: bool = False

    @property
    def base(self) -> Document:
        return self.comparison.base

    @property
    def head(self) -> Document:
        return self.comparison.head

    @property
    def hunks(self) -> Hunks:
        return self.comparison.hunks


RowCheck: TypeAlias = Callable[[TableView], Iterator[Problem]]
FileCheck: TypeAlias = Callable[[FileView], Iterator[Problem]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A named check. `id` is also the name of its file, its key in the settings and its anchor in the docs.

    `rows` checks the rows of a table, `file` a file. `doc` is the documentation; its first line is a summary.
    `after`: a problem on a cell is dropped if one of these rules reports the cell. `needs` returns whether
    the settings of a table give the rule something to check.
    """

    id: str
    severity: Severity
    doc: str
    rows: RowCheck | None = None
    file: FileCheck | None = None
    after: tuple[str, ...] = ()
    needs: Callable[[TableSettings], bool] | None = None

    @property
    def summary(self) -> str:
        """What the rule finds, as a phrase for a table or a list."""
        first = self.doc.partition("\n")[0].removesuffix(".")
        return first[0].lower() + first[1:]

    @property
    def help_uri(self) -> str:
        return f"{PAGE}#{self.id}"


def row_rule(
    name: str,
    severity: Severity,
    doc: str | None,
    *,
    after: tuple[str, ...] = (),
    needs: Callable[[TableSettings], bool] | None = None,
) -> Callable[[RowCheck], Rule]:
    """Make a rule of a function that yields the problems of the rows in a `TableView`."""
    return lambda check: Rule(name, severity, doc or "", check, None, after, needs)


def file_rule(name: str, severity: Severity, doc: str | None) -> Callable[[FileCheck], Rule]:
    """Make a rule of a function that yields the problems of a `FileView`."""
    return lambda check: Rule(name, severity, doc or "", None, check)


def replace_cell(row: Row, cell: Cell, source: str, *, safe: bool) -> Fix:
    """Return the fix that writes `source` in place of a cell."""
    text = row.source[: cell.column - 1] + source + row.source[cell.end_column - 1 :]
    return Fix(f"Write {source}", (Edit(row.line, row.line, text),), safe)


def looks_like_row(line: str) -> bool:
    """Return whether a line was probably meant as a row: it has a pipe between cells, or two pipes."""
    text = line.strip(WHITESPACE)
    pipes = text.count("|") - text.count("\\|")
    return pipes >= 2 or (pipes == 1 and text[:1] != "|" and text[-1:] != "|")


def cell_count(line: str) -> int:
    """Return the number of cells that a line would have as a row."""
    text = line.strip(WHITESPACE)
    return len(split_cells(text)) if text else 0


def is_delimiter(line: str) -> bool:
    """Return whether a line is written like a delimiter row, and not like a thematic break."""
    text = line.strip(WHITESPACE)
    return "|" in text and alignments(text) is not None


def mismatched_delimiter(lines: Sequence[str], line: int) -> str:
    """Describe a delimiter row on `line` that does not match the header above; "" if there is none."""
    text, header = lines[line - 1], lines[line - 2]
    cells, wanted = cell_count(text), cell_count(header)
    if not is_delimiter(text) or cells == wanted:
        return ""
    return f"the delimiter row on line {line} has {counted(cells, 'cell')}, the header {wanted}"
