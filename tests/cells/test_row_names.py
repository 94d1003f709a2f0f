from __future__ import annotations

import pytest

from rowcheck.cells.row_names import first_text, name_column, row_name
from rowcheck.markdown import documents
from rowcheck.model import Table


def table(*rows: str, columns: str = "A | B | C") -> Table:
    lines = [f"| {columns} |", "| - | - | - |", *(f"| {row} |" for row in rows)]
    (only,) = documents.read("list.md", "\n".join(lines)).tables
    return only


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param(["Ants | x | y", "Bees | x | y"], "Ants", id="the first column"),
        pytest.param(["1 | Ants | y", "2 | Bees | y"], "Ants", id="after a rank"),
        pytest.param(["2024-05 | Ants | y", "2025/13 | Bees | y"], "Ants", id="after a date"),
        pytest.param(["2021 | [Ants](#a) | y", "2021 | [Bees](#b) | y"], "Ants", id="after a year"),
        pytest.param(
            [f"ICML | {name} | y" for name in ("Ants", "Bees", "Cats", "Dogs", "Elks")],
            "Ants",
            id="after a column whose words recur",
        ),
        pytest.param(
            ["https://a.example | Ants | y", "https://b.example | Bees | y"], "Ants", id="after URLs"
        ),
        pytest.param(["![badge](x.png) Ants | 1 | 2"], "Ants", id="without the text of an image"),
        pytest.param(["蚁 | 1 | 2", "蜂 | 1 | 2"], "蚁", id="a name of one letter in Chinese"),
        pytest.param(["7 | 8 | 9"], "7", id="the first text if no column has names"),
        pytest.param(["| | "], "| | |  |", id="the source of an empty row"),
    ],
)
def test_row_names(rows: list[str], expected: str) -> None:
    of = table(*rows)
    assert row_name(of.rows[0], of) == expected


def test_the_column_of_the_settings_is_preferred() -> None:
    of = table("Ants | Formicidae | y", " Bees | | y")
    assert [row_name(row, of, "B") for row in of.rows] == ["Formicidae", "Bees"]
    assert row_name(of.rows[0], of, "Other") == "Ants"


def test_a_table_of_numbers_has_no_column_of_names() -> None:
    of = table("1 | 2 | 3")
    assert name_column(of) is None
    assert first_text(of.rows[0]) == "1"
