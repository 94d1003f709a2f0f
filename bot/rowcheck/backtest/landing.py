"""Decide which pull requests were merged, by a table, by commits, or by the rows of the main line.

A pull request that was squashed or rebased leaves no commit of its own on the main line, but its rows.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from rowcheck.backtest.outcome import Outcome
from rowcheck.errors import SourceError, UsageError
from rowcheck.sources.base import Covers
from rowcheck.sources.encoding import decode
from rowcheck.sources.entries import from_tree
from rowcheck.sources.git import Git

_MAX_VERSIONS = 200
"""Versions of the list that are read, evenly spaced; a row that stayed for long is in one of them."""

_LANDED_SHARE = 0.5
"""The share of its rows that must have landed; maintainers change the others while they merge."""

_YES = frozenset({"y", "yes", "true", "1", "merged"})


@dataclass(frozen=True, slots=True)
class Landing:
    """What is known about merged pull requests.

    `numbers` are those of merged pull requests and decide alone. Otherwise `commits` are heads that the main
    line contains, `positions` numbers its commits from 0 for the oldest, and `rows` maps each row to the
    position of the newest version with it.
    """

    numbers: frozenset[int] | None = None
    commits: frozenset[str] = frozenset()
    positions: Mapping[str, int] = field(default_factory=dict)
    rows: Mapping[str, int] = field(default_factory=dict)

    def merged(self, outcome: Outcome) -> bool | None:
        """Return whether a contribution was merged, None where it is unknown."""
        contribution = outcome.contribution
        if contribution.merged is not None:
            return contribution.merged
        if self.numbers is not None:
            return contribution.number in self.numbers
        if not self.positions:
            return None
        if contribution.head in self.commits:
            return True
        # Rows count as landed only where a version after the merge base has them.
        base = self.positions.get(outcome.merge_base, -1)
        landed = sum(self.rows.get(row, -1) > base for row in outcome.added_rows)
        return bool(outcome.added_rows) and landed >= _LANDED_SHARE * len(outcome.added_rows)


def from_table(path: str) -> Landing:
    """Read the numbers of merged pull requests from a tab-separated table.

    Without a header the first column has the numbers; with one, those rows count whose column `landed` (or
    `merged`) is yes. Raises SourceError or UsageError.
    """
    try:
        with Path(path).open(encoding="utf-8-sig", newline="") as file:
            rows = [row for row in csv.reader(file, delimiter="\t") if any(row)]
    except OSError as error:
        raise SourceError(f"{path}: cannot be read: {error.strerror}") from None
    except (UnicodeDecodeError, csv.Error):
        raise SourceError(f"{path}: cannot be read: it is not text in UTF-8") from None
    try:
        return Landing(numbers=frozenset(_numbers(rows)))
    except (ValueError, IndexError):
        raise UsageError(
            f"{path}: is not a table of merged pull requests; write one number a line, or columns 'pull' and "
            "'merged' (y or n), separated by tabs"
        ) from None


def _numbers(rows: Sequence[Sequence[str]]) -> Iterator[int]:
    header = [cell.strip().casefold() for cell in rows[0]] if rows else []
    answer = next((header.index(name) for name in ("landed", "merged") if name in header), None)
    if answer is None:
        yield from (int(row[0].strip().lstrip("#")) for row in rows)
        return
    number = next(header.index(name) for name in ("pull", "number", header[0]) if name in header)
    for row in rows[1:]:
        if row[answer].strip().casefold() in _YES:
            yield int(row[number].strip().lstrip("#"))


def from_main_line(git: Git, tip: str, commits: frozenset[str], covers: Covers) -> Landing:
    """Read the commits and rows of the main line that ends in `tip`; it contains the heads `commits`."""
    line = git.run("rev-list", "--first-parent", "--reverse", tip, "--").decode().split()
    step = max(1, len(line) // _MAX_VERSIONS)
    rows: dict[str, int] = {}
    read: set[str] = set()
    for position in range(len(line) - 1, -1, -step):
        # A file that was read before is in a newer version too, and its rows have that position.
        for side in from_tree(git.run("ls-tree", "-r", "-z", "--full-tree", line[position])):
            if side.is_file and side.oid not in read and covers(side.path):
                read.add(side.oid)
                blob = git.find(side.oid)
                if blob and blob.data is not None:
                    for row in table_rows(decode(blob.data).splitlines()):
                        rows.setdefault(row, position)
    positions = {commit: position for position, commit in enumerate(line)}
    return Landing(commits=commits, positions=positions, rows=rows)


def table_rows(lines: Iterable[str]) -> Iterator[str]:
    """Yield the normalized text of each line that may be a table row."""
    return (normalized(line) for line in lines if "|" in line and any(map(str.isalnum, line)))


def normalized(line: str) -> str:
    """Return a row without its outer pipes and with single spaces, so that re-aligned rows are equal."""
    inner = line.strip().removeprefix("|").removesuffix("|")
    return "|".join(" ".join(cell.split()) for cell in inner.split("|"))
