from __future__ import annotations

from datetime import UTC, datetime

import pytest

from rowcheck.backtest import since
from rowcheck.errors import UsageError

NOW = datetime(2024, 6, 15, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("2023-02-03", "2023-02-03T00:00", id="a day"),
        pytest.param("2023-2", "2023-02-01T00:00", id="a month"),
        pytest.param("2023", "2023-01-01T00:00", id="a year"),
        pytest.param("1 day", "2024-06-14T12:00", id="a day ago"),
        pytest.param("2 weeks ago", "2024-06-01T12:00", id="weeks ago, in so many words"),
        pytest.param("4 Years", "2020-06-15T12:00", id="years of 365 days and a quarter"),
    ],
)
def test_a_date_is_read(text: str, expected: str) -> None:
    found = datetime.fromtimestamp(since.seconds(text, NOW), UTC)
    assert found.isoformat(timespec="minutes").removesuffix("+00:00") == expected


@pytest.mark.parametrize(
    "text", ["", "yesterday", "2023-13", "2023-02-30", "3 fortnights", "99999 years", "soon"]
)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match=f"^'{text}' is no date for --since; write"):
        since.seconds(text, NOW)
