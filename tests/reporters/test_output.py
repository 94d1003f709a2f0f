from __future__ import annotations

import json
from argparse import Namespace
from pathlib import Path

import pytest

from rowcheck.cli import options as command_line
from rowcheck.errors import SourceError
from rowcheck.model import Report
from rowcheck.reporters import output


def options(*words: str) -> Namespace:
    return command_line.parse(["check", *words])


@pytest.mark.parametrize(
    "words",
    [
        *(["--format", form] for form in command_line.FORMATS),
        ["--quiet"],
        ["--verbose"],
    ],
    ids=lambda words: words[-1],
)
def test_nothing_to_check_is_told_as_an_empty_report(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    asked = options(*words)
    output.report(Report(), asked)
    said = capsys.readouterr().out
    output.nothing(asked)
    assert capsys.readouterr().out == said


def test_nothing_to_check_is_told_in_colour_where_colour_is_wanted(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    output.nothing(options())
    assert "\x1b[" in capsys.readouterr().out


def test_nothing_to_fix_is_an_empty_patch(capsys: pytest.CaptureFixture[str]) -> None:
    output.nothing(options("--diff"))
    assert capsys.readouterr().out == ""


def test_a_report_is_written_to_the_file_asked_for(tmp_path: Path) -> None:
    place = tmp_path / "report.json"
    output.report(Report(), options("--format", "json", "--output", str(place)))
    assert json.loads(place.read_text(encoding="utf-8"))["verdict"] == "passed"
    assert [*tmp_path.iterdir()] == [place]


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="cannot be written"):
        output.write("text", str(tmp_path / "none" / "report.txt"))
