from __future__ import annotations

from collections.abc import Callable

import pytest

BOOKS = "## Books\n\n| Title | Year |\n| --- | --- |\n| Emma | 1815 |\n"
FILMS = "## Films\n\n| Film | Director |\n| --- | --- |\n| Alien | Scott |\n"
KNOWN = "tables: {books: {match: {columns: [Title, Year]}}}"
UNDER = "tables: {books: {match: {headings: Books}}}"
REST = "its rows are not checked"
RENAMED = f"no entry of 'tables' in the settings matches this table's new header ('Title', 'When'): {REST}"
NEW = f"no entry of 'tables' in the settings matches this new table ('Film', 'Director'): {REST}"


@pytest.mark.parametrize(
    ("base", "head", "settings", "expected"),
    [
        pytest.param(BOOKS, f"{BOOKS}\n{FILMS}", KNOWN, [f"9: {NEW}"], id="a new table"),
        pytest.param("", FILMS, KNOWN, [f"3: {NEW}"], id="a new file"),
        pytest.param("", BOOKS, KNOWN, [], id="a new table that matches"),
        pytest.param("", FILMS, "", [], id="no settings"),
        pytest.param("", FILMS, "files: list.md", [], id="settings without tables"),
        pytest.param("", FILMS, "tables: {all: {}}", [], id="an entry that matches every table"),
        pytest.param(FILMS, f"{FILMS}| Brazil | Gilliam |\n", KNOWN, [], id="an old table with a new row"),
        pytest.param(FILMS, FILMS.replace("## Films", "## Movies"), KNOWN, [], id="a renamed section"),
        pytest.param(
            BOOKS,
            BOOKS.replace("Year", "When"),
            KNOWN,
            [f"3: {RENAMED}"],
            id="a column is renamed",
        ),
        pytest.param(BOOKS, BOOKS.replace("Year", " year "), KNOWN, [], id="a column in another case"),
        pytest.param("", BOOKS, UNDER, [], id="a table under the right heading"),
        pytest.param("", FILMS, UNDER, [f"3: {NEW}"], id="a table under another heading"),
    ],
)
def test_a_table_has_to_match_an_entry(
    messages: Callable[..., list[str]], base: str, head: str, settings: str, expected: list[str]
) -> None:
    assert messages("unknown-table", base, head, settings) == expected
