"""`rowcheck init`: infer settings from a list, and write them, the workflow and the pre-commit hook."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path
from typing import Any, TextIO

from rowcheck.errors import ConfigError, RowcheckError, SourceError, UsageError
from rowcheck.inference import infer, settings_text
from rowcheck.inference.evidence import GROUP_ROWS, GroupProposal, Habit
from rowcheck.markdown import documents
from rowcheck.model import Document
from rowcheck.rules import IDS
from rowcheck.settings import yaml_positions
from rowcheck.settings.settings import LOCATIONS, load_settings
from rowcheck.sources.base import Unreadable
from rowcheck.sources.encoding import decode
from rowcheck.sources.git import Git
from rowcheck.sources.worktree import WorkTree, top

PATH = LOCATIONS[0]
WORKFLOW_PATH = ".github/workflows/rowcheck.yml"
PRE_COMMIT_PATH = ".pre-commit-config.yaml"

WORKFLOW = """\
# It runs on pull_request_target so that the token may comment on pull requests from forks. That is
# safe here because nothing of the pull request is checked out or run: rowcheck reads both versions
# of the list through the API, as data, and takes its settings from the base branch.
name: Check rows

on:
  pull_request_target: # zizmor: ignore[dangerous-triggers] reads through the API, checks nothing out
    types: [opened, synchronize, reopened, ready_for_review, edited]
  merge_group: # a required check has to answer in a merge queue, too; nothing is commented there

permissions: {}

jobs:
  rows:
    name: Rows
    runs-on: ubuntu-24.04
    timeout-minutes: 10
    # Per pull request, and never cut off in the middle of writing.
    concurrency:
      group: rowcheck-${{ github.event.pull_request.number || github.ref }}
      cancel-in-progress: false
    permissions:
      contents: read # read both versions of the list
      pull-requests: write # comment on the lines
    steps:
      - uses: rowcheck/rowcheck@0000000000000000000000000000000000000000 # the commit of the release you trust
"""
"""The automatic check, the same as `.github/workflows/validate.yml` of this repository."""

_NAMES_ROWCHECK = re.compile(r"^\s*-?\s*(?:id|repo):.*\browcheck\b", re.MULTILINE)
_NEXT_KEY = re.compile(r"^(?:(?:#.*)?\n)*[^\s#-][^\n]*:", re.MULTILINE)
"""A key at the left edge, with the comments right above it."""
_FIRST_REPO = re.compile(r"^repos:[ \t]*\n(?:[ \t]*(?:#.*)?\n)*(?P<indent>[ ]*)- ", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class File:
    """A file to write; without a `text` it is left as it is, and the note is printed."""

    path: Path
    text: str | None
    fresh: bool = True
    note: str = ""


def run(options: argparse.Namespace) -> int:
    """Infer, report and write; return the exit status. Raises UsageError, SourceError."""
    if not 0 < options.threshold <= 1:
        raise UsageError(f"--threshold is a share above 0 and up to 1, not {options.threshold:g}")
    if options.interactive and not sys.stdin.isatty():
        raise UsageError("--interactive asks questions; run it on a terminal")
    root = top(Git(Path()), "the work tree")
    goal = root / PATH if options.output is None else Path(options.output)
    files = list(_workflow_and_hook(root, options))
    existing = None if options.output == "-" or options.force else _existing(root, goal, options)
    if existing and not files:
        raise UsageError(
            f"{existing} exists already; print with '--output -', or overwrite it with '--force'"
        )
    if existing:
        sys.stderr.write(f"{existing} exists already and is left as it is\n")
    else:
        files = [*_settings(goal, options), *files]
    for file in files:
        _write(file, options, root)
    return 0


def _existing(root: Path, goal: Path, options: argparse.Namespace) -> str | None:
    """Return the settings file that would be overwritten, or another one that is read in its place."""
    if options.output is not None:
        return str(options.output) if goal.exists() else None
    return next((name for name in LOCATIONS if (root / name).exists()), None)


def _settings(goal: Path, options: argparse.Namespace) -> Iterator[File]:
    """Infer settings and report their rules; yield the file to write, or print it with `--output -`."""
    proposal = infer.infer(_documents(options), options.threshold)
    if not proposal.groups:
        where = "the files named" if options.files else "the Markdown files here"
        raise UsageError(
            f"there are too few rows to infer rules from: {proposal.rows} in all tables of {where}, and "
            f"{GROUP_ROWS} of the same columns are needed"
        )
    printed = options.output == "-"
    output = sys.stderr if printed else sys.stdout
    if options.interactive:
        groups = tuple(_answered(group, options.threshold, output) for group in proposal.groups)
        proposal = replace(proposal, groups=groups)
    elif not options.quiet:
        output.write(settings_text.report(proposal, every_place=options.verbose))
    text = settings_text.text(proposal, options.threshold)
    try:
        load_settings(text, PATH, lambda _: None, IDS)
    except RowcheckError as error:
        message = f"the inferred settings do not load, so nothing is written; please report: {error}"
        raise SourceError(message) from None
    if printed:
        sys.stdout.write(text)
    else:
        yield File(goal, text)


def _documents(options: argparse.Namespace) -> Iterator[Document]:
    """Yield the files named, else all Markdown files that may hold the list."""
    source = WorkTree(files=options.files)
    found = False
    for file in source.listing(source.selects if options.files else settings_text.is_list):
        found = True
        if isinstance(file, Unreadable):
            sys.stderr.write(f"rowcheck: {file.path}: {file.reason}\n")
        else:
            yield documents.read(file.path, decode(file.data))
    if options.files and not found:
        raise SourceError(f"{', '.join(options.files)}: not found; name files of this repository")


def _answered(group: GroupProposal, threshold: float, output: TextIO) -> GroupProposal:
    """Return the group with the rules that are answered with yes, or proposed and not answered."""

    def is_wanted(habit: Habit, proposed: bool) -> bool:
        while True:
            output.write(settings_text.question(group, habit, proposed=proposed))
            output.flush()
            line = sys.stdin.readline()
            output.write("" if line else "\n")
            answer = line.strip().lower()
            if answer in ("y", "yes", "n", "no"):
                return answer.startswith("y")
            if not answer:
                return proposed
            output.write("answer y or n; an empty answer is the one in capitals\n")

    return infer.select(group, is_wanted, threshold)


def _workflow_and_hook(root: Path, options: argparse.Namespace) -> Iterator[File]:
    if options.workflow:
        goal = root / WORKFLOW_PATH
        if goal.exists() and not options.force:
            raise UsageError(f"{WORKFLOW_PATH} exists already; overwrite it with '--force'")
        yield File(goal, WORKFLOW)
    if options.pre_commit:
        goal = root / PRE_COMMIT_PATH
        try:
            before = goal.read_text(encoding="utf-8") if goal.exists() else None
        except (OSError, UnicodeDecodeError) as error:
            raise SourceError(f"{PRE_COMMIT_PATH}: cannot be read: {error}") from None
        after = with_hook(before)
        if after is None:
            yield File(goal, None, note=f"add to {goal.name}, under 'repos':\n{_hook()}")
        elif after == before:
            yield File(goal, None, note=f"{goal.name} names rowcheck already\n")
        else:
            yield File(goal, after, fresh=before is None)


def _hook(indent: str = "  ") -> str:
    """Return the entry under `repos` (https://pre-commit.com/#adding-pre-commit-plugins-to-your-project)."""
    repository = "https://github.com/rowcheck/rowcheck"
    lines = (f"- repo: {repository}", f"  rev: v{version('rowcheck')}", "  hooks:", "    - id: rowcheck")
    return "".join(f"{indent}{line}\n" for line in lines)


def with_hook(text: str | None) -> str | None:
    """Return pre-commit's settings with the hook; None if they have a shape that has to be edited by hand.

    A text that names rowcheck is returned unchanged. Nothing but the new entry changes.
    """
    if text is None:
        return f"repos:\n{_hook()}"
    if _NAMES_ROWCHECK.search(text):
        return text
    first = _FIRST_REPO.search(text)
    if first is None:
        return None
    below = _NEXT_KEY.search(text, first.end())
    end = below.start() if below else len(text)
    repos, rest = text[:end].rstrip("\n"), text[end:].lstrip()
    after = f"{repos}\n{_hook(first['indent'])}" + (f"\n{rest}" if rest else "")
    old, new = _pre_commit(text), _pre_commit(after)
    if old is None or new is None or len(new["repos"]) != len(old["repos"]) + 1:
        return None
    return after if {**new, "repos": new["repos"][:-1]} == old else None


def _pre_commit(text: str) -> dict[str, Any] | None:
    """Return pre-commit's settings; None if they cannot be read or have no list of repositories."""
    try:
        value = yaml_positions.read(text, PRE_COMMIT_PATH).value
    except ConfigError:
        return None
    return value if isinstance(value, dict) and isinstance(value.get("repos"), list) else None


def _write(file: File, options: argparse.Namespace, root: Path) -> None:
    """Write a file and report it, or print its note."""
    sys.stdout.flush()
    name = file.path.relative_to(root).as_posix() if file.path.is_relative_to(root) else str(file.path)
    if file.text is None:
        sys.stderr.write(file.note)
        return
    try:
        file.path.parent.mkdir(parents=True, exist_ok=True)
        with file.path.open("x" if file.fresh and not options.force else "w", encoding="utf-8") as stream:
            stream.write(file.text)
    except OSError as error:
        raise SourceError(f"{name}: cannot be written: {error.strerror}") from None
    sys.stderr.write(f"wrote {name}\n")
