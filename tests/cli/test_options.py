from __future__ import annotations

import argparse
import re
import shlex
from collections.abc import Iterator

import pytest

from rowcheck.cli import main, options
from rowcheck.reporters.registry import FORMATS


def commands(parser: argparse.ArgumentParser) -> Iterator[tuple[str, argparse.ArgumentParser]]:
    (choices,) = [action.choices for action in parser._actions if action.dest == "command"]
    assert isinstance(choices, dict)
    yield from choices.items()


def test_every_command_is_carried_out() -> None:
    assert {name for name, _ in commands(options.parser())} == set(main._COMMANDS)


def test_every_format_has_its_reporter() -> None:
    assert set(options.FORMATS) == set(FORMATS)


@pytest.mark.parametrize(("name", "parser"), [*commands(options.parser())])
def test_every_command_tells_the_exit_statuses_and_its_options(
    name: str, parser: argparse.ArgumentParser
) -> None:
    told = parser.format_help()
    assert "\nExit status: 0 " in told
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
        pytest.param([], {"command": None, "version": False}, id="nothing"),
    ],
)
def test_words_are_understood(words: list[str], expected: dict[str, object]) -> None:
    parsed = vars(options.parse(words))
    assert {name: parsed[name] for name in expected} == expected
    assert parsed == vars(options.parser().parse_args(words))


@pytest.mark.parametrize(
    "words",
    [
        pytest.param(["check", "--quiet", "--verbose"], id="quiet and verbose"),
        pytest.param(["check", "--format", "xml"], id="a format that is none"),
        pytest.param(["tables"], id="tables of no file"),
        pytest.param(["explain"], id="explain no rule"),
    ],
)
def test_words_are_refused(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        options.parse(words)
    said = capsys.readouterr().err
    assert f"usage: rowcheck {words[0]}" in said
    with pytest.raises(SystemExit, match="2"):
        options.parser().parse_args(words)
    assert capsys.readouterr().err == said


COLUMNS = 80
"""Of a terminal that nobody made wider."""


def examples() -> Iterator[tuple[str, str]]:
    """Each line to copy that calls rowcheck, and the command it stands under."""
    for name, text in options.TEXTS.items():
        for line in re.findall(r"^  (?:.*\| )?rowcheck (.*?)(?:  .*|)$", text, re.MULTILINE):
            yield name, line


def test_every_command_is_taught() -> None:
    assert set(options.TEXTS) == {"", *options.commands()}
    assert {name for name, _ in examples()} == set(options.TEXTS)


@pytest.mark.parametrize(("name", "line"), [*examples()])
def test_every_example_is_understood(name: str, line: str) -> None:
    words = shlex.split(line.partition(" > ")[0])
    assert options.parse(words).command == words[0]
    assert name in ("", words[0])


def test_no_line_is_wider_than_a_terminal() -> None:
    lines = [line for text in options.TEXTS.values() for line in text.splitlines()]
    assert [line for line in lines if len(line) > COLUMNS] == []


def test_the_help_shows_what_is_taught(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="0"):
        options.parse(["check", "--help"])
    assert options.TEXTS["check"] in capsys.readouterr().out
