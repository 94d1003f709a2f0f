from __future__ import annotations

from pathlib import Path

import pytest

from rowcheck.errors import SourceError
from rowcheck.reporters import output


def test_text_is_written_to_the_named_file_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "report.json"
    output.write("{}\n", str(path))
    assert path.read_text(encoding="utf-8") == "{}\n"
    assert [*tmp_path.iterdir()] == [path]


def test_a_file_that_cannot_be_written_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="cannot be written"):
        output.write("text", str(tmp_path / "none" / "report.txt"))


def test_colour_can_be_forced(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert output.options("report.txt").colour


def test_a_file_is_plain_and_has_the_default_width() -> None:
    options = output.options("report.txt", quiet=True)
    assert (options.colour, options.width, options.quiet) == (False, output.DEFAULT_WIDTH, True)
