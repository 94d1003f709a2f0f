"""What a person says of findings on merged rows: right, since the row has that fault and was merged with
it, or wrong. What nobody has read counts as wrong.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

FILE = Path(__file__).parents[1] / "judged.tsv"


@dataclass(frozen=True, slots=True)
class Judged:
    """The findings that were read and are right: list, case, line of the row, rule."""

    right: frozenset[tuple[str, str, int, str]]

    def is_wrong(self, where: str, case: str, line: int, rule: str) -> bool:
        return (where, case, line, rule) not in self.right


def read(path: Path = FILE) -> Judged:
    """The judgements of a table with the columns list, pull, line, rule and verdict; none without a file."""
    if not path.is_file():
        return Judged(frozenset())
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t")
        right = (row for row in rows if row["verdict"] == "right")
        return Judged(
            frozenset((row["list"], f"#{row['pull']}", int(row["line"]), row["rule"]) for row in right)
        )
