from __future__ import annotations

from datetime import UTC, datetime

import pytest

from backtest_past import outcome, said
from rowcheck.backtest.tally import Tally, spans
from rowcheck.model import Counts, NotChecked

UNREAD = NotChecked("a.md", 0, "is binary")


def names(*ones: object) -> list[str]:
    return [one.contribution.name for one in ones]  # type: ignore[attr-defined]


def test_all_is_counted() -> None:
    tally = Tally(
        (
            outcome("#1", said(), said("duplicate")),
            outcome("#2", said(), merged=False),
            outcome("#3", not_checked=(UNREAD,)),
            outcome("#4", fault="is torn", merged=False),
        )
    )
    assert names(*tally.flagged) == ["#1", "#2"]
    assert names(*tally.unchecked) == ["#3"]
    assert names(*tally.failed) == ["#4"]
    assert (tally.listed, tally.merged, tally.counts) == (4, 2, Counts(4, 4, 0))
    assert [(rule.rule, len(rule.outcomes), rule.merged) for rule in tally.rules()] == [
        ("order", 2, 1),
        ("duplicate", 1, 1),
    ]


def test_nothing_is_counted_in_nothing() -> None:
    tally = Tally(())
    assert (tally.rules(), tally.merged, tally.counts, spans(())) == ((), 0, Counts(), ())


def test_what_was_merged_is_not_known_where_nothing_tells() -> None:
    assert Tally((outcome("#1", merged=None),)).merged is None


def test_remarks_take_turns_with_merged_and_newest_first() -> None:
    tally = Tally(
        (
            outcome("#1", said(line=1), said(line=2)),
            outcome("#2", said(line=1), merged=False),
            outcome("#3", said(line=1), said(line=2)),
        )
    )
    (rule,) = tally.rules()
    assert [(one.outcome.contribution.name, one.remark.finding.line) for one in rule.said] == [
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
def test_time_is_cut_into_stretches_with_none_left_out(first: str, last: str, expected: list[str]) -> None:
    dates = [int(datetime.fromisoformat(f"{day}T00:00+00:00").timestamp()) for day in (first, last)]
    found = spans([outcome("a", date=dates[0]), outcome("b", date=dates[1])], most=3)
    assert [span.label for span in found] == expected
    assert [names(*span.outcomes) for span in found] == [["a"], [], ["b"]]


def test_what_has_one_date_is_cut_by_number() -> None:
    found = spans([outcome(f"#{number}") for number in range(1, 8)], most=3)
    assert [span.label for span in found] == ["#1 to #3", "#4 to #6", "#7"]


def test_dates_are_those_of_universal_time() -> None:
    noon = int(datetime(2024, 1, 1, tzinfo=UTC).timestamp())
    (*_, last) = spans([outcome("a", date=noon - 86_400), outcome("b", date=noon)])
    assert last.label == "2024-01"
