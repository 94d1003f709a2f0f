"""What a rule is, what it gets to see, and what rules have in common in looking at lines and rows.

A rule is a named check. Most judge rows: they get a table with the rows to judge, once as the
head has it and once as the base had it, and what the base had already is debt. Some judge what
the pull request did to a whole file: they get both versions. Neither reads files, knows of
severities or fingerprints, or asks what another rule found.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import NamedTuple, TypeAlias

from rowcheck.compare.changes import Comparison
from rowcheck.compare.lines import Hunks
from rowcheck.inference import uniqueness
from rowcheck.markdown import tablerow
from rowcheck.model import Document, Problem, Row, Severity, Table
from rowcheck.settings.settings import TableSettings, Unique
from rowcheck.text import counted

BLANKS = tablerow.BLANKS


@dataclass(frozen=True)
class Listing:
    """All documents of one side that a rule may look at for scopes wider than a table."""

    documents: tuple[Document, ...] = ()

    @cached_property
    def tables(self) -> tuple[tuple[Document, Table], ...]:
        return tuple((document, table) for document in self.documents for table in document.tables)


@dataclass(frozen=True, eq=False)
class TableView:
    """One table of one side. `subjects` are the rows to judge, in their order.

    `placed` are those whose place is in question: added or moved ones. Where the table is the
    head's, `before` is the table it was and `origins` the table and row that a judged row was.
    """

    document: Document
    table: Table
    subjects: tuple[Row, ...]
    settings: TableSettings | None
    listing: Listing = Listing()
    before: Table | None = None
    placed: frozenset[Row] = frozenset()
    origins: Mapping[Row, tuple[Table, Row]] = field(default_factory=dict)

    @cached_property
    def judged(self) -> frozenset[Row]:
        return frozenset(self.subjects)

    @cached_property
    def others(self) -> tuple[Row, ...]:
        """The rows that are not judged: the table's habit."""
        return tuple(row for row in self.table.rows if row not in self.judged)


class FileView(NamedTuple):
    """Both versions of a file, what happened to its rows and which lines differ.

    `settings` leads from a head table to what the list's settings say of it; `configured` is
    whether they speak of any table at all.
    """

    comparison: Comparison
    hunks: Hunks
    settings: Mapping[Table, TableSettings | None] = MappingProxyType({})
    configured: bool = False

    @property
    def base(self) -> Document:
        return self.comparison.base

    @property
    def head(self) -> Document:
        return self.comparison.head


RowCheck: TypeAlias = Callable[[TableView], Iterator[Problem]]
FileCheck: TypeAlias = Callable[[FileView], Iterator[Problem]]

PAGE = "https://github.com/rowcheck/rowcheck/blob/main/docs/rules.md"


@dataclass(frozen=True, slots=True)
class Rule:
    """A named check: the id is its file's name, its key in the settings and its anchor in the docs.

    `rows` judges the rows of a table, `file` a complete file. `doc` is the documentation of the rule; its
    first line is a summary. A row with a problem of a rule that `settles` it is not judged by the rules
    after it, since they would only report consequences. A problem on a cell is dropped if a rule named in
    `after` reports the same cell. `needs` tells whether a table's settings give the rule something to check.
    """

    id: str
    severity: Severity
    doc: str
    rows: RowCheck | None = None
    file: FileCheck | None = None
    settles: bool = False
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
    settles: bool = False,
    after: tuple[str, ...] = (),
    needs: Callable[[TableSettings], bool] | None = None,
) -> Callable[[RowCheck], Rule]:
    """Make a rule of a function that yields the problems of the rows in a `TableView`."""
    return lambda check: Rule(name, severity, doc or "", check, None, settles, after, needs)


def file_rule(
    name: str, severity: Severity, doc: str | None, *, settles: bool = False
) -> Callable[[FileCheck], Rule]:
    """Make a rule of a function that yields the problems of a `FileView`."""
    return lambda check: Rule(name, severity, doc or "", None, check, settles)


Entry: TypeAlias = tuple[Document, Table, Row]


def demands(view: TableView) -> Sequence[Unique]:
    """Return what must be unique: as the settings say, else as the table's own rows show."""
    if view.settings is not None and view.settings.unique is not None:
        return view.settings.unique
    return uniqueness.evident(view.table, view.others)


def scope(view: TableView, unique: Unique) -> Sequence[tuple[Document, Table]]:
    """Return the tables to look in, those of the same document first."""
    if unique.scope == "table":
        return [(view.document, view.table)]
    near = [(view.document, table) for table in view.document.tables]
    if unique.scope == "section":
        return [entry for entry in near if entry[1].headings == view.table.headings]
    if unique.scope == "file":
        return near
    return near + [entry for entry in view.listing.tables if entry[0] is not view.document]


def looks_like_row(line: str) -> bool:
    """Whether a line was meant as a row: it has pipes between cells, or one at either end."""
    text = line.strip(BLANKS)
    pipes = text.count("|") - text.count("\\|")
    return pipes >= 2 or (pipes == 1 and text[:1] != "|" and text[-1:] != "|")


def cell_count(line: str) -> int:
    """How many cells the line would have as a row."""
    text = line.strip(BLANKS)
    return tablerow.width(text) if text else 0


def pieces(row: Row) -> list[str]:
    """What stands between the pipes of a row, untrimmed: its cells for whoever has to see thousands."""
    return tablerow.pieces(row.source[row.start :])


def is_delimiter(line: str) -> bool:
    """Whether the line has the look of a delimiter row, and not of a line across the page."""
    text = line.strip(BLANKS)
    return "|" in text and tablerow.alignments(text) is not None


def torn_delimiter(lines: Sequence[str], line: int) -> str:
    """What is wrong with the delimiter row on `line`; "" where none stands or it fits the header above."""
    text, header = lines[line - 1], lines[line - 2]
    if not is_delimiter(text) or cell_count(text) == cell_count(header):
        return ""
    cells = counted(cell_count(text), "cell")
    return f"the delimiter row on line {line} has {cells} and the header above it {cell_count(header)}"


def title(row: Row) -> str:
    """What people call the row: the text of its first cell that has any, but for that of badges."""
    for cell in row.written:
        text = cell.text
        for image in cell.images:
            text = text.replace(image.text, "", 1)
        if text.strip():
            return text.strip()
    return next((cell.text for cell in row.written if cell.text), row.raw)
