"""Which contributions were merged: by a table, by the commits of the main line, or by the rows it has had.

A pull request that was squashed or rebased leaves no commit of its own; its rows it leaves. Decides only;
what is contributed is read elsewhere.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from rowcheck.backtest.outcome import Outcome
from rowcheck.errors import SourceError, UsageError
from rowcheck.sources.base import Covers
from rowcheck.sources.encoding import decode
from rowcheck.sources.entries import from_tree
from rowcheck.sources.git import Git

_MOST_VERSIONS = 200
"""Versions of the list that are read, evenly spread: a row that stood for long stands in one of them."""

_ENOUGH = 0.5
"""The share of its rows that must have landed; maintainers mend the others while they merge."""

_YES = frozenset({"y", "yes", "true", "1", "merged"})


@dataclass(frozen=True, slots=True)
class Landing:
    """What is known of merging: `numbers` outright; else `commits`, and the place of the newest version
    with a row in `rows`, which counts from 0 for the oldest commit; `places` are those of the commits."""

    numbers: frozenset[int] | None = None
    commits: frozenset[str] = frozenset()
    places: Mapping[str, int] = field(default_factory=dict)
    rows: Mapping[str, int] = field(default_factory=dict)

    def judged(self, outcome: Outcome) -> Outcome:
        """The outcome with what can be told of whether its contribution was merged."""
        merged = self._merged(outcome)
        return replace(outcome, contribution=replace(outcome.contribution, merged=merged), rows=())

    def _merged(self, outcome: Outcome) -> bool | None:
        contribution = outcome.contribution
        if contribution.merged is not None:
            return contribution.merged
        if self.numbers is not None:
            return contribution.number in self.numbers
        if not self.places:
            return None
        if contribution.head in self.commits:
            return True
        # A base that is not on the main line is not older than any of its versions, for all we know.
        since = self.places.get(outcome.fork, -1)
        landed = sum(self.rows.get(row, -1) > since for row in outcome.rows)
        return bool(outcome.rows) and landed >= _ENOUGH * len(outcome.rows)


def from_table(path: str) -> Landing:
    """The numbers in a tab-separated table: all of its first column, or, where it has a header, those
    whose column `landed` (or `merged`) says yes. Raises SourceError, UsageError."""
    try:
        with Path(path).open(encoding="utf-8-sig", newline="") as file:
            rows = [row for row in csv.reader(file, delimiter="\t") if any(row)]
    except (OSError, UnicodeDecodeError, csv.Error) as fault:
        words = fault.strerror if isinstance(fault, OSError) else "it is no text in UTF-8"
        raise SourceError(f"{path}: cannot be read: {words}") from None
    try:
        return Landing(numbers=frozenset(_numbers(rows)))
    except (ValueError, IndexError):
        raise UsageError(
            f"{path}: is no table of merged pull requests; write one number a line, or columns 'pull' and "
            "'merged' (y or n), separated by tabs"
        ) from None


def from_line(git: Git, tip: str, commits: frozenset[str], covers: Covers) -> Landing:
    """What the main line that ends in `tip` tells; `commits` are those heads that are part of it."""
    line = git.run("rev-list", "--first-parent", "--reverse", tip, "--").decode().split()
    step = max(1, len(line) // _MOST_VERSIONS)
    rows: dict[str, int] = {}
    read: set[str] = set()
    for place in range(len(line) - 1, -1, -step):  # what was read already stands in a newer one
        for text in _texts(git, line[place], covers, read):
            for row in rows_of(text.splitlines()):
                rows.setdefault(row, place)
    return Landing(commits=commits, places={commit: n for n, commit in enumerate(line)}, rows=rows)


def rows_of(lines: Iterable[str]) -> Iterator[str]:
    """What could be rows among the lines, whatever their spacing."""
    return (words(line) for line in lines if "|" in line and any(map(str.isalnum, line)))


def words(line: str) -> str:
    """A row without its padding and its outer pipes."""
    bare = line.strip().removeprefix("|").removesuffix("|")
    return "|".join(" ".join(cell.split()) for cell in bare.split("|"))


def _numbers(rows: Sequence[Sequence[str]]) -> Iterator[int]:
    header = [cell.strip().casefold() for cell in rows[0]] if rows else []
    said = next((header.index(name) for name in ("landed", "merged") if name in header), None)
    if said is None:
        yield from (int(row[0].strip().lstrip("#")) for row in rows)
        return
    number = next(header.index(name) for name in ("pull", "number", header[0]) if name in header)
    for row in rows[1:]:
        if row[said].strip().casefold() in _YES:
            yield int(row[number].strip().lstrip("#"))


def _texts(git: Git, commit: str, covers: Covers, read: set[str]) -> Iterator[str]:
    """The files of the list in a commit, but for those `read` before."""
    for side in from_tree(git.run("ls-tree", "-r", "-z", "--full-tree", commit)):
        if side.is_file and side.oid not in read and covers(side.path):
            read.add(side.oid)
            found = git.find(side.oid)
            if found and found.data is not None:
                yield decode(found.data)
