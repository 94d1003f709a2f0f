from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from rowcheck.inference import choosing
from rowcheck.inference.evidence import Fit, Place
from rowcheck.inference.habit import About, Group, Habit

ROWS = 100


def habit(
    says: str, *against: int, about: About = "cell", column: str = "", value: dict[str, Any] | None = None
) -> Habit:
    places = tuple(Place("README.md", line) for line in against)
    return Habit(about, column or says, says, {"enum": ["a"]} if value is None else value, Fit(ROWS, places))


def group(*kept: Habit) -> Group:
    return Group("papers", ("A", "B"), (), (), ROWS, kept=kept)


def told(habits: Sequence[Habit]) -> list[str]:
    return [each.says for each in habits]


@pytest.mark.parametrize(
    ("habits", "kept", "left"),
    [
        pytest.param([habit("a"), habit("b", 1)], ["a", "b"], [], id="what 99 in 100 rows keep is a rule"),
        pytest.param([habit("a", 1, 2)], [], ["a"], id="what 98 in 100 keep is told"),
        pytest.param([habit("a", *range(11))], [], [], id="what 89 in 100 keep is no habit"),
        pytest.param(
            [habit("https", about="url", column="A"), habit("http", about="url", column="A")],
            ["https"],
            [],
            id="of two that say the same, the first is enough",
        ),
        pytest.param(
            [habit("https", 1, 2, about="url", column="A"), habit("http", about="url", column="A")],
            ["http"],
            ["https"],
            id="the looser one where the stricter one is none",
        ),
    ],
)
def test_what_becomes_a_rule(habits: list[Habit], kept: list[str], left: list[str]) -> None:
    found = choosing.chosen(group(), habits, (), 0.99)
    assert (told(found.kept), told(found.left)) == (kept, left)


@pytest.mark.parametrize(
    ("own", "ready", "kept"),
    [
        pytest.param([habit("a")], habit("paper", about="row"), ["paper"], id="one that all rows fit"),
        pytest.param([habit("a")], habit("paper", 1, about="row"), ["paper"], id="one that all but one fit"),
        pytest.param(
            [habit("a", 1)], habit("paper", 1, 2, about="row"), ["a"], id="not where fewer rows fit it"
        ),
        pytest.param(
            [habit("sorted", about="order"), habit("a")],
            habit("paper", about="row"),
            ["paper", "sorted"],
            id="the order is no part of it",
        ),
    ],
)
def test_a_ready_made_schema(own: list[Habit], ready: Habit, kept: list[str]) -> None:
    assert told(choosing.chosen(group(), own, [ready], 0.99).kept) == kept


@pytest.mark.parametrize(
    ("kept", "threshold", "expected"),
    [
        pytest.param(
            [habit("a", 1), habit("b", 1)], 0.99, ["a", "b"], id="rules that the same row breaks stay"
        ),
        pytest.param([habit("a", 1), habit("b")], 1.0, ["b"], id="at a threshold of 1, none may be broken"),
        pytest.param(
            [habit("a", 1, 2), habit("b", 3)], 0.98, ["b"], id="else the one goes that the most rows break"
        ),
        pytest.param(
            [habit("kind", 1, value={"$ref": "rowcheck:link"}), habit("look", 2, value={"pattern": "a"})],
            0.99,
            ["kind"],
            id="the kind of a cell is worth more than its looks",
        ),
        pytest.param(
            [
                habit("links", 1, 2, column="A", value={"$ref": "rowcheck:link"}),
                habit("https", about="url", column="A"),
                habit("b"),
            ],
            0.99,
            ["b"],
            id="what is said of links goes with them",
        ),
    ],
)
def test_all_rules_together_are_kept_by_enough_rows(
    kept: list[Habit], threshold: float, expected: list[str]
) -> None:
    (found,) = choosing.balanced([group(*kept)], ROWS, threshold)
    assert told(found.kept) == expected
    assert {*told(found.kept), *told(found.left)} == set(told(kept))


def test_a_schema_that_goes_gives_way_to_the_lists_own() -> None:
    ready, own = habit("paper", 1, about="row"), habit("a")
    (found,) = choosing.balanced([choosing.chosen(group(), [own], [ready], 0.99)], 50, 0.99)
    assert told(found.kept) == ["a"]


@pytest.mark.parametrize(
    ("answers", "kept"),
    [
        pytest.param({"a": True, "b": True, "c": False}, ["a", "b"], id="as proposed"),
        pytest.param(
            {"a": True, "b": False, "c": True}, ["a", "c"], id="one refused, and a comment made a rule"
        ),
    ],
)
def test_somebody_is_asked(answers: dict[str, bool], kept: list[str]) -> None:
    proposed = Group("papers", (), (), (), ROWS, kept=(habit("a"), habit("b")), left=(habit("c", 1, 2),))
    found = choosing.asked(proposed, lambda _, each, __: answers[each.says], 0.99)
    assert told(found.kept) == kept
    assert {*told(found.kept), *told(found.left)} == {"a", "b", "c"}


@pytest.mark.parametrize(
    ("wanted", "kept"),
    [
        pytest.param(True, ["paper", "sorted"], id="what a ready-made schema stands for is not asked"),
        pytest.param(False, ["a", "sorted"], id="unless the schema is refused"),
    ],
)
def test_a_ready_made_schema_is_taken_apart_when_it_is_refused(wanted: bool, kept: list[str]) -> None:
    own = (habit("a"), habit("b", 1, 2))
    paper, by_name = habit("paper", about="row"), habit("sorted", about="order")
    proposed = Group("papers", (), (), (), ROWS, kept=(paper, by_name), instead=own)
    found = choosing.asked(proposed, lambda _, it, told: wanted if it is paper else told, 0.99)
    assert told(found.kept) == kept
    assert "paper" not in told(found.left)
