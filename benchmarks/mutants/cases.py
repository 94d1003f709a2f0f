"""The rows to mutate: added by merged pull requests, or rows of lists, each taken out and put back.

Cases are read when they are tried, so that thousands of them can wait.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from random import Random
from typing import TypeAlias

from pulls import Pulls, merged

from rowcheck.markdown import documents

MAX_ADDED = 10
"""A pull request with more new rows in a file is a merge or a move of the list, not a contribution."""

SUFFIXES = (".md", ".markdown")

Reader: TypeAlias = Callable[[], Iterator["Case"]]


@dataclass(frozen=True, slots=True)
class Case:
    """A change of one file of a list; `rows` are the lines of the added rows in the head."""

    origin: str
    path: str
    base: str
    head: str
    rows: tuple[int, ...]


def of_pulls(repository: Pulls, table: Path, limit: int, chance: Random) -> Iterator[Reader]:
    """Yield readers of randomly chosen merged pull requests; `table` names the merged ones."""
    landed = merged(table)
    numbers = [number for number in repository.numbers() if number in landed]
    for number in sorted(chance.sample(numbers, min(limit, len(numbers)))):
        yield partial(_of_pull, repository, number)


def of_list(folder: Path, limit: int, chance: Random) -> Iterator[Reader]:
    """Yield readers of randomly chosen rows of the files in a folder."""
    paths = sorted(path for path in folder.rglob("*") if path.suffix in SUFFIXES and path.is_file())
    rows = [(path, line) for path in paths for line in documents.read(path.name, _text(path)).row_at]
    for path, line in sorted(chance.sample(rows, min(limit, len(rows)))):
        yield partial(_of_row, folder, path, line)


def _of_row(folder: Path, path: Path, line: int) -> Iterator[Case]:
    lines = list(documents.read(path.name, _text(path)).lines)
    base = "\n".join(lines[: line - 1] + lines[line:])
    yield Case(f"{path.name}:{line}", str(path.relative_to(folder)), base, "\n".join(lines), (line,))


def _of_pull(repository: Pulls, number: int) -> Iterator[Case]:
    """Yield a case for each Markdown file to which the pull request adds rows."""
    paths = repository.diff(number, "--name-only", "-z").decode(errors="replace").split("\0")
    merge_base = repository.merge_base(number)
    for path in filter(lambda path: path.endswith(SUFFIXES), paths):
        base, head = repository.file(merge_base, path), repository.file(repository.head(number), path)
        changed = repository.changed_lines(number, path)
        old = set(documents.read(path, base).lines)
        row_at = documents.read(path, head).row_at
        rows = [line for line, (_, row) in row_at.items() if line in changed and row.source not in old]
        if 0 < len(rows) <= MAX_ADDED:
            yield Case(f"#{number}", path, base, head, tuple(sorted(rows)))


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace")
