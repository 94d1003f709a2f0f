"""`rowcheck init`: read the list as it is, propose settings for it, and write them where there are none."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TextIO

from rowcheck.cli import installing
from rowcheck.errors import RowcheckError, SourceError, UsageError
from rowcheck.inference import choosing, told, written
from rowcheck.inference.habit import Group, Habit, Proposal
from rowcheck.model import Document
from rowcheck.settings.settings import LOCATIONS, load_settings
from rowcheck.sources.base import Unreadable
from rowcheck.sources.git import Git
from rowcheck.sources.worktree import WorkTree, top

PATH = LOCATIONS[0]


@dataclass(frozen=True, slots=True)
class File:
    """A file to write and what to say of it; without a `text` it is left as it is."""

    path: Path
    text: str | None
    fresh: bool = True
    note: str = ""


def run(options: argparse.Namespace) -> int:
    """Infer, tell, and write; 0 when it is done. Raises UsageError, SourceError."""
    if not 0 < options.threshold <= 1:
        raise UsageError(f"--threshold is a share above 0 and up to 1, not {options.threshold:g}")
    if options.interactive and not sys.stdin.isatty():
        raise UsageError("--interactive asks questions; run it on a terminal")
    root = top(Git(Path()), "the work tree")
    printed = options.output == "-"
    goal = root / PATH if options.output is None else Path(options.output)
    files = list(_around(root, options))
    there = None if printed or options.force else _there(root, goal, options)
    if there and not files:
        raise UsageError(f"{there} is there already; print with '--output -', or write anew with '--force'")
    if there:
        sys.stderr.write(f"{there} is there already, and stays as it is\n")
    else:
        files = [*_inferred(goal, options), *files]
    for file in files:
        _write(file, options, root)
    return 0


def _inferred(goal: Path, options: argparse.Namespace) -> list[File]:
    """Infers settings and tells their rules; the file to write, or none when they are printed instead."""
    printed = options.output == "-"
    proposal = _proposal(options)
    told_on = sys.stderr if printed else sys.stdout
    if options.interactive:
        asked = (_asked(group, options.threshold, told_on) for group in proposal.groups)
        proposal = replace(proposal, groups=tuple(asked))
    elif not options.quiet:
        told_on.write(told.text(proposal, everything=options.verbose))
    text = written.text(proposal, options.threshold)
    _verified(text)
    if not printed:
        return [File(goal, text)]
    sys.stdout.write(text)
    return []


def _proposal(options: argparse.Namespace) -> Proposal:
    from rowcheck.inference.groups import FEWEST_ROWS
    from rowcheck.inference.infer import infer  # with it comes the parser of Markdown

    proposal = infer(_documents(options), options.threshold)
    if not proposal.groups:
        where = "the files named" if options.files else "the Markdown files here"
        raise UsageError(
            f"there are too few rows to tell rules from: {proposal.rows} in all tables of {where}, and "
            f"{FEWEST_ROWS} of the same columns are needed"
        )
    return proposal


def _documents(options: argparse.Namespace) -> Iterator[Document]:
    """The list's files: those named, else all Markdown there is."""
    from rowcheck.markdown import documents
    from rowcheck.sources.encoding import decode

    source = WorkTree(files=options.files)
    covers = source.selects if options.files else written.is_list
    found = False
    for file in source.listing(covers):
        found = True
        if isinstance(file, Unreadable):
            sys.stderr.write(f"rowcheck: {file.path}: {file.reason}\n")
        else:
            yield documents.read(file.path, decode(file.data))
    if options.files and not found:
        raise SourceError(f"{', '.join(options.files)}: not found; name files of this repository")


def _there(root: Path, goal: Path, options: argparse.Namespace) -> str | None:
    """The settings that would be written over, or others that count in their place."""
    if options.output is not None:
        return str(options.output) if goal.exists() else None
    return next((name for name in LOCATIONS if (root / name).exists()), None)


def _around(root: Path, options: argparse.Namespace) -> Iterator[File]:
    """The workflow and pre-commit's settings, where they are asked for."""
    if options.workflow:
        goal = root / installing.WORKFLOW_PATH
        if goal.exists() and not options.force:
            raise UsageError(f"{installing.WORKFLOW_PATH} is there already; write it anew with '--force'")
        yield File(goal, installing.WORKFLOW)
    if options.pre_commit:
        goal = root / installing.PRE_COMMIT_PATH
        try:
            before = goal.read_text(encoding="utf-8") if goal.exists() else None
        except (OSError, UnicodeDecodeError) as fault:
            raise SourceError(f"{installing.PRE_COMMIT_PATH}: cannot be read: {fault}") from None
        yield _with_hook(goal, before)


def _with_hook(goal: Path, before: str | None) -> File:
    after = installing.with_hook(before)
    if after is None:
        return File(goal, None, note=f"add to {goal.name}, under 'repos':\n{installing.hook()}")
    if after == before:
        return File(goal, None, note=f"{goal.name} names rowcheck already\n")
    return File(goal, after, fresh=before is None)


def _verified(text: str) -> None:
    """Load the settings once as a run would; what is wrong with them is our own fault, and is said."""
    from rowcheck.rules import IDS

    try:
        load_settings(text, PATH, lambda _: None, IDS)
    except RowcheckError as error:
        raise SourceError(
            f"the inferred settings do not load, so nothing is written; please report: {error}"
        ) from None


def _asked(group: Group, threshold: float, told_on: TextIO) -> Group:
    """The group with the rules that are answered with yes; without an answer, with those proposed."""

    def keep(group: Group, habit: Habit, proposed: bool) -> bool:
        while True:
            told_on.write(told.question(group, habit, proposed=proposed))
            told_on.flush()
            line = sys.stdin.readline()
            told_on.write("" if line else "\n")  # the end of input leaves the question's line open
            answer = line.strip().lower()
            if answer in ("y", "yes", "n", "no"):
                return answer.startswith("y")
            if not answer:
                return proposed
            told_on.write("answer y or n; an empty answer is the one with the capital\n")

    return choosing.asked(group, keep, threshold)


def _write(file: File, options: argparse.Namespace, root: Path) -> None:
    """Write a file and say so; say what to add where that is left to people."""
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
