from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

import pytest

from rowcheck.engine.idle import idle
from rowcheck.errors import SourceError
from rowcheck.sources.base import Covers, FileChange, Unreadable
from rowcheck.sources.files import Files


class Touched(Files):
    """A source whose changed files, named files and settings are set up."""

    def __init__(self, touched: str, named: str = "", settings: str | None = None) -> None:
        super().__init__("before.md", "after.md")
        self._touched, self._named, self._settings = touched.split(), named.split(), settings
        self.asked: list[str] = []

    def touched(self) -> Collection[str]:
        return self._touched

    def trusted(self, path: str) -> str | None:
        self.asked.append(path)
        return self._settings

    def selects(self, path: str) -> bool:
        return not self._named or path in self._named

    def changes(self, covers: Covers) -> Iterator[FileChange | Unreadable]:
        raise AssertionError("no file is read to see that there is nothing to check")


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param(Touched(""), True, id="nothing changed"),
        pytest.param(
            Touched("", settings="files: [LICENSE]"), True, id="nothing changed, whatever is a list"
        ),
        pytest.param(Touched("src/a.py LICENSE"), True, id="no list changed"),
        pytest.param(Touched("src/a.py docs/README.md"), False, id="a Markdown file changed"),
        pytest.param(Touched("list.markdown"), False, id="a Markdown file of the longer name changed"),
        pytest.param(Touched("README.md LICENSE", "LICENSE"), True, id="another file than the list is named"),
        pytest.param(Touched("README.md LICENSE", "README.md"), False, id="a list changed and is named"),
        pytest.param(
            Touched("a.txt", settings="rules: {order: off}"), True, id="settings say nothing of files"
        ),
        pytest.param(Touched("a.txt", settings="files: [a.txt]"), False, id="settings say what is a list"),
        pytest.param(
            Touched("docs/a.md", settings="files: [README.md, 'data/**/*.md']  # two\nrules: {}\n"),
            True,
            id="settings say what is a list, and it is something else",
        ),
        pytest.param(Touched("data/x/a.md", settings="files: ['data/**/*.md']"), False, id="a quoted glob"),
        pytest.param(Touched("a.md", settings="files: ['!b.md']"), False, id="settings take another out"),
        pytest.param(Touched("b.md", settings='files: ["!b.md"]'), True, id="settings take that file out"),
        pytest.param(Touched("a.txt", settings="files:\n  - a.md\n"), False, id="files in more lines"),
        pytest.param(Touched("a.txt", settings="files: [a.md,\n a.txt]"), False, id="files go on below"),
        pytest.param(Touched("a.txt", settings="files: *all"), False, id="files are an alias"),
        pytest.param(Touched("a.txt", settings="{files: [a.txt]}"), False, id="files in braces"),
        pytest.param(Touched("a.txt", settings="# files: [b.md]\nfiles: [a.txt]"), False, id="files twice"),
        pytest.param(Touched(".github/rowcheck.yml"), False, id="the settings changed"),
        pytest.param(
            Touched("rowcheck.yaml a.py", "a.py"), False, id="the settings changed, a file is named"
        ),
        pytest.param(Touched("schemas/row.json"), False, id="what may be a row schema changed"),
    ],
)
def test_a_run_is_idle_when_no_file_of_the_list_changed(source: Touched, expected: bool) -> None:
    assert idle(source, None, lambda path: False) is expected


def test_a_file_named_outright_is_checked_whatever_the_settings_cover() -> None:
    source = Touched("a.txt README.md", "a.txt")
    assert not idle(source, None, lambda path: path == "a.txt")
    assert idle(source, None, lambda path: path == "README.md")


def test_settings_named_outright_are_looked_into(tmp_path: Path) -> None:
    settings = tmp_path / "own.yml"
    settings.write_text("files: [a.txt]\n")
    assert not idle(Touched("a.txt"), str(settings), lambda path: False)
    settings.write_text("rules: {order: off}\n")
    source = Touched("a.txt", settings="files: [a.txt]")
    assert idle(source, str(settings), lambda path: False)
    assert source.asked == []


def test_settings_named_outright_must_be_there_though_nothing_changed() -> None:
    with pytest.raises(SourceError, match=r"none\.yml: cannot be read"):
        idle(Touched(""), "none.yml", lambda path: False)
