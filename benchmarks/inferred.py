"""Infer settings from real lists, and hold them against the very rows, and against broken ones.

    python benchmarks/inferred.py [--rows N] [--mutations N] [--list NAME ...] [--show]

Every list of the corpus with 30 rows or more in tables counts. Three shares of each, and of all together:

accepted   of all rows, those that no inferred rule (row-schema, order, duplicate) finds fault with when
           every row is judged as a new one: the later of two equal rows is blamed, and so are the rows
           outside of a table's longest sorted run; what is looked for without settings does not count
added      of the sampled rows, those that nothing at all is said of when they alone are added to the rest
rejected   of the sampled rows broken as contributors break them, those that something is said of;
           mutants that are no fault in their list do not count (see `mutants`)

Exit 1 when a bar is missed: 99 % accepted in each list, 90 % rejected in all together.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from random import Random
from time import process_time

import lists
from mutants import cases, trial
from mutants.catalogue import NAMES
from mutants.trial import Alarm, Outcome

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
    """What came of one list; `seconds` is the processor time that inferring took, reading included."""

    name: str
    rows: int
    entries: int
    seconds: float
    blamed: tuple[str, ...]
    alarms: tuple[Alarm, ...]
    outcomes: tuple[Outcome, ...]
    text: str

    @property
    def accepted(self) -> float:
        return 1 - len(self.blamed) / self.rows

    @property
    def added(self) -> float:
        return _share([not alarm.said for alarm in self.alarms])

    @property
    def rejected(self) -> float:
        return _share([bool(outcome.said) for outcome in self.outcomes if outcome.counts])


def main(argv: Sequence[str] | None = None) -> int:
    """Measure, and print a line a list; 1 when a bar is missed, 2 without a corpus."""
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
        found = [one for one in _watched(pool.map(partial(_measured, options), folders)) if one is not None]
    _print(found, options)
    good = all(one.accepted >= ACCEPTED for one in found)
    return 0 if good and _rejected(found) >= REJECTED else 1


def _watched(found: Iterable[Measured | None]) -> Iterator[Measured | None]:
    """The same, named on standard error as they come."""
    for one in found:
        if one is not None:
            sys.stderr.write(f"{one.name}: {one.rows:,} rows, {one.seconds:.1f} s\n")
        yield one


def _measured(options: argparse.Namespace, folder: Path) -> Measured | None:
    """One list: inferred, judged whole, and a sample of its rows judged one by one, unbroken and broken."""
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
    blamed = _blamed(texts, settings)
    results = [
        result
        for read in cases.of_lists(folder, options.rows, Random(f"{options.seed} {folder.name}"))
        for case in read()
        for result in trial.tried(case, [settings], frozenset(NAMES), options.mutations, str(options.seed))
    ]
    return Measured(
        name=folder.name,
        rows=proposal.rows,
        entries=len(proposal.groups),
        seconds=seconds,
        blamed=blamed,
        alarms=tuple(result for result in results if isinstance(result, Alarm)),
        outcomes=tuple(result for result in results if isinstance(result, Outcome)),
        text=text,
    )


def _blamed(texts: dict[str, str], settings: Settings) -> tuple[str, ...]:
    """The rows that an inferred rule finds fault with when all rows are new, each with what is said first."""
    covered = {path: text for path, text in texts.items() if settings.covers(path)}
    report = check((Pair(path, None, text) for path, text in covered.items()), _as_said(settings))
    said: dict[tuple[str, int], str] = {}
    for finding in report.findings:
        if finding.rule in INFERRED:
            said.setdefault((finding.path, finding.line), f"{finding.rule}: {finding.message}")
    return tuple(f"{path}:{line}: {message}" for (path, line), message in said.items())


def _as_said(settings: Settings) -> Settings:
    """The settings with the inferred rules only, and without what those look for unasked."""
    tables = (*settings.tables, TableSettings("others"))
    silent = [table._replace(unique=()) if table.unique is None else table for table in tables]
    rules: dict[str, Severity] = {rule: "off" for rule in IDS if rule not in INFERRED}
    return settings._replace(tables=tuple(silent), rules=rules)


def _print(found: Sequence[Measured], options: argparse.Namespace) -> None:
    print(
        f"{'list':48} {'rows':>6} {'entries':>7} {'s':>6}"
        f" {'accepted':>9} {'added':>7} {'rejected':>9} {'of':>5}"
    )
    for one in sorted(found, key=lambda one: one.rejected):
        counted = sum(outcome.counts for outcome in one.outcomes)
        print(
            f"{one.name[:48]:48} {one.rows:6} {one.entries:7} {one.seconds:6.1f} {one.accepted:9.2%}"
            f" {one.added:7.1%} {one.rejected:9.1%} {counted:5}"
        )
    rows = sum(one.rows for one in found)
    blamed = sum(len(one.blamed) for one in found)
    alarms = [alarm for one in found for alarm in one.alarms]
    print(
        f"{f'all {len(found)} lists':48} {rows:6} {'':7} {'':6} {1 - blamed / max(rows, 1):9.2%}"
        f" {_share([not alarm.said for alarm in alarms]):7.1%} {_rejected(found):9.1%}"
    )
    _print_mutations(found)
    for one in found:
        _print_samples(one, options)


def _print_mutations(found: Iterable[Measured]) -> None:
    """The mutations that are missed most."""
    counted = [outcome for one in found for outcome in one.outcomes if outcome.counts]
    tried, missed = (
        Counter(it.mutation for it in counted),
        Counter(it.mutation for it in counted if not it.said),
    )
    for name, times in missed.most_common():
        print(f"  {times:4} of {tried[name]:4} missed: {name}")


def _print_samples(one: Measured, options: argparse.Namespace) -> None:
    if options.show:
        print(f"\n== {one.name} ==\n{one.text}")
    for said in one.blamed[: options.blamed]:
        print(f"blamed in {one.name}: {said}")
    alarms = [alarm for alarm in one.alarms if alarm.said]
    for alarm in alarms[: options.blamed]:
        print(f"blamed when added to {one.name}: {alarm.case}: {alarm.said[0]}")
    for outcome in [it for it in one.outcomes if it.counts and not it.said][: options.misses]:
        print(
            f"missed in {one.name}: {outcome.mutation}: {outcome.before[:150]!r}\n   {outcome.after[:150]!r}"
        )


def _rejected(found: Iterable[Measured]) -> float:
    return _share([bool(it.said) for one in found for it in one.outcomes if it.counts])


def _share(yes: Sequence[bool]) -> float:
    return sum(yes) / len(yes) if yes else 1.0


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--rows", metavar="N", type=int, default=10, help="rows of each list (default: 10)")
    parser.add_argument(
        "--mutations", metavar="N", type=int, default=4, help="mutants of each row (default: 4)"
    )
    parser.add_argument("--threshold", metavar="SHARE", type=float, default=RULE_SHARE)
    parser.add_argument("--list", metavar="NAME", nargs="+", help="lists with such a name only")
    parser.add_argument("--show", action="store_true", help="print the settings")
    parser.add_argument("--blamed", metavar="N", type=int, default=0, help="print N blamed rows of each list")
    parser.add_argument(
        "--misses", metavar="N", type=int, default=0, help="print N missed mutants of each list"
    )
    parser.add_argument("--seed", metavar="S", type=int, default=0, help="what chance begins with")
    parser.add_argument("--jobs", metavar="N", type=int, default=2, help="processes (default: 2)")
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
