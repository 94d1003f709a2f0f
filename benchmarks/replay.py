"""Replay real pull requests through rowcheck, and hold its findings against what git shows.

    python benchmarks/replay.py REPOSITORY [--config FILE] [--merged TABLE]

REPOSITORY is a git repository or a bundle with refs/pulls/N/base and refs/pulls/N/head. Each pull request is
checked as `rowcheck backtest` checks it; then git decides whether each finding is on lines that the pull
request changed. `--sample N` prints pull requests with their findings, for a reader to judge the messages.

Exit status: 1 where a pull request could not be replayed or a finding is outside of the changed lines.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from statistics import median

import pulls
from progress import with_progress
from pulls import Pulls

from rowcheck.backtest import replay
from rowcheck.backtest.contributions import Contribution, read_pulls
from rowcheck.backtest.landing import normalized
from rowcheck.model import Counts, Finding
from rowcheck.reporters.wording import rows_changed, rows_checked
from rowcheck.sources.git import Git

_RULES_OF_CONTENT = frozenset({"row-schema", "row-shape", "link-syntax"})
"""Rules that judge the text of a row, so that a row whose text is in the base must have no finding."""

_MAX_DIFF_LINES = 40


@dataclass(frozen=True, slots=True)
class Replayed:
    """The report on one pull request, or why it could not be replayed.

    `outside` are findings on lines where git sees no change, `unchanged` those on rows that the base has.
    """

    pull: int
    verdict: str
    counts: Counts
    debt: int
    seconds: float
    findings: tuple[Finding, ...] = ()
    outside: tuple[Finding, ...] = ()
    unchanged: tuple[Finding, ...] = ()
    failure: str = ""

    @property
    def rules(self) -> frozenset[str]:
        return frozenset(finding.rule for finding in self.findings)


def main(argv: Sequence[str] | None = None) -> int:
    """Replay, and print the summary and the sample."""
    options = _arguments().parse_args(argv)
    with pulls.opened(options.repository, options.refs) as repository:
        merged = pulls.merged(options.merged) if options.merged else frozenset()
        selected = _select(read_pulls(Git(repository.folder), options.refs, None), options, merged)
        with ProcessPoolExecutor(options.jobs) as pool:
            work = pool.map(partial(replayed, repository, options.config), selected, chunksize=4)
            results = list(with_progress(work, len(selected)))
        print("\n".join((*_totals(results), *_rules(results, merged), *_violations(results))))
        for result in _sample(results, options):
            print(_page(result, repository.diff(result.pull, "-U1").decode(errors="replace")))
    if options.json:
        lines = (json.dumps(asdict(result), ensure_ascii=False) for result in results)
        options.json.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return 1 if any(result.failure or result.outside for result in results) else 0


def replayed(repository: Pulls, config: str | None, pull: Contribution) -> Replayed:
    """Replay one pull request, and hold its findings against git."""
    start = time.perf_counter()
    (outcome,) = replay.replay(repository.folder, config, [pull])
    seconds = time.perf_counter() - start
    assert pull.number is not None, "the refs of pull requests are numbered"
    report = outcome.report
    return Replayed(
        pull=pull.number,
        verdict="not replayed" if outcome.failure else report.verdict,
        counts=report.counts,
        debt=report.debt,
        seconds=seconds,
        findings=report.findings,
        outside=tuple(_outside(repository, pull.number, report.findings)),
        unchanged=tuple(_unchanged(repository, pull.number, report.findings)),
        failure=outcome.failure,
    )


def _outside(repository: Pulls, number: int, findings: Iterable[Finding]) -> Iterator[Finding]:
    """Yield the findings on lines that are neither added nor next to a removed one."""
    changed: dict[str, frozenset[int]] = {}
    for finding in findings:
        if finding.path not in changed:
            changed[finding.path] = repository.changed_lines(number, finding.path)
        if finding.line not in changed[finding.path]:
            yield finding


def _unchanged(repository: Pulls, number: int, findings: Iterable[Finding]) -> Iterator[Finding]:
    """Yield the findings on the text of a row that the base has just as often, whatever its spacing."""
    added: dict[str, Counter[str]] = {}
    for finding in findings:
        if finding.rule in _RULES_OF_CONTENT:
            if finding.path not in added:
                added[finding.path] = repository.added_lines(number, finding.path, normalized)
            if not added[finding.path][normalized(finding.row)]:
                yield finding


def _select(
    contributions: Sequence[Contribution], options: argparse.Namespace, merged: frozenset[int]
) -> list[Contribution]:
    selected = [
        pull
        for pull in contributions
        if (not options.only or pull.number in options.only)
        and (not options.merged_only or pull.number in merged)
    ]
    if options.limit is None or options.limit >= len(selected):
        return selected
    chosen = set(random.Random(options.seed).sample(range(len(selected)), options.limit))
    return [pull for position, pull in enumerate(selected) if position in chosen]


def _totals(results: Sequence[Replayed]) -> Iterator[str]:
    verdicts = Counter(result.verdict for result in results)
    numbers = ", ".join(f"{count:,} {verdict}" for verdict, count in sorted(verdicts.items()))
    yield f"{len(results):,} pull requests: {numbers}"
    counts = sum((result.counts for result in results), start=Counts())
    adds_up = counts.added + counts.modified + counts.moved == counts.checked + counts.not_checked
    yield f"{rows_changed(counts)}; {rows_checked(counts)}{'' if adds_up else '  DOES NOT ADD UP'}"
    yield f"problems that the base had already: {sum(result.debt for result in results):,}"
    times = sorted(result.seconds for result in results if not result.failure)
    if times:
        slow = times[min(len(times) - 1, len(times) * 95 // 100)]
        yield f"seconds each: median {median(times):.3f}, 95 % {slow:.3f}, maximum {times[-1]:.3f}"


def _rules(results: Sequence[Replayed], merged: frozenset[int]) -> Iterator[str]:
    """Yield a table of findings and pull requests by rule, and of how many of these were merged."""
    findings = Counter(finding.rule for result in results for finding in result.findings)
    requests = Counter(rule for result in results for rule in result.rules)
    landed = Counter(rule for result in results if result.pull in merged for rule in result.rules)
    yield f"\n{'rule':18}{'findings':>9}{'pull requests':>15}{'merged':>8}"
    for rule, count in findings.most_common():
        yield f"{rule:18}{count:9,}{requests[rule]:15,}{landed[rule]:8,}"
    flagged = [result for result in results if result.findings]
    total = sum(result.pull in merged for result in flagged)
    yield f"{'any':18}{findings.total():9,}{len(flagged):15,}{total:8,}   (merged in all: {len(merged):,})"


def _violations(results: Sequence[Replayed]) -> Iterator[str]:
    failed = [result for result in results if result.failure]
    yield f"\nnot replayed: {len(failed)}"
    yield from (f"  #{result.pull}: {result.failure}" for result in failed)
    for title, name in (
        ("findings on lines that git does not show as changed", "outside"),
        ("findings on the text of a row that the base has", "unchanged"),
    ):
        hits = [(result.pull, finding) for result in results for finding in getattr(result, name)]
        yield f"{title}: {len(hits)}"
        for pull, finding in hits:
            yield f"#{pull}"
            yield from _finding(finding)


def _sample(results: Sequence[Replayed], options: argparse.Namespace) -> list[Replayed]:
    """Return pull requests at random, of those with findings of the rule if one is given."""
    candidates = [result for result in results if options.rule is None or options.rule in result.rules]
    sample = random.Random(options.seed).sample(candidates, min(options.sample, len(candidates)))
    return sorted(sample, key=lambda result: result.pull)


def _page(result: Replayed, diff: str) -> str:
    """Return the diff of a pull request with its findings below."""
    lines = [line for line in diff.splitlines() if not line.startswith(("diff ", "index ", "--- ", "+++ "))]
    more = [f"  ... {len(lines) - _MAX_DIFF_LINES:,} more lines"] if len(lines) > _MAX_DIFF_LINES else []
    title = f"#{result.pull}: {result.verdict}, {rows_changed(result.counts)}, {rows_checked(result.counts)}"
    shown = [f"  {line}" for line in lines[:_MAX_DIFF_LINES]]
    findings = [text for finding in result.findings for text in _finding(finding)] or ["  no findings"]
    return "\n".join(["", title, *shown, *more, "", *findings])


def _finding(finding: Finding) -> Iterator[str]:
    fix = f"  [fix: {finding.fix.title}]" if finding.fix else ""
    yield f"  {finding.path}:{finding.line} {finding.severity} {finding.rule}: {finding.message}{fix}"
    yield f"      {finding.row}"
    for related in finding.related:
        yield f"      {related.path}:{related.line}: {related.message}"


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("repository", type=Path, help="a git repository or a bundle")
    parser.add_argument("--refs", metavar="PREFIX", default="refs/pulls", help="the folder of its refs")
    parser.add_argument("--config", metavar="FILE", help="settings to use instead of the list's own")
    parser.add_argument("--merged", metavar="TABLE", type=Path, help="which were merged, tab-separated")
    parser.add_argument("--merged-only", action="store_true", help="replay only those that were merged")
    parser.add_argument("--only", metavar="N", type=int, nargs="+", help="replay only these pull requests")
    parser.add_argument("--limit", metavar="N", type=int, help="replay only N, chosen at random")
    parser.add_argument("--sample", metavar="N", type=int, default=0, help="print N with their findings")
    parser.add_argument("--rule", metavar="RULE", help="sample those with findings of this rule")
    parser.add_argument("--seed", metavar="S", type=int, default=0, help="the seed of all random choices")
    parser.add_argument("--jobs", metavar="N", type=int, default=2, help="processes (default: 2)")
    parser.add_argument("--json", metavar="FILE", type=Path, help="write one line of JSON a pull request")
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
