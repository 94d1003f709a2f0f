from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from rowcheck.inference import columns
from rowcheck.inference.evidence import Column
from rowcheck.inference.groups import Kin
from rowcheck.markdown import documents

BUTTON = '<a href="https://jobs.example/{n}"><img src="https://i.example/apply.png" alt="Apply"></a>'


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        pytest.param(
            [f"[A{n}](https://a.example/{n})" for n in range(9)],
            [
                "'It' is never empty",
                "'It' has a link",
                "the link of 'It' has a text of its own",
                "the link of 'It' begins with https://",
                "the link of 'It' begins with http:// or https://",
            ],
            id="links, and what they are like",
        ),
        pytest.param(
            [f"{2000 + n}" for n in range(9)], ["'It' is never empty", "'It' has a year"], id="years"
        ),
        pytest.param(
            ["Yes", "No"] * 9, ["'It' is never empty", "'It' is 'Yes' or 'No'"], id="one of a few values"
        ),
        pytest.param(
            ["`GET`", "`PUT`"] * 9,
            ["'It' is never empty", "'It' is 'GET' or 'PUT'"],
            id="one of a few values says more than that it is code",
        ),
        pytest.param(
            [*(BUTTON.format(n=n) for n in range(20)), *["🔒"] * 10],
            ["'It' is never empty", "'It' begins with a link or an image in HTML, or '🔒'"],
            id="HTML, or a sign that there is none",
        ),
        pytest.param(["", "a", "b", "c", "d", "e"], [], id="nothing in common"),
        pytest.param(["2020"] * 4, [], id="too few to tell"),
    ],
)
def test_what_is_seen(
    column: Callable[[Sequence[str]], Column], cells: list[str], expected: list[str]
) -> None:
    _, habits = columns.habits(column(cells), 0.99)
    assert [habit.says for habit in habits if habit.fit.share >= 0.99] == expected


def test_a_row_that_is_too_short_has_an_empty_cell() -> None:
    text = "| It | Other |\n| - | - |\n" + "| a | b |\n" * 9 + "| a |\n"
    document = documents.read("README.md", text)
    kin = Kin(("It", "Other"), (), ((document, document.tables[0]),))
    _, (filled, *_) = columns.habits(kin.column("Other"), 0.9)
    assert (filled.about, filled.fit.rows, filled.fit.against) == ("required", 10, (("README.md", 12),))
