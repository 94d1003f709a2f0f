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
    assert column_habit(cells).breach(new) == expected


def test_few_rows_are_judged_with_those_of_like_tables() -> None:
    assert column_habit(LINKS[:2]).breach("Ants") is None
    assert column_habit(LINKS[:2], lambda: LINKS).breach("Ants") == "kind"


def test_what_the_table_leaves_empty_itself_counts_for_more_than_like_tables() -> None:
    assert column_habit(["[a](https://a.example)", "-"], lambda: LINKS * 9).breach("-") is None
    assert column_habit(["[a](https://a.example)"], lambda: LINKS * 9).breach("-") == "nothing"


def test_many_rows_are_judged_alone() -> None:
    assert column_habit([*LINKS, *LINKS], lambda: ["words"] * 12).breach("Ants") == "kind"


def test_a_word_of_a_like_table_is_known() -> None:
    assert column_habit(YES_NO, lambda: ["Perhaps"]).breach("Perhaps") is None


def test_the_usual_spelling_is_told() -> None:
    assert column_habit(YES_NO).usual("`yes`") == "Yes"


TIMES = {"Yes": 20, "No": 15}


@pytest.mark.parametrize(
    ("times", "expected"),
    [
        pytest.param(TIMES, ("Yes", "No"), id="a few values that come again and again, the commonest first"),
        pytest.param({**TIMES, "Unknown": 2}, ("Yes", "No", "Unknown"), id="a rare one that came again"),
        pytest.param({**TIMES, "yes": 1}, ("Yes", "No"), id="what came once is no value"),
        pytest.param({"Yes": 8, "No": 2}, (), id="ten rows are too few"),
        pytest.param({f"v{n}": 2 for n in range(12)}, (), id="so many values take more rows"),
        pytest.param({f"v{n}": 9 for n in range(13)}, (), id="thirteen are too many"),
        pytest.param(
            {"Yes": 20, **{f"v{n}": 1 for n in range(5)}}, (), id="where new ones keep coming, it is open"
        ),
        pytest.param({"": 20, "Yes": 9, "No": 9}, (), id="a column that is mostly empty"),
        pytest.param({"Link": 25}, ("Link",), id="the same in all of many rows"),
        pytest.param({"English": 13}, (), id="the same in all of a few rows may be chance"),
        pytest.param(
            {"a sentence that nobody would choose from": 20, "No": 20},
            ("a sentence that nobody would choose from", "No"),
            id="forty characters",
        ),
        pytest.param(
            {"a sentence that nobody would choose from!": 20, "No": 20}, (), id="sentences are no values"
        ),
    ],
)
def test_a_closed_set(times: dict[str, int], expected: tuple[str, ...]) -> None:
    assert closed_set(Counter(times), CLOSED_FOR_INIT) == expected
