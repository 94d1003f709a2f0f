from __future__ import annotations

import pytest

from rowcheck.cli.verbose import describe
from rowcheck.engine.check import Pair
from rowcheck.engine.session import Inputs
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


def inputs(text: str, settings: str = SETTINGS, *, rest: int = 0) -> Inputs:
    loaded = load_settings(settings, "rowcheck.yml", lambda _: None, IDS)
    return Inputs(loaded, (Pair("README.md", "", text),), rest=(("more.md", ""),) * rest)


@pytest.mark.parametrize(
    ("read", "expected"),
    [
        pytest.param(
            inputs(TOOLS),
            [
                "settings are those of rowcheck.yml",
                "README.md was read: 2 rows in 1 table",
                "README.md: 'tools' applies to 1 table (line 1)",
                "row-style is off: it is switched off in the settings",
                "similar is off for 'tools': it is switched off for these tables",
            ],
            id="one table",
        ),
        pytest.param(
            inputs(f"{PEOPLE}\n" * 2 + f"{TOOLS}\n" * 5),
            [
                "settings are those of rowcheck.yml",
                "README.md was read: 12 rows in 7 tables",
                "README.md: no settings apply to 2 tables (lines 1, 5)",
                "README.md: 'tools' applies to 5 tables (lines 9, 14, 19 and 2 more)",
            ],
            id="many tables, some without settings",
        ),
        pytest.param(
            inputs("Nothing.\n", "files: ['*.md']\n", rest=2),
            [
                "settings are those of rowcheck.yml",
                "README.md was read: 0 rows in 0 tables",
                "the list's other files were read to find the same works: 2",
                "row-schema is off: no table has settings for it",
            ],
            id="settings without tables, and unchanged files",
        ),
        pytest.param(
            Inputs(Settings(), (Pair("\x1b[2J.md", None, TOOLS),)),
            [
                "there are no settings",
                "\\x1b[2J.md was read: 2 rows in 1 table, all of it new",
                "row-schema is off: no table has settings for it",
            ],
            id="no settings, and a new file whose name would clear the screen",
        ),
    ],
)
def test_description(read: Inputs, expected: list[str]) -> None:
    lines = [line.removeprefix("rowcheck: ") for line in describe(read, 0.5).splitlines()]
    assert [line for line in lines if line in expected] == expected, lines
    assert lines[-1] == "reading took 0.50 s"


def test_description_of_a_run_with_nothing_to_check() -> None:
    assert "\nrowcheck: nothing was read: no file of the list has changed\n" in describe(
        Inputs(Settings()), 0
    )
