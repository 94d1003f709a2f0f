"""Numbers with a unit, for sort keys: `500 MB`, `1:02:00`, `2 days ago`, `3.5 GHz`, `1e6`, `4 × 10^7`.

Values are in one unit for each thing that is measured (bytes, bits per second, seconds, metres, ...), so that
`500 MB` sorts before `1 GB`. A single `m` may be metres, minutes, months or millions, and `512 B` bytes or
billions: they have no value, unless hours or seconds stand beside the `m`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import pairwise

from rowcheck.cells import numbers

_TIMES: Mapping[str, float] = {
    name: seconds
    for seconds, names in (
        (1e-9, "ns nanosecond nanoseconds"),
        (1e-6, "µs us microsecond microseconds"),
        (1e-3, "ms msec millisecond milliseconds"),
        (1, "s sec secs second seconds"),
        (60, "min mins minute minutes"),
        (3600, "h hr hrs hour hours"),
        (86_400, "d day days"),
        (604_800, "w wk wks week weeks"),
        (2_629_746, "mo mos month months"),  # a twelfth of the mean Gregorian year
        (31_556_952, "y yr yrs year years"),
    )
    for name in names.split()
}
_LARGE: Mapping[str, float] = {"": 1, "k": 1e3, "m": 1e6, "g": 1e9, "t": 1e12, "p": 1e15}
_BINARY: Mapping[str, float] = {"ki": 2**10, "mi": 2**20, "gi": 2**30, "ti": 2**40, "pi": 2**50}
_SIZES: Mapping[str, float] = {
    "bit": 1 / 8,
    "bits": 1 / 8,
    **{f"{prefix}b": factor for prefix, factor in {**_LARGE, **_BINARY}.items() if prefix},
    **{f"{prefix}byte": factor for prefix, factor in _LARGE.items()},
    **{f"{prefix}bytes": factor for prefix, factor in _LARGE.items()},
    **{f"{prefix}bps": factor for prefix, factor in _LARGE.items()},
    **{f"{prefix}b/s": 8 * factor for prefix, factor in _LARGE.items() if prefix},
}
_SMALL: Mapping[str, float] = {
    "n": 1e-9,
    "µ": 1e-6,
    "m": 1e-3,
    "c": 1e-2,
    "": 1,
    "k": 1e3,
    "M": 1e6,
    "G": 1e9,
}
_OTHERS: Mapping[str, float] = {
    **{f"{prefix}m": _SMALL[prefix] for prefix in ("n", "µ", "m", "c", "k")},
    **{f"{prefix}g": _SMALL[prefix] for prefix in ("µ", "m", "k")},
    **{f"{prefix}Hz": _SMALL[prefix] for prefix in ("", "k", "M", "G")},
    **{f"{prefix}W": _SMALL[prefix] for prefix in ("m", "k", "M", "G")},
    **{f"{prefix}Wh": _SMALL[prefix] for prefix in ("", "k", "M", "G")},
    "lb": 453.6,
    "lbs": 453.6,
    "ton": 1e6,
    "tons": 1e6,
}

_NUMBER = r"(?:[1-9][0-9]{0,2}(?:,[0-9]{3}){1,4}|[0-9]{1,15})(?:\.[0-9]{1,9})?"
_START = r"[\s~≈<>≤≥+]*(?:about |over )?"
_MEASURE = re.compile(
    rf"{_START}(?P<number>{_NUMBER})(?:\s?[-–]\s?{_NUMBER})?[\s-]?(?P<unit>[^\W\d_]+(?:/s)?)(?!\w)"
)
_PART = rf"({_NUMBER}|\ban?(?=\s))\s?([^\W\d_]+)\.?"
_PARTS = re.compile(rf"{_START}{_PART}(?:,?(?: and)?\s*{_PART})*")
_CLOCK = re.compile(
    r"[\s~≈]*(\d{1,3}):([0-5]\d)(?::([0-5]\d))?(\.\d+)?(?:\s?([ap])\.?m\b\.?)?(?![\w:])",
    re.IGNORECASE | re.ASCII,
)
_RAISED = r"(\^[-−]?[0-9]{1,2}|[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3})"
_POWER = re.compile(
    rf"{_START}(?:(?P<factor>[-−]?{_NUMBER})(?:\s?[×x*·]\s?10{_RAISED}|e([+-]?[0-9]{{1,2}}))|([0-9]{{1,2}}){_RAISED})(?![\w.])",
    re.IGNORECASE,
)
_PLAIN_DIGITS = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹−", "-0123456789-", "^,")

_LONGEST = 80
"""Characters of a text that may be a measure; a longer one is a sentence."""


def measure_key(text: str) -> float | None:
    """Return the number that a text begins with, in the base unit of what it measures.

    Without a unit it is the first number in the text; None where there is none that can be compared.
    """
    if (text.isascii() and text.isalpha()) or len(text) > _LONGEST:
        return numbers.number_key(text)
    for read in (_clock, _power, _duration, _measure):
        if (value := read(text)) is not None:
            return value
    return numbers.number_key(text)


def _clock(text: str) -> float | None:
    """Return the seconds of `mm:ss` or `h:mm:ss`; of a time of day, which is written `h:mm`, its minutes."""
    match = _CLOCK.match(text)
    if not match:
        return None
    first, second, third, fraction, half = match.groups()
    if half:
        first = int(first) % 12 + (12 if half in "pP" else 0)
    seconds = 60 * int(first) + int(second)
    return (60 * seconds + int(third) if third else seconds) + float(fraction or 0)


def _power(text: str) -> float | None:
    match = _POWER.match(text)
    if not match:
        return None
    factor, raised, exponent, base, power = (
        part and part.translate(_PLAIN_DIGITS) for part in match.groups()
    )
    try:
        return float(factor) * 10.0 ** int(raised or exponent) if factor else float(base) ** int(power)
    except (ValueError, ArithmeticError):  # `10⁻`, `0^-1`
        return None


def _duration(text: str) -> float | None:
    match = _PARTS.match(text)
    parts = re.findall(_PART, match[0]) if match else []
    units = [unit.lower() if len(unit) > 1 else unit for _, unit in parts]
    beside = {unit for pair in pairwise(units) for unit in pair}
    times = {**_TIMES, "m": 60} if beside & {"h", "s", "hr", "sec"} else _TIMES
    if not parts or units[0] not in times:
        return None
    return sum(_value(number) * times.get(unit, 0) for (number, _), unit in zip(parts, units, strict=True))


def _measure(text: str) -> float | None:
    match = _MEASURE.match(text)
    if not match:
        return None
    unit = match["unit"]
    factor = _OTHERS.get(unit) or _SIZES.get(unit.lower())
    return None if factor is None else _value(match["number"]) * factor


def _value(number: str) -> float:
    return float(number.replace(",", "")) if number[0].isdigit() else 1
