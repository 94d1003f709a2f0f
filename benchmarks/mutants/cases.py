"""Where rows come from: merged pull requests, and lists as they stand, each row taken out and put back.

What is a row added is said by git, and by the page. Texts are read when a case is worked on, so
that thousands can wait.
"""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from random import Random

from pulls import Pulls, merged

from rowcheck.markdown import documents

MOST_ADDED = 10
"""More new rows than these in a file are a merge or a move of the whole list: no contributor's rows."""
SUFFIXES = (".md", ".markdown")

Reader = Callable[[], Iterator["Case"]]


@dataclass(frozen=True, slots=True)
class Case:
    """What a pull request made of a file of a list; `rows` are the head's lines, from 1, of rows it added."""

    origin: str
    path: str
    base: str
    head: str
    rows: tuple[int, ...]


def of_pulls(repository: Pulls, table: Path, most: int, chance: Random) -> Iterator[Reader]:
    """Merged pull requests, as many as chance picks; `table` tells which were merged."""
    landed = merged(table)
    numbers = [number for number in repository.numbers() if number in landed]
    for number in sorted(chance.sample(numbers, min(most, len(numbers)))):
        yield partial(_files, repository, number)


def of_lists(folder: Path, most: int, chance: Random) -> Iterator[Reader]:
    """Rows of the files in a folder, as many as chance picks."""
    paths = sorted(path for path in folder.rglob("*") if path.suffix in SUFFIXES and path.is_file())
    rows = [(path, line) for path in paths for line in documents.read(path.name, _text(path)).row_at]
    for path, line in sorted(chance.sample(rows, min(most, len(rows)))):
        yield partial(_put_back, folder, path, line)


def _put_back(folder: Path, path: Path, line: int) -> Iterator[Case]:
    head = _text(path)
    lines = list(documents.read(path.name, head).lines)
    base = "\n".join(lines[: line - 1] + lines[line:])
    yield Case(f"{path.name}:{line}", str(path.relative_to(folder)), base, "\n".join(lines), (line,))


def _files(repository: Pulls, number: int) -> Iterator[Case]:
    """The Markdown files of a pull request to which it adds rows."""
    names = repository.diff(number, "--name-only", "-z").decode(errors="replace").split("\0")
    fork = _git(repository, "merge-base", repository.base(number), repository.head(number)).strip()
    for name in filter(lambda name: name.endswith(SUFFIXES), names):
        base = _git(repository, "cat-file", "blob", f"{fork}:{name}")
        head = _git(repository, "cat-file", "blob", f"{repository.head(number)}:{name}")
        added = repository.changed_lines(number, name)
        old = set(documents.read(name, base).lines)
        known = documents.read(name, head).row_at
        rows = [line for line, (_, row) in known.items() if line in added and row.source not in old]
        if 0 < len(rows) <= MOST_ADDED:
            yield Case(f"#{number}", name, base, head, tuple(sorted(rows)))


def _git(repository: Pulls, *arguments: str) -> str:
    """What git says; nothing where a file is not there."""
    command = ("git", "-C", str(repository.folder), *arguments)
    return subprocess.run(command, capture_output=True, check=False).stdout.decode(errors="replace")


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace")
