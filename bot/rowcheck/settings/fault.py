"""What is wrong with one cell, in the words a contributor reads."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RowProblem:
    """One fault of a row. `column` is the table's own title, empty for the row as a whole.

    `value` is what stands in the cell. `replacement` is the cell's corrected source where that is
    evident; with it the column has no fault. It is `safe` when it says the same as before.
    """

    column: str
    keyword: str
    message: str
    value: str = ""
    replacement: str | None = None
    safe: bool = False
