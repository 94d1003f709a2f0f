from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from rowcheck.inference import kinds
from rowcheck.inference.evidence import Column, Kind

LINKS = [f"[Paper {n}](https://arxiv.org/abs/2103.0{n:04})" for n in range(20)]
YEARS = [str(2000 + n) for n in range(20)]
WORDS = [f"some words {chr(97 + n)}" for n in range(20)]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        pytest.param(LINKS, Kind("link"), id="cells of one link each"),
        pytest.param([*LINKS, "-", "-"], Kind("link", ("-",)), id="a dash among links means nothing"),
        pytest.param([*LINKS, "", ""], Kind("link", ("",)), id="empty cells among links mean nothing"),
        pytest.param([f"{a}, {a}" for a in LINKS], Kind("links"), id="several links in a cell"),
        pytest.param([f"{a} (new)" for a in LINKS], Kind("links"), id="a link with words beside it"),
        pytest.param(
            [*LINKS, *["Coming soon"] * 3],
            Kind("link", ("Coming soon",)),
            id="a word that is known to mean nothing",
        ),
        pytest.param(
            [*LINKS * 3, *["Closed"] * 9],
            Kind("link", ("Closed",)),
            id="another word that is used often",
        ),
        pytest.param(YEARS, Kind("year"), id="four digits are years"),
        pytest.param([str(n * 7) for n in range(20)], Kind("integer"), id="whole numbers"),
        pytest.param(
            ["60,000", "1,281,167", "50", "7,600", "12"], Kind("integer"), id="whole numbers with commas"
        ),
        pytest.param(["1.5M", "12M", "0.8", "5B", "400K"], Kind("number"), id="numbers with magnitudes"),
        pytest.param([f"2024-03-{n:02}" for n in range(1, 20)], Kind("date"), id="days as in ISO 8601"),
        pytest.param([f"`flag{n}`" for n in range(9)], Kind("code"), id="code in backticks"),
        pytest.param(
            [f"![a{n}](https://a.example/{n})" for n in range(9)],
            Kind("image"),
            id="images without a link",
        ),
        pytest.param(
            [f"[![b](https://b.example)](https://c.example/{n})" for n in range(9)],
            Kind("link"),
            id="a badge is a link",
        ),
        pytest.param(WORDS, Kind(), id="words are text"),
        pytest.param(YEARS[:4], Kind(), id="four cells are too few"),
        pytest.param([*WORDS, *YEARS], Kind(), id="half of the cells are too few"),
        pytest.param(["-"] * 20, Kind(), id="a column of dashes has no kind"),
    ],
)
def test_the_kind_of_a_column(
    column: Callable[[Sequence[str]], Column], cells: list[str], expected: Kind
) -> None:
    kind, _ = kinds.habits(column(cells), 0.99)
    assert kind == expected


def test_a_kind_of_too_few_cells_is_reported_with_its_share(
    column: Callable[[Sequence[str]], Column],
) -> None:
    kind, (near,) = kinds.habits(column([*LINKS, "no link, 24 words"]), 0.99)
    assert kind == Kind()
    assert near.sentence == "'It' has a link"
    assert (near.fit.rows, [str(place) for place in near.fit.against]) == (21, ["README.md:25"])


def test_a_looser_kind_is_used_if_too_few_cells_are_of_the_stricter_one(
    column: Callable[[Sequence[str]], Column],
) -> None:
    # Rules about the texts and addresses of links would not fit the stricter kind.
    kind, habits = kinds.habits(column([*LINKS, f"{LINKS[0]} and {LINKS[1]}"]), 0.99)
    assert kind == Kind("links")
    assert [habit.sentence for habit in habits] == ["'It' has one or more links"]


def test_one_exception_among_many_cells_does_not_change_the_kind(
    column: Callable[[Sequence[str]], Column],
) -> None:
    kind, habits = kinds.habits(column([*LINKS, *LINKS, f"{LINKS[0]} and {LINKS[1]}"]), 0.99)
    assert kind == Kind("link")
    assert [(habit.sentence, len(habit.fit.against)) for habit in habits] == [("'It' has a link", 1)]
