from __future__ import annotations

from collections.abc import Callable

import pytest

HEADER = "| Paper | Venue | Year |\n| --- | --- | --- |\n"
BY_YEAR = "tables: {papers: {order: [{by: Year, as: year}]}}"
BY_BOTH = "tables: {papers: {order: [{by: Year, as: year, direction: descending}, {by: Paper, as: title}]}}"


def table(*rows: str) -> str:
    """A table of rows such as `Ants 2019`."""
    return HEADER + "".join("| {} | - | {} |\n".format(*row.split()) for row in rows)


BASE = table("Ants 2019", "Bees 2020", "Cows 2022")


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        pytest.param(table("Ants 2019", "Bees 2020", "Dogs 2021", "Cows 2022"), [], id="in its place"),
        pytest.param(
            table("Ants 2019", "Bees 2020", "Dogs 2020", "Cows 2022"), [], id="below a row of the same year"
        ),
        pytest.param(
            table("Ants 2019", "Dogs 2020", "Bees 2020", "Cows 2022"), [], id="above a row of the same year"
        ),
        pytest.param(
            table("Ants 2019", "Bees 2020", "Cows 2022", "Dogs 2021"),
            ["6: 'Dogs' (2021) belongs above 'Cows' (2022) (line 5)"],
            id="at the bottom",
        ),
        pytest.param(
            table("Dogs 2021", "Ants 2019", "Bees 2020", "Cows 2022"),
            ["3: 'Dogs' (2021) belongs below 'Bees' (2020) (line 5)"],
            id="at the top",
        ),
        pytest.param(
            table("Ants 2019", "Bees 2020", "Dogs -", "Cows 2022"), [], id="without a year, anywhere"
        ),
        pytest.param(
            table("Cows 2022", "Ants 2019", "Bees 2020"),
            ["3: 'Cows' (2022) belongs below 'Bees' (2020) (line 5)"],
            id="a moved row",
        ),
        pytest.param(
            table("Ants 2019", "Bees 2024", "Cows 2022"),
            ["4: 'Bees' (2024) belongs below 'Cows' (2022) (line 5)"],
            id="an old row with another year",
        ),
        pytest.param(table("Ants 2019", "Hens 2020", "Cows 2022"), [], id="an old row with another name"),
    ],
)
def test_a_row_in_a_table_sorted_by_year(
    messages: Callable[..., list[str]], head: str, expected: list[str]
) -> None:
    assert messages("order", BASE, head, BY_YEAR) == expected


@pytest.mark.parametrize(
    ("settings", "new", "expected"),
    [
        pytest.param(
            BY_BOTH, "Bats 2020", ["6: 'Bats' (2020) belongs above 'Bees' (2020) (line 4)"], id="two keys"
        ),
        pytest.param(BY_BOTH, "Cats 2019", [], id="two keys, last"),
        pytest.param("tables: {papers: {new_rows: bottom}}", "Bats 2020", [], id="new rows at the bottom"),
    ],
)
def test_a_new_row_at_the_bottom(
    messages: Callable[..., list[str]], settings: str, new: str, expected: list[str]
) -> None:
    rows = ("Cows 2022", "Bees 2020", "Ants 2019")
    assert messages("order", table(*rows), table(*rows, new), settings) == expected


def test_old_rows_out_of_place_are_not_reported(messages: Callable[..., list[str]]) -> None:
    rows = ("Ants 2019", "Zebras 2024", "Bees 2020", "Cows 2022")
    assert messages("order", table(*rows), table(*rows, "Dogs 2023"), BY_YEAR) == []


def test_each_group_is_sorted_separately(messages: Callable[..., list[str]]) -> None:
    grouped = "tables: {papers: {group_by: Venue, order: [{by: Year, as: year}]}}"
    base = f"{HEADER}| Ants | CV | 2020 |\n| Bees | CV | 2022 |\n| Cows | ML | 2019 |\n| Dogs | ML | 2021 |\n"
    assert messages("order", base, f"{base}| Emus | ML | 2022 |\n", grouped) == []
    assert messages("order", base, f"{base}| Emus | ML | 2020 |\n", grouped) == [
        "7: 'Emus' (2020) belongs above 'Dogs' (2021) (line 6)"
    ]


ANIMALS = ["Ant", "Bee", "Crow", "Dove", "Eel", "Fox", "Gnu", "Hen", "Ibis", "Jay"]


@pytest.mark.parametrize(
    ("rows", "new", "expected"),
    [
        pytest.param(
            ANIMALS, "Cat", ["13: 'Cat' belongs above 'Crow' (line 5)"], id="a sorted table stays sorted"
        ),
        pytest.param(ANIMALS, "Kiwi", [], id="a last row in a sorted table"),
        pytest.param(ANIMALS[:2], "Aal", [], id="two rows are not an order"),
        pytest.param(["Hen", "Ant", "Gnu", "Bee", "Fox", "Eel"], "Cat", [], id="an unsorted table"),
    ],
)
def test_a_new_row_without_settings(
    messages: Callable[..., list[str]], rows: list[str], new: str, expected: list[str]
) -> None:
    base = "| Name | Note |\n| --- | --- |\n" + "".join(f"| {row} | - |\n" for row in rows)
    assert messages("order", base, f"{base}| {new} | - |\n") == expected


@pytest.mark.parametrize(
    ("settings", "count"),
    [
        pytest.param("tables: {places: {order: [{by: Place}]}}", 1, id="the default order of Unicode"),
        pytest.param("tables: {places: {order: [{by: Place, locale: sv}]}}", 0, id="the locale of a key"),
        pytest.param("tables: {places: {locale: sv, order: [{by: Place}]}}", 0, id="the locale of a table"),
        pytest.param(
            "{locale: sv, tables: {places: {order: [{by: Place}]}}}", 0, id="the locale of the list"
        ),
        pytest.param(
            "{locale: sv, tables: {places: {locale: de-u-co-phonebk, order: [{by: Place}]}}}",
            1,
            id="the locale of a table goes before that of the list",
        ),
        pytest.param("tables: {places: {locale: sv}}", 0, id="the locale of an evident order"),
    ],
)
def test_locales(messages: Callable[..., list[str]], settings: str, count: int) -> None:
    names = (
        "Arboga",
        "Borlänge",
        "Eslöv",
        "Lund",
        "Mora",
        "Tranås",
        "Ystad",
        "Zinkgruvan",
        "Åmål",
        "Ängelholm",
    )
    base = "| Place |\n| --- |\n" + "".join(f"| {name} |\n" for name in names)
    assert len(messages("order", base, f"{base}| Örebro |\n", settings)) == count


def test_a_copy_of_an_older_row_is_left_to_duplicate(messages: Callable[..., list[str]]) -> None:
    assert messages("order", BASE, BASE + BASE.removeprefix(HEADER), BY_YEAR) == []
