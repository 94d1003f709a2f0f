"""What a command says and where it goes: a report by its reporter, a text to the terminal or a file.

Neither finds what to say nor decides on the exit status.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from rowcheck.errors import SourceError

if TYPE_CHECKING:
    import argparse

    from rowcheck.model import Report
    from rowcheck.reporters.debt import Debt
    from rowcheck.reporters.debts import Mending
    from rowcheck.reporters.options import Options


def report(found: Report, options: argparse.Namespace) -> None:
    """Write a report in the format asked for. Raises SourceError when it cannot be written."""
    from rowcheck.reporters.options import RuleInfo
    from rowcheck.reporters.registry import FORMATS

    rules: tuple[RuleInfo, ...] = ()
    if options.format in ("sarif", "rdjson"):
        from rowcheck.rules import ALL

        rules = tuple(RuleInfo(rule.id, rule.summary) for rule in ALL)
    write(FORMATS[options.format](found, _shown(options)._replace(rules=rules)), options.output)


def debt(found: Debt, mending: Mending | None, options: argparse.Namespace) -> None:
    """Write what a list's debt is; `mending` says what patches were written, None if none was wanted."""
    from rowcheck.reporters import debts

    if options.format == "json":
        text = debts.as_json(found)
    else:
        text = debts.as_text(found, _shown(options), limited=on_terminal(options))
        text += debts.advice(found, mending, quiet=options.quiet)
    write(text, options.output)


def nothing(options: argparse.Namespace) -> None:
    """Say that there is nothing to check; in plain text without the imports that a report takes."""
    from rowcheck.reporters import idle

    if options.verbose:
        sys.stderr.write("rowcheck: nothing was read: no file of the list has changed\n")
    if options.diff:
        write("", options.output)
    elif options.format == "text" and not in_colour(options):
        write(idle.render(quiet=options.quiet), options.output)
    else:
        from rowcheck.model import Report

        report(Report(), options)


def write(text: str, output: str | None) -> None:
    """Print, or write a file whole: a reader never sees half a report.

    Raises SourceError when it cannot be written, BrokenPipeError when whoever read it has enough.
    """
    if output is None:
        _print(text)
        return
    try:
        _replace(Path(os.path.realpath(output)), text.encode("utf-8", "backslashreplace"))
    except OSError as error:
        raise SourceError(f"{output}: cannot be written: {error.strerror}") from None


def on_terminal(options: argparse.Namespace) -> bool:
    """Whether what is said goes to a terminal."""
    return options.output is None and sys.stdout.isatty()


def in_colour(options: argparse.Namespace) -> bool:
    """Whether to say it in colour."""
    from rowcheck.reporters.options import wants_colour

    return wants_colour(terminal=on_terminal(options), environ=os.environ)


def width() -> int:
    """Columns of the terminal."""
    from shutil import get_terminal_size

    return get_terminal_size((100, 40)).columns


def _print(text: str) -> None:
    if sys.stdout is None:  # Python's way to tell a closed one
        raise SourceError("standard output is closed; write to a file with '--output'")
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise SourceError(f"standard output cannot be written: {error.strerror}") from None


def _shown(options: argparse.Namespace) -> Options:
    from rowcheck.reporters.options import Options

    return Options(
        colour=in_colour(options),
        width=width() if on_terminal(options) else 100,
        quiet=options.quiet,
        verbose=options.verbose,
    )


def _replace(path: Path, data: bytes) -> None:
    from rowcheck.sources import whole

    if path.exists() and not path.is_file():
        path.write_bytes(data)  # a pipe or a device has to stay what it is
    else:
        whole.write(path, data)
