"""Dates and years as people write them in tables.

Sort keys are exact to the day or to the month, and None for a date that can be read in two ways.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_FULL_YEAR = r"(?P<year>(?:19|20)\d\d)(?!\d)"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?(?!\d)"
_FORMS = tuple(
    re.compile(rf"(?<![\d\w]){form}", re.IGNORECASE)
    for form in (
        rf"{_FULL_YEAR}(?P<sep>[-/.])(?P<m>\d{{1,2}})(?P=sep){_DAY}",  # 2023-05-12, 2023/5/12, 2023.05.12
        rf"{_FULL_YEAR}\s?年\s?(?P<m>\d{{1,2}})\s?月(?:\s?{_DAY}\s?日)?",
        rf"{_DAY}(?:\s+of)?[\s-]+{_MONTH},?[\s-]+{_FULL_YEAR}",  # 23 May 2023
        rf"{_MONTH}\s+{_DAY},?\s+{_FULL_YEAR}",  # May 23, 2023
        rf"{_MONTH},?[\s/-]*{_FULL_YEAR}",  # May 2023
        rf"{_FULL_YEAR},?[\s/.-]*{_MONTH}(?:[\s/.-]+{_DAY})?",  # 2023 May
        r"(?P<a>\d{1,2})(?P<sep>[-/.])(?P<b>\d{1,2})(?P=sep)(?P<year>(?:19|20)\d\d)(?!\d)",
        rf"{_FULL_YEAR}[-/.](?P<m>\d{{1,2}})(?!\d)",  # 2023-05, 2023/05
        rf"(?P<m>\d{{1,2}})[-/.]{_FULL_YEAR}",  # 05/2023
    )
)
_MONTH_NAME = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_DATE = re.compile(
    r"\d{4}[-/.]\d{1,2}(?:[-/.]\d{1,2})?|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}"
    rf"|(?:\d{{1,2}} )?{_MONTH_NAME}\.?(?: \d{{1,2}}(?:st|nd|rd|th)?)?(?:,? \d{{4}})?",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_SHORT_YEAR = re.compile(r"(?<=['’‘])\d\d(?!\d)")


def is_date(text: str) -> bool:
    """Return whether the text is a date, or a part of one, and nothing else."""
    return _DATE.fullmatch(text) is not None


def parse_date(text: str) -> str | None:
    """Return the text if it looks like a day as in ISO 8601; whether there is such a day is for `format`."""
    return text if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text) else None


def date_key(text: str) -> tuple[int, ...] | None:
    """Return year, month and day of the date in a text, with day 0 for a month."""
    for form in _FORMS:
        if match := form.search(text):
            return _read(match.groupdict())
    return None


def is_year(text: str) -> bool:
    """Return whether the text is a year from 1900 to 2099 and nothing else."""
    return _YEAR.fullmatch(text) is not None


def has_year(text: str) -> bool:
    """Return whether there is a year in the text, alone or beside words: `CVPR 2024`."""
    return _YEAR.search(text) is not None


def parse_year(text: str) -> int | None:
    """Return the value of four digits."""
    return int(text) if re.fullmatch(r"[0-9]{4}", text) else None


def year_key(text: str) -> int | None:
    """Return the last year in a text; of two digits (`'23`) where there is no other."""
    years = _YEAR.findall(text)
    if years:
        return int(years[-1])
    short = _SHORT_YEAR.findall(text)
    return 2000 + int(short[-1]) if short else None


def without_years(text: str) -> str:
    return _SHORT_YEAR.sub(" ", _YEAR.sub(" ", text))


def year_corrections(text: str) -> Iterator[tuple[str, bool]]:
    """Yield the only year in a text, and whether it is safe to write it instead."""
    found = set(re.findall(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])", text))
    if len(found) == 1:
        yield found.pop(), False
    if match := re.fullmatch(r"['’]([0-9]{2})", text):
        yield f"20{match[1]}", False


def date_corrections(text: str) -> Iterator[tuple[str, bool]]:
    """Yield the ISO 8601 form of `2024/3/31`, `31 March 2024` or `Mar 31, 2024`; never of `1/2/2024`."""
    if match := re.fullmatch(r"([0-9]{4})[-/. ]([0-9]{1,2})[-/. ]([0-9]{1,2})", text):
        yield from _iso(match[1], int(match[2]), match[3])
    if match := re.fullmatch(r"([0-9]{1,2})(?:st|nd|rd|th)? ([A-Za-z]{3,9})\.?,? ([0-9]{4})", text):
        yield from _iso(match[3], _month(match[2]), match[1])
    if match := re.fullmatch(r"([A-Za-z]{3,9})\.? ([0-9]{1,2})(?:st|nd|rd|th)?,? ([0-9]{4})", text):
        yield from _iso(match[3], _month(match[1]), match[2])


def with_full_year(text: str) -> str | None:
    """Return `CVPR 2024` for `CVPR'24` or `CVPR-24`."""
    match = re.fullmatch(r"(.*[^\W\d_]) ?['’`-] ?([0-9]{2})", text)
    return f"{match[1]} 20{match[2]}" if match else None


def _read(parts: dict[str, str | None]) -> tuple[int, ...] | None:
    if parts.get("a"):
        return _day_and_month(int(parts["year"] or 0), int(parts["a"] or 0), int(parts["b"] or 0))
    name = parts.get("month")
    month = _month(name) if name else int(parts["m"] or 0)
    return _valid(int(parts["year"] or 0), month, int(parts.get("day") or 0))


def _month(name: str) -> int:
    short = name[:3].title()
    return MONTHS.index(short) + 1 if short in MONTHS else 0


def _day_and_month(year: int, first: int, second: int) -> tuple[int, ...] | None:
    """05/06/2023 may be either; 23/05/2023 and 05/23/2023 may not, and for 05/05/2023 it is the same."""
    readings = {_valid(year, first, second), _valid(year, second, first)} - {None}
    return readings.pop() if len(readings) == 1 else None


def _valid(year: int, month: int, day: int) -> tuple[int, ...] | None:
    return (year, month, day) if 1 <= month <= 12 and 0 <= day <= 31 else None


def _iso(year: str, month: int, day: str) -> Iterator[tuple[str, bool]]:
    try:
        yield date(int(year), month, int(day)).isoformat(), True
    except ValueError:
        return
