from __future__ import annotations

import pytest

from rowcheck.engine.judging import File, Judgement, World, judge
from rowcheck.rules import IDS
from rowcheck.rules.rule import Listing
from rowcheck.settings.settings import Settings, load_settings

HEADER = "| API | Auth |\n| --- | --- |\n"
ANTS = "| [Ants](https://ants.example) | No |\n"
BEES = "| [Bees](https://bees.example) | No |\n"
SHORT = "| [Cats](https://cats.example) |\n"


def judged(base: str, head: str, settings: Settings | None = None) -> Judgement:
    file = File.read("list.md", base, head)
    return judge(file, World(settings or Settings(), Listing((file.base,)), Listing((file.head,))))


def rules_of(judgement: Judgement) -> list[str]:
    return [found.finding.rule for found in judgement.found]


@pytest.mark.parametrize(
    ("base", "head", "rules", "debt"),
    [
        pytest.param(HEADER + ANTS, HEADER + ANTS + SHORT, ["row-shape"], 0, id="a new faulty row is blamed"),
        pytest.param(
            HEADER + SHORT,
            HEADER + SHORT + ANTS,
            [],
            0,
            id="an old faulty row that nobody touched is not even looked at",
        ),
        pytest.param(
            HEADER + SHORT,
            HEADER + SHORT.replace("Cats]", "Big Cats]"),
            [],
            1,
            id="an old fault on a row edited elsewhere is debt",
        ),
        pytest.param(
            HEADER + ANTS + BEES + SHORT,
            HEADER + SHORT + ANTS + BEES,
            [],
            1,
            id="an old fault on a row that moved is debt",
        ),
        pytest.param(
            HEADER + ANTS,
            HEADER + ANTS.replace("| No ", ""),
            ["row-shape"],
            0,
            id="a cell taken from a sound row is the pull request's own fault",
        ),
    ],
)
def test_only_new_faults_are_blamed(base: str, head: str, rules: list[str], debt: int) -> None:
    judgement = judged(base, head)
    assert (rules_of(judgement), judgement.debt) == (rules, debt)


def test_a_row_settled_by_one_rule_is_spared_by_the_later_ones() -> None:
    twice = HEADER + ANTS + BEES
    judgement = judged(twice, twice + ANTS.replace(" No |", ""))
    assert rules_of(judgement) == ["row-shape"], "that it is a duplicate too comes after its shape is right"


def test_rows_of_a_table_that_the_settings_do_not_know_count_as_not_checked() -> None:
    settings = load_settings("tables: {papers: {match: {columns: [Paper]}}}", "c.yml", lambda path: None, IDS)
    judgement = judged("", HEADER + ANTS + BEES, settings)
    assert (len(judgement.checked), len(judgement.unchecked)) == (0, 2)
    assert rules_of(judgement) == ["unknown-table"]


def test_a_rule_that_is_off_says_nothing() -> None:
    settings = load_settings("rules: {row-shape: off}", "c.yml", lambda path: None, IDS)
    assert rules_of(judged(HEADER + ANTS, HEADER + ANTS + SHORT, settings)) == []
