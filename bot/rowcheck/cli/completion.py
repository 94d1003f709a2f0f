"""Scripts that make a shell complete `rowcheck`: made once by shtab, so that a TAB starts no Python.

Knows what the words on the command line stand for, and nothing of what the commands do.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping, Sequence

FILES, FOLDERS = frozenset(("FILE", "BEFORE", "AFTER", "PATH")), frozenset(("DIR",))
"""What the help calls a file, and a folder."""


def script(parser: argparse.ArgumentParser, shell: str, words: Mapping[str, Sequence[str]]) -> str:
    """The script for `bash`, `zsh` or `fish`. `words` are what arguments may be, by their names."""
    import shtab

    for action in _actions(parser):
        if action.metavar in FILES:
            action.complete = shtab.FILE  # type: ignore[attr-defined]
        elif action.metavar in FOLDERS:
            action.complete = shtab.DIRECTORY  # type: ignore[attr-defined]
        elif action.metavar in words:
            action.choices = words[str(action.metavar)]
    return f"{shtab.complete(parser, shell=shell).rstrip()}\n"


def _actions(parser: argparse.ArgumentParser) -> Iterator[argparse.Action]:
    """The arguments of a parser and of all its commands."""
    for action in parser._actions:
        yield action
        if isinstance(action, argparse._SubParsersAction):
            for command in action.choices.values():
                yield from _actions(command)
