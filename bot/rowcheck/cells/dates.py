"""Dates as people write them in tables, to the day or to the month; an ambiguous one is none."""

from __future__ import annotations

import re

_MONTHS = " jan feb mar apr may jun jul aug sep oct nov dec"
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_YEAR = r"(?P<year>(?:19|20)\d\d)(?!\d)"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?(?!\d)"
_FORMS = tuple(
    re.compile(rf"(?<![\d\w]){form}", re.IGNORECASE)
    for form in (
        rf"{_YEAR}(?P<sep>[-/.])(?P<m>\d{{1,2}})(?P=sep){_DAY}",  # 2023-05-12, 2023/5/12, 2023.05.12
        rf"{_YEAR}\s?年\s?(?P<m>\d{{1,2}})\s?月(?:\s?{_DAY}\s?日)?",
        rf"{_DAY}(?:\s+of)?[\s-]+{_MONTH},?[\s-]+{_YEAR}",  # 23 May 2023
        rf"{_MONTH}\s+{_DAY},?\s+{_YEAR}",  # May 23, 2023
        rf"{_MONTH},?[\s/-]*{_YEAR}",  # May 2023
        rf"{_YEAR},?[\s/.-]*{_MONTH}(?:[\s/.-]+{_DAY})?",  # 2023 May
        r"(?P<a>\d{1,2})(?P<sep>[-/.])(?P<b>\d{1,2})(?P=sep)(?P<year>(?:19|20)\d\d)(?!\d)",
        rf"{_YEAR}[-/.](?P<m>\d{{1,2}})(?!\d)",  # 2023-05, 2023/05
        rf"(?P<m>\d{{1,2}})[-/.]{_YEAR}",  # 05/2023
    )
)


def date_key(text: str) -> tuple[int, ...] | None:
    """(year, month, day), the day 0 when not given; None where it is no date, or could be two."""
    for form in _FORMS:
        if found := form.search(text):
            return _read(found.groupdict())
    return None


def _read(parts: dict[str, str | None]) -> tuple[int, ...] | None:
    if parts.get("a"):
        return _day_and_month(int(parts["year"] or 0), int(parts["a"] or 0), int(parts["b"] or 0))
    name = parts.get("month")
    month = _month(name) if name else int(parts["m"] or 0)
    return _valid(int(parts["year"] or 0), month, int(parts.get("day") or 0))


def _month(name: str) -> int:
    return 1 + _MONTHS.index(f" {name[:3].lower()}") // 4


def _day_and_month(year: int, first: int, second: int) -> tuple[int, ...] | None:
    """05/06/2023 may be either; 23/05/2023 and 05/23/2023 may not, and for 05/05/2023 it is the same."""
    readings = {_valid(year, first, second), _valid(year, second, first)} - {None}
    return readings.pop() if len(readings) == 1 else None


def _valid(year: int, month: int, day: int) -> tuple[int, ...] | None:
    return (year, month, day) if 1 <= month <= 12 and 0 <= day <= 31 else None
