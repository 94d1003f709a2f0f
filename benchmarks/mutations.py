"""Break rows of real lists as contributors do, and count how many of the errors rowcheck reports.

    python benchmarks/mutations.py [--rows N] [--mutations N] [--list NAME ...] [--misses N] [--alarms N]

Takes rows that merged pull requests added, and rows of lists, from the corpus. They are checked unbroken, to
find false positives; then each is broken in some of the ways of `mutants.catalogue`. Every list is tried
without settings, and with those of `configs/NAME.yml` where there are any. A mutant that is not an error in
its list does not count; both numbers are printed. Exit status: 1 where a bar is missed, 2 without a corpus.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from functools import partial
from itertools import chain
from pathlib import Path
from random import Random
from typing import TypeAlias

import lists
import pulls
from mutants import cases, scores, trial
from mutants.catalogue import NAMES
from progress import with_progress

from rowcheck.rules import IDS
from rowcheck.settings.settings import Settings, load_settings

CONFIGS = Path(__file__).parent / "configs"

PULLS_FACTOR = 4
"""There are few lists with pull requests, so each gives more rows than a list without."""

ALIASES = {
    "bradyfu-awesome-multimodal-large-language-models": "awesome-mllm",
    "jingyi0000-vlm-survey": "vlm-survey",
    "liliu-avril-awesome-segment-anything": "hedlen-awesome-segment-anything",
    "public-apis-public-apis": "public-apis",
}
"""Lists whose settings and pull requests have another name than their folder."""

Job: TypeAlias = tuple[str, cases.Reader]
"""The name of a list, and the reader of one of its cases."""


def main(argv: Sequence[str] | None = None) -> int:
    """Try the mutations, and print the tables."""
    options = _arguments().parse_args(argv)
    corpus = lists.corpus()
    if corpus is None:
        sys.stderr.write("mutations.py: there is no corpus; name its folder in ROWCHECK_CORPUS\n")
        return 2
    work = partial(_try_job, frozenset(options.mutation or NAMES), options.mutations, str(options.seed))
    with ExitStack() as stack, ProcessPoolExecutor(options.jobs) as pool:
        jobs = list(_jobs(corpus, options, stack))
        trials = list(chain.from_iterable(with_progress(pool.map(work, jobs, chunksize=4), len(jobs))))
    found = scores.Scores(
        [(name, result) for name, result in trials if isinstance(result, trial.Intact)],
        [(name, result) for name, result in trials if isinstance(result, trial.Broken)],
        scores.judged_right(),
    )
    sections = (
        found.summary(),
        found.missed(options.misses, options.seed),
        found.flagged(options.alarms, options.seed),
    )
    print("\n".join(chain.from_iterable(sections)))
    return 0 if found.hold() else 1


def settings_of(name: str) -> Settings | None:
    """Return the settings that were written for a list, None where there are none."""
    path = CONFIGS / f"{name}.yml"
    if not path.is_file():
        return None
    return load_settings(path.read_text(encoding="utf-8"), path.name, lambda _: None, IDS)


def name_of(folder: Path) -> str:
    """Return the name of a list: its owner and repository in lower case, or its alias."""
    name = folder.name.lower().replace("__", "-").replace("_", "-")
    return ALIASES.get(name, name)


def _jobs(corpus: Path, options: argparse.Namespace, stack: ExitStack) -> Iterator[Job]:
    limit = sys.maxsize if options.all else options.rows
    for bundle in sorted((corpus / "pulls").glob("*.bundle")):
        if options.list is None or bundle.stem in options.list:
            repository = stack.enter_context(pulls.opened(bundle, "refs/pulls"))
            chance = Random(f"{options.seed} {bundle.stem}")
            readers = cases.of_pulls(repository, bundle.with_suffix(".tsv"), limit * PULLS_FACTOR, chance)
            yield from ((bundle.stem, reader) for reader in readers)
    for folder in sorted((corpus / "md").iterdir()):
        if options.list is None or name_of(folder) in options.list:
            readers = cases.of_list(folder, limit, Random(f"{options.seed} {folder.name}"))
            yield from ((name_of(folder), reader) for reader in readers)


def _try_job(names: frozenset[str], limit: int, seed: str, job: Job) -> list[tuple[str, trial.Trial]]:
    name, read = job
    own = settings_of(name)
    settings = [Settings()] if own is None else [own, Settings()]
    return [
        (name, result) for case in read() for result in trial.try_case(case, settings, names, limit, seed)
    ]


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument(
        "--rows", metavar="N", type=int, default=10, help="rows of each list, and 4 N pull requests (10)"
    )
    parser.add_argument("--mutations", metavar="N", type=int, default=4, help="mutants of each row (4)")
    parser.add_argument("--mutation", metavar="NAME", choices=NAMES, nargs="+", help="only these mutations")
    parser.add_argument("--list", metavar="NAME", nargs="+", help="only these lists")
    parser.add_argument("--all", action="store_true", help="every row of every list; takes hours")
    parser.add_argument(
        "--misses", metavar="N", type=int, default=0, help="print N missed mutants of each mutation"
    )
    parser.add_argument(
        "--alarms", metavar="N", type=int, default=0, help="print N merged rows with findings"
    )
    parser.add_argument("--seed", metavar="S", type=int, default=0, help="the seed of all random choices")
    parser.add_argument("--jobs", metavar="N", type=int, default=2, help="processes (2)")
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
