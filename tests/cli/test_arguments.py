from __future__ import annotations

import argparse
from collections.abc import Iterator

import pytest

from rowcheck.cli import arguments, main
from rowcheck.reporters.registry import FORMATS


def commands(parser: argparse.ArgumentParser) -> Iterator[tuple[str, argparse.ArgumentParser]]:
    (choices,) = [action.choices for action in parser._actions if action.dest == "command"]
    assert isinstance(choices, dict)
    yield from choices.items()


def test_every_command_is_carried_out() -> None:
    assert {name for name, _ in commands(arguments.parser())} == set(main._COMMANDS)


def test_every_format_has_its_reporter() -> None:
    assert set(arguments.FORMATS) == set(FORMATS)


@pytest.mark.parametrize(("name", "parser"), [*commands(arguments.parser())])
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
    options = vars(arguments.parse(words))
    assert {name: options[name] for name in expected} == expected
    assert options == vars(arguments.parser().parse_args(words))


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
        arguments.parse(words)
    said = capsys.readouterr().err
    assert f"usage: rowcheck {words[0]}" in said
    with pytest.raises(SystemExit, match="2"):
        arguments.parser().parse_args(words)
    assert capsys.readouterr().err == said
