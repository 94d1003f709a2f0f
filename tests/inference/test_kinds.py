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
        pytest.param(LINKS, Kind("link"), id="links alone are links"),
        pytest.param([*LINKS, "-", "-"], Kind("link", ("-",)), id="a dash among links means nothing"),
        pytest.param([*LINKS, "", ""], Kind("link", ("",)), id="empty cells mean nothing"),
        pytest.param([f"{a}, {a}" for a in LINKS], Kind("links"), id="several links to a cell are links"),
        pytest.param(
            [f"{a} (new)" for a in LINKS], Kind("links"), id="a link with words beside it is found among them"
        ),
        pytest.param(
            [*LINKS, *["Coming soon"] * 3],
            Kind("link", ("Coming soon",)),
            id="the list's own words mean nothing",
        ),
        pytest.param(
            [*LINKS * 3, *["Closed"] * 9],
            Kind("link", ("Closed",)),
            id="a word that comes again and again does too",
        ),
        pytest.param(YEARS, Kind("year"), id="four digits of our time are years"),
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
            id="images that are no links",
        ),
        pytest.param(
            [f"[![b](https://b.example)](https://c.example/{n})" for n in range(9)],
            Kind("link"),
            id="a badge is a link",
        ),
        pytest.param(WORDS, Kind(), id="words are text"),
        pytest.param(YEARS[:4], Kind(), id="four cells are too few to tell"),
        pytest.param([*WORDS, *YEARS], Kind(), id="half of them are too few to tell"),
        pytest.param(["-"] * 20, Kind(), id="nothing at all has no kind"),
    ],
)
def test_the_kind(column: Callable[[Sequence[str]], Column], cells: list[str], expected: Kind) -> None:
    kind, _ = kinds.habits(column(cells), 0.99)
    assert kind == expected


def test_a_kind_that_too_few_cells_are_of_is_told_with_its_share(
    column: Callable[[Sequence[str]], Column],
) -> None:
    kind, (told,) = kinds.habits(column([*LINKS, "no link, 24 words"]), 0.99)
    assert kind == Kind()
    assert told.sentence == "'It' has a link"
    assert (told.fit.rows, [str(place) for place in told.fit.against]) == (21, ["README.md:25"])


def test_a_looser_kind_is_a_rule_where_the_stricter_one_is_none(
    column: Callable[[Sequence[str]], Column],
) -> None:
    """Then nothing is told of the stricter one: what is said inside of links would not fit it."""
    kind, told = kinds.habits(column([*LINKS, f"{LINKS[0]} and {LINKS[1]}"]), 0.99)
    assert kind == Kind("links")
    assert [habit.sentence for habit in told] == ["'It' has one or more links"]


def test_one_slip_among_many_makes_no_looser_kind(column: Callable[[Sequence[str]], Column]) -> None:
    kind, told = kinds.habits(column([*LINKS, *LINKS, f"{LINKS[0]} and {LINKS[1]}"]), 0.99)
    assert kind == Kind("link")
    assert [(habit.sentence, len(habit.fit.against)) for habit in told] == [("'It' has a link", 1)]
