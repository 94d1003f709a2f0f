from __future__ import annotations

import argparse
import re
import shlex
from collections.abc import Iterator

import pytest

from rowcheck.cli import main, options
from rowcheck.cli.options import COMMANDS

TERMINAL_WIDTH = 80
TEXTS = {"": options._DESCRIPTION, **{name: command.description for name, command in COMMANDS.items()}}


def subparsers() -> Iterator[tuple[str, argparse.ArgumentParser]]:
    (choices,) = [action.choices for action in options.parser()._actions if action.dest == "command"]
    assert isinstance(choices, dict)
    yield from choices.items()


def test_every_command_has_a_function() -> None:
    assert set(COMMANDS) == set(main._COMMANDS)


@pytest.mark.parametrize(("name", "parser"), [*subparsers()])
def test_the_help_of_a_command_has_exit_statuses_and_all_options(
    name: str, parser: argparse.ArgumentParser
) -> None:
    assert "\nExit status: 0 " in parser.format_help()
    assert TEXTS[name] in parser.format_help()
    assert [action.dest for action in parser._actions if not action.help] == []


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        pytest.param(["check"], {"files": [], "staged": False, "base": None, "all": False}, id="check"),
        pytest.param(["check", "a.md", "--all"], {"files": ["a.md"], "all": True}, id="check all of a file"),
        pytest.param(
            ["check", "--base", "main", "--head", "x"], {"base": "main", "head": "x"}, id="a branch"
        ),
        pytest.param(
            ["diff", "-", "b.md"], {"before": "-", "after": "b.md", "format": "text"}, id="two files"
        ),
        pytest.param(["tables", "a.md", "b.md"], {"files": ["a.md", "b.md"]}, id="tables of two files"),
        pytest.param(["check", "--format", "sarif", "-q"], {"format": "sarif", "quiet": True}, id="a format"),
        pytest.param([], {"command": None, "version": False}, id="no command"),
    ],
)
def test_accepted_command_lines(words: list[str], expected: dict[str, object]) -> None:
    parsed = vars(options.parse(words))
    assert {name: parsed[name] for name in expected} == expected


@pytest.mark.parametrize(
    "words",
    [
        pytest.param(["check", "--quiet", "--verbose"], id="quiet and verbose"),
        pytest.param(["check", "--format", "xml"], id="an unknown format"),
        pytest.param(["tables"], id="tables without a file"),
        pytest.param(["explain"], id="explain without a rule"),
    ],
)
def test_rejected_command_lines(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        options.parse(words)
    assert f"usage: rowcheck {words[0]}" in capsys.readouterr().err


def examples() -> Iterator[tuple[str, str]]:
    """Yield each example in the help texts, with the command it is shown for."""
    for name, text in TEXTS.items():
        for line in re.findall(r"^  (?:.*\| )?rowcheck (.*?)(?:  .*|)$", text, re.MULTILINE):
            yield name, line


def test_every_help_text_has_an_example() -> None:
    assert {name for name, _ in examples()} == set(TEXTS)


@pytest.mark.parametrize(("name", "line"), [*examples()])
def test_examples_can_be_parsed(name: str, line: str) -> None:
    words = shlex.split(line.partition(" > ")[0])
    assert options.parse(words).command == words[0]
    assert name in ("", words[0])


def test_help_texts_fit_the_terminal() -> None:
    lines = [line for text in TEXTS.values() for line in text.splitlines()]
    assert [line for line in lines if len(line) > TERMINAL_WIDTH] == []
