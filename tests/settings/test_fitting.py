from __future__ import annotations

import pytest

from rowcheck.rules import IDS
from rowcheck.settings import fitting
from rowcheck.settings.settings import Settings, load_settings

PAPERS = (("Papers", "2024"), ("Paper", "Year", "Pay"))
TOOLS = (("Tools",), ("Tool", "Site", "Stars"))


def load(text: str, **files: str) -> Settings:
    return load_settings(text, "r.yml", {f"{name}.json": file for name, file in files.items()}.get, IDS)


def of_tables(settings: Settings, *shapes: fitting.Shape) -> tuple[list[str], list[str]]:
    misfits = fitting.of_tables(settings, shapes)
    return [str(error) for error in misfits.errors], [str(warning) for warning in misfits.warnings]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "tables:\n  t:\n    order: [{by: Yaer}]\n    group_by: Pya\n    unique: [{by: Paepr.url}]",
            [
                "r.yml:3: no table of 't' has a column 'Yaer'; did you mean 'Year'?",
                "r.yml:4: no table of 't' has a column 'Pya'; did you mean 'Pay'?",
                "r.yml:5: no table of 't' has a column 'Paepr'; did you mean 'Paper'?",
            ],
            id="misspelt columns of the rules",
        ),
        pytest.param(
            "tables:\n  t:\n    order: [{by: Venue}]",
            ["r.yml:3: no table of 't' has a column 'Venue'"],
            id="a column that resembles none",
        ),
        pytest.param(
            "tables:\n  t:\n    row:\n      properties:\n        Yaer: {const: a}",
            ["r.yml:5: no table of 't' has a column 'Yaer'; did you mean 'Year'?"],
            id="a misspelt property",
        ),
    ],
)
def test_a_rule_by_a_column_that_no_table_has_is_an_error(text: str, expected: list[str]) -> None:
    assert of_tables(load(text), PAPERS, TOOLS) == (expected, [])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "tables:\n  t:\n    match:\n      columns: [Papre]",
            ["r.yml:4: the entry 't' applies to no table of the list: none has a column 'Papre';"
             " did you mean 'Paper'?"],
            id="a misspelt column",
        ),
        pytest.param(
            "tables:\n  t:\n    match: {headings: [Tool, Toosl/**]}",
            ["r.yml:3: the entry 't' applies to no table of the list: none is under 'Tool';"
             " did you mean 'Tools'?"],
            id="a misspelt heading",
        ),
        pytest.param(
            "tables:\n  t:\n    match: {columns: [Paper, Tool]}",
            ["r.yml:3: the entry 't' applies to no table of the list: none has all of its columns"],
            id="columns of two tables",
        ),
        pytest.param(
            "tables:\n  a: {}\n  b:\n    match: {columns: [Tool]}",
            ["r.yml:3: the entry 'b' applies to no table of the list, since the entry 'a' above applies to"
             " the tables that it matches"],
            id="an entry below one for the same tables",
        ),
        pytest.param(
            "tables:\n  t:\n    row:\n      properties:\n        Notes: {const: a}",
            ["r.yml:5: no table of 't' has a column 'Notes'"],
            id="a property that a table may get",
        ),
    ],
)  # fmt: skip
def test_what_applies_to_no_table_yet_is_a_warning(text: str, expected: list[str]) -> None:
    assert of_tables(load(text), PAPERS, TOOLS) == ([], expected)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("rules: {order: off}", id="settings without tables"),
        pytest.param("tables: {t: {order: [{by: paper.text}, {by: STARS}]}}", id="columns of two tables"),
        pytest.param("tables: {t: {row: paper}}", id="a ready-made schema with other columns"),
        pytest.param(
            "tables: {p: {match: {columns: [Paper]}, row: s.json},"
            " t: {match: {columns: [Tool]}, row: s.json}}",
            id="a schema file for two kinds of table",
        ),
    ],
)
def test_settings_that_fit(text: str) -> None:
    settings = load(text, s='{"properties": {"Year": {}, "Stars": {}}}')
    assert of_tables(settings, PAPERS, TOOLS) == ([], [])


@pytest.mark.parametrize(
    ("files", "errors", "warnings"),
    [
        pytest.param("[README.md, 'docs/**']", [], [], id="globs that match"),
        pytest.param(
            "READM.md",
            ["r.yml:1: no file of the repository matches 'READM.md'; did you mean 'README.md'?"],
            [],
            id="nothing matches",
        ),
        pytest.param(
            "\n - README.md\n - lists/*.md",
            [],
            ["r.yml:3: no file of the repository matches 'lists/*.md'"],
            id="one of two matches",
        ),
        pytest.param("['**/*.md', '!drafts/**']", [], [], id="nothing to exclude"),
        pytest.param(
            "['**/*.md', '!docs/lst.md']",
            [],
            ["r.yml:1: no file of the repository matches '!docs/lst.md'; did you mean 'docs/list.md'?"],
            id="a misspelt exclusion",
        ),
    ],
)
def test_files_that_match_nothing(files: str, errors: list[str], warnings: list[str]) -> None:
    misfits = fitting.of_files(load(f"files: {files}"), ["README.md", "docs/list.md", "setup.py"])
    assert [str(error) for error in misfits.errors] == errors
    assert [str(warning) for warning in misfits.warnings] == warnings
