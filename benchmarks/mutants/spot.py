"""A row in its list, and the list without it: what a pull request of one row changes.

Splits rows by itself, on pipes that no backslash escapes, and asks rowcheck only for what the
page shows: where the tables are and what their cells say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from rowcheck.markdown import documents
from rowcheck.model import Document, Row, Table

_PIPE = re.compile(r"(?<!\\)\|")

Lines = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mutant:
    """A pull request with a broken row. `counts` is whether it is one in this list: see each mutation."""

    base: Lines
    head: Lines
    counts: bool = True


@dataclass(frozen=True)
class Spot:
    """One row of a list as it stands; `at` counts the document's lines from 0."""

    document: Document
    table: Table
    row: Row

    @property
    def at(self) -> int:
        return self.row.line - 1

    @property
    def lines(self) -> Lines:
        return self.document.lines

    @property
    def text(self) -> str:
        """The row's line from where the row begins."""
        return self.row.source[self.row.start :]

    @property
    def indent(self) -> str:
        """What stands before the row: blanks, a list item's indentation, quote marks."""
        return self.row.source[: self.row.start]

    @property
    def base(self) -> Lines:
        """The list before the row was added."""
        return self.lines[: self.at] + self.lines[self.at + 1 :]

    @property
    def others(self) -> tuple[Row, ...]:
        return tuple(row for row in self.table.rows if row is not self.row)

    @cached_property
    def pieces(self) -> Pieces:
        return Pieces.of(self.text)

    def with_lines(self, lines: Iterable[str], *, counts: bool = True) -> Mutant:
        """The row's line replaced by others, given in full."""
        head = (*self.lines[: self.at], *lines, *self.lines[self.at + 1 :])
        return Mutant(self.base, head, counts)

    def with_text(self, text: str, *, counts: bool = True) -> Mutant | None:
        """The row written otherwise; None where that is no change."""
        return None if text == self.text else self.with_lines((self.indent + text,), counts=counts)

    def shows_otherwise(self, mutant: Mutant) -> bool:
        """Whether the page differs: another text, link or cell in the row, or another row or none."""
        after = documents.read(self.document.path, "\n".join(mutant.head))
        if len(mutant.head) != len(self.lines) or after.kinds != self.document.kinds:
            return True
        there = after.row_at.get(self.row.line)
        return there is None or _shown(there[1]) != _shown(self.row)


@dataclass(frozen=True, slots=True)
class Pieces:
    """A row's text cut at its pipes: cells with their padding, and whether outer pipes stand."""

    cells: tuple[str, ...]
    leading: bool
    trailing: bool

    @staticmethod
    def of(text: str) -> Pieces:
        """Cut `text`; the blanks outside the outer pipes are dropped."""
        parts = _PIPE.split(text.strip())
        leading, trailing = parts[0] == "" and len(parts) > 1, parts[-1] == "" and len(parts) > 1
        return Pieces(tuple(parts[leading : len(parts) - trailing]), leading, trailing)

    def joined(self, cells: Sequence[str]) -> str:
        """Other cells between the same outer pipes."""
        return "|" * self.leading + "|".join(cells) + "|" * self.trailing

    def put(self, index: int, text: str) -> str:
        """The row with another text in one cell, padded as it was."""
        old = self.cells[index]
        bare = old.strip()
        new = old.replace(bare, text, 1) if bare else f" {text} "
        return self.joined([*self.cells[:index], new, *self.cells[index + 1 :]])


def spots(document: Document) -> dict[int, Spot]:
    """Every row of a document by its line."""
    return {line: Spot(document, table, row) for line, (table, row) in document.row_at.items()}


def _shown(row: Row) -> list[object]:
    cells = [cell.inline for cell in row.cells]
    while cells and not cells[-1].text and not cells[-1].targets:
        cells.pop()
    return [*cells, [cell.source for cell in row.surplus if cell.source]]
