from __future__ import annotations

import random
from collections.abc import Callable, Collection, Sequence
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rowcheck.cells.kinds import sort_key
from rowcheck.cells.sort_keys import Key
from rowcheck.inference import order
from rowcheck.inference.groups import TableGroup
from rowcheck.inference.order import (
    Misplaced,
    SortKey,
    evident_orders,
    longest_run,
    misplaced_at_edge,
    out_of_every,
    out_of_place,
    ranked,
)
from rowcheck.markdown import documents


def out_of_order(keys: Sequence[Key | None], movable: Sequence[int], *, descending: bool = False) -> str:
    return shown(out_of_place([SortKey(keys, descending)], movable))


def shown(found: list[Misplaced]) -> str:
    return ", ".join(
        f"{each.index} above {each.before}" if each.after is None else f"{each.index} below {each.after}"
        for each in found
    )


@pytest.mark.parametrize(
    ("rows", "movable", "expected"),
    [
        pytest.param("abc", [], "", id="without new rows nothing is reported"),
        pytest.param("cba", [], "", id="old rows out of order are not reported"),
        pytest.param("abc", [0], "", id="a new row may be first"),
        pytest.param("abc", [1], "", id="a new row may be in the middle"),
        pytest.param("abc", [2], "", id="a new row may be last"),
        pytest.param("acb", [2], "2 above 1", id="a row appended at the bottom belongs above"),
        pytest.param("cab", [0], "0 below 2", id="a row added at the top belongs below"),
        pytest.param("abbc", [1], "", id="a row may be above one of the same key"),
        pytest.param("abbc", [2], "", id="a row may be below one of the same key"),
        pytest.param("bbcb", [3], "3 above 2", id="a row moves up to the lower end of the rows of its key"),
        pytest.param("babb", [0], "0 below 1", id="a row moves down to the upper end of the rows of its key"),
        pytest.param("aczbd", [3], "3 above 1", id="an old row out of place is not a neighbour"),
        pytest.param("azbcd", [2], "", id="a row next to an old one out of place is accepted"),
        pytest.param(
            "abdcef", [3], "3 above 2", id="of two swapped neighbours the new one is reported, here the lower"
        ),
        pytest.param(
            "abdcef", [2], "2 below 3", id="of two swapped neighbours the new one is reported, here the upper"
        ),
        pytest.param("zyx", [0, 1, 2], "1 below 2, 0 below 2", id="of new rows alone the longest run stays"),
        pytest.param("aeib", [3], "3 above 1", id="a row is reported once"),
        pytest.param(
            "azyxb", [1, 2, 3], "1 below 4, 2 below 4, 3 below 4", id="a block of rows at the wrong place"
        ),
        pytest.param(
            "amnlz", [1, 2, 3], "3 above 1", id="of several new rows the one that breaks the run is reported"
        ),
        pytest.param("a-c-b", [4], "4 above 2", id="rows without a key are not neighbours"),
        pytest.param("a-c", [1], "", id="a new row without a key is accepted"),
        pytest.param("-", [0], "", id="a table without keys"),
        pytest.param("", [], "", id="a table without rows"),
        pytest.param("b", [0], "", id="a table of one row"),
    ],
)
def test_which_new_rows_are_misplaced(rows: str, movable: list[int], expected: str) -> None:
    keys = [None if row == "-" else float(ord(row)) for row in rows]

    found = out_of_order(keys, movable)

    assert sorted(found.split(", ")) == sorted(expected.split(", "))


@pytest.mark.parametrize(
    ("rows", "movable", "expected"),
    [
        pytest.param([3.0, 2.0, 1.0], [1], "", id="falling numbers are in order"),
        pytest.param([3.0, 2.0, 1.0, 4.0], [3], "3 above 0", id="the highest number belongs first"),
        pytest.param(
            [2024.0, 2023.0, 2023.0, 2022.0, 2023.0],
            [4],
            "4 above 3",
            id="a row moves to the end of its year",
        ),
    ],
)
def test_a_descending_order(rows: list[float], movable: list[int], expected: str) -> None:
    assert out_of_order(rows, movable, descending=True) == expected


@pytest.mark.parametrize(
    ("years", "names", "movable", "expected"),
    [
        pytest.param([2024, 2024, 2023], "abz", [1], "", id="the second key is in order within the first"),
        pytest.param([2024, 2024, 2023], "baz", [1], "1 above 0", id="the second key is out of order"),
        pytest.param([2024, 2023, 2023], "zbb", [2], "", id="the second key counts only within the first"),
        pytest.param(
            [2024, 2024, 2024], "a-c", [1], "", id="a row without a second key may be anywhere in its year"
        ),
        pytest.param([2024, 2023, 2024], "abc", [2], "2 above 1", id="the first key is out of order"),
        pytest.param(
            [2024, 2023, 2024], "ab-", [2], "2 above 1", id="the first key counts for a row without a second"
        ),
        pytest.param(
            [2024, 2024, 2024], "-ba", [2], "2 above 1", id="an old row without a second key is skipped"
        ),
        pytest.param(
            [2024, 2023, 2025],
            "-bc",
            [2],
            "2 above 0",
            id="an old row without a second key is a neighbour by its first",
        ),
    ],
)
def test_an_order_of_two_keys(years: list[int], names: str, movable: list[int], expected: str) -> None:
    second = SortKey([None if name == "-" else float(ord(name)) for name in names])

    assert shown(out_of_place([SortKey(years, descending=True), second], movable)) == expected


@pytest.mark.parametrize(
    ("size", "movable", "edge", "expected"),
    [
        pytest.param(4, [0, 1], "top", "", id="new rows are at the top"),
        pytest.param(4, [0, 2], "top", "2 above 1", id="one new row is below an old one"),
        pytest.param(4, [2, 3], "bottom", "", id="new rows are at the bottom"),
        pytest.param(4, [0, 3], "bottom", "0 below 2", id="one new row is above an old one"),
        pytest.param(2, [0, 1], "top", "", id="a table of new rows only"),
        pytest.param(0, [], "bottom", "", id="a table without rows"),
    ],
)
def test_new_rows_belong_at_an_edge(size: int, movable: list[int], edge: str, expected: str) -> None:
    assert shown(misplaced_at_edge(size, movable, "top" if edge == "top" else "bottom")) == expected


@pytest.mark.parametrize(
    ("kind", "texts", "new", "expected"),
    [
        pytest.param("text", ["Ada", "Cyd", "Bob"], 2, "2 above 1", id="out of order"),
        pytest.param("text", ["Ada", "bob", "Cyd"], 1, "", id="case does not count"),
        pytest.param("text", ["Covid", "Covid Map", "Covid-19"], 2, "", id="in order if the hyphen counts"),
        pytest.param(
            "text", ["Covid", "Covid-19", "Covid Map"], 2, "", id="in order if the hyphen is a space"
        ),
        pytest.param("text", ["v1", "v2", "v10", "v20", "v3"], 4, "4 above 2", id="numbers by value"),
        pytest.param("text", ["v1", "v10", "v2", "v3"], 1, "", id="nothing shows how digits are read"),
        pytest.param("text", ["v1", "v10", "v2", "v20", "v19"], 4, "4 above 2", id="digits by character"),
        pytest.param("text", ["Dogs", "The Cat", "Eels"], 1, "1 below 2", id="an article counts in text"),
        pytest.param("title", ["Birds", "The Cat", "Dogs"], 1, "", id="an article does not count in a title"),
        pytest.param(
            "year", ["CVPR 2021", "ICCV 2023", "ECCV 2022"], 2, "2 above 1", id="years are read from the text"
        ),
        pytest.param(
            "date", ["May 2021", "05/06/2022", "June 2021"], 1, "", id="an ambiguous date is accepted"
        ),
    ],
)
def test_texts_are_compared_by_kind(kind: str, texts: list[str], new: int, expected: str) -> None:
    assert out_of_order([sort_key(kind, text) for text in texts], [new]) == expected


def test_a_second_key_is_out_of_order_only_in_all_readings() -> None:
    years = SortKey([2023, 2023, 2022], descending=True)
    fine, wrong = (
        SortKey([sort_key("text", text) for text in texts])
        for texts in (["Covid Map", "Covid-19", "Zoo"], ["Zoo", "Covid-19", "Zoo"])
    )

    assert out_of_place([years, fine], [1]) == []
    assert out_of_place([years, wrong], [1]) == [Misplaced(1, 0, None)]


Keys = list[tuple[int | None, int | None]]
KEY = st.tuples(st.one_of(st.none(), st.integers(0, 6)), st.one_of(st.none(), st.integers(0, 3)))
FULL = st.tuples(st.integers(0, 6), st.integers(0, 3))


def order_of(rows: Keys) -> list[SortKey]:
    return [SortKey([first for first, _ in rows]), SortKey([second for _, second in rows], descending=True)]


@st.composite
def tables(draw: st.DrawFn) -> tuple[Keys, set[int]]:
    rows = draw(st.lists(KEY, max_size=14))
    return rows, {index for index in range(len(rows)) if draw(st.booleans())}


def moved(rows: Keys, movable: set[int], move: Misplaced) -> tuple[Keys, set[int], int]:
    """The rows after the move, which of them are new, and where the moved row is."""
    order = [index for index in range(len(rows)) if index != move.index]
    if move.before is None:
        assert move.after is not None
        place = order.index(move.after) + 1
    else:
        place = order.index(move.before)
    order.insert(place, move.index)
    return [rows[index] for index in order], {at for at, index in enumerate(order) if index in movable}, place


@given(tables())
def test_only_new_rows_are_reported_and_each_once(table: tuple[Keys, set[int]]) -> None:
    rows, movable = table

    found = [each.index for each in out_of_place(order_of(rows), movable)]

    assert set(found) <= movable
    assert len(found) == len(set(found))
    assert all(rows[index][0] is not None for index in found)


@given(tables())
def test_a_suggested_place_is_accepted(table: tuple[Keys, set[int]]) -> None:
    rows, movable = table
    for move in out_of_place(order_of(rows), movable):
        after, still_new, place = moved(rows, movable, move)

        assert place not in {each.index for each in out_of_place(order_of(after), still_new)}


@given(tables())
def test_a_move_removes_one_problem_and_adds_none(table: tuple[Keys, set[int]]) -> None:
    rows, movable = table
    found = out_of_place(order_of(rows), movable)
    for move in found:
        after, still_new, _ = moved(rows, movable, move)

        assert len(out_of_place(order_of(after), still_new)) == len(found) - 1


@given(st.lists(KEY, max_size=7), KEY)  # a longer table may be too disordered to have a backbone
def test_a_row_is_in_place_exactly_where_it_adds_no_inversion_with_the_backbone(
    rows: Keys, new: tuple[int | None, int | None]
) -> None:
    backbone = set(run_of(rows))
    for place in range(len(rows) + 1):
        table = [*rows[:place], new, *rows[place:]]
        spans = ranked(order_of(table))
        others = [
            at for at in range(len(table)) if at != place and (at if at < place else at - 1) in backbone
        ]
        inverted = spans[place] is not None and any(
            spans[a][0] > spans[b][1]  # type: ignore[index]
            for a, b in ((min(at, place), max(at, place)) for at in others)
        )

        assert bool(out_of_place(order_of(table), {place})) == inverted


def run_of(rows: Keys) -> list[int]:
    spans = ranked(order_of(rows))
    return longest_run([index for index, span in enumerate(spans) if span], spans)


@given(st.lists(KEY, max_size=9))
def test_there_is_no_longer_run(rows: Keys) -> None:
    spans = ranked(order_of(rows))
    indices = [index for index, span in enumerate(spans) if span]

    def sorted_run(run: tuple[int, ...]) -> bool:
        return all(spans[a][0] <= spans[b][1] for a, b in combinations(run, 2))  # type: ignore[index]

    best = max(size for size in range(len(indices) + 1) if any(map(sorted_run, combinations(indices, size))))
    run = longest_run(indices, spans)

    assert sorted_run(tuple(run))
    assert len(run) == best


@given(st.lists(FULL), st.sets(st.integers(0, 30)))
def test_in_a_sorted_table_no_row_is_misplaced(rows: Keys, chosen: set[int]) -> None:
    in_order = sorted(rows, key=lambda row: (row[0], -(row[1] or 0)))

    assert out_of_place(order_of(in_order), {index for index in chosen if index < len(rows)}) == []


@pytest.mark.parametrize("disorder", [pytest.param(False, id="sorted"), pytest.param(True, id="shuffled")])
def test_new_rows_among_100_000_are_in_place(disorder: bool) -> None:
    keys: list[float] = [float(number) for number in range(100_000)]
    if disorder:
        random.Random(7).shuffle(keys)

    assert out_of_place([SortKey(keys)], range(0, 100_000, 1000)) == []


def by(kind: str, texts: Sequence[str], *, descending: bool = False) -> SortKey:
    return SortKey([sort_key(kind, text) for text in texts], descending, kind)


TEXTS = ["Birds", "The Cat", "Dogs"]


def test_an_article_counts_in_text_and_not_in_a_title() -> None:
    assert out_of_place([by("text", TEXTS)], [1]) == [Misplaced(1, None, 2)]
    assert out_of_place([by("title", TEXTS)], [1]) == []


def test_two_kinds_of_keys() -> None:
    years = by("year", ["CVPR 2023", "ICCV 2023", "ECCV 2022"], descending=True)

    assert out_of_place([years, by("text", TEXTS)], [1]) == []
    assert out_of_place([years, by("text", ["Zoo", "Ant", "Bee"])], [1]) == [Misplaced(1, 0, None)]


def test_a_row_is_out_of_place_only_in_every_order() -> None:
    by_text, by_title = by("text", TEXTS), by("title", TEXTS)

    assert out_of_every([[by_text]], [1]) == [Misplaced(1, None, 2)]
    assert out_of_every([[by_text, by_title]], [1]) == []
    assert out_of_every([[by_text], [by_title]], [1]) == []
    assert out_of_every([], [1]) == []


SORTED_NAMES = ["Ada", "Bob", "Cyd", "Dan", "Eve", "Fay", "Gus", "Hal", "Ian", "Jo"]
YEARS = ["2014", "2015", "2016", "2016", "2017", "2018", "2018", "2019", "2020"]


def seen(texts: list[str], movable: Collection[int] = ()) -> str:
    found = next(evident_orders({"Column": texts}, movable), None)
    keys = found[1] if found else []
    return ", ".join(f"{'falling' if key.descending else 'rising'} {key.kind}" for key in keys)


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        pytest.param(SORTED_NAMES, "rising text, rising title", id="names from A to Z"),
        pytest.param(SORTED_NAMES[::-1], "falling text, falling title", id="names from Z to A"),
        pytest.param(
            ["Ada", "The Bee", *SORTED_NAMES[2:]], "rising title", id="titles whose articles do not count"
        ),
        pytest.param(
            [*SORTED_NAMES, "The Zoo"],
            "rising text, rising title",
            id="an article that is in order either way",
        ),
        pytest.param(SORTED_NAMES[:7], "", id="seven rows are too few"),
        pytest.param([*SORTED_NAMES, "Bea"], "", id="one row in eleven is out of place"),
        pytest.param(
            [*(f"n{k}" for k in range(30)), "n7"],
            "rising text, rising title",
            id="one row in thirty-one is out of place",
        ),
        pytest.param(
            [f"CVPR {year}" for year in YEARS],
            "rising year, rising number, rising text, rising title",
            id="years are read from the text",
        ),
        pytest.param(["2020", "2021"] * 5, "", id="two years only"),
        pytest.param(["2020"] * 10, "", id="one year only"),
        pytest.param(
            [f"2023-{12 - month:02}-01" for month in range(10)],
            "falling date, falling text, falling title",
            id="dates",
        ),
        pytest.param(
            [f"{9 - k}.5k" for k in range(9)], "falling number, falling text, falling title", id="numbers"
        ),
        pytest.param(["900", "1k", "2k", "30k", "400k", "1M", "2M", "3bn"], "rising number", id="magnitudes"),
        pytest.param(
            ["500 MB", "1 GB", "2 GB", "30 GB", "400 GB", "1 TB", "2 TB", "30 TB"],
            "rising number",
            id="sizes",
        ),
        pytest.param(
            [
                "1 hour ago",
                "1 day ago",
                "3 days ago",
                "1 week ago",
                "2 mo ago",
                "1 y ago",
                "2 y ago",
                "3 y ago",
            ],
            "rising number",
            id="ages",
        ),
        pytest.param(
            ["10grid", "15Lamp", "1Harbor", "37lanterns", "3Bricks", "42Otters", "90Days", "Acorn"],
            "rising text, rising title",
            id="digits by character",
        ),
        pytest.param([*YEARS, "-", "-"], "", id="many rows have no year"),
        pytest.param(["No"] * 8 + ["apiKey"] * 9, "", id="a column of two values"),
        pytest.param([""] * 12, "", id="an empty column"),
        pytest.param([], "", id="a table without rows"),
    ],
)
def test_the_evident_order_of_a_column(texts: list[str], expected: str) -> None:
    assert seen(texts) == expected


def test_new_rows_do_not_count_for_the_evident_order() -> None:
    texts = [*SORTED_NAMES, "Bea", "Abe"]

    assert seen(texts) == ""
    assert seen(texts, [10, 11]) == "rising text, rising title"


def test_each_evident_order_has_the_keys_of_all_rows() -> None:
    texts = [*SORTED_NAMES, "Bea"]

    found = list(evident_orders({"Auth": ["No"] * 11, "Name": texts, "Again": texts}, [10]))

    readings = [by("text", texts), by("title", texts)]
    assert found == [("Name", readings), ("Again", readings)]


@pytest.mark.parametrize(
    ("texts", "sisters", "expected"),
    [
        pytest.param(["Ada", "Bob"], [10, 10], True, id="a short table is sorted as the others"),
        pytest.param(["Ada", "Bob"], [7, 7, 7], True, id="other short tables count together"),
        pytest.param(["Ada", "Bob"], [2] * 20, True, id="many tables of two rows"),
        pytest.param(["Bob", "Ada"], [10, 10], False, id="a short table that is not sorted"),
        pytest.param(["Ada", "Bob"], [10, -10], False, id="others sorted either way"),
        pytest.param(["Ada", "Bob"], [10], False, id="too few rows in all"),
        pytest.param([], [10, 10], False, id="a table without rows"),
    ],
)
def test_a_short_table_goes_by_its_sisters(texts: list[str], sisters: list[int], expected: bool) -> None:
    """Each number is that of the rows of a sister table; a table of -10 rows falls."""
    others = [
        [f"{name} {number}" for name in SORTED_NAMES[: abs(size)]][:: 1 if size > 0 else -1]
        for number, size in enumerate(sisters)
    ]
    assert any(evident_orders({"Column": texts}, (), lambda title: others)) is expected


@given(st.permutations([*SORTED_NAMES, "Kim", "Lea", "Max", "Ned"]))
def test_a_column_that_rises_and_falls_has_no_evident_order(names: list[str]) -> None:
    if 3 < sum(first > second for first, second in pairwise(names)) < 10:
        assert seen(names) == ""


NAMES = ["Ada", "Bob", "Cyd", "Dan", "Eve", "Fay", "Gus", "Hal", "Ivy", "Jon"]
SHUFFLED = ["Hal", "Ada", "Jon", "Cyd", "Ivy", "Bob", "Gus", "Eve", "Dan", "Fay"]
MakeGroup = Callable[[str, Sequence[str]], TableGroup]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param([f"{name} | x" for name in NAMES], [{"by": "It"}], id="by name"),
        pytest.param(
            [f"The {name} | x" if name in ("Bob", "Hal") else f"{name} | x" for name in NAMES],
            [{"by": "It", "as": "title"}],
            id="by title without its article",
        ),
        pytest.param(
            [f"{name} | {2010 + n // 2}" for n, name in enumerate(SHUFFLED)],
            [{"by": "No", "as": "year"}],
            id="by year, the oldest first",
        ),
        pytest.param(
            [f"{name} | {2020 - n // 2}" for n, name in enumerate(SHUFFLED)],
            [{"by": "No", "as": "year", "direction": "descending"}],
            id="by year, the newest first",
        ),
        pytest.param(
            [f"{name} | {n * 700:,}" for n, name in enumerate(SHUFFLED)],
            [{"by": "No", "as": "number"}],
            id="by number",
        ),
        pytest.param(
            [f"{name} | 2024-03-{n + 10}" for n, name in enumerate(SHUFFLED)],
            [{"by": "No", "as": "date"}],
            id="by date",
        ),
        pytest.param(
            [f"{name} {n} | {year}" for year in (2020, 2021, 2022) for n, name in enumerate(NAMES)],
            [{"by": "No", "as": "year"}, {"by": "It"}],
            id="by year and then by name",
        ),
        pytest.param([f"{name} | x" for name in SHUFFLED], None, id="rows in no order"),
        pytest.param([f"{name} | x" for name in NAMES[:5]], None, id="five sorted rows may be chance"),
        pytest.param(
            [f"{name} | {2020 + (n > 4)}" for n, name in enumerate(SHUFFLED)],
            None,
            id="two sorted values may be chance",
        ),
    ],
)
def test_the_order_of_a_group(
    group: MakeGroup, rows: list[str], expected: list[dict[str, str]] | None
) -> None:
    found = [habit.value["order"] for habit in order.habits(group("It | No", rows))]
    assert found == ([] if expected is None else [expected])


def test_a_row_against_the_order_is_listed_by_its_place(group: MakeGroup) -> None:
    rows = [f"{name}{n} | x" for n in range(2) for name in ("Zoe",) if n] + [f"{name} | x" for name in NAMES]
    (habit,) = order.habits(group("It | No", rows))
    assert habit.sentence == "rows are sorted by 'It'"
    assert [str(place) for place in habit.fit.against] == ["README.md:5"]


def test_small_tables_show_an_order_together() -> None:
    table = "| It |\n| - |\n| {} |\n| {} |\n| {} |\n"
    text = "\n".join(table.format(*NAMES[n : n + 3]) for n in range(8))
    document = documents.read("README.md", text)
    group = TableGroup(("It",), (), tuple((document, each) for each in document.tables))
    assert [habit.value for habit in order.habits(group)] == [{"order": [{"by": "It"}]}]
