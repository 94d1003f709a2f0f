from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from rowcheck.inference import uniqueness
from rowcheck.inference.evidence import Habit, Kind
from rowcheck.inference.groups import TableGroup
from rowcheck.model import Document

LINKS = [f"[Paper {n}](https://arxiv.org/abs/2103.0000{n}) | x" for n in range(10)]
KINDS = {"It": Kind("link"), "Other": Kind()}


def found(*documents: Document, kinds: dict[str, Kind] = KINDS, threshold: float = 0.99) -> list[Habit]:
    group = TableGroup(
        ("It", "Other"), (), tuple((each, table) for each in documents for table in each.tables)
    )
    return list(uniqueness.habits(group, kinds, group.entries, threshold))


@pytest.mark.parametrize(
    ("rows", "kinds", "expected"),
    [
        pytest.param(
            LINKS,
            KINDS,
            [
                {"by": "It.url", "as": "work", "scope": "file"},
                {"by": "It.text", "as": "title", "scope": "file"},
            ],
            id="links and their texts are unique",
        ),
        pytest.param(
            [f"[Link]({link.split('](')[1]}" for link in LINKS],
            KINDS,
            [{"by": "It.url", "as": "work", "scope": "file"}],
            id="links of the same text are unique by address",
        ),
        pytest.param(
            [f"Name {n} | x" for n in range(10)],
            {"It": Kind(), "Other": Kind()},
            [{"by": "It", "as": "title", "scope": "file"}],
            id="names without links are unique",
        ),
        pytest.param(
            [f"x | Name {n}" for n in range(10)],
            {"It": Kind(), "Other": Kind()},
            [],
            id="a second column of texts does not name the rows",
        ),
        pytest.param(
            [f"{link[:-1]}[Code](https://github.com/x/{n})" for n, link in enumerate(LINKS * 2)],
            {"It": Kind("link"), "Other": Kind("link")},
            [{"by": "Other.url", "as": "work", "scope": "file"}],
            id="a later column of links names the rows if the first does not",
        ),
        pytest.param(
            [f"{month} {n:02} | Name {n}" for n, month in enumerate(["Jan", "Mar", "May", "Oct", "Dec"] * 2)],
            {"It": Kind(), "Other": Kind()},
            [{"by": "Other", "as": "title", "scope": "file"}],
            id="a column of months and days does not name the rows",
        ),
        pytest.param(LINKS[:7], KINDS, [], id="seven rows are too few"),
        pytest.param([*LINKS, *LINKS], KINDS, [], id="rows that are listed twice are not unique"),
    ],
)
def test_which_keys_are_unique(
    listed: Callable[..., Document],
    rows: Sequence[str],
    kinds: dict[str, Kind],
    expected: list[dict[str, str]],
) -> None:
    habits = found(listed("It | Other", rows), kinds=kinds)
    assert [entry for habit in habits for entry in habit.value["unique"]] == expected


@pytest.mark.parametrize(
    ("second", "scope"),
    [
        pytest.param(
            [link.replace("2103", "2203") for link in LINKS],
            "list",
            id="two files without a common work have the scope list",
        ),
        pytest.param(LINKS, "file", id="two files with the same works have the scope file"),
    ],
)
def test_the_scope_of_a_key(listed: Callable[..., Document], second: list[str], scope: str) -> None:
    habits = found(listed("It | Other", LINKS), listed("It | Other", second, "more.md"))
    assert habits[0].value["unique"][0].get("scope", "table") == scope


def test_another_address_of_a_listed_work_is_counted(listed: Callable[..., Document]) -> None:
    again = "[Once more](https://arxiv.org/pdf/2103.00004v2.pdf) | x"
    habits = found(listed("It | Other", [*LINKS, again]), threshold=0.9)
    assert [(habit.sentence, [str(place) for place in habit.fit.against]) for habit in habits] == [
        ("no two rows in a file have the same 'It.url'", ["README.md:15"]),
        ("no two rows in a file have the same 'It.text'", []),
    ]


def test_rows_that_repeat_their_names_show_that_nothing_is_unique(listed: Callable[..., Document]) -> None:
    (habit,) = found(listed("It | Other", LINKS[:4] * 4))
    assert habit.sentence == "rows of a table share the same 'It.url'"
    assert (habit.value, habit.fit.share) == ({"unique": []}, 1)
