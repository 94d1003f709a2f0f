"""Pull requests kept as git refs: which there are, what git shows of them, which were merged.

This module does not use rowcheck, so that rowcheck can be compared with it.
"""

from __future__ import annotations

import csv
import re
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

_HUNK = re.compile(rb"^@@ -\d+(?:,(\d+))? \+(\d+)(?:,(\d+))? @@", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Pulls:
    """A repository with the refs `PREFIX/N/base` and `PREFIX/N/head`."""

    folder: Path
    prefix: str = "refs/pulls"

    def base(self, number: int) -> str:
        return f"{self.prefix}/{number}/base"

    def head(self, number: int) -> str:
        return f"{self.prefix}/{number}/head"

    def numbers(self) -> list[int]:
        """Return the numbers of all pull requests, sorted."""
        names = self._git("for-each-ref", "--format=%(refname)", self.prefix).decode().split()
        return sorted(int(name.split("/")[-2]) for name in names if name.endswith("/head"))

    def diff(self, number: int, *options: str, path: str | None = None) -> bytes:
        """Return the output of `git diff BASE...HEAD`."""
        span = f"{self.base(number)}...{self.head(number)}"
        only = () if path is None else (path,)
        return self._git("diff", "--no-color", "--no-ext-diff", "--no-renames", *options, span, "--", *only)

    def changed_lines(self, number: int, path: str) -> frozenset[int]:
        """Return the lines of the head that were added, and those next to a removed one."""
        return frozenset(_changed_lines(self.diff(number, "-U0", path=path)))

    def added_lines(self, number: int, path: str, key: Callable[[str], str]) -> Counter[str]:
        """Return the keys of lines that the head of a file has more often than the merge base."""
        before, after = (
            Counter(map(key, self.file(commit, path).splitlines()))
            for commit in (self.merge_base(number), self.head(number))
        )
        return after - before

    def texts(self, number: int) -> Iterator[tuple[str, str | None, str]]:
        """Yield path, base text (None for a new file) and head text of each changed file."""
        base, head = self.merge_base(number), self.head(number)
        output = self._git("diff", "--name-status", "--no-renames", "-z", base, head).split(b"\0")
        for status, name in zip(output[::2], output[1::2], strict=False):
            path = name.decode(errors="replace")
            if status != b"D":
                yield path, None if status == b"A" else self.file(base, path), self.file(head, path)

    def merge_base(self, number: int) -> str:
        return self._git("merge-base", self.base(number), self.head(number)).decode().strip()

    def file(self, commit: str, path: str) -> str:
        """Return the text of a file, empty where the commit does not have it."""
        command = ("git", "-C", str(self.folder), "cat-file", "blob", f"{commit}:{path}")
        return subprocess.run(command, capture_output=True, check=False).stdout.decode(errors="replace")

    def _git(self, *arguments: str) -> bytes:
        command = ("git", "-C", str(self.folder), *arguments)
        return subprocess.run(command, capture_output=True, check=True).stdout


@contextmanager
def opened(path: Path, prefix: str) -> Iterator[Pulls]:
    """Open the pull requests of a repository, or of a bundle, which is unpacked to a temporary folder."""
    if path.is_dir():
        yield Pulls(path, prefix)
        return
    with TemporaryDirectory(prefix="rowcheck-pulls-") as name:
        subprocess.run(("git", "init", "--quiet", "--bare", name), check=True)
        fetch = ("git", "-C", name, "fetch", "--quiet", str(path.resolve()), f"{prefix}/*:{prefix}/*")
        subprocess.run(fetch, check=True)
        yield Pulls(Path(name), prefix)


def merged(table: Path) -> frozenset[int]:
    """Return the pull requests whose rows landed, from a table with the columns `pull` and `landed`."""
    with table.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t")
        return frozenset(int(row["pull"]) for row in rows if row["landed"] == "y")


def _changed_lines(diff: bytes) -> Iterator[int]:
    for removed, start, added in _HUNK.findall(diff):
        first, count = int(start), int(added or 1)
        yield from range(first, first + count)
        if int(removed or 1):
            # Where nothing was added, git names the line above the gap.
            yield from (first - 1, first + count) if count else (first, first + 1)
