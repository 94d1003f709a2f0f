"""Where a command's output goes, the terminal or a file, and how it may look there."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from shutil import get_terminal_size

from rowcheck.errors import SourceError
from rowcheck.reporters.options import Options, RuleInfo, wants_colour
from rowcheck.sources.write import write_atomically

DEFAULT_WIDTH = 100
"""Columns where the output is not a terminal, or does not report its size."""


def write(text: str, output: str | None) -> None:
    """Print `text`, or write it to the file `output` atomically.

    Raises SourceError when it cannot be written, BrokenPipeError when the reader has closed the pipe.
    """
    if output is None:
        _print(text)
        return
    path, data = Path(os.path.realpath(output)), text.encode("utf-8", "backslashreplace")
    try:
        if path.exists() and not path.is_file():
            path.write_bytes(data)  # a pipe or a device cannot be replaced by a file
        else:
            write_atomically(path, data)
    except OSError as error:
        raise SourceError(f"{output}: cannot be written: {error.strerror}") from None


def options(
    output: str | None, *, quiet: bool = False, verbose: bool = False, rules: tuple[RuleInfo, ...] = ()
) -> Options:
    """Return how to render what is written to `output` (None for standard output)."""
    terminal = on_terminal(output)
    return Options(
        colour=wants_colour(terminal=terminal, environ=os.environ),
        width=get_terminal_size((DEFAULT_WIDTH, 40)).columns if terminal else DEFAULT_WIDTH,
        quiet=quiet,
        verbose=verbose,
        rules=rules,
    )


def on_terminal(output: str | None) -> bool:
    """Return whether `output` (None for standard output) is shown on a terminal."""
    return output is None and sys.stdout is not None and sys.stdout.isatty()


def _print(text: str) -> None:
    if sys.stdout is None:  # Python sets it to None when the descriptor is closed at start
        raise SourceError("standard output is closed; write to a file with '--output'")
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise SourceError(f"standard output cannot be written: {error.strerror}") from None
