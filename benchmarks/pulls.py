"""Pull requests kept as git refs: which there are, what git says they change, which were merged.

Knows git and nothing of rowcheck, so that what rowcheck says can be held against it.
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

_HUNK = re.compile(rb"^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Pulls:
    """A repository with the refs `PREFIX/N/base` and `PREFIX/N/head`."""

    folder: Path
    prefix: str = "refs/pulls"

    def base(self, number: int) -> str:
        """The ref that a pull request is compared with."""
        return f"{self.prefix}/{number}/base"

    def head(self, number: int) -> str:
        """The ref that a pull request brings."""
        return f"{self.prefix}/{number}/head"

    def numbers(self) -> list[int]:
        """The pull requests there are, in order."""
        names = self._git("for-each-ref", "--format=%(refname)", self.prefix).decode().split()
        return sorted(int(name.split("/")[-2]) for name in names if name.endswith("/head"))

    def diff(self, number: int, *options: str, path: str | None = None) -> bytes:
        """What `git diff BASE...HEAD` prints: what a pull request shows."""
        span = f"{self.base(number)}...{self.head(number)}"
        only = () if path is None else (path,)
        return self._git("diff", "--no-color", "--no-ext-diff", "--no-renames", *options, span, "--", *only)

    def places(self, number: int, path: str) -> frozenset[int]:
        """The head's lines that a pull request may be blamed on: added, or next to a removed one."""
        return frozenset(_places(self.diff(number, "-U0", path=path)))

    def brought(self, number: int, path: str, words: Callable[[str], str]) -> Counter[str]:
        """The lines of a file that the head has more often than the base, told apart by `words`."""
        fork = self._git("merge-base", self.base(number), self.head(number)).decode().strip()
        before, after = (
            Counter(map(words, self._file(f"{side}:{path}").splitlines()))
            for side in (fork, self.head(number))
        )
        return after - before

    def texts(self, number: int) -> Iterator[tuple[str, str | None, str]]:
        """Path, base text (None for a new file) and head text of each file that a pull request changes."""
        fork = self._git("merge-base", self.base(number), self.head(number)).decode().strip()
        names = self._git("diff", "--name-status", "--no-renames", "-z", fork, self.head(number)).split(b"\0")
        for status, name in zip(names[::2], names[1::2], strict=False):
            path = name.decode(errors="replace")
            if status != b"D":
                base = None if status == b"A" else self._file(f"{fork}:{path}")
                yield path, base, self._file(f"{self.head(number)}:{path}")

    def _file(self, name: str) -> str:
        """A file as text; empty where there was none."""
        command = ("git", "-C", str(self.folder), "cat-file", "blob", name)
        return subprocess.run(command, capture_output=True, check=False).stdout.decode(errors="replace")

    def _git(self, *arguments: str) -> bytes:
        command = ("git", "-C", str(self.folder), *arguments)
        return subprocess.run(command, capture_output=True, check=True).stdout


@contextmanager
def opened(path: Path, prefix: str) -> Iterator[Pulls]:
    """The pull requests of a repository, or of a bundle, which is unpacked for as long as it is open."""
    if path.is_dir():
        yield Pulls(path, prefix)
        return
    with TemporaryDirectory(prefix="rowcheck-pulls-") as name:
        folder = Path(name)
        subprocess.run(("git", "init", "--quiet", "--bare", name), check=True)
        fetch = ("git", "-C", name, "fetch", "--quiet", str(path.resolve()), f"{prefix}/*:{prefix}/*")
        subprocess.run(fetch, check=True)
        yield Pulls(folder, prefix)


def merged(table: Path) -> frozenset[int]:
    """The pull requests whose rows landed, by a table of `pull`, `rows_added`, `merged` and `landed`."""
    with table.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t")
        return frozenset(int(row["pull"]) for row in rows if row["landed"] == "y")


def _places(diff: bytes) -> Iterator[int]:
    for removed_at, removed, at, added in _HUNK.findall(diff):
        del removed_at
        first, count = int(at), int(added or 1)
        yield from range(first, first + count)
        if int(removed or 1):
            # With nothing added, git names the line above the gap.
            yield from (first - 1, first + count) if count else (first, first + 1)
