"""Dates, months and years as people write them in tables, for sort keys, row schemas and column habits."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_FULL_YEAR = r"(?P<year>(?:19|20)\d\d)(?!\d)"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?(?!\d)"


def _compiled(*forms: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(rf"(?<![\d\w]){form}", re.IGNORECASE) for form in forms)


_FORMS = _compiled(
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
# Dates without a full year: they are recognised, and cannot be compared.
_PARTIAL = _compiled(
    rf"{_MONTH}(?:[\s-]+{_DAY})?",  # May, May 23
    rf"{_DAY}(?:\s+of)?[\s-]+{_MONTH}",  # 23 May
    r"\d{1,2}([-/.])\d{1,2}\1\d\d",  # 23/05/23
    r"\d{1,2}\s?月(?:\s?\d{1,2}\s?日)?",
)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_SHORT_YEAR = re.compile(r"(?<=['’‘])\d\d(?!\d)")


def is_date(text: str) -> bool:
    """Return whether the text is a date or a month and nothing else, with or without its year."""
    if any(form.fullmatch(text) for form in _PARTIAL):
        return True
    return any(_readings(match) for form in _FORMS if (match := form.fullmatch(text)))


def parse_date(text: str) -> str | None:
    """Return the text if it is written as a day of ISO 8601; whether there is such a day is not checked."""
    return text if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text) else None


def date_key(text: str) -> tuple[int, ...] | None:
    """Return year, month and day of the date in a text, with day 0 for a month.

    None where there is no date with a year, or where day and month could be swapped: `05/06/2023`.
    """
    for form in _FORMS:
        if match := form.search(text):
            readings = _readings(match)
            return readings.pop() if len(readings) == 1 else None
    return None


def date_corrections(text: str) -> Iterator[tuple[str, bool]]:
    """Yield the ISO 8601 form of a text that is a day and nothing else, as safe."""
    key = date_key(text) if is_date(text) else None
    if key and key[2]:
        with suppress(ValueError):  # 31 February
            yield date(*key).isoformat(), True


def is_year(text: str) -> bool:
    """Return whether the text is a year from 1900 to 2099 and nothing else."""
    return _YEAR.fullmatch(text) is not None


def has_year(text: str) -> bool:
    """Return whether there is a year in the text, alone or beside words: `CVPR 2024`."""
    return _YEAR.search(text) is not None


def parse_year(text: str) -> int | None:
    """Return the value of a text of four digits, in any century: the column says that it is a year."""
    return int(text) if re.fullmatch(r"[0-9]{4}", text) else None


def year_key(text: str) -> int | None:
    """Return the last year in a text; of two digits (`'23`) where there is no other."""
    years = _YEAR.findall(text)
    if years:
        return int(years[-1])
    short = _SHORT_YEAR.findall(text)
    return 2000 + int(short[-1]) if short else None


def without_years(text: str) -> str:
    """Return the text with a space instead of each year."""
    return _SHORT_YEAR.sub(" ", _YEAR.sub(" ", text))


def year_corrections(text: str) -> Iterator[tuple[str, bool]]:
    """Yield the only year in a text, never as safe: the rest of the text is lost."""
    years = set(_YEAR.findall(text))
    if len(years) == 1:
        yield years.pop(), False
    elif not years and re.fullmatch(r"['’‘]\d\d", text):
        yield str(year_key(text)), False


def with_full_year(text: str) -> str | None:
    """Return `CVPR 2024` for `CVPR'24` or `CVPR-24`."""
    match = re.fullmatch(r"(.*[^\W\d_]) ?['’`-] ?([0-9]{2})", text)
    return f"{match[1]} 20{match[2]}" if match else None


def _readings(match: re.Match[str]) -> set[tuple[int, int, int]]:
    """Return year, month and day of each date that a match may mean."""
    parts = match.groupdict()
    year = int(parts["year"])
    if parts.get("a"):
        first, second = int(parts["a"]), int(parts["b"])
        readings = {(year, first, second), (year, second, first)}
    else:
        name = parts.get("month")
        month = MONTHS.index(name[:3].title()) + 1 if name else int(parts["m"])
        readings = {(year, month, int(parts.get("day") or 0))}
    return {reading for reading in readings if 1 <= reading[1] <= 12 and reading[2] <= 31}
