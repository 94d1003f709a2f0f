"""Check contributions as they were made, under the settings that are tried out, in several processes."""

from __future__ import annotations

import gc
import signal
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import cache, lru_cache
from pathlib import Path
from typing import TypeAlias

from rowcheck.backtest.contributions import Contribution
from rowcheck.backtest.landing import table_rows
from rowcheck.backtest.outcome import Comment, DiffLine, Outcome
from rowcheck.engine import session
from rowcheck.engine.check import Pair
from rowcheck.errors import RowcheckError, SourceError
from rowcheck.markdown import documents
from rowcheck.model import Report
from rowcheck.reporters.review_comments import HUNK, ReviewComment, review_comments, suggestion_block
from rowcheck.settings.settings import Settings
from rowcheck.sources import changes as file_changes
from rowcheck.sources import entries
from rowcheck.sources.base import SIZE_LIMIT, Covers, FileChange, Unreadable, Version
from rowcheck.sources.content import Reader, read_at_version, read_in_folder
from rowcheck.sources.git import RAW, Git

_MAX_CHUNK = 16
"""Contributions that a process is handed at a time; neighbours share files, which are then parsed once."""

_CONTEXT = 4
"""Lines that GitHub shows above a comment, including the one that the comment is on."""

# The base of a contribution is often the base or the head of its neighbour.
_read = lru_cache(maxsize=16)(documents.read)

Replay: TypeAlias = Callable[[Sequence[Contribution]], list[Outcome]]


def in_processes(replay: Replay, contributions: Sequence[Contribution], jobs: int) -> Iterator[Outcome]:
    """Yield the outcomes of contributions in their order, replayed by `jobs` processes.

    A contribution whose process is killed gets an outcome with a failure, and the others are replayed.
    """
    size = max(1, min(_MAX_CHUNK, len(contributions) // (4 * jobs)))
    chunks = deque(contributions[start : start + size] for start in range(0, len(contributions), size))
    while chunks:
        pool = ProcessPoolExecutor(jobs, initializer=_initialize)
        try:
            for outcomes in pool.map(replay, tuple(chunks)):
                chunks.popleft()
                yield from outcomes
        except BrokenProcessPool:
            # Each of the chunks in progress may be the cause, this one included.
            for contribution in chunks.popleft():
                yield _replay_alone(replay, contribution)
        finally:
            pool.shutdown(cancel_futures=True)


def _initialize() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C interrupts the parent process alone
    gc.enable()  # the command line disables it


def _replay_alone(replay: Replay, contribution: Contribution) -> Outcome:
    with ProcessPoolExecutor(1, initializer=_initialize) as pool:
        try:
            (outcome,) = pool.submit(replay, [contribution]).result()
        except BrokenProcessPool:
            return Outcome(contribution, failure="its process was killed; was there enough memory?")
        return outcome


def replay(folder: Path, config: str | None, contributions: Sequence[Contribution]) -> list[Outcome]:
    """Return the outcomes of contributions to the list in `folder`.

    `config` is a settings file to use instead of the list's own. A contribution that raises an exception,
    expected or not, gets an outcome with a failure.
    """
    try:
        return _outcomes(*_open(folder, config), contributions)
    except Exception as error:
        _open.cache_clear()  # its git process may have ended
        if len(contributions) > 1:
            return [outcome for entry in contributions for outcome in replay(folder, config, [entry])]
        expected = isinstance(error, RowcheckError)
        failure = str(error) if expected else f"{type(error).__name__}: {error}"
        return [Outcome(contributions[0], failure=failure)]


@cache
def _open(folder: Path, config: str | None) -> tuple[Git, Settings]:
    """Return git and the settings, once in each process: a forked one must not share its parent's git."""
    git = Git(folder)
    return git, session.settings_of(CommitSource(git), config)


def _outcomes(git: Git, settings: Settings, contributions: Sequence[Contribution]) -> list[Outcome]:
    merge_bases = [_merge_base(git, contribution) for contribution in contributions]
    compared = zip(merge_bases, contributions, strict=True)
    changes = iter(diffs(git, [(merge_base, entry.head) for merge_base, entry in compared if merge_base]))
    outcomes = []
    for merge_base, contribution in zip(merge_bases, contributions, strict=True):
        if merge_base:
            outcomes.append(_outcome(git, settings, contribution, merge_base, next(changes)))
            continue
        shallow = ", as far as this shallow clone reaches" if git.shallow else ""
        failure = contribution.failure or f"has no commit in common with its base{shallow}"
        outcomes.append(Outcome(contribution, failure=failure))
    return outcomes


def _merge_base(git: Git, contribution: Contribution) -> str:
    """Return the commit to compare the head with, empty where there is none."""
    if contribution.failure or not contribution.diverged:
        return contribution.base
    return git.run("merge-base", contribution.base, contribution.head, ok=(0, 1)).decode().strip()


def _outcome(
    git: Git,
    settings: Settings,
    contribution: Contribution,
    merge_base: str,
    changed: Sequence[entries.Entry],
) -> Outcome:
    inputs = session.read_inputs(
        CommitSource(git, contribution.head, changed), session.Options(nested=False), settings
    )
    report = session.check_inputs(inputs, read=_read)
    return Outcome(
        contribution,
        changes_list=bool(inputs.pairs or inputs.not_checked),
        merge_base=merge_base,
        counts=report.counts,
        debt=report.debt,
        comments=_comments(git, report, merge_base, contribution.head),
        not_checked=report.not_checked,
        added_rows=tuple(row for pair in inputs.pairs for row in _added_rows(pair)),
    )


def _added_rows(pair: Pair) -> list[str]:
    """Return the normalized rows of the head that the base does not have."""
    base, head = (pair.base or "").splitlines(), pair.head.splitlines()
    base_lines, head_lines = set(base), set(head)
    old = set(table_rows(line for line in base if line not in head_lines))
    return [row for row in table_rows(line for line in head if line not in base_lines) if row not in old]


def _comments(git: Git, report: Report, merge_base: str, head: str) -> tuple[Comment, ...]:
    """Return the findings as review comments, errors first."""
    paths = {finding.path for finding in report.findings}
    patches = {path: patch(git, merge_base, head, path) for path in paths}
    contexts = {path: diff_contexts(text) for path, text in patches.items()}
    return tuple(
        _comment(posted, contexts[posted.finding.path], report.texts.get(posted.finding.path, ()))
        for posted in review_comments(report.findings, patches, report.texts)
    )


def _comment(
    posted: ReviewComment, contexts: Mapping[int, tuple[DiffLine, ...]], head: Sequence[str]
) -> Comment:
    body = posted.body.rpartition("\n\n")[0]  # without the hidden marker
    context = contexts.get(posted.lines[1], ()) if posted.lines else ()
    suggestion = posted.suggestion
    if suggestion is None or not body.endswith(suggestion_block(suggestion)):  # too long for a comment
        return Comment(posted.finding, body, posted.lines, context)
    old = tuple(head[suggestion.start - 1 : suggestion.end])
    return Comment(posted.finding, body, posted.lines, context, old, suggestion.lines)


def diff_contexts(patch: str) -> dict[int, tuple[DiffLine, ...]]:
    """Map each line of the head in a patch to the lines that GitHub shows above a comment on it."""
    contexts: dict[int, tuple[DiffLine, ...]] = {}
    hunk: list[DiffLine] = []
    number = 0
    for row in patch.split("\n"):
        if header := HUNK.match(row):
            hunk, number = [], int(header[1])
        elif row[:1] in (" ", "+", "-"):
            hunk.append(DiffLine(row[0], row[1:].removesuffix("\r")))
            if row[0] != "-":
                contexts[number] = tuple(hunk[-_CONTEXT:])
                number += 1
    return contexts


class CommitSource:
    """A source of two commits whose difference is known. Many of them share one git process.

    Settings are those that are tried out: of the work tree, or of HEAD in a bare repository.
    """

    def __init__(self, git: Git, head: str = "", changed: Sequence[entries.Entry] = ()) -> None:
        self._git = git
        self._head = head
        self._changed = changed
        self._reader = Reader(git, SIZE_LIMIT)

    def changes(self, covers: Covers) -> Iterator[FileChange | Unreadable]:
        return file_changes.changes(self._changed, covers, self._reader)

    def trusted(self, path: str) -> str | None:
        if self._git.top is None:
            return read_at_version(self._git, "HEAD", path)
        return read_in_folder(self._git.top, path)

    def listing(self, covers: Covers) -> Iterator[Version | Unreadable]:
        sides = entries.from_tree(self._git.run("ls-tree", "-r", "-z", "--full-tree", self._head))
        return file_changes.listing(
            (entries.Entry(side.path, None, side) for side in sides), covers, self._reader
        )

    def selects(self, path: str) -> bool:
        return True


def diffs(git: Git, pairs: Sequence[tuple[str, str]]) -> list[list[entries.Entry]]:
    """Return the differing entries of each pair of commits, base first, from a single git command.

    `git diff-tree --stdin` compares a commit with the parents that are named after it. Raises SourceError.
    """
    if not pairs:
        return []
    lines = "".join(f"{head} {base}\n" for base, head in pairs)
    output = git.run("diff-tree", "--stdin", "--always", *RAW, given=lines.encode())
    # A record is the name of a commit, or a colon and a change, whose path is the next record.
    records = iter(output.split(b"\0")[:-1])
    changed: list[list[bytes]] = []
    for record in records:
        if record.startswith(b":"):
            changed[-1] += record, next(records)
        else:
            changed.append([])
    if len(changed) != len(pairs):  # git repeats the line of a commit that it does not know
        raise SourceError("a commit to compare is missing; fetch it, or run 'git fsck'")
    return [entries.from_diff(b"".join(record + b"\0" for record in records)) for records in changed]


def patch(git: Git, base: str, head: str, path: str) -> str:
    """Return the hunks of one file as GitHub shows them, with three lines of context."""
    options = ("-p", "-U3", "--no-color", "--no-ext-diff", "--no-textconv", "--no-renames", "--text")
    output = git.run("diff-tree", *options, base, head, "--", f":(top,literal){path}")
    _, separator, hunks = output.decode("utf-8", "replace").partition("\n@@ ")
    return f"@@ {hunks}" if separator else ""
