"""`rowcheck backtest`: select contributions, replay them, and write the reports."""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from rowcheck.backtest import as_json, contributions, landing, page, replay, text
from rowcheck.backtest.contributions import Contribution, Window
from rowcheck.backtest.landing import Landing
from rowcheck.backtest.outcome import Outcome
from rowcheck.backtest.tally import Result
from rowcheck.engine import session
from rowcheck.errors import SourceError, UsageError
from rowcheck.reporters import output
from rowcheck.rules import IDS, unknown_rule
from rowcheck.sources.base import Covers
from rowcheck.sources.git import Git

_INTERRUPTED = 130  # 128 and the number of SIGINT, as shells have it


@dataclass(frozen=True, slots=True)
class _Plan:
    """The contributions to replay, where they come from, and what is known about merged ones."""

    contributions: Sequence[Contribution]
    landing: Landing
    origin: str


def run(options: argparse.Namespace) -> int:
    """Return 0 where everything was replayed, 2 where something was not, 130 after Ctrl-C.

    Raises RowcheckError.
    """
    start = time.monotonic()
    _verify(options)
    git = Git(Path())
    settings = session.settings_of(replay.CommitSource(git), options.config)
    plan = _plan(git, options, settings.covers)
    outcomes: list[Outcome] = []
    try:
        for outcome in _replayed(plan.contributions, options):
            merged = plan.landing.merged(outcome)
            contribution = replace(outcome.contribution, merged=merged)
            outcomes.append(replace(outcome, contribution=contribution, added_rows=()))
    except KeyboardInterrupt:
        sys.stderr.write("rowcheck: interrupted; the report covers what was replayed until now\n")
    result = Result(
        tuple(outcomes),
        origin=plan.origin,
        pulls=options.refs is not None,
        requested=len(plan.contributions),
        settings=settings.path or "",
        web=contributions.repository_page(git),
        seconds=time.monotonic() - start,
    )
    _report(result, options)
    if result.interrupted:
        return _INTERRUPTED
    return 2 if result.failed else 0


def _verify(options: argparse.Namespace) -> None:
    """Raise UsageError or SourceError before the replay for what would fail after it."""
    for name in ("most", "jobs", "examples"):
        value = getattr(options, name)
        if value is not None and value < 1:
            raise UsageError(f"--{name} must be at least 1, not {value}")
    if options.show is not None and options.show not in IDS:
        raise UsageError(unknown_rule(options.show))
    for path in filter(None, (options.html, options.output)):
        if not Path(path).absolute().parent.is_dir():
            raise SourceError(f"{path}: cannot be written: its folder does not exist")
    if options.merged is not None and options.refs is None:
        raise UsageError("--merged needs --refs; every commit of the main line is merged")


def _plan(git: Git, options: argparse.Namespace, covers: Covers) -> _Plan:
    since = contributions.parse_since(options.since, datetime.now(UTC)) if options.since else None
    window = Window(since, options.most)
    tip = _tip(git, options)
    if options.refs is None:
        if tip is None:
            raise SourceError("HEAD has no commit yet, so there is no history to replay")
        origin = f"the history of {options.branch or 'HEAD'}"
        plan = _Plan(contributions.read_commits(git, tip, window), Landing(), origin)
    else:
        pulls = window.select(contributions.read_pulls(git, options.refs, tip))
        plan = _Plan(pulls, _landing(git, options, tip, covers), options.refs)
    if not plan.contributions:
        limit = f" since {options.since}" if options.since else ""
        raise UsageError(f"there is nothing to replay in {plan.origin}{limit}")
    return plan


def _tip(git: Git, options: argparse.Namespace) -> str | None:
    """Return the last commit of the main line: of the branch named, or of origin's for pull requests."""
    if options.branch is not None:
        named = git.find(f"{options.branch}^{{commit}}")
        if named is None:
            raise SourceError(f"git has no commit '{options.branch}'; check the spelling, or fetch it")
        return named.oid
    names = ("refs/remotes/origin/HEAD", "HEAD") if options.refs else ("HEAD",)
    tips = (git.find(f"{name}^{{commit}}") for name in names)
    return next((tip.oid for tip in tips if tip), None)


def _landing(git: Git, options: argparse.Namespace, tip: str | None, covers: Covers) -> Landing:
    if options.merged is not None:
        return landing.from_table(options.merged)
    if tip is None:
        return Landing()
    return landing.from_main_line(git, tip, contributions.merged_heads(git, options.refs, tip), covers)


def _replayed(selected: Sequence[Contribution], options: argparse.Namespace) -> Iterator[Outcome]:
    """Yield the outcomes, with a progress bar on a terminal."""
    jobs = options.jobs or os.cpu_count() or 1
    outcomes = replay.in_processes(partial(replay.replay, Path(), options.config), selected, jobs)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    noun = "commits" if options.refs is None else "pull requests"
    with Progress(
        *columns,
        console=Console(stderr=True),
        transient=True,
        auto_refresh=False,  # that takes a thread, and worker processes are forked meanwhile
        disable=not sys.stderr.isatty(),
    ) as progress:
        yield from progress.track(outcomes, total=len(selected), description=f"replaying {noun}")


def _report(result: Result, options: argparse.Namespace) -> None:
    if options.html is not None:
        output.write(page.render(result), options.html)
    if options.format == "json":
        output.write(as_json.render(result), options.output)
        return
    shown = output.options(options.output)
    rendered = text.render(
        result,
        examples=options.examples or (20 if options.show else 1),
        rule=options.show,
        colour=shown.colour,
        width=shown.width if output.on_terminal(options.output) else 0,
    )
    output.write(rendered, options.output)
