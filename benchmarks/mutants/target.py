"""A row to mutate, in its list and without it, as in a pull request that adds one row.

Rows are split here, at pipes that are not escaped. rowcheck's parser is used only for what GitHub renders:
the tables, and the text and links of their cells.
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
    """A list before and after a broken row; `counts` is whether that is an error in this list."""

    base: Lines
    head: Lines
    counts: bool = True


@dataclass(frozen=True)
class Target:
    """A row of a list; `index` is that of its line, from 0."""

    document: Document
    table: Table
    row: Row

    @property
    def index(self) -> int:
        return self.row.line - 1

    @property
    def lines(self) -> Lines:
        return self.document.lines

    @property
    def text(self) -> str:
        """The line of the row without its indent."""
        return self.row.source[self.row.start :]

    @property
    def indent(self) -> str:
        """The line before the row: spaces, the indentation of a list item, quote marks."""
        return self.row.source[: self.row.start]

    @property
    def base(self) -> Lines:
        """The list without the row."""
        return self.lines[: self.index] + self.lines[self.index + 1 :]

    @property
    def others(self) -> tuple[Row, ...]:
        return tuple(row for row in self.table.rows if row is not self.row)

    @cached_property
    def pieces(self) -> Pieces:
        return Pieces.of(self.text)

    def with_lines(self, lines: Iterable[str], *, counts: bool = True) -> Mutant:
        """Replace the line of the row with others, including their indent."""
        head = (*self.lines[: self.index], *lines, *self.lines[self.index + 1 :])
        return Mutant(self.base, head, counts)

    def with_text(self, text: str, *, counts: bool = True) -> Mutant | None:
        """Replace the text of the row; return None where that changes nothing."""
        return None if text == self.text else self.with_lines((self.indent + text,), counts=counts)

    def renders_differently(self, mutant: Mutant) -> bool:
        """Return whether GitHub renders another text, link or cell in the row, or other rows."""
        after = documents.read(self.document.path, "\n".join(mutant.head))
        if len(mutant.head) != len(self.lines) or after.kinds != self.document.kinds:
            return True
        found = after.row_at.get(self.row.line)
        return found is None or _rendered(found[1]) != _rendered(self.row)


@dataclass(frozen=True, slots=True)
class Pieces:
    """A row split at its pipes: cells with their padding, and whether it has outer pipes."""

    cells: tuple[str, ...]
    leading: bool
    trailing: bool

    @staticmethod
    def of(text: str) -> Pieces:
        """Split a row; spaces outside of the outer pipes are dropped."""
        parts = _PIPE.split(text.strip())
        leading, trailing = parts[0] == "" and len(parts) > 1, parts[-1] == "" and len(parts) > 1
        return Pieces(tuple(parts[leading : len(parts) - trailing]), leading, trailing)

    def joined(self, cells: Sequence[str]) -> str:
        """Return other cells between the same outer pipes."""
        return "|" * self.leading + "|".join(cells) + "|" * self.trailing

    def with_cell(self, index: int, text: str) -> str:
        """Return the row with another text in one cell and the padding as it was."""
        old = self.cells[index]
        bare = old.strip()
        new = old.replace(bare, text, 1) if bare else f" {text} "
        return self.joined([*self.cells[:index], new, *self.cells[index + 1 :]])


def targets(document: Document) -> dict[int, Target]:
    """Return each row of a document by its line."""
    return {line: Target(document, table, row) for line, (table, row) in document.row_at.items()}


def _rendered(row: Row) -> list[object]:
    cells = [cell.inline for cell in row.cells]
    while cells and not cells[-1].text and not cells[-1].targets:
        cells.pop()
    return [*cells, [cell.source for cell in row.surplus if cell.source]]
