from __future__ import annotations

import pytest

from backtest_repository import comment, outcome, result
from rowcheck.backtest import text
from rowcheck.backtest.tally import Result
from rowcheck.model import Counts, NotChecked


def lines(backtest: Result, *, examples: int = 1, rule: str | None = None, width: int = 0) -> list[str]:
    return text.render(backtest, examples=examples, rule=rule, colour=False, width=width).splitlines()


def test_totals_rules_and_examples() -> None:
    backtest = result(
        outcome("#1", comment(), debt=2),
        outcome("#2", comment(), comment("duplicate", "'Ada' is listed already"), merged=False),
        outcome("#3"),
        seconds=75.2,
    )
    assert lines(backtest, examples=2) == [
        "3 pull requests replayed in 1 min 15 s: refs/pull/*, under rowcheck.yml",
        "3 change the list, 2 (66.7 %) have findings",
        "3 rows added, 3 checked; 2 older findings ignored",
        "",
        "rule       pull requests   share  merged",
        "order                  2  66.7 %       1",
        "  #1 1970-01-01 (merged) README.md:7:1: 'Bob' belongs above 'Cy' (line 6)",
        "  #2 1970-01-01 README.md:7:1: 'Bob' belongs above 'Cy' (line 6)",
        "duplicate              1  33.3 %       0",
        "  #2 1970-01-01 README.md:7:1: 'Ada' is listed already",
    ]


def test_a_result_without_findings_has_totals_only() -> None:
    assert lines(result(outcome("#1"), settings="", seconds=0.04)) == [
        "1 pull request replayed in 0.0 s: refs/pull/*, under no settings",
        "1 changes the list, 0 (0 %) have findings",
        "1 row added, 1 checked; 0 older findings ignored",
    ]


def test_lines_are_cut_to_the_terminal() -> None:
    shown = lines(result(outcome("#1", comment())), width=40)
    assert max(map(len, shown)) == 40
    assert shown[-1] == "  #1 1970-01-01 (merged) README.md:7:1:…"


def test_unknown_merges_are_mentioned() -> None:
    shown = lines(result(outcome("#1", comment(), merged=None)))
    assert "which were merged is not known; name them with '--merged FILE'" in shown
    assert shown[-2].endswith("?")


def test_an_interrupt_is_mentioned() -> None:
    assert "interrupted: 1,999 of 2,000 were not replayed" in lines(result(outcome("#1"), requested=2000))


@pytest.mark.parametrize("rule", ["order", "duplicate"])
def test_a_single_rule_is_shown_with_its_rows(rule: str) -> None:
    shown = lines(result(outcome("#1", comment(), failure="x")), rule=rule)
    assert shown[-1].strip() == ("| Bob | 1815 |" if rule == "order" else "'duplicate' has no findings")


def test_failures_and_unchecked_files_have_a_reason() -> None:
    unread = NotChecked("a.md", 0, "is binary\x1b")
    failed = [outcome(f"#{n}", failure="is torn") for n in range(1, 13)]
    shown = lines(
        result(
            outcome("#20", not_checked=(unread,), counts=Counts(added=2, checked=1, not_checked=1)), *failed
        )
    )
    assert "12 could not be replayed" in shown[1]
    assert shown[2] == "14 rows added, 13 checked, 1 not checked; 0 older findings ignored"
    assert shown[shown.index("not checked in full:") + 1] == "  #20 1970-01-01 is binary\\x1b"
    assert shown[-3:] == [
        "  #10 1970-01-01 is torn",
        "  … 2 more; --format json names all",
        f"  'rowcheck check --base {'a' * 12} --head {'b' * 12}' has the details of the first one",
    ]


def test_colour_is_optional() -> None:
    backtest = result(outcome("#1", comment()))
    coloured = text.render(backtest, colour=True, width=0)
    assert "\x1b[" in coloured
    assert "order" in coloured
