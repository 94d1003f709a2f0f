from __future__ import annotations

from datetime import UTC, datetime

import pytest

from backtest_repository import comment, outcome, result
from rowcheck.backtest.outcome import Outcome
from rowcheck.backtest.tally import duration, share, spans
from rowcheck.model import Counts, NotChecked

UNREAD = NotChecked("a.md", 0, "is binary")


def names(*outcomes: Outcome) -> list[str]:
    return [outcome.contribution.name for outcome in outcomes]


def test_a_result_counts_its_outcomes() -> None:
    counted = result(
        outcome("#1", comment(), comment("duplicate"), debt=2),
        outcome("#2", comment(), merged=False, debt=1),
        outcome("#3", not_checked=(UNREAD,)),
        outcome("#4", failure="is torn", merged=False),
        requested=5,
    )
    assert names(*counted.flagged) == ["#1", "#2"]
    assert names(*counted.unchecked) == ["#3"]
    assert names(*counted.failed) == ["#4"]
    assert (counted.changing_list, counted.merged, counted.counts, counted.debt) == (
        4,
        2,
        Counts(added=4, checked=4, not_checked=0),
        3,
    )
    assert (counted.interrupted, counted.compares_merged, counted.days) == (True, True, ("1970-01-01",))
    assert [(tally.rule, len(tally.outcomes), tally.merged) for tally in counted.rules()] == [
        ("order", 2, 1),
        ("duplicate", 1, 1),
    ]


def test_a_result_without_outcomes_counts_nothing() -> None:
    empty = result()
    assert (empty.rules(), empty.merged, empty.counts, empty.days, spans(())) == ((), 0, Counts(), (), ())


def test_merged_is_none_where_it_is_unknown() -> None:
    unknown = result(outcome("#1", merged=None))
    assert (unknown.merged, unknown.compares_merged) == (None, False)


def test_comments_alternate_between_contributions_with_merged_and_newest_first() -> None:
    (tally,) = result(
        outcome("#1", comment(line=1), comment(line=2)),
        outcome("#2", comment(line=1), merged=False),
        outcome("#3", comment(line=1), comment(line=2)),
    ).rules()
    assert [(entry.contribution.name, flagged.finding.line) for entry, flagged in tally.comments] == [
        ("#3", 1),
        ("#1", 1),
        ("#3", 2),
        ("#1", 2),
        ("#2", 1),
    ]


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        pytest.param("2024-01-05", "2024-03-09", ["2024-01", "2024-02", "2024-03"], id="months"),
        pytest.param("2023-01-05", "2023-09-09", ["2023 Q1", "2023 Q2", "2023 Q3"], id="quarters"),
        pytest.param("2021-01-05", "2023-09-09", ["2021", "2022", "2023"], id="years"),
        pytest.param("2001-01-05", "2023-09-09", ["2000s", "2010s", "2020s"], id="decades"),
    ],
)
def test_spans_are_as_short_as_the_limit_allows(first: str, last: str, expected: list[str]) -> None:
    dates = [int(datetime.fromisoformat(f"{day}T00:00+00:00").timestamp()) for day in (first, last)]
    grouped = spans([outcome("a", date=dates[0]), outcome("b", date=dates[1])], limit=3)
    assert [span.label for span in grouped] == expected
    assert [names(*span.outcomes) for span in grouped] == [["a"], [], ["b"]]


def test_contributions_of_one_day_are_split_into_equal_runs() -> None:
    runs = spans([outcome(f"#{number}") for number in range(1, 8)], limit=3)
    assert [span.label for span in runs] == ["#1 to #3", "#4 to #6", "#7"]


def test_dates_are_in_utc() -> None:
    noon = int(datetime(2024, 1, 1, tzinfo=UTC).timestamp())
    (*_, last) = spans([outcome("a", date=noon - 86_400), outcome("b", date=noon)])
    assert last.label == "2024-01"


def test_durations_and_shares_are_short() -> None:
    assert [duration(seconds) for seconds in (0.04, 12.4, 125)] == ["0.0 s", "12 s", "2 min 5 s"]
    assert [share(*numbers) for numbers in ((1, 3), (0, 3), (0, 0))] == ["33.3 %", "0 %", "0 %"]
