from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import pytest

from rowcheck.inference.column_habits import closed_set, column_habit
from rowcheck.inference.evidence import CLOSED_FOR_INIT

LINKS = [f"[{name}](https://{name}.example)" for name in "abcdefghijkl"]
YEARS = [str(2010 + number) for number in range(12)]
YES_NO = ["Yes"] * 12 + ["No"] * 9


@pytest.mark.parametrize(
    ("cells", "new", "expected"),
    [
        pytest.param(LINKS, "Ants", "kind", id="words in a column of links are reported"),
        pytest.param(
            LINKS, "[Ants](https://ants.example)", None, id="a link in a column of links is accepted"
        ),
        pytest.param(LINKS, "", "nothing", id="an empty cell in a filled column is reported"),
        pytest.param([*LINKS, "-"], "", None, id="an empty cell is accepted where there is another"),
        pytest.param(LINKS[:9], "Ants", None, id="nine cells show no habit"),
        pytest.param(YEARS, "soon", "kind", id="words in a column of years are reported"),
        pytest.param([*YEARS, "soon"], "later", None, id="words are accepted where there are others"),
        pytest.param(["-"] * 20, "2024", None, id="the first value of an empty column is accepted"),
        pytest.param(
            [f"CVPR {year}" for year in YEARS],
            "CVPR",
            "year",
            id="a cell without a year is reported where all others have one",
        ),
        pytest.param(YES_NO, "Perhaps", "value", id="a new value of a closed set is reported"),
        pytest.param(
            [*YES_NO, "Perhaps"],
            "Rarely",
            None,
            id="a new value is accepted where another value is used once",
        ),
        pytest.param(["Yes"] * 30, "No", None, id="the second value of a column is accepted"),
        pytest.param(YES_NO, "yes", "spelling", id="a known word in another case is reported"),
        pytest.param(YES_NO, "`No`", "spelling", id="a known word in code marks is reported"),
        pytest.param([*YES_NO, "yes"], "yes", None, id="a spelling that is used already is accepted"),
        pytest.param(
            [":no:"] * 12,
            "[Video](https://v.example)",
            None,
            id="a link is accepted in a column of one repeated sign",
        ),
        pytest.param(
            [*"CCCCCC", *["C++"] * 6, *"RRRRRRRR"], "C#", "value", id="C, C++ and C# are different words"
        ),
    ],
)
def test_how_a_cell_breaks_a_habit(cells: Sequence[str], new: str, expected: str | None) -> None:
    assert column_habit(cells).breach(new) == expected


def test_a_small_table_is_measured_with_tables_of_the_same_columns() -> None:
    assert column_habit(LINKS[:2]).breach("Ants") is None
    assert column_habit(LINKS[:2], lambda: LINKS).breach("Ants") == "kind"


def test_empty_cells_of_the_table_itself_count_for_more_than_those_of_others() -> None:
    assert column_habit(["[a](https://a.example)", "-"], lambda: LINKS * 9).breach("-") is None
    assert column_habit(["[a](https://a.example)"], lambda: LINKS * 9).breach("-") == "nothing"


def test_a_large_table_is_measured_alone() -> None:
    assert column_habit([*LINKS, *LINKS], lambda: ["words"] * 12).breach("Ants") == "kind"


def test_words_of_tables_with_the_same_columns_are_known() -> None:
    assert column_habit(YES_NO, lambda: ["Perhaps"]).breach("Perhaps") is None


def test_the_usual_spelling_of_a_word() -> None:
    assert column_habit(YES_NO).usual("`yes`") == "Yes"


TIMES = {"Yes": 20, "No": 15}


@pytest.mark.parametrize(
    ("times", "expected"),
    [
        pytest.param(TIMES, ("Yes", "No"), id="values are listed by frequency"),
        pytest.param(
            {**TIMES, "Unknown": 2}, ("Yes", "No", "Unknown"), id="a value used twice belongs to the set"
        ),
        pytest.param({**TIMES, "yes": 1}, ("Yes", "No"), id="a value used once does not belong to the set"),
        pytest.param({"Yes": 8, "No": 2}, (), id="ten rows are too few"),
        pytest.param({f"v{n}": 2 for n in range(12)}, (), id="twelve values need more than 24 rows"),
        pytest.param({f"v{n}": 9 for n in range(13)}, (), id="thirteen values are too many"),
        pytest.param(
            {"Yes": 20, **{f"v{n}": 1 for n in range(5)}}, (), id="a set is open if many values are used once"
        ),
        pytest.param({"": 20, "Yes": 9, "No": 9}, (), id="a column that is mostly empty has no set"),
        pytest.param({"Link": 25}, ("Link",), id="one value in 25 rows is a set"),
        pytest.param({"English": 13}, (), id="one value in 13 rows may be chance"),
        pytest.param(
            {"a sentence that nobody would choose from": 20, "No": 20},
            ("a sentence that nobody would choose from", "No"),
            id="a value may have forty characters",
        ),
        pytest.param(
            {"a sentence that nobody would choose from!": 20, "No": 20}, (), id="longer values are sentences"
        ),
    ],
)
def test_the_values_of_a_closed_set(times: dict[str, int], expected: tuple[str, ...]) -> None:
    assert closed_set(Counter(times), CLOSED_FOR_INIT) == expected
