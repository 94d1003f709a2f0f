"""Break rows of real lists as contributors do, and count what rowcheck says of it.

    python benchmarks/mutations.py [--rows N] [--mutations N] [--list NAME ...] [--misses N] [--alarms N]

Takes rows that merged pull requests added, and rows of lists as they stand, from the corpus; checks
them unbroken, for false alarms; then breaks each in some of the ways of `mutants.catalogue`. Every
list is tried without settings, and with those of `configs/NAME.yml` where there are any. A mutant
that is no fault in its list does not count; both numbers are shown. Exit 1 when a bar is missed.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from random import Random
from typing import TypeVar

import lists
import pulls
from mutants import cases, scores, trial
from mutants.catalogue import NAMES

from rowcheck.rules import IDS
from rowcheck.settings.settings import Settings, load_settings

_T = TypeVar("_T")
Job = tuple[str, cases.Reader]
"""A list's name, and what reads one of its cases."""

_KNOWN_AS = {
    "bradyfu-awesome-multimodal-large-language-models": "awesome-mllm",
    "jingyi0000-vlm-survey": "vlm-survey",
    "liliu-avril-awesome-segment-anything": "hedlen-awesome-segment-anything",
    "public-apis-public-apis": "public-apis",
}

CONFIGS = Path(__file__).parent / "configs"
MERGED_FACTOR = 4
"""Rows of merged pull requests are worth more: there are six such lists, and people wrote them."""


def main(argv: Sequence[str] | None = None) -> int:
    """Try, and print the tables; 1 when a bar is missed, 2 without a corpus."""
    options = _arguments().parse_args(argv)
    corpus = lists.corpus()
    if corpus is None:
        sys.stderr.write("mutations.py: no corpus: name its folder in ROWCHECK_CORPUS\n")
        return 2
    work = partial(_tried, frozenset(options.mutation or NAMES), options.mutations, str(options.seed))
    with ExitStack() as stack, ProcessPoolExecutor(options.jobs) as pool:
        jobs = list(_jobs(corpus, options, stack))
        found = scores.of(
            one for some in _watched(pool.map(work, jobs, chunksize=4), len(jobs)) for one in some
        )
    for page in (
        *found.pages(),
        *found.missed(options.misses, options.seed),
        *found.blamed(options.alarms, options.seed),
    ):
        print(page)
    return 0 if found.holds() else 1


def settings_of(name: str) -> Settings | None:
    """The configuration made by hand for a list; None where there is none."""
    path = CONFIGS / f"{name}.yml"
    if not path.is_file():
        return None
    return load_settings(path.read_text(encoding="utf-8"), path.name, lambda _: None, IDS)


def name_of(folder: Path) -> str:
    """A list's name: its owner and its repository, in small letters, or what its pull requests go by."""
    name = folder.name.lower().replace("__", "-").replace("_", "-")
    return _KNOWN_AS.get(name, name)


def _jobs(corpus: Path, options: argparse.Namespace, stack: ExitStack) -> Iterator[Job]:
    most = sys.maxsize if options.all else options.rows
    for bundle in sorted((corpus / "pulls").glob("*.bundle")):
        if options.list is None or bundle.stem in options.list:
            repository = stack.enter_context(pulls.opened(bundle, "refs/pulls"))
            chance = Random(f"{options.seed} {bundle.stem}")
            found = cases.of_pulls(repository, bundle.with_suffix(".tsv"), most * MERGED_FACTOR, chance)
            yield from ((bundle.stem, read) for read in found)
    for folder in sorted((corpus / "md").iterdir()):
        if options.list is None or name_of(folder) in options.list:
            found = cases.of_lists(folder, most, Random(f"{options.seed} {folder.name}"))
            yield from ((name_of(folder), read) for read in found)


def _tried(wanted: frozenset[str], most: int, seed: str, job: Job) -> list[tuple[str, trial.Result]]:
    name, read = job
    own = settings_of(name)
    settings = [Settings()] if own is None else [own, Settings()]
    return [(name, result) for case in read() for result in trial.tried(case, settings, wanted, most, seed)]


def _watched(found: Iterable[_T], total: int) -> Iterator[_T]:
    """The same, counted on a terminal as they come."""
    shown = sys.stderr.isatty()
    for done, one in enumerate(found, 1):
        if shown:
            sys.stderr.write(f"\r{done:,} of {total:,}" + ("\n" if done == total else ""))
        yield one


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument(
        "--rows", metavar="N", type=int, default=10, help="rows of each list, 4 times as many pull requests"
    )
    parser.add_argument(
        "--mutations", metavar="N", type=int, default=4, help="mutants of each row (default: 4)"
    )
    parser.add_argument("--mutation", metavar="NAME", choices=NAMES, nargs="+", help="these only")
    parser.add_argument("--list", metavar="NAME", nargs="+", help="these lists only")
    parser.add_argument("--all", action="store_true", help="every row of every list; takes hours")
    parser.add_argument("--misses", metavar="N", type=int, default=0, help="print N misses of each mutation")
    parser.add_argument("--alarms", metavar="N", type=int, default=0, help="print N false alarms")
    parser.add_argument("--seed", metavar="S", type=int, default=0, help="what chance begins with")
    parser.add_argument("--jobs", metavar="N", type=int, default=2, help="processes (default: 2)")
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
