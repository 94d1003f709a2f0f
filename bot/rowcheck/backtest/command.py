"""`rowcheck backtest`: what to replay out of the arguments, the replay, and the reports of it."""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import NamedTuple

from rowcheck.backtest import contributions, landing, pool
from rowcheck.backtest.between import Between
from rowcheck.backtest.contributions import Contribution, Window
from rowcheck.backtest.landing import Landing
from rowcheck.backtest.outcome import Outcome
from rowcheck.backtest.tally import Result, Tally
from rowcheck.engine import session
from rowcheck.errors import SourceError, UsageError
from rowcheck.reporters import output
from rowcheck.sources.base import Covers
from rowcheck.sources.git import Git

_INTERRUPTED = 130
"""As a shell says that somebody pressed Ctrl-C: 128 and the number of the signal."""


class _Plan(NamedTuple):
    """What to replay, in words too, and how to tell what was merged."""

    contributions: Sequence[Contribution]
    landing: Landing
    origin: str
    settings: str = ""


def run(options: argparse.Namespace) -> int:
    """Replay and report; 0 when all was replayed, whatever was found. Raises RowcheckError."""
    begin = time.monotonic()
    _verify(options)
    git = Git(Path())
    plan = _plan(git, options)
    outcomes = list(_outcomes(plan, options))
    order = {(one.name, one.head): place for place, one in enumerate(plan.contributions)}
    outcomes.sort(key=lambda outcome: order[outcome.contribution.name, outcome.contribution.head])
    result = Result(
        Tally(tuple(outcomes)),
        origin=plan.origin,
        pulls=options.refs is not None,
        asked=len(plan.contributions),
        settings=plan.settings,
        web=contributions.web_page(git),
        seconds=time.monotonic() - begin,
    )
    _report(result, options)
    if result.interrupted:
        return _INTERRUPTED
    return 2 if result.tally.failed else 0


def _verify(options: argparse.Namespace) -> None:
    """Raises UsageError for what makes no sense, SourceError for files that cannot be written."""
    from rowcheck.rules import IDS, unknown_rule

    for name in ("most", "jobs", "examples"):
        value = getattr(options, name)
        if value is not None and value < 1:
            raise UsageError(f"--{name} is a number from 1 on, not {value}")
    if options.show is not None and options.show not in IDS:
        raise UsageError(unknown_rule(options.show))
    for path in filter(None, (options.html, options.output)):
        if not Path(path).absolute().parent.is_dir():  # to be told of before the replay, not after it
            raise SourceError(f"{path}: cannot be written: there is no such folder")
    if options.merged is not None and options.refs is None:
        raise UsageError("--merged goes with --refs; all that the main line has was merged")


def _plan(git: Git, options: argparse.Namespace) -> _Plan:
    trusted = Between(git)
    settings = session.settings_of(trusted, options.config)
    window = Window(
        contributions.seconds(options.since, datetime.now(UTC)) if options.since else None, options.most
    )
    if options.refs is None:
        plan = _of_line(git, options, window)
    else:
        plan = _of_pulls(git, options, window, settings.covers)
    if not plan.contributions:
        limit = f" since {options.since}" if options.since else ""
        raise UsageError(f"there is nothing to replay in {plan.origin}{limit}")
    return plan._replace(settings=settings.path or "")


def _of_line(git: Git, options: argparse.Namespace, window: Window) -> _Plan:
    """The commits of the main line."""
    tip = _tip(git, options)
    if tip is None:
        raise SourceError("HEAD has no commit yet, so there is no history to replay")
    origin = f"the history of {options.branch or 'HEAD'}"
    return _Plan(contributions.commits(git, tip, window), Landing(), origin)


def _of_pulls(git: Git, options: argparse.Namespace, window: Window, covers: Covers) -> _Plan:
    """The pull requests that are kept as refs."""
    tip = _tip(git, options)
    found = window.of(contributions.pulls(git, options.refs, tip))
    if options.merged is not None:
        landed = landing.from_table(options.merged)
    elif tip is not None:
        landed = landing.from_line(git, tip, contributions.merged_into(git, options.refs, tip), covers)
    else:
        landed = Landing()
    return _Plan(found, landed, options.refs)


def _tip(git: Git, options: argparse.Namespace) -> str | None:
    """The last commit of the main line: of the branch named, else of what the clone calls the main one
    for pull requests, and of HEAD otherwise."""
    if options.branch is not None:
        found = git.find(f"{options.branch}^{{commit}}")
        if found is None:
            raise SourceError(f"git knows no commit '{options.branch}'; is it spelt right, and fetched?")
        return found.oid
    names = ("refs/remotes/origin/HEAD", "HEAD") if options.refs else ("HEAD",)
    known = (git.find(f"{name}^{{commit}}") for name in names)
    return next((found.oid for found in known if found), None)


def _outcomes(plan: _Plan, options: argparse.Namespace) -> Iterator[Outcome]:
    """The outcomes as they come, and no more of them once somebody presses Ctrl-C."""
    from rowcheck.backtest.replay import replay  # with it comes the engine
    from rowcheck.backtest.watching import watched

    jobs = options.jobs or os.cpu_count() or 1
    found = pool.each(partial(replay, Path(), options.config), plan.contributions, jobs)
    noun = "commit" if options.refs is None else "pull request"
    try:
        for one in watched(found, len(plan.contributions), noun):
            if isinstance(one, pool.Failed):
                yield Outcome(one.item, fault=one.reason)
            else:
                yield plan.landing.judged(one)
    except KeyboardInterrupt:
        sys.stderr.write("rowcheck: interrupted; this is what is known so far\n")


def _report(result: Result, options: argparse.Namespace) -> None:
    from rowcheck.backtest import as_json, page, text

    if options.html is not None:
        output.write(page.render(result), options.html)
    if options.format == "json":
        output.write(as_json.render(result), options.output)
        return
    examples = options.examples or (20 if options.show else 1)
    shown = text.render(
        result,
        examples=examples,
        rule=options.show,
        colour=output.options(options.output).colour,
        width=output.options(options.output).width if output.on_terminal(options.output) else 0,
    )
    output.write(shown, options.output)
