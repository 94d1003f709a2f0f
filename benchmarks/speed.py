"""Measure speed and memory, mostly as ratios to a peer that runs at the same time: `make bench`.

Both sides of a ratio run in turn in fresh processes, and the best of several runs counts, so that a busy
machine slows both. Nothing here is a test; the numbers are for a reader.
"""

from __future__ import annotations

import argparse
import json
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeAlias

import lists

HERE = Path(__file__).parent
CONFIG = str(HERE / "configs" / "public-apis.yml")
COPIES = 100
"""Copies of the made-up list that replace the corpus: 24 MB."""


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds of processor time, and the peak memory of the process in bytes."""

    seconds: float
    memory: int = 0


@dataclass(frozen=True, slots=True)
class Measure:
    """A line of the table: the cost of rowcheck and of its peer, and a value that must not exceed a bar."""

    name: str
    ours: str
    peer: str
    value: float
    bar: float
    unit: str = "x"

    def __str__(self) -> str:
        met = "met" if self.value <= self.bar else "MISSED"
        return (
            f"{self.name:62}{self.ours:>12}{self.peer:>12}{self.value:9.3g} {self.unit:2}{self.bar:7g}  {met}"
        )


Run: TypeAlias = Callable[[], Cost]


@dataclass(frozen=True, slots=True)
class Bench:
    """What is measured: a repository in `list`, its base in `base.md`, and many lists in `lists`."""

    folder: Path
    lists: Path
    times: int
    sizes: tuple[int, int]

    def measures(self) -> Iterator[Measure]:
        yield from self._one_row()
        yield from self._check()
        yield from self._growth()
        yield self._many_findings()
        yield self._tables()

    def _one_row(self) -> Iterator[Measure]:
        """A one-row change, from the start of the process to its end."""
        validator = self._process(sys.executable, str(HERE / "lines.py"), "README.md")
        for name, arguments in (
            ("diff, no settings", ("diff", "../base.md", "README.md")),
            ("diff, settings", ("diff", "../base.md", "README.md", "--config", CONFIG)),
            ("check --staged, settings", ("check", "--staged", "--config", CONFIG)),
        ):
            ours = self._process(_rowcheck(), *arguments)
            yield self._ratio(f"one-row change: {name} / line validator", ours, validator, 8)

    def _check(self) -> Iterator[Measure]:
        """The check of the same change without the start of a process."""
        peer = self._timed("render", "../base.md", "README.md")
        for name, config in (("no settings", ()), ("settings", (CONFIG,))):
            ours = self._timed("check", "../base.md", "README.md", *config)
            yield self._ratio(f"the check, {name} / cmark-gfm, both texts", ours, peer, 2)

    def _growth(self) -> Iterator[Measure]:
        """The check of a long list: linear in its rows, and within bars of time and memory."""
        few, many = self.sizes
        for name, shape, seconds, megabytes in (
            ("one row of many tables", "tables", 3, 500),
            ("one row of one table", "table", 6, 600),
            ("every row new", "new", None, None),
        ):
            runs = [self._timed("growth", shape, str(rows)) for rows in self.sizes]
            small, large = _best(min(self.times, 3), *runs)
            yield Measure(
                f"time per row, {name}, {many:,} / {few:,} rows",
                f"{large.seconds / many * 1e6:.1f} µs",
                f"{small.seconds / few * 1e6:.1f} µs",
                (large.seconds / many) / (small.seconds / few),
                1.5,
            )
            if seconds and megabytes:
                memory = large.memory / 1e6
                yield Measure(f"time, {name}, {many:,} rows", _text(large), "", large.seconds, seconds, "s")
                yield Measure(
                    f"memory, {name}, {many:,} rows", f"{memory:.0f} MB", "", memory, megabytes, "MB"
                )

    def _many_findings(self) -> Measure:
        rows = 1_000
        (cost,) = _best(min(self.times, 3), self._timed("findings", str(rows)))
        name = f"a pull request of {rows:,} rows with a finding and a fix each"
        return Measure(name, _text(cost), "", cost.seconds, 3, "s")

    def _tables(self) -> Measure:
        files = sorted(path for path in self.lists.rglob("*.md") if path.is_file())
        size = sum(path.stat().st_size for path in files) / 1e6
        ours = self._process(_rowcheck(), "tables", "--format", "json", *map(str, files))
        name = f"tables --format json, {len(files):,} files, {size:.1f} MB / cmark-gfm"
        return replace(self, times=min(self.times, 3))._ratio(
            name, ours, self._timed("render", str(self.lists)), 4
        )

    def _ratio(self, name: str, ours: Run, peer: Run, bar: float) -> Measure:
        first, second = _best(self.times, ours, peer)
        return Measure(name, _text(first), _text(second), first.seconds / second.seconds, bar)

    def _process(self, *command: str) -> Run:
        """Return a run of a command, with all processes that it starts."""

        def run() -> Cost:
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            done = subprocess.run(command, cwd=self.folder / "list", capture_output=True, check=False)
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            if done.returncode not in (0, 1):
                raise SystemExit(f"{command[0]} failed:\n{done.stderr.decode()}")
            return Cost(after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime)

        return run

    def _timed(self, *arguments: str) -> Run:
        """Return a run of `timed.py`, which measures itself."""
        command = (sys.executable, str(HERE / "timed.py"), *arguments)

        def run() -> Cost:
            done = subprocess.run(command, cwd=self.folder / "list", stdout=subprocess.PIPE, check=True)
            return Cost(**json.loads(done.stdout))

        return run


def _best(times: int, *runs: Run) -> list[Cost]:
    """Return the lowest costs of each run; the runs take turns."""
    best = [run() for run in runs]
    for _ in range(times - 1):
        costs = [run() for run in runs]
        best = [
            Cost(min(old.seconds, new.seconds), min(old.memory, new.memory))
            for old, new in zip(best, costs, strict=True)
        ]
    return best


def _rowcheck() -> str:
    """Return the path of the installed command."""
    beside = Path(sys.executable).parent / "rowcheck"
    program = str(beside) if beside.exists() else shutil.which("rowcheck")
    assert program, "the rowcheck command is not installed; run 'make bench'"
    return program


def _text(cost: Cost) -> str:
    return f"{cost.seconds * 1000:,.1f} ms"


def main(argv: Sequence[str] | None = None) -> int:
    """Measure, and print each line as soon as it is known."""
    options = _arguments().parse_args(argv)
    corpus = None if options.rows or options.made_up else lists.corpus()
    text = lists.real_catalogue(corpus) if corpus else None
    with TemporaryDirectory(prefix="rowcheck-bench-") as name:
        folder = Path(name)
        print("public-apis' list" if text else "a made-up list", end=": ")
        change = lists.with_one_more_row(text or lists.catalogue(options.rows or lists.ROWS))
        _make_repository(folder / "list", change)
        (folder / "base.md").write_text(change.base, encoding="utf-8")
        many = (
            corpus / "md" if corpus else _copies(folder / "lists", change.base, 2 if options.rows else COPIES)
        )
        size = len(change.base.encode()) / 1000
        print(f"{change.rows:,} rows, {size:.0f} KB; processor time, the best of {options.times} runs\n")
        print(f"{'what / peer':62}{'rowcheck':>12}{'peer':>12}{'value':>9}{'bar':>10}")
        for measure in Bench(folder, many, options.times, options.growth).measures():
            print(measure, flush=True)
    return 0


def _make_repository(folder: Path, change: lists.Change) -> None:
    """Make a repository whose index adds a row to its commit."""
    folder.mkdir()

    def git(*arguments: str) -> None:
        identity = ("-c", "user.name=bench", "-c", "user.email=bench@example.org")
        subprocess.run(("git", "-C", str(folder), *identity, *arguments), check=True)

    git("init", "--quiet")
    for text in (change.base, change.head):
        (folder / "README.md").write_text(text, encoding="utf-8")
        git("add", ".")
        if text is change.base:
            git("commit", "--quiet", "--message", "base")


def _copies(folder: Path, text: str, count: int) -> Path:
    """Make a folder of copies of one list."""
    folder.mkdir()
    for number in range(count):
        (folder / f"{number}.md").write_text(text, encoding="utf-8")
    return folder


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--times", metavar="N", type=int, default=7, help="runs, of which the best counts")
    parser.add_argument("--made-up", action="store_true", help="use a made-up list instead of the corpus")
    parser.add_argument("--rows", metavar="N", type=int, help="use a made-up list of N rows")
    parser.add_argument(
        "--growth", metavar="N", type=int, nargs=2, default=(1_000, 100_000), help="rows of growing lists"
    )
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
