from __future__ import annotations

import re
import shlex
from collections.abc import Iterator

import pytest

from rowcheck.cli import arguments, manual

COLUMNS = 80
"""Of a terminal that nobody made wider."""


def examples() -> Iterator[tuple[str, str]]:
    """Each line to copy that calls rowcheck, and the command it stands under."""
    for name, text in manual.TEXTS.items():
        for line in re.findall(r"^  (?:.*\| )?rowcheck (.*?)(?:  .*|)$", text, re.MULTILINE):
            yield name, line


def test_every_command_is_taught() -> None:
    assert set(manual.TEXTS) == {"", *arguments.commands()}
    assert {name for name, _ in examples()} == set(manual.TEXTS)


@pytest.mark.parametrize(("name", "line"), [*examples()])
def test_every_example_is_understood(name: str, line: str) -> None:
    words = shlex.split(line.partition(" > ")[0])
    assert arguments.parse(words).command == words[0]
    assert name in ("", words[0])


def test_no_line_is_wider_than_a_terminal() -> None:
    lines = [line for text in manual.TEXTS.values() for line in text.splitlines()]
    assert [line for line in lines if len(line) > COLUMNS] == []


def test_the_help_shows_what_is_taught(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="0"):
        arguments.parse(["check", "--help"])
    assert manual.TEXTS["check"] in capsys.readouterr().out
