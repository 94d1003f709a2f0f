"""How fast rowcheck is beside its peers, as ratios taken in one run: what `make bench` prints.

Both sides of a ratio run in turn, in fresh processes, and the best of the runs counts, so that a
busy machine slows both. Judges nothing for a test: the numbers are to be read.
"""

from __future__ import annotations

import argparse
import json
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import lists

HERE = Path(__file__).parent
CONFIG = str(HERE / "configs" / "public-apis.yml")
_SETTINGS = (("no settings", ()), ("settings", ("--config", CONFIG)))
_MIXED = 100
"""Copies of the made-up list that stand for a corpus: 24 MB."""


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds of processor and of clock; peak bytes where they were asked for."""

    cpu: float
    wall: float
    memory: int = 0

    def __or__(self, other: Cost) -> Cost:
        """The better of two runs."""
        return Cost(min(self.cpu, other.cpu), min(self.wall, other.wall), min(self.memory, other.memory))


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table: what it costs us, what the peer, and the ratio not to be exceeded."""

    what: str
    ours: str
    peer: str
    cpu: float
    wall: float | None
    bar: float

    def __str__(self) -> str:
        wall = "" if self.wall is None else f"{self.wall:.2f}"
        met = "met" if self.cpu <= self.bar else "MISSED"
        return f"{self.what:66}{self.ours:>12}{self.peer:>12}{self.cpu:8.2f}{wall:>8}{self.bar:6g}  {met}"


Run = Callable[[], Cost]


@dataclass(frozen=True, slots=True)
class Bench:
    """What is measured on, and how often."""

    folder: Path
    times: int
    sizes: tuple[int, int]
    mixed: Path

    def lines(self) -> Iterator[Line]:
        """The measures, one after another as they are taken."""
        yield from self._whole_process()
        yield from self._after_imports()
        yield from self._engine()
        yield from self._growth()
        yield from self._tables()

    def _whole_process(self) -> Iterator[Line]:
        peer = self._process(sys.executable, str(HERE / "lines.py"), "README.md")
        for what, command in (
            ("one-row change: diff, no settings", ("diff", "../base.md", "README.md")),
            ("one-row change: diff, settings", ("diff", "../base.md", "README.md", "--config", CONFIG)),
            ("one-row change: check --staged, settings", ("check", "--staged", "--config", CONFIG)),
        ):
            yield self._compared(f"{what} / line validator", self._rowcheck(*command), peer, 4)
        for what, config in _SETTINGS:
            nothing = self._rowcheck("hook", *config, "LICENSE")
            yield self._compared(f"nothing to check, {what} / line validator", nothing, peer, 1.5)

    def _after_imports(self) -> Iterator[Line]:
        whole = self._process(sys.executable, str(HERE / "lines.py"), "README.md")
        alone = self._timed("validator", "README.md")
        for what, config in _SETTINGS:
            ours = self._timed("command", "diff", "../base.md", "README.md", *config)
            yield self._compared(f"after the imports: diff, {what} / validator's process", ours, whole, 1.5)
            yield self._compared(
                f"after the imports: diff, {what} / validator after its own", ours, alone, 1.5
            )

    def _engine(self) -> Iterator[Line]:
        peer = self._timed("render", "../base.md", "README.md")
        for what, config in _SETTINGS:
            ours = self._timed("check", "../base.md", "README.md", *config[1:])
            yield self._compared(f"the check, {what} / cmark-gfm, both texts", ours, peer, 2)

    def _growth(self) -> Iterator[Line]:
        small, large = self.sizes
        for what, shape in (
            ("one row of many tables", "tables"),
            ("one row of one table", "table"),
            ("every row new", "new"),
        ):
            few, many = (
                [self._timed(kind, shape, str(rows)) for kind in ("growth", "memory")]
                for rows in (small, large)
            )
            start, end = self._few_times()._best(few[0], many[0])
            yield Line(
                f"time a row, {what}, {large:,} / {small:,} rows",
                f"{end.cpu / large * 1e6:.1f} µs",
                f"{start.cpu / small * 1e6:.1f} µs",
                end.cpu / large / (start.cpu / small),
                end.wall / large / (start.wall / small),
                1.5,
            )
            least, most = few[1]().memory / small, many[1]().memory / large
            what = f"peak memory a row, {what}, {large:,} / {small:,} rows"
            yield Line(what, f"{most:.0f} B", f"{least:.0f} B", most / least, None, 1.5)

    def _tables(self) -> Iterator[Line]:
        from timed import markdown_in

        files = markdown_in(self.mixed)
        size = sum(path.stat().st_size for path in files) / 1e6
        ours = self._rowcheck("tables", "--format", "json", *map(str, files))
        peer = self._timed("render", str(self.mixed))
        what = f"tables --format json, {len(files):,} files, {size:.1f} MB / cmark-gfm"
        yield self._few_times()._compared(what, ours, peer, 3)

    def _few_times(self) -> Bench:
        """The same for what takes seconds."""
        return replace(self, times=min(self.times, 3))

    def _compared(self, what: str, ours: Run, peer: Run, bar: float) -> Line:
        us, them = self._best(ours, peer)
        wall = us.wall / them.wall
        return Line(what, _milliseconds(us), _milliseconds(them), us.cpu / them.cpu, wall, bar)

    def _best(self, *runs: Run) -> list[Cost]:
        """The best cost of each, taken in turn."""
        best = [run() for run in runs]
        for _ in range(self.times - 1):
            best = [cost | run() for cost, run in zip(best, runs, strict=True)]
        return best

    def _rowcheck(self, *arguments: str) -> Run:
        beside = Path(sys.executable).parent / "rowcheck"
        program = str(beside) if beside.exists() else shutil.which("rowcheck")
        assert program, "the rowcheck command is not installed; run 'make bench'"
        return self._process(program, *arguments)

    def _process(self, *command: str) -> Run:
        """A command and all it starts, from its beginning to its end."""

        def run() -> Cost:
            before, begin = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
            done = subprocess.run(command, cwd=self.folder, capture_output=True, check=False)
            after, wall = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter() - begin
            if done.returncode not in (0, 1) or done.stderr:
                raise SystemExit(f"{command[0]} failed:\n{done.stderr.decode()}")
            return Cost(after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime, wall)

        return run

    def _timed(self, *arguments: str) -> Run:
        """A call that measures itself in a process of its own."""
        command = (sys.executable, str(HERE / "timed.py"), *arguments)

        def run() -> Cost:
            done = subprocess.run(command, cwd=self.folder, stdout=subprocess.PIPE, check=True)
            return Cost(**json.loads(done.stdout))

        return run


def main(argv: Sequence[str] | None = None) -> int:
    """Measure, and print each line as it is known."""
    options = _arguments().parse_args(argv)
    with TemporaryDirectory(prefix="rowcheck-bench-") as name:
        folder = Path(name)
        text = None if options.rows or options.made_up else lists.real_catalogue()
        print("public-apis' list" if text else "a made-up list", end=": ")
        change = lists.edited(text or lists.catalogue(options.rows or lists.ROWS))
        _repository(folder / "list", change)
        (folder / "base.md").write_text(change.base, encoding="utf-8")
        mixed = _mixed(folder / "mixed", change.base, options)
        print(f"{change.rows:,} rows, {len(change.base.encode()) / 1000:.0f} KB; best of {options.times}\n")
        print(f"{'what / beside what':66}{'ours':>12}{'peer':>12}{'ratio':>8}{'wall':>8}{'bar':>6}")
        for line in Bench(folder / "list", options.times, options.growth, mixed).lines():
            print(line, flush=True)
    return 0


def _repository(folder: Path, change: lists.Edited) -> None:
    """A list whose next commit adds a row, and changes a file that is no list."""
    folder.mkdir()
    (folder / "README.md").write_text(change.base, encoding="utf-8")
    (folder / "LICENSE").write_text("one\n", encoding="utf-8")
    _git(folder, "init", "--quiet")
    _git(folder, "add", ".")
    _git(folder, "-c", "user.name=bench", "-c", "user.email=bench@example.org", "commit", "-qm", "base")
    (folder / "README.md").write_text(change.head, encoding="utf-8")
    (folder / "LICENSE").write_text("two\n", encoding="utf-8")
    _git(folder, "add", ".")


def _git(folder: Path, *arguments: str) -> None:
    subprocess.run(("git", "-C", str(folder), *arguments), check=True)


def _mixed(folder: Path, text: str, options: argparse.Namespace) -> Path:
    """A folder of many lists: the corpus, or copies of one."""
    real = lists.corpus()
    if real and not options.rows and not options.made_up:
        return real / "md"
    folder.mkdir()
    for number in range(2 if options.rows else _MIXED):
        (folder / f"{number}.md").write_text(text, encoding="utf-8")
    return folder


def _milliseconds(cost: Cost) -> str:
    return f"{cost.cpu * 1000:,.1f} ms"


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--times", metavar="N", type=int, default=7, help="runs of which the best counts")
    parser.add_argument("--made-up", action="store_true", help="leave the corpus alone, if it is there")
    parser.add_argument("--rows", metavar="N", type=int, help="a made-up list of so many rows")
    parser.add_argument(
        *("--growth",),
        metavar="N",
        type=int,
        nargs=2,
        default=(1_000, 100_000),
        help="rows to grow from and to",
    )
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
