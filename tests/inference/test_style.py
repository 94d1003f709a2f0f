from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from rowcheck.inference import style
from rowcheck.inference.groups import TableGroup
from rowcheck.markdown import documents

ONE = [f"| name {n} | {n} |" for n in range(20)]


def grouped(*tables: Sequence[str]) -> TableGroup:
    """Return a group of tables in one file from the lines of their rows."""
    text = "\n\n".join("\n".join(["| Name | Size |", "| - | - |", *rows]) for rows in tables)
    document = documents.read("README.md", f"{text}\n")
    return TableGroup(("Name", "Size"), (), tuple((document, table) for table in document.tables))


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        pytest.param(str, "a pipe at both ends, one space around cells", id="one space around cells"),
        pytest.param(
            lambda row: row.replace(" |", "|").replace("| ", "|"),
            "a pipe at both ends, no space around cells",
            id="no spaces around cells",
        ),
        pytest.param(
            lambda row: row.strip("| "), "no pipe at either end, one space around cells", id="no outer pipes"
        ),
        pytest.param(lambda row: row.replace(" |", "      |"), "a pipe at both ends", id="aligned columns"),
        pytest.param(
            lambda row: row.rstrip("| "),
            "a pipe in front only, one space around cells",
            id="no pipe at the end",
        ),
    ],
)
def test_the_style_of_a_table(change: Callable[[str], str], expected: str) -> None:
    (habit,) = style.habits(grouped([change(row) for row in ONE]))
    assert (habit.sentence, habit.fit.share) == (f"rows are written alike: {expected}", 1)


def test_rows_unlike_the_others_of_their_table_are_counted() -> None:
    tight = [row.replace(" ", "") for row in ONE]
    (habit,) = style.habits(grouped([*ONE * 2, tight[0]], [*tight * 2, ONE[0]]))
    assert habit.sentence == "rows are written alike: a pipe at both ends"
    assert [place.line for place in habit.fit.against] == [43, 87]


def test_small_tables_are_measured_with_those_of_the_same_columns() -> None:
    (habit,) = style.habits(grouped(*(ONE[:4] for _ in range(10)), [ONE[0].replace(" ", "")]))
    assert [place.line for place in habit.fit.against] == [73]


def test_tables_of_two_styles_have_nothing_in_common() -> None:
    (habit,) = style.habits(grouped(ONE, [row.strip("| ").replace(" ", "") for row in ONE]))
    assert (habit.sentence, habit.fit.share) == ("rows are written as the others of their table are", 1)


def test_four_rows_have_no_style() -> None:
    assert list(style.habits(grouped(ONE[:4]))) == []
