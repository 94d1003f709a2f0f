"""`rowcheck review`: one event, from what it asks for to the comments that stand afterwards.

The flow in one screen; each step is a module of its own.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import Literal

from rowcheck.engine import session
from rowcheck.engine.session import Gathered
from rowcheck.github import across, closed, events, findings, orders, settings, status, waivers
from rowcheck.github.cache import Cache
from rowcheck.github.environment import Environment
from rowcheck.github.events import Check, Ignored, Queue, Said
from rowcheck.github.faults import GitHubError
from rowcheck.github.orders import Order
from rowcheck.github.publishing import Desk, Wanted, publish
from rowcheck.github.pull import PullRequest, Versions
from rowcheck.github.records import Listing, Pull
from rowcheck.github.repository import COMPARED, Repository
from rowcheck.github.summary import Summary
from rowcheck.markdown.documents import split_lines
from rowcheck.model import Report
from rowcheck.reporters import annotations as commands
from rowcheck.reporters import markdown
from rowcheck.reporters.review_comments import review_comments
from rowcheck.rules import IDS
from rowcheck.text import visible

SettingsFrom = Literal["base", "default"]

_STEP_SUMMARY = 200_000
_READ_ONLY = "\nThe token may not write to pull requests, so no comment was posted.\n"
_BROKEN = "\nGitHub did not take all comments; the next run posts what is missing.\n"
_CLOSED = "the pull request is closed"
_MOVED = "the pull request changed while it was checked, and the run for that change judges it"


@dataclass(frozen=True, slots=True)
class Options:
    """`config` is a path of the list to read its settings at; `settings_from` the branch of those.

    `check_run` asks for a check run of its own, which a token must be allowed to make.
    """

    config: str | None = None
    settings_from: SettingsFrom = "base"
    check_run: bool = False
    cache: str | None = None


def review(environment: Environment, options: Options) -> Report | None:
    """Serve the event; None where it asked for nothing. Raises RowcheckError."""
    trigger = events.read(environment.event, environment.payload)
    if isinstance(trigger, Ignored):
        return _nothing(trigger.reason)
    repository = environment.open()
    if isinstance(trigger, Queue):
        return _queue(environment, repository, trigger, options)
    pull = repository.pull(trigger.number)
    if not pull.is_open and isinstance(trigger, Check):
        return _nothing(_CLOSED)
    source = _source(repository, pull, options)
    chosen = settings.of(source, options.config)
    order: Order | Ignored = Order()
    if isinstance(trigger, Said):
        order = orders.decide(repository, pull, trigger, chosen.github.commands, IDS)
    if isinstance(order, Ignored):
        return _nothing(order.reason)
    desk = Desk(repository, pull, environment.login)
    if not pull.is_open:
        orders.refused(repository, order)
        closed.answer(desk)
        return _nothing(_CLOSED)
    report = _review(environment, desk, source, session.gather(source, settings=chosen), order, options)
    if report is not None:
        orders.done(repository, order)
    return report


def _source(repository: Repository, pull: Pull, options: Options) -> PullRequest:
    """The pull request against its merge base, with the commits to read."""

    def listed() -> Listing:
        files = repository.files(pull.number)
        if pull.changed_files <= len(files):
            return Listing(files)
        return Listing(files, _unlisted(len(files), f"{pull.changed_files:,}"))

    return PullRequest(repository, _versions(repository, pull, options), listed)


def _versions(repository: Repository, pull: Pull, options: Options) -> Versions:
    """Settings come from the tip of a branch, never from below.

    Of a closed pull request only the names of the commands are wanted, and its base branch may be gone.
    """
    if not pull.is_open:
        return Versions(pull.base, pull.base, pull.head, pull.base)
    compared = repository.compare(pull.base_branch, pull.head)
    trusted = compared.base
    if options.settings_from == "default" and pull.default_branch != pull.base_branch:
        trusted = repository.compare(pull.default_branch, pull.head).base
    return Versions(compared.merge_base, compared.base, pull.head, trusted)


def _review(
    environment: Environment,
    desk: Desk,
    source: PullRequest,
    found: Gathered,
    order: Order,
    options: Options,
) -> Report | None:
    """Check, and bring the comments to what they should be."""
    own = findings.check(found, source.unlisted)
    checked = _across(desk, source, found, own, options)
    first = desk.standing()
    desk = desk.named(first)
    memory = desk.memory(first).following(order.commands, order.by)
    report, waived = waivers.apply(checked, memory.waived)
    said = Summary(
        report,
        patch=findings.patch(found, own, waived),
        settings_changed=source.settings_changed,
        memory=memory,
    )
    asked = found.settings.github
    patches = {file.path: file.patch for file in source.changed_files.files}
    items = review_comments(report.findings, patches, report.texts)
    wanted = Wanted(items, said, waived, asked.inline_comments, asked.request_changes)
    try:
        outcome = publish(desk, wanted, first)
    except GitHubError:
        _leave(environment, report, _BROKEN)
        raise
    if outcome == "moved":
        return _nothing(_MOVED)
    shown = options.check_run and status.check_run(desk.repository, desk.pull.head, report)
    _leave(environment, report, _READ_ONLY if outcome == "read-only" else "", annotated=shown)
    return report


def _across(desk: Desk, source: PullRequest, found: Gathered, report: Report, options: Options) -> Report:
    """The report, with what other open pull requests add as well, where the list asks for it."""
    wanted = found.settings.severity("duplicate", None, "error") != "off"
    if not (wanted and found.pairs and found.settings.github.across_pull_requests):
        return report
    own = across.added(source.changed_files.files, found.settings.covers)
    if not own:
        return report
    versions = source.versions
    others = across.pulls(desk.repository, desk.pull, Cache.open(options.cache))
    others += across.base(desk.repository, desk.pull.base_branch, versions.base, versions.tip)
    same = across.findings(own, others, found.settings.covers)
    return across.join(report, same, {path: split_lines(head) for path, _, head in found.pairs})


def _queue(environment: Environment, repository: Repository, queue: Queue, options: Options) -> Report:
    """Check what a merge queue is about to merge; there is no pull request to comment on."""
    compared = repository.compare(queue.base, queue.head)
    listing = Listing(compared.files)
    if len(compared.files) >= COMPARED:
        listing = Listing(compared.files, _unlisted(COMPARED, "many"))
    source = PullRequest(
        repository, Versions(compared.merge_base, compared.base, queue.head, compared.base), lambda: listing
    )
    found = session.gather(source, settings=settings.of(source, options.config))
    report = findings.check(found, source.unlisted)
    _leave(environment, report)
    return report


def _leave(environment: Environment, report: Report, note: str = "", *, annotated: bool = False) -> None:
    """What every run leaves: annotations unless a check run has them, the step's summary, its outputs."""
    if not annotated:
        sys.stdout.write(commands.render(report))
    environment.summarise(markdown.render(report, limit=_STEP_SUMMARY) + note)
    environment.tell(report)


def _nothing(reason: str) -> Report | None:
    """Say why there is nothing to do, and have no report."""
    sys.stdout.write(f"rowcheck: nothing to do: {visible(reason)}\n")
    return None


def _unlisted(listed: int, there: str) -> str:
    return f"was not looked at: GitHub lists {listed:,} of its {there} changed files"
