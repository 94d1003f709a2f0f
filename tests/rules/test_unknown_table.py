from __future__ import annotations

from collections.abc import Callable

import pytest

BOOKS = "## Books\n\n| Title | Year |\n| --- | --- |\n| Emma | 1815 |\n"
FILMS = "## Films\n\n| Film | Director |\n| --- | --- |\n| Alien | Scott |\n"
KNOWN = "tables: {books: {match: {columns: [Title, Year]}}}"
UNDER = "tables: {books: {match: {headings: Books}}}"
REST = "so its rows are not checked"
RENAMED = f"no table in the settings has the columns of this table's new header ('Title', 'When'), {REST}"
NEW = f"no table in the settings has the columns of this new table ('Film', 'Director'), {REST}"


@pytest.mark.parametrize(
    ("base", "head", "settings", "expected"),
    [
        pytest.param(BOOKS, f"{BOOKS}\n{FILMS}", KNOWN, [f"9: {NEW}"], id="a new table"),
        pytest.param("", FILMS, KNOWN, [f"3: {NEW}"], id="a new file"),
        pytest.param("", BOOKS, KNOWN, [], id="a new table that is known"),
        pytest.param("", FILMS, "", [], id="no settings"),
        pytest.param("", FILMS, "files: list.md", [], id="settings of no table"),
        pytest.param("", FILMS, "tables: {all: {}}", [], id="settings of every table"),
        pytest.param(FILMS, f"{FILMS}| Brazil | Gilliam |\n", KNOWN, [], id="an old table with a new row"),
        pytest.param(FILMS, FILMS.replace("## Films", "## Movies"), KNOWN, [], id="an old table, renamed"),
        pytest.param(
            BOOKS,
            BOOKS.replace("Year", "When"),
            KNOWN,
            [f"3: {RENAMED}"],
            id="a column is renamed",
        ),
        pytest.param(BOOKS, BOOKS.replace("Year", " year "), KNOWN, [], id="a column in another case"),
        pytest.param("", BOOKS, UNDER, [], id="a table under a known heading"),
        pytest.param("", FILMS, UNDER, [f"3: {NEW}"], id="a table under another heading"),
    ],
)
def test_a_table(
    said: Callable[..., list[str]], base: str, head: str, settings: str, expected: list[str]
) -> None:
    assert said("unknown-table", base, head, settings) == expected
