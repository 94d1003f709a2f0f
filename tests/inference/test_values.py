from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

import pytest

from rowcheck.inference import values
from rowcheck.inference.evidence import Column

YES_NO = {"Yes": 20, "No": 15}


@pytest.mark.parametrize(
    ("times", "expected"),
    [
        pytest.param(YES_NO, ("Yes", "No"), id="a few values that come again and again, the commonest first"),
        pytest.param({**YES_NO, "Unknown": 2}, ("Yes", "No", "Unknown"), id="a rare one that came again"),
        pytest.param({**YES_NO, "yes": 1}, ("Yes", "No"), id="what came once is no value"),
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
    assert values.closed(Counter(times)) == expected


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        pytest.param(["Yes", "No"] * 10, {"enum": ["Yes", "No"]}, id="as the page shows them"),
        pytest.param(
            ["`apiKey`", "No"] * 10,
            {"$ref": "rowcheck:markdown", "enum": ["`apiKey`", "No"]},
            id="as they are written, where that says more",
        ),
        pytest.param(["Yes", ""] * 10, {"enum": ["Yes", ""]}, id="nothing may be one of them"),
        pytest.param(
            ["**Yes**", "Yes", "No", "No"] * 10,
            {"enum": ["Yes", "No"]},
            id="not as written where that varies",
        ),
    ],
)
def test_the_rule(
    column: Callable[[Sequence[str]], Column], cells: list[str], expected: dict[str, object]
) -> None:
    (habit,) = values.habits(column(cells))
    assert habit.value == expected
    assert habit.fit.share == 1
