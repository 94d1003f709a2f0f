from __future__ import annotations

from collections.abc import Sequence

import pytest

from rowcheck.inference.column_habits import habit

LINKS = [f"[{name}](https://{name}.example)" for name in "abcdefghijkl"]
YEARS = [str(2010 + number) for number in range(12)]
YES_NO = ["Yes"] * 12 + ["No"] * 9


@pytest.mark.parametrize(
    ("cells", "new", "expected"),
    [
        pytest.param(LINKS, "Ants", "kind", id="words among links"),
        pytest.param(LINKS, "[Ants](https://ants.example)", None, id="a link among links"),
        pytest.param(LINKS, "", "nothing", id="an empty cell among filled ones"),
        pytest.param([*LINKS, "-"], "", None, id="an empty cell where another one is"),
        pytest.param(LINKS[:9], "Ants", None, id="too few cells"),
        pytest.param(YEARS, "soon", "kind", id="words among years"),
        pytest.param([*YEARS, "soon"], "later", None, id="words where other words are"),
        pytest.param(["-"] * 20, "2024", None, id="the first value of an empty column"),
        pytest.param([f"CVPR {year}" for year in YEARS], "CVPR", "year", id="no year where each has one"),
        pytest.param(YES_NO, "Perhaps", "value", id="a word that nobody used"),
        pytest.param([*YES_NO, "Perhaps"], "Rarely", None, id="a new word where another was new, too"),
        pytest.param(["Yes"] * 30, "No", None, id="the first other word"),
        pytest.param(YES_NO, "yes", "spelling", id="a known word in another case"),
        pytest.param(YES_NO, "`No`", "spelling", id="a known word as code"),
        pytest.param([*YES_NO, "yes"], "yes", None, id="a spelling that was there before"),
        pytest.param(
            [":no:"] * 12, "[Video](https://v.example)", None, id="a link where a sign stood for none"
        ),
        pytest.param(
            [*"CCCCCC", *["C++"] * 6, *"RRRRRRRR"], "C#", "value", id="C, C++ and C# are three words"
        ),
    ],
)
def test_a_cell_breaks_a_habit_or_keeps_it(cells: Sequence[str], new: str, expected: str | None) -> None:
    assert habit(cells).breach(new) == expected


def test_few_rows_are_judged_with_those_of_like_tables() -> None:
    assert habit(LINKS[:2]).breach("Ants") is None
    assert habit(LINKS[:2], lambda: LINKS).breach("Ants") == "kind"


def test_what_the_table_leaves_empty_itself_counts_for_more_than_like_tables() -> None:
    assert habit(["[a](https://a.example)", "-"], lambda: LINKS * 9).breach("-") is None
    assert habit(["[a](https://a.example)"], lambda: LINKS * 9).breach("-") == "nothing"


def test_many_rows_are_judged_alone() -> None:
    assert habit([*LINKS, *LINKS], lambda: ["words"] * 12).breach("Ants") == "kind"


def test_a_word_of_a_like_table_is_known() -> None:
    assert habit(YES_NO, lambda: ["Perhaps"]).breach("Perhaps") is None


def test_the_usual_spelling_is_told() -> None:
    assert habit(YES_NO).usual("`yes`") == "Yes"
