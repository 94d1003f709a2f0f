"""The flow of `rowcheck review`: from the event of a workflow to the comments on the pull request.

Read the event, the pull request and the settings; check both versions of the list; apply the waivers given
by command; bring the comments up to date; report to the workflow.
"""

from __future__ import annotations

import sys
from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Literal

from rowcheck.compare.edits import git_patch
from rowcheck.engine import fixing, session
from rowcheck.engine.session import Inputs
from rowcheck.errors import ConfigError, SourceError
from rowcheck.github import across, commands, events, reconcile
from rowcheck.github.api import MAX_COMPARED_FILES, Repository
from rowcheck.github.commands import Request
from rowcheck.github.connection import GitHubError
from rowcheck.github.events import CommentEvent, Environment, Ignored, MergeGroupEvent, PullRequestEvent
from rowcheck.github.publishing import Target, Wanted, publish, publish_closed_notice
from rowcheck.github.records import ChangedFiles, Pull
from rowcheck.github.source import Commits, PullRequest, proposed_settings, settings_at
from rowcheck.github.status import create_check_run
from rowcheck.github.summary import State, Summary
from rowcheck.markdown import documents
from rowcheck.markdown.documents import split_lines
from rowcheck.model import Finding, NotChecked, Report
from rowcheck.reporters import markdown
from rowcheck.reporters.annotations import render as render_annotations
from rowcheck.reporters.review_comments import review_comments
from rowcheck.rules import IDS
from rowcheck.settings.settings import Settings
from rowcheck.sources.encoding import encode
from rowcheck.text import visible

SettingsFrom = Literal["base", "default"]

_MAX_STEP_SUMMARY = 200_000
_MAX_STARS = 3  # matching takes the length of a path to this power
_MAX_PATCH_ATTEMPTS = 15  # all fixes together, each half, each quarter and each eighth
_READ_ONLY = "\nThe token may not write to pull requests, so no comment was posted.\n"
_INCOMPLETE = "\nGitHub did not accept every comment; the next run posts what is missing.\n"
_CLOSED = "the pull request is closed"
_MOVED = "the pull request changed while it was checked, and the run for that change checks it"


@dataclass(frozen=True, slots=True)
class Options:
    """The options of `rowcheck review`.

    `config` is a path in the list's repository, `settings_from` the branch that it is read from, `check_run`
    whether to create a check run as well, and `cache` a folder that is kept between runs.
    """

    config: str | None = None
    settings_from: SettingsFrom = "base"
    check_run: bool = False
    cache: str | None = None


def review(environment: Environment, options: Options) -> Report | None:
    """Serve the event of a workflow step; return None where there was nothing to do.

    Raises RowcheckError.
    """
    event = events.read_event(environment.event, environment.payload)
    if isinstance(event, Ignored):
        return _nothing_to_do(event.reason)
    repository = environment.connect()
    if isinstance(event, MergeGroupEvent):
        return _review_merge_group(environment, repository, event, options)
    pull = repository.pull(event.number)
    if not pull.is_open and isinstance(event, PullRequestEvent):
        return _nothing_to_do(_CLOSED)
    source = _source(repository, pull, options)
    settings = settings_at(source, options.config)
    request: Request | Ignored = Request()
    if isinstance(event, CommentEvent):
        request = commands.authorize(repository, pull, event, settings.github.commands, IDS)
    if isinstance(request, Ignored):
        return _nothing_to_do(request.reason)
    target = Target(repository, pull, environment.login)
    if not pull.is_open:
        commands.acknowledge(repository, request, done=False)
        publish_closed_notice(target)
        return _nothing_to_do(_CLOSED)
    report = _review_pull(environment, target, source, settings, request, options)
    if report is not None:
        commands.acknowledge(repository, request, done=True)
    return report


def _review_pull(
    environment: Environment,
    target: Target,
    source: PullRequest,
    settings: Settings,
    request: Request,
    options: Options,
) -> Report | None:
    # Check both versions of the list.
    inputs, unlisted = _read(source, settings, nested=options.config is None)
    own_report = check_inputs(inputs, unlisted)
    report = _with_findings(own_report, _duplicates_elsewhere(target, source, inputs, options), inputs)

    # Leave out what maintainers have waived by command; the summary comment stores it.
    existing = target.comments()
    target = target.with_login(existing)
    state = reconcile.stored_state(existing.issue, target.login)
    state = State(commands.updated(state.waivers, request), state.refused)
    report, waived_by = commands.apply(state.waivers, report)

    # Bring the comments up to date.
    wanted = Wanted(
        comments=review_comments(
            report.findings,
            {file.path: file.patch for file in source.changed_files.files},
            report.texts,
        ),
        summary=Summary(
            report,
            patch=patch_of_fixes(inputs, own_report, waived_by),
            settings_changed=source.settings_changed,
            settings_verdict=_proposed_verdict(source, inputs, options.config),
            state=state,
        ),
        waived_by=waived_by,
        limit=settings.github.inline_comments,
        request_changes=settings.github.request_changes,
    )
    try:
        outcome = publish(target, wanted, existing)
    except GitHubError:
        _report(environment, report, _INCOMPLETE)
        raise
    if outcome == "moved":
        return _nothing_to_do(_MOVED)

    # Report to the workflow; a check run has its own annotations.
    has_check_run = options.check_run and create_check_run(target.repository, target.pull.head, report)
    _report(environment, report, _READ_ONLY if outcome == "read-only" else "", annotate=not has_check_run)
    return report


def _review_merge_group(
    environment: Environment, repository: Repository, event: MergeGroupEvent, options: Options
) -> Report:
    """Check what a merge queue is about to merge; there is no pull request to comment on."""
    comparison = repository.compare(event.base, event.head)
    files = ChangedFiles(comparison.files)
    if len(files.files) >= MAX_COMPARED_FILES:
        files = replace(files, incomplete=_unlisted(MAX_COMPARED_FILES, "many"))
    commits = Commits(comparison.merge_base, comparison.base, event.head, comparison.base)
    source = PullRequest(repository, commits, lambda: files)
    inputs, unlisted = _read(source, settings_at(source, options.config), nested=options.config is None)
    report = check_inputs(inputs, unlisted)
    _report(environment, report)
    return report


# Reading and checking


def _source(repository: Repository, pull: Pull, options: Options) -> PullRequest:
    def list_changed_files() -> ChangedFiles:
        files = repository.files(pull.number)
        is_complete = pull.changed_files <= len(files)
        return ChangedFiles(files, "" if is_complete else _unlisted(len(files), f"{pull.changed_files:,}"))

    return PullRequest(repository, _commits(repository, pull, options), list_changed_files)


def _commits(repository: Repository, pull: Pull, options: Options) -> Commits:
    """Return the commits to read; settings come from the tip of the base or the default branch."""
    if not pull.is_open:  # only its settings are read, and its base branch may be gone
        return Commits(pull.base, pull.base, pull.head, pull.base)
    comparison = repository.compare(pull.base_branch, pull.head)
    settings = comparison.base
    if options.settings_from == "default" and pull.default_branch != pull.base_branch:
        settings = repository.compare(pull.default_branch, pull.head).base
    return Commits(comparison.merge_base, comparison.base, pull.head, settings)


def _read(source: PullRequest, settings: Settings, *, nested: bool) -> tuple[Inputs, str]:
    """Return what to check, and the reason why not every unchanged file was read for duplicates."""
    inputs = session.read_inputs(source, session.Options(nested=nested), settings)
    unlisted = source.unlisted
    return session.fit_settings(source, inputs, lambda: not source.unlisted), unlisted


def _proposed_verdict(source: PullRequest, inputs: Inputs, config: str | None) -> str:
    """Return whether the settings that the pull request proposes are valid and fit its list, line by line.

    It is empty if no settings change. The rows are judged by the settings of the base all the same.
    """
    if not source.settings_changed:
        return ""
    try:
        settings = proposed_settings(source, config)
        if _is_costly(settings):
            return "They are valid, but were not compared with the list: a glob has too many stars"
        pairs = tuple(pair for pair in inputs.pairs if settings.covers(pair.path))
        data = {pair.path: inputs.data[pair.path] for pair in pairs}
        unlisted = source.unlisted
        proposed = replace(
            inputs,
            settings=settings,
            pairs=pairs,
            data=data,
            rest=(),
            warnings=(),
            nested=(),
            covers=settings.covers,
        )
        fitted = session.fit_settings(source, proposed, lambda: unlisted == source.unlisted)
    except ConfigError as error:
        return f"They have errors, so that nothing could be checked by them:\n{error}"
    except SourceError as error:
        return f"They cannot be read:\n{error}"
    if fitted.warnings:
        lines = (f"{warning.place}: {warning.message}" for warning in fitted.warnings)
        return "\n".join(["They are valid, but do not fit the list everywhere:", *lines])
    return "They are valid and fit the list"


def _is_costly(settings: Settings) -> bool:
    """Return whether a glob may take long to match, which the settings of a head could do on purpose."""
    headings = (glob for table in settings.tables for glob in table.match.headings)
    return any(glob.replace("**", "*").count("*") > _MAX_STARS for glob in (*settings.files, *headings))


def check_inputs(inputs: Inputs, unlisted: str = "") -> Report:
    """Check both versions of the list; `unlisted` is the reason why not every unchanged file was read."""
    if not unlisted:
        return session.check_inputs(inputs)
    missing = NotChecked("the rest of the list", 0, unlisted)
    return session.check_inputs(replace(inputs, not_checked=(*inputs.not_checked, missing)))


def _duplicates_elsewhere(
    target: Target, source: PullRequest, inputs: Inputs, options: Options
) -> tuple[Finding, ...]:
    """Return warnings on rows that other pull requests or the base branch add too, where the list asks."""
    settings, commits = inputs.settings, source.commits
    is_off = settings.severity("duplicate", None, "error") == "off"
    if is_off or not inputs.pairs or not settings.github.across_pull_requests:
        return ()
    rows = across.added_rows(source.changed_files.files, settings.covers)
    if not rows:
        return ()
    branch = target.pull.base_branch
    others = across.in_open_pulls(target.repository, target.pull, options.cache)
    others += across.in_base(target.repository, branch, commits.merge_base, commits.base_tip)
    heads = (documents.read(pair.path, pair.head) for pair in inputs.pairs)
    return tuple(across.duplicates(across.with_names(rows, heads), others, settings.covers))


def _with_findings(report: Report, findings: Collection[Finding], inputs: Inputs) -> Report:
    every = sorted(
        (*report.findings, *findings), key=lambda finding: (finding.path, finding.line, finding.column)
    )
    paths = {finding.path for finding in findings}
    texts = {pair.path: split_lines(pair.head) for pair in inputs.pairs if pair.path in paths}
    return replace(report, findings=tuple(every), texts={**report.texts, **texts})


def patch_of_fixes(inputs: Inputs, report: Report, waived: Collection[str] = ()) -> str:
    """Return a patch for `git apply` with all compatible fixes, without those of waived findings.

    Files with CR or bytes that are not UTF-8 are left out, since a comment cannot carry them.
    """
    plain = {
        pair.path
        for pair in inputs.pairs
        if b"\r" not in (data := inputs.data[pair.path]) and encode(pair.head, data) == data
    }
    fixed = fixing.apply_together(
        inputs.pairs,
        report,
        inputs.settings,
        inputs.rest,
        wanted=lambda finding: finding.path in plain and finding.fingerprint not in waived,
        tries=_MAX_PATCH_ATTEMPTS,
    )
    patches: list[str] = []
    for old, new in zip(inputs.pairs, fixed or inputs.pairs, strict=True):
        before = inputs.data[old.path]
        after = encode(new.head, before)
        if old != new and after is not None:
            patches.append(git_patch(old.path, before.decode(), after.decode()))
    return "".join(patches)


# Reporting


def _report(environment: Environment, report: Report, note: str = "", *, annotate: bool = True) -> None:
    """Write annotations, the step summary and the outputs of the step."""
    if annotate:
        sys.stdout.write(render_annotations(report))
    environment.write_summary(markdown.render(report, limit=_MAX_STEP_SUMMARY) + note)
    environment.write_outputs(report)


def _nothing_to_do(reason: str) -> Report | None:
    sys.stdout.write(f"rowcheck: nothing to do: {visible(reason)}\n")
    return None


def _unlisted(listed: int, total: str) -> str:
    return f"was not checked: GitHub lists {listed:,} of its {total} changed files"
