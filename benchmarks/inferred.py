"""Infer settings from real lists, and check the same rows with them, as they are and broken.

    python benchmarks/inferred.py [--rows N] [--mutations N] [--list NAME ...] [--show]

Every list of the corpus with 30 rows or more in tables counts. Three shares are printed for each list and for
all together:

accepted   of all rows, those on which no inferred rule (row-schema, order, duplicate) reports a problem when
           every row is new: the later of two equal rows is reported, and so are the rows outside of a table's
           longest sorted run; rules that need no settings do not count
added      of the sampled rows, those on which nothing is reported when they alone are added to the rest
rejected   of the sampled rows, broken as contributors break them, those on which something is reported;
           mutants that are correct in their list do not count (see `mutants`)

The exit status is 1 when less than 99 % of a list is accepted, or less than 90 % of all lists rejected.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from random import Random
from time import process_time

import lists
from mutants import cases, trial
from mutants.catalogue import NAMES
from mutants.trial import Broken, Intact

from rowcheck.engine.check import Pair, check
from rowcheck.inference import settings_text
from rowcheck.inference.evidence import RULE_SHARE
from rowcheck.inference.infer import infer
from rowcheck.markdown import documents
from rowcheck.model import Severity
from rowcheck.rules import IDS
from rowcheck.settings.settings import Settings, TableSettings, load_settings

FEWEST_ROWS = 30
INFERRED = frozenset(("row-schema", "order", "duplicate"))
ACCEPTED, REJECTED = 0.99, 0.9


@dataclass(frozen=True, slots=True)
class Measured:
    """The result of one list; `seconds` is the processor time of reading and inferring."""

    name: str
    rows: int
    entries: int
    seconds: float
    reported: tuple[str, ...]
    intact: tuple[Intact, ...]
    broken: tuple[Broken, ...]
    text: str

    @property
    def accepted(self) -> float:
        return 1 - len(self.reported) / self.rows

    @property
    def added(self) -> float:
        return _share([not row.messages for row in self.intact])

    @property
    def rejected(self) -> float:
        return _share([bool(mutant.messages) for mutant in self.broken if mutant.counts])


def main(argv: Sequence[str] | None = None) -> int:
    """Measure the lists and print a line for each; return 2 without a corpus."""
    options = _arguments().parse_args(argv)
    corpus = lists.corpus()
    if corpus is None:
        sys.stderr.write("inferred.py: no corpus: name its folder in ROWCHECK_CORPUS\n")
        return 2
    folders = [
        folder
        for folder in sorted((corpus / "md").iterdir())
        if not options.list or any(name.lower() in folder.name.lower() for name in options.list)
    ]
    with ProcessPoolExecutor(options.jobs) as pool:
        results = []
        for result in pool.map(partial(_measure, options), folders):
            if result is not None:
                sys.stderr.write(f"{result.name}: {result.rows:,} rows, {result.seconds:.1f} s\n")
                results.append(result)
    _print(results, options)
    accepted = all(result.accepted >= ACCEPTED for result in results)
    return 0 if accepted and _rejected(results) >= REJECTED else 1


def _measure(options: argparse.Namespace, folder: Path) -> Measured | None:
    """Infer from one list, check all its rows, and check a sample one by one, as they are and broken."""
    texts = {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8", errors="replace")
        for path in sorted(folder.rglob("*"))
        if path.is_file() and settings_text.is_list(path.relative_to(folder).as_posix())
    }
    started = process_time()
    proposal = infer([documents.read(path, text) for path, text in texts.items()], options.threshold)
    text = settings_text.text(proposal, options.threshold)
    seconds = process_time() - started
    if proposal.rows < FEWEST_ROWS:
        return None
    settings = load_settings(text, "rowcheck.yml", lambda _: None, IDS)
    results = [
        result
        for read in cases.of_list(folder, options.rows, Random(f"{options.seed} {folder.name}"))
        for case in read()
        for result in trial.try_case(case, [settings], frozenset(NAMES), options.mutations, str(options.seed))
    ]
    return Measured(
        name=folder.name,
        rows=proposal.rows,
        entries=len(proposal.groups),
        seconds=seconds,
        reported=_reported(texts, settings),
        intact=tuple(result for result in results if isinstance(result, Intact)),
        broken=tuple(result for result in results if isinstance(result, Broken)),
        text=text,
    )


def _reported(texts: dict[str, str], settings: Settings) -> tuple[str, ...]:
    """Return the first finding of an inferred rule on each row, when all rows are new."""
    covered = {path: text for path, text in texts.items() if settings.covers(path)}
    report = check((Pair(path, None, text) for path, text in covered.items()), _only_inferred(settings))
    first: dict[tuple[str, int], str] = {}
    for finding in report.findings:
        if finding.rule in INFERRED:
            first.setdefault((finding.path, finding.line), f"{finding.rule}: {finding.message}")
    return tuple(f"{path}:{line}: {message}" for (path, line), message in first.items())


def _only_inferred(settings: Settings) -> Settings:
    """Return the settings with the inferred rules only, without what those report without settings."""
    tables = (*settings.tables, TableSettings("others"))
    silent = [replace(table, unique=()) if table.unique is None else table for table in tables]
    rules: dict[str, Severity] = {rule: "off" for rule in IDS if rule not in INFERRED}
    return replace(settings, tables=tuple(silent), rules=rules)


def _print(results: Sequence[Measured], options: argparse.Namespace) -> None:
    print(
        f"{'list':48} {'rows':>6} {'entries':>7} {'s':>6}"
        f" {'accepted':>9} {'added':>7} {'rejected':>9} {'of':>5}"
    )
    for result in sorted(results, key=lambda result: result.rejected):
        counted = sum(mutant.counts for mutant in result.broken)
        print(
            f"{result.name[:48]:48} {result.rows:6} {result.entries:7} {result.seconds:6.1f}"
            f" {result.accepted:9.2%} {result.added:7.1%} {result.rejected:9.1%} {counted:5}"
        )
    rows = sum(result.rows for result in results)
    reported = sum(len(result.reported) for result in results)
    intact = [row for result in results for row in result.intact]
    print(
        f"{f'all {len(results)} lists':48} {rows:6} {'':7} {'':6} {1 - reported / max(rows, 1):9.2%}"
        f" {_share([not row.messages for row in intact]):7.1%} {_rejected(results):9.1%}"
    )
    counts = [mutant for result in results for mutant in result.broken if mutant.counts]
    tried = Counter(mutant.mutation for mutant in counts)
    missed = Counter(mutant.mutation for mutant in counts if not mutant.messages)
    for name, times in missed.most_common():
        print(f"  {times:4} of {tried[name]:4} missed: {name}")
    for result in results:
        _print_samples(result, options)


def _print_samples(result: Measured, options: argparse.Namespace) -> None:
    if options.show:
        print(f"\n== {result.name} ==\n{result.text}")
    for finding in result.reported[: options.reported]:
        print(f"reported in {result.name}: {finding}")
    for row in [row for row in result.intact if row.messages][: options.reported]:
        print(f"reported when added to {result.name}: {row.case}: {row.messages[0]}")
    missed = [mutant for mutant in result.broken if mutant.counts and not mutant.messages]
    for mutant in missed[: options.misses]:
        print(f"missed in {result.name}: {mutant.mutation}: {mutant.before[:150]!r}")
        print(f"   {mutant.after[:150]!r}")


def _rejected(results: Iterable[Measured]) -> float:
    broken = [mutant for result in results for mutant in result.broken if mutant.counts]
    return _share([bool(mutant.messages) for mutant in broken])


def _share(values: Sequence[bool]) -> float:
    return sum(values) / len(values) if values else 1.0


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--rows", metavar="N", type=int, default=10, help="rows of each list (default: 10)")
    parser.add_argument(
        "--mutations", metavar="N", type=int, default=4, help="mutants of each row (default: 4)"
    )
    parser.add_argument("--threshold", metavar="SHARE", type=float, default=RULE_SHARE)
    parser.add_argument("--list", metavar="NAME", nargs="+", help="only lists with such a name")
    parser.add_argument("--show", action="store_true", help="print the settings")
    parser.add_argument("--reported", metavar="N", type=int, default=0, help="print N findings of each list")
    parser.add_argument(
        "--misses", metavar="N", type=int, default=0, help="print N missed mutants of each list"
    )
    parser.add_argument("--seed", metavar="S", type=int, default=0, help="seed of the sample")
    parser.add_argument("--jobs", metavar="N", type=int, default=2, help="processes (default: 2)")
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
