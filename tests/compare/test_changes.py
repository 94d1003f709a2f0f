from __future__ import annotations

import random
import sys
from collections.abc import Callable, Sequence
from types import FrameType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rowcheck.compare import changes
from rowcheck.compare.changes import Change, Comparison
from rowcheck.markdown import documents
from rowcheck.model import Row

HEADER = "| Name | Size |\n| --- | --- |\n"
ANIMALS = f"""\
# List

## Animals

{HEADER}| Ant | small |
| Bee | small |
| Cow | large |

Text.
"""
LINKED = """\
| Paper | Year |
| --- | --- |
| [Ants at work](https://ants.example) | 2020 |
| [Bees in flight](https://bees.example) | 2021 |
"""


def compared(base: str, head: str) -> Comparison:
    return changes.compare(documents.read("list.md", base), documents.read("list.md", head))


def describe(change: Change) -> str:
    """Return a change as `modified Ant`, or `modified, moved Ant`."""
    row = change.row or change.before
    assert row is not None
    also = ", moved" if change.moved and change.kind != "moved" else ""
    return f"{change.kind}{also} {name(row)}"


def name(row: Row) -> str:
    return row.written[0].text if row.written else row.raw


def table(*names: str, header: str = HEADER) -> str:
    return header + "".join(f"| {name} | of {name} |\n" for name in names)


@pytest.mark.parametrize(
    ("base", "head", "expected"),
    [
        pytest.param(ANIMALS, ANIMALS, [], id="no change"),
        pytest.param(
            ANIMALS,
            ANIMALS.replace("| Cow", "| Cat | medium |\n| Cow"),
            ["added Cat"],
            id="a row is added in the middle",
        ),
        pytest.param(
            ANIMALS,
            ANIMALS.replace("| Bee | small |\n", ""),
            ["removed Bee"],
            id="a row is removed",
        ),
        pytest.param(
            ANIMALS,
            ANIMALS.replace("| Bee | small |", "| Bee | tiny |"),
            ["modified Bee"],
            id="a row with the same name is the same row",
        ),
        pytest.param(
            LINKED,
            LINKED.replace("Ants at work", "Ants!"),
            ["modified Ants!"],
            id="a row with the same link is the same row",
        ),
        pytest.param(
            LINKED,
            LINKED.replace("https://ants.example", "https://ants.example/new"),
            ["modified Ants at work"],
            id="a row with another link and the same name is the same row",
        ),
        pytest.param(
            LINKED,
            LINKED.replace("[Ants at work](https://ants.example)", "[Ants at work!](https://ants.example/x)"),
            ["modified Ants at work!"],
            id="a similar row is the same row",
        ),
        pytest.param(
            LINKED,
            LINKED.replace(
                "[Ants at work](https://ants.example) | 2020", "[Whales](https://sea.example) | 1851"
            ),
            ["added Whales", "removed Ants at work"],
            id="a dissimilar row is another row",
        ),
        pytest.param(
            table("Ant", "Bee", "Cow", "Dog"),
            table("Dog", "Ant", "Bee", "Cow"),
            ["moved Dog"],
            id="only the row that was put first has moved",
        ),
        pytest.param(
            table("Ant", "Bee", "Cow", "Dog"),
            table("Dog", "Ant", "Bee", "Cow").replace("of Dog", "of dogs"),
            ["modified, moved Dog"],
            id="a row is modified and moved",
        ),
        pytest.param(
            f"## A\n\n{table('Ant', 'Bee')}\n## B\n\n{table('Cow')}",
            f"## A\n\n{table('Ant')}\n## B\n\n{table('Bee', 'Cow')}",
            ["moved Bee"],
            id="a row in another section has moved",
        ),
        pytest.param(
            f"## A\n\n{table('Ant', 'Bee', 'Cow', 'Dog', 'Emu')}",
            f"## A\n\n{table('Ant', 'Bee')}\n## C\n\n{table('Cow', 'Dog', 'Emu')}",
            ["moved Cow", "moved Dog", "moved Emu"],
            id="rows of a split section that left the heading have moved",
        ),
        pytest.param(
            f"## A\n\n{table('Ant', 'Bee', 'Cow', 'Dog', 'Emu')}",
            f"## B\n\n{table('Ant', 'Bee')}\n## C\n\n{table('Cow', 'Dog', 'Emu')}",
            ["moved Ant", "moved Bee"],
            id="of a section split under two new headings, the smaller part has moved",
        ),
        pytest.param(
            ANIMALS,
            ANIMALS.replace("## Animals", "## Beasts"),
            [],
            id="a section is renamed",
        ),
        pytest.param(
            f"## A\n\n{table('Ant')}\n## B\n\n{table('Cow')}",
            f"## B\n\n{table('Cow')}\n## A\n\n{table('Ant')}",
            [],
            id="a section is moved",
        ),
        pytest.param(
            ANIMALS,
            ANIMALS.replace("# List", "# The list of animals"),
            [],
            id="the title above all sections is renamed",
        ),
        pytest.param(
            ANIMALS,
            ANIMALS.replace("| Ant | small |", "|Ant|small").replace("| --- | --- |", "|:--|--:|"),
            [],
            id="a row is re-aligned and loses a pipe",
        ),
        pytest.param(
            f"## A\n\n{table('Ant', 'Bee')}",
            f"## B\n\n{table('Ant', 'Bee').replace(' | ', '   |   ')}",
            [],
            id="a section is renamed and its table re-aligned",
        ),
        pytest.param(
            ANIMALS,
            ANIMALS.replace("\n", "\r\n"),
            [],
            id="the file is converted to CRLF",
        ),
        pytest.param(
            ANIMALS,
            ANIMALS.replace("## Animals", "> quote\n\n## Animals").replace("Text.", "Other text."),
            [],
            id="the text around a table changes",
        ),
        pytest.param(
            "| 1 | 2 |\n| - | - |\n| 10 | 20 |\n| 30 | 40 |\n",
            "| 1 | 9 | 2 |\n| - | - | - |\n| 10 | x | 20 |\n| 30 | y | 40 |\n",
            ["modified 10", "modified 30"],
            id="a column is added in the middle of a table without names or links",
        ),
        pytest.param(
            "| 1 | 2 |\n| - | - |\n| 10 | 20 |\n| 30 | 40 |\n",
            "| 1 |\n| - |\n| 10 |\n| 30 |\n",
            ["modified 10", "modified 30"],
            id="a column is removed",
        ),
        pytest.param(
            "| 1 | 2 |\n| - | - |\n| 10 | 20 |\n| 30 | 40 |\n",
            "| 2 | 1 |\n| - | - |\n| 20 | 10 |\n| 40 | 30 |\n",
            ["modified 20", "modified 40"],
            id="columns change places",
        ),
        pytest.param("", table("Ant"), ["added Ant"], id="the file is new"),
        pytest.param(table("Ant"), "", ["removed Ant"], id="the file is emptied"),
        pytest.param(
            table("Ant", "Ant"),
            table("Ant", "Ant", "Ant"),
            ["added Ant"],
            id="a third equal row is added",
        ),
        pytest.param(
            f"{table('Ant')}| Name | Size |\n| Bee | of Bee |\n",
            f"{table('Ant')}| Bee | of Bee |\n",
            ["removed Name"],
            id="a row that repeats the header is removed",
        ),
        pytest.param(
            table("Ant"),
            f"{table('Ant')}| Name | Size |\n",
            ["added Name"],
            id="a row that repeats the header is added",
        ),
        pytest.param(
            f"```\n| Yak | of Yak |\n```\n\n{table('Ant')}",
            f"```\n| Yak | of Yak |\n```\n\n{table('Ant', 'Yak')}",
            ["added Yak"],
            id="a row that is shown in a code block above is added",
        ),
    ],
)
def test_changes_of_rows(base: str, head: str, expected: list[str]) -> None:
    comparison = compared(base, head)
    assert [describe(change) for change in comparison.changes] == expected
    assert (comparison.lost, comparison.revived) == ((), ())


@pytest.mark.parametrize(
    ("base", "head", "lost", "revived"),
    [
        pytest.param(
            table("Ant", "Bee", "Cow"),
            table("Ant") + "\n| Bee | of Bee |\n| Cow | of Cow |\n",
            [("Bee", 5), ("Cow", 6)],
            [],
            id="rows below a blank line are lost",
        ),
        pytest.param(
            table("Ant") + "\n| Bee | of Bee |\n",
            table("Ant", "Bee"),
            [],
            ["Bee"],
            id="a row that was below a blank line is revived",
        ),
        pytest.param(
            table("Ant") + "\n[Back](#top)\n",
            table("Ant") + "[Back](#top)\n",
            [],
            ["Back"],
            id="a line becomes a row",
        ),
        pytest.param(
            table("Ant", "Bee"),
            table("Ant", "Bee").replace("| --- | --- |\n", ""),
            [("Ant", 2), ("Bee", 3)],
            [],
            id="without a delimiter row all rows are lost",
        ),
        pytest.param(
            "> " + table("Ant", "Bee").replace("\n", "\n> "),
            "> " + table("Ant", "Bee").replace("| Bee", "\n| Bee").replace("\n", "\n> "),
            [("Bee", 5)],
            [],
            id="rows in a quote are lost",
        ),
        pytest.param(
            table("Ant", "Bee"),
            table("Ant") + "\nBee is gone.\n",
            [],
            [],
            id="a removed row that the text mentions is not lost",
        ),
    ],
)
def test_lost_and_revived_rows(base: str, head: str, lost: list[tuple[str, int]], revived: list[str]) -> None:
    comparison = compared(base, head)
    assert [(name(loss.row), loss.line) for loss in comparison.lost] == lost
    assert [name(row) for row in comparison.revived] == revived
    assert [describe(change) for change in comparison.changes if change.kind == "added"] == []


# Cells of text that needs no escaping; rows differ in their first cell.
_CELL = st.text(st.sampled_from("abcdefgh ÄßЖ日 .,:!*_`[]()12"), max_size=12)
_NAME = st.text(st.sampled_from("abcdefghÄЖ日"), min_size=1, max_size=8)
_ROWS = st.lists(st.tuples(_NAME, _CELL, _CELL), unique_by=lambda row: row[0], max_size=12)
_SEEDS = st.integers(0, 2**32)

Cells = tuple[str, ...]


def written(rows: Sequence[Cells], *, heading: str = "A", columns: Cells = ("One", "Two", "Three")) -> str:
    lines = [columns, ("---",) * len(columns), *rows]
    return f"## {heading}\n\n" + "".join(f"| {' | '.join(line)} |\n" for line in lines) + "\nText.\n"


def kinds(base: str, head: str) -> list[str]:
    comparison = compared(base, head)
    assert (comparison.lost, comparison.revived) == ((), ())
    return [change.kind for change in comparison.changes]


@given(_ROWS)
def test_a_document_compared_with_itself_has_no_changes(rows: list[Cells]) -> None:
    assert kinds(written(rows), written(rows)) == []


@given(_ROWS, _SEEDS)
def test_removed_rows(rows: list[Cells], seed: int) -> None:
    kept = sorted(random.Random(seed).sample(range(len(rows)), len(rows) // 2))
    gone = len(rows) - len(kept)
    assert kinds(written(rows), written([rows[index] for index in kept])) == ["removed"] * gone


@given(_ROWS, _SEEDS)
def test_added_rows(rows: list[Cells], seed: int) -> None:
    kept = sorted(random.Random(seed).sample(range(len(rows)), len(rows) // 2))
    new = len(rows) - len(kept)
    assert kinds(written([rows[index] for index in kept]), written(rows)) == ["added"] * new


@given(_ROWS, _SEEDS)
def test_reordered_rows_only_move(rows: list[Cells], seed: int) -> None:
    other = random.Random(seed).sample(rows, len(rows))
    assert set(kinds(written(rows), written(other))) <= {"moved"}


@given(_ROWS, st.integers(0, 3))
def test_formatting_changes_no_row(rows: list[Cells], padding: int) -> None:
    base = written(rows)
    blanks = " " * padding
    wide = base.replace(" |", f"{blanks} |")
    assert kinds(base, wide) == []
    assert kinds(base, base.replace("\n", "\r\n")) == []
    assert kinds(base, base.replace("## A", "## B")) == []
    assert kinds(base, wide.replace("## A", "## B")) == []


@given(st.lists(st.tuples(_NAME, _NAME), unique_by=lambda row: row[0], max_size=12))
def test_removing_outer_pipes_changes_no_row(rows: list[Cells]) -> None:
    base = written(rows, columns=("One", "Two"))
    bare = "".join(f"{line.removeprefix('| ').removesuffix(' |')}\n" for line in base.splitlines())
    assert kinds(base, bare) == []


@given(_ROWS, st.integers(0, 3), st.sampled_from(["", "x", "new"]))
def test_a_new_column_adds_and_removes_no_row(rows: list[Cells], at: int, cell: str) -> None:
    wider = [(*row[:at], cell, *row[at:]) for row in rows]
    columns = ("One", "Two", "Three")
    head = written(wider, columns=(*columns[:at], "New", *columns[at:]))
    assert set(kinds(written(rows), head)) <= {"modified"}


@given(_ROWS, _ROWS)
def test_every_row_is_accounted_for_once(before: list[Cells], after: list[Cells]) -> None:
    comparison = compared(written(before), written(after))
    came = [change.row for change in comparison.changes if change.kind == "added"]
    went = [change.before for change in comparison.changes if change.kind == "removed"]
    assert len(after) == len(came) + len(comparison.origins) + len(comparison.revived)
    assert len(before) == len(went) + len({*comparison.origins.values()}) + len(comparison.lost)


def shuffled(count: int) -> Callable[[], Comparison]:
    """Return a function that compares many rows in another order and format."""
    rows = [(f"name {number}", f"[x](https://x.example/{number})") for number in range(count)]
    other = random.Random(count).sample(rows, count)
    base = documents.read("list.md", written(rows, columns=("One", "Two")))
    head = documents.read("list.md", written(other, columns=("One", "Two")).replace(" |", "  |"))
    return lambda: changes.compare(base, head)


def test_a_large_table_in_another_order() -> None:
    comparison = shuffled(20_000)()
    assert {change.kind for change in comparison.changes} == {"moved"}
    assert len(comparison.origins) == 20_000


def test_calls_grow_linearly_with_rows() -> None:
    def work(compare: Callable[[], Comparison]) -> int:
        calls = 0

        def count(frame: FrameType, event: str, argument: object) -> None:
            nonlocal calls
            calls += event in ("call", "c_call")

        sys.setprofile(count)
        try:
            compare()
        finally:
            sys.setprofile(None)
        return calls

    assert work(shuffled(5_000)) < 12 * work(shuffled(500))
