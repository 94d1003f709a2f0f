from __future__ import annotations

import re

import pytest

from rowcheck.cli import verbose
from rowcheck.engine.session import Gathered
from rowcheck.rules import IDS
from rowcheck.settings.settings import Settings, load_settings

TOOLS = "| Tool | Free |\n| --- | --- |\n| Ant | Yes |\n| Bee | No |\n"
PEOPLE = "| Name |\n| --- |\n| Ada |\n"
SETTINGS = """\
tables:
  tools:
    match: {columns: [Tool]}
    row: {required: [Tool]}
    order: [{by: Tool}]
    rules: {similar: "off"}
rules: {row-style: "off"}
"""


def gathered(text: str, settings: str = SETTINGS, *, rest: int = 0) -> Gathered:
    said = load_settings(settings, "rowcheck.yml", lambda _: None, IDS)
    pairs = (("README.md", "", text),)
    return Gathered(said, pairs, {}, (("more.md", ""),) * rest, ())


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        pytest.param(
            gathered(TOOLS),
            [
                "settings are those of rowcheck.yml",
                "README.md was read: 2 rows in 1 table",
                "README.md: 'tools' counts for 1 table (line 1)",
                "row-style is off: the settings say so",
                "similar is off for 'tools': the settings of these tables say so",
            ],
            id="one table",
        ),
        pytest.param(
            gathered(f"{PEOPLE}\n" * 2 + f"{TOOLS}\n" * 5),
            [
                "settings are those of rowcheck.yml",
                "README.md was read: 12 rows in 7 tables",
                "README.md: no settings count for 2 tables (lines 1, 5)",
                "README.md: 'tools' counts for 5 tables (lines 9, 14, 19 and 2 more)",
            ],
            id="many tables, some of which nothing is said of",
        ),
        pytest.param(
            gathered("Nothing.\n", "files: ['*.md']\n", rest=2),
            [
                "settings are those of rowcheck.yml",
                "README.md was read: 0 rows in 0 tables",
                "the list's other files were looked into for the same works: 2",
                "row-schema is off: the settings of no table ask for it",
            ],
            id="settings without tables, and more files",
        ),
        pytest.param(
            gathered(TOOLS)._replace(settings=Settings(), pairs=(("\x1b[2J.md", None, TOOLS),)),
            [
                "there are no settings",
                "\\x1b[2J.md was read: 2 rows in 1 table, all of it new",
                "row-schema is off: the settings of no table ask for it",
            ],
            id="no settings, and a new file whose name would clear the screen",
        ),
    ],
)
def test_what_is_told(found: Gathered, expected: list[str]) -> None:
    told = list(verbose.lines(found))
    assert [line for line in told if line in expected] == expected, told


def test_it_is_told_on_standard_error_with_the_time(capsys: pytest.CaptureFixture[str]) -> None:
    verbose.narrator()(gathered(TOOLS))
    said = capsys.readouterr()
    assert said.out == ""
    assert all(line.startswith("rowcheck: ") for line in said.err.splitlines())
    assert re.search(r"^rowcheck: reading took \d+\.\d\d s$", said.err, re.MULTILINE)
