"""What is wrong with a row, in sentences for the person who wrote it.

Takes what the validator says, picks what speaks of what was meant, and puts the corrected cell
beside it. No keyword and no path ever reaches a reader.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from rowcheck.cells.writing import Correction
from rowcheck.model import Cell
from rowcheck.settings import corrections, messages, validator
from rowcheck.settings.case import Case
from rowcheck.settings.fault import RowProblem
from rowcheck.settings.plan import Plan
from rowcheck.settings.validator import Violation


def faults(plan: Plan, row: dict[str, Any], cells: Mapping[str, Cell | None]) -> Iterator[RowProblem]:
    """The faults of an invalid row, each once, with the corrected cell where one is evident."""
    fixes: dict[str, Correction | None] = {}
    for (column, message), keyword in _said(plan, row, cells).items():
        if column not in fixes:
            fixes[column] = corrections.correct(plan, row, cells, column)
        cell, fix = cells.get(column), fixes[column]
        value = cell.source if cell else ""
        yield RowProblem(column, keyword, message, value, fix.source if fix else None, bool(fix and fix.safe))


def _said(plan: Plan, row: dict[str, Any], cells: Mapping[str, Cell | None]) -> dict[tuple[str, str], str]:
    """The keyword behind each pair of a column and a sentence about it."""
    said: dict[tuple[str, str], str] = {}
    for broken in validator.violations(plan.schema, row):
        for leaf in _leaves(broken):
            for column, message in messages.messages(Case.of(plan, cells, leaf)):
                said.setdefault((column, message), leaf.keyword)
    return said


def _leaves(broken: Violation) -> Iterator[Violation]:
    """What is wrong in the branch that was meant, where one of several could have been."""
    near = [branch for branch in broken.branches if not any(map(_is_elsewhere, branch))]
    if not near or "errorMessage" in broken.schema:
        yield broken
        return
    for inner in min(near, key=len):
        yield from _leaves(inner)


def _is_elsewhere(broken: Violation) -> bool:
    """Whether this branch was not meant: the value is of another type, or the row has not its column."""
    return not broken.depth and broken.keyword in ("type", "const", "enum", "required")
