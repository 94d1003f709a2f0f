"""Replay real pull requests through rowcheck and say what it would have said.

    python benchmarks/replay.py REPOSITORY [--config FILE] [--merged TABLE]

REPOSITORY is a git repository, or a bundle, with refs/pulls/N/base and refs/pulls/N/head. Each
pull request goes through the source, the settings and the engine as on the command line; then
git, not rowcheck, says whether every finding stands on what the pull request changed. Judges no
message: `--sample N` prints pull requests with their findings, to be read.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from importlib import import_module
from pathlib import Path

import pulls
import replayed
from pulls import Pulls

from rowcheck.backtest import contributions, landing, pool, replay
from rowcheck.backtest.contributions import Contribution
from rowcheck.backtest.outcome import Outcome
from rowcheck.backtest.watching import watched
from rowcheck.model import Finding
from rowcheck.sources.git import Git

_OF_WORDS = frozenset({"row-schema", "row-shape", "link-syntax"})
"""Rules that judge what a row says, not how: one that said the same before is not to be blamed."""


@dataclass(frozen=True, slots=True)
class Replay:
    """What one pull request gave. `astray` are findings where git sees no change, `old` those of a
    row whose words the base had already; `crash` is why there was no replay, if there was none."""

    pull: int
    verdict: str = ""
    added: int = 0
    checked: int = 0
    not_checked: int = 0
    debt: int = 0
    seconds: float = 0.0
    findings: tuple[Finding, ...] = ()
    astray: tuple[Finding, ...] = ()
    old: tuple[Finding, ...] = ()
    crash: str = ""


def main(argv: Sequence[str] | None = None) -> int:
    """Replay, print the summary or the sample; 1 when something crashed or stands astray."""
    options = _arguments().parse_args(argv)
    import_module("rowcheck.engine.check")  # an engine that does not load is to fail once, not in each replay
    with pulls.opened(options.repository, options.refs) as repository:
        merged = pulls.merged(options.merged) if options.merged else frozenset()
        chosen = _chosen(contributions.pulls(Git(repository.folder), options.refs, None), options, merged)
        work = partial(held, repository, options.config)
        each = watched(pool.each(work, chosen, options.jobs), len(chosen), "pull request")
        found = sorted(map(_named, each), key=lambda one: one.pull)
        print(replayed.summary(found, merged))
        for one in replayed.shown(found, options.sample, options.seed, options.rule):
            print(replayed.page(one, repository.diff(one.pull, "-U1").decode(errors="replace")))
    if options.json:
        lines = (json.dumps(asdict(one), ensure_ascii=False) for one in found)
        options.json.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return 1 if any(one.crash or one.astray for one in found) else 0


def held(repository: Pulls, config: str | None, chosen: Sequence[Contribution]) -> list[Replay]:
    """What comes of pull requests in `rowcheck backtest`, held against what git says of them."""
    found = []
    for contribution in chosen:
        begin = time.perf_counter()
        (outcome,) = replay.replay(repository.folder, config, [contribution])
        found.append(_held(repository, outcome, time.perf_counter() - begin))
    return found


def _held(repository: Pulls, outcome: Outcome, seconds: float) -> Replay:
    number = outcome.contribution.number
    assert number is not None, "refs of pull requests are numbered"
    report = outcome.report
    return Replay(
        pull=number,
        verdict="" if outcome.fault else report.verdict,
        added=report.counts.added,
        checked=report.counts.checked,
        not_checked=report.counts.not_checked,
        debt=report.debt,
        seconds=seconds,
        findings=report.findings,
        astray=tuple(_astray(repository, number, report.findings)),
        old=tuple(_old(repository, number, report.findings)),
        crash=outcome.fault,
    )


def _named(one: Replay | pool.Failed[Contribution]) -> Replay:
    return Replay(one.item.number or 0, crash=one.reason) if isinstance(one, pool.Failed) else one


def _astray(repository: Pulls, number: int, findings: Iterable[Finding]) -> Iterator[Finding]:
    """The findings on lines that the pull request neither added nor took something away beside."""
    places: dict[str, frozenset[int]] = {}
    for finding in findings:
        if finding.path not in places:
            places[finding.path] = repository.places(number, finding.path)
        if finding.line not in places[finding.path]:
            yield finding


def _old(repository: Pulls, number: int, findings: Iterable[Finding]) -> Iterator[Finding]:
    """The findings about the words of a row that the base had just as often, whatever its spacing."""
    times: dict[str, Counter[str]] = {}
    for finding in findings:
        if finding.rule in _OF_WORDS:
            if finding.path not in times:
                times[finding.path] = repository.brought(number, finding.path, landing.words)
            if not times[finding.path][landing.words(finding.row)]:
                yield finding


def _chosen(
    found: Sequence[Contribution], options: argparse.Namespace, merged: frozenset[int]
) -> list[Contribution]:
    if options.only:
        found = [one for one in found if one.number in options.only]
    if options.merged_only:
        found = [one for one in found if one.number in merged]
    if options.limit is None:
        return list(found)
    chosen = set(random.Random(options.seed).sample(range(len(found)), min(options.limit, len(found))))
    return [one for place, one in enumerate(found) if place in chosen]


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("repository", type=Path, help="a git repository or a bundle")
    parser.add_argument("--refs", metavar="PREFIX", default="refs/pulls", help="where its refs are")
    parser.add_argument("--config", metavar="FILE", help="settings to check by; none: the list's own")
    parser.add_argument("--merged", metavar="TABLE", type=Path, help="which were merged, tab-separated")
    parser.add_argument("--merged-only", action="store_true", help="leave out those that were not")
    parser.add_argument("--only", metavar="N", type=int, nargs="+", help="these pull requests")
    parser.add_argument("--limit", metavar="N", type=int, help="so many, chosen at random")
    parser.add_argument("--sample", metavar="N", type=int, default=0, help="print N with their findings")
    parser.add_argument("--rule", metavar="RULE", help="sample those with findings of this rule")
    parser.add_argument("--seed", metavar="S", type=int, default=0, help="what chance begins with")
    parser.add_argument("--jobs", metavar="N", type=int, default=2, help="processes (default: 2)")
    parser.add_argument("--json", metavar="FILE", type=Path, help="write a line of JSON a pull request")
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
