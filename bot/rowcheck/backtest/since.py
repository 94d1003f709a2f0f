"""The date after `--since`: a day, a month or a year, or how long ago. Nothing else is taken for a date.

git reads any words as some date, and a misspelt one as now; a replay of nothing would look like praise.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from rowcheck.errors import UsageError

_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_AGO = re.compile(r"(\d{1,5}) *(day|week|month|year)s?(?: ago)?")
_DAYS = {"day": 1, "week": 7, "month": 30.4375, "year": 365.25}


def seconds(text: str, now: datetime) -> int:
    """Seconds since 1970 of `2024-06-15`, `2024-06`, `2024` (in UTC) or `18 months`. Raises UsageError."""
    try:
        if date := _DATE.fullmatch(text.strip()):
            day = datetime(int(date[1]), int(date[2] or 1), int(date[3] or 1), tzinfo=UTC)
            return int(day.timestamp())
        if ago := _AGO.fullmatch(text.strip().lower()):
            return int((now - timedelta(days=int(ago[1]) * _DAYS[ago[2]])).timestamp())
    except (ValueError, OverflowError):
        pass
    raise UsageError(f"'{text}' is no date for --since; write '2024-06-15', '2024', or '18 months'")
