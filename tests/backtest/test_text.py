from __future__ import annotations

import pytest

from backtest_past import outcome, result, said
from rowcheck.backtest import text
from rowcheck.backtest.tally import Result
from rowcheck.model import Counts, NotChecked


def lines(found: Result, *, examples: int = 1, rule: str | None = None, width: int = 0) -> list[str]:
    return text.render(found, examples=examples, rule=rule, colour=False, width=width).splitlines()


def test_totals_rules_and_examples_are_told() -> None:
    found = result(
        outcome("#1", said(), debt=2),
        outcome("#2", said(), said("duplicate", "'Ada' is listed already"), merged=False),
        outcome("#3"),
        seconds=75.2,
    )
    assert lines(found, examples=2) == [
        "3 pull requests replayed in 1 min 15 s: refs/pull/*, under rowcheck.yml",
        "3 change the list, 2 (66.7 %) have findings",
        "3 rows added, 3 checked; 2 older faults left alone",
        "",
        "rule       pull requests   share  merged",
        "order                  2  66.7 %       1",
        "  #1 1970-01-01 (merged) README.md:7:1: 'Bob' belongs above 'Cy' (line 6)",
        "  #2 1970-01-01 README.md:7:1: 'Bob' belongs above 'Cy' (line 6)",
        "duplicate              1  33.3 %       0",
        "  #2 1970-01-01 README.md:7:1: 'Ada' is listed already",
    ]


def test_nothing_is_told_of_nothing() -> None:
    assert lines(result(outcome("#1"), settings="", seconds=0.04)) == [
        "1 pull request replayed in 0.0 s: refs/pull/*, under no settings",
        "1 changes the list, 0 (0 %) have findings",
        "1 row added, 1 checked; 0 older faults left alone",
    ]


def test_lines_fit_the_terminal() -> None:
    found = lines(result(outcome("#1", said())), width=40)
    assert max(map(len, found)) == 40
    assert found[-1] == "  #1 1970-01-01 (merged) README.md:7:1:…"


def test_what_is_not_known_to_be_merged_is_said() -> None:
    found = lines(result(outcome("#1", said(), merged=None)))
    assert "which were merged is not known; tell it with --merged FILE" in found
    assert found[-2].endswith("?")


def test_an_interrupted_backtest_says_so() -> None:
    assert "interrupted: 1,999 of 2,000 were not replayed" in lines(result(outcome("#1"), asked=2000))


@pytest.mark.parametrize("rule", ["order", "duplicate"])
def test_one_rule_is_told_with_its_rows(rule: str) -> None:
    found = lines(result(outcome("#1", said(), fault="x")), rule=rule)
    assert found[-1].strip() == ("| Bob | 1815 |" if rule == "order" else "'duplicate' said nothing")


def test_what_was_not_judged_is_named_with_its_reason() -> None:
    unread = NotChecked("a.md", 0, "is binary\x1b")
    failed = [outcome(f"#{n}", fault="is torn") for n in range(1, 13)]
    found = lines(result(outcome("#20", not_checked=(unread,), counts=Counts(2, 1, 1)), *failed))
    assert "12 could not be replayed" in found[1]
    assert found[2] == "14 rows added, 13 checked, 1 not checked; 0 older faults left alone"
    assert found[found.index("not checked in full:") + 1] == "  #20 1970-01-01 is binary\\x1b"
    assert found[-3:] == [
        "  #10 1970-01-01 is torn",
        "  … 2 more; --format json names all",
        f"  'rowcheck check --base {'a' * 12} --head {'b' * 12}' tells more of the first one",
    ]


def test_colour_changes_no_word() -> None:
    found = result(outcome("#1", said()))
    coloured = text.render(found, colour=True, width=0)
    assert "\x1b[" in coloured
    assert "order" in coloured
