from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from rowcheck.inference import prose
from rowcheck.inference.evidence import Column

SENTENCES = [f"It does {'a great ' * (n % 5)}deal of thing {n} well" for n in range(30)]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        pytest.param(
            SENTENCES,
            ["has at most 80 characters", "begins with a capital letter", "ends without punctuation"],
            id="capital, no stop",
        ),
        pytest.param(
            [f"{it}." for it in SENTENCES],
            ["has at most 80 characters", "begins with a capital letter", "ends with a full stop"],
            id="full stops",
        ),
        pytest.param(
            [it.lower() for it in SENTENCES],
            ["has at most 80 characters", "ends without punctuation"],
            id="small letters are no rule",
        ),
        pytest.param(
            [*(f"{it} {n}" for n in range(10) for it in SENTENCES), "It does " + "very " * 99],
            ["has at most 80 characters", "begins with a capital letter", "ends without punctuation"],
            id="one far too long is an outlier",
        ),
        pytest.param(
            [*SENTENCES, "", ""],
            ["has at most 80 characters", "begins with a capital letter", "ends without punctuation"],
            id="empty cells are no sentences",
        ),
        pytest.param(
            [f"它 做 得 很 好 {n} 件 事" for n in range(30)],
            ["has at most 50 characters", "ends without punctuation"],
            id="letters that are neither capital nor small",
        ),
        pytest.param(
            [*(f"It is {'x' * 70} {n:08}" for n in range(20)), *SENTENCES, f"It is {'x' * 80} long"],
            ["has at most 120 characters", "begins with a capital letter", "ends without punctuation"],
            id="a limit has room for a text a bit longer than the longest",
        ),
        pytest.param(
            [
                *(f"It is {'x' * 84} {n:08}" for n in range(20)),
                *(f"{it} {n}" for n in range(3) for it in SENTENCES),
                f"It is {'x' * 100} long",
            ],
            ["has at most 100 characters", "begins with a capital letter", "ends without punctuation"],
            id="but for one that many texts keep just so",
        ),
        pytest.param(SENTENCES[:19], [], id="too few"),
        pytest.param(["Two words", "One", "Three short words"] * 10, [], id="names are no sentences"),
    ],
)
def test_sentences(column: Callable[[Sequence[str]], Column], cells: list[str], expected: list[str]) -> None:
    assert [habit.says.removeprefix("'It' ") for habit in prose.habits(column(cells))] == expected
