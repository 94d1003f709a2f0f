"""Numbers as people write them in tables: `60,000`, `5.4M`, `~3 million`, `85.3 %`.

One grammar for sort keys, row schemas, column habits and corrections. What cannot be compared has no value:
decimal commas (`0,5`), versions (`1.2.3`), fractions, exponents, and measures such as `512 B` or `5 m`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

_LETTERS: Mapping[str, int] = {"k": 3, "K": 3, "M": 6, "b": 9, "B": 9, "G": 9, "T": 12}
_WORDS: Mapping[str, str] = {
    "thousand": "K",
    "million": "M",
    "mio": "M",
    "mn": "M",
    "billion": "B",
    "bn": "B",
    "trillion": "T",
    "tn": "T",
}

_MEASURES = (
    "[A-Za-zµ]|[KMGTPkmgtp]i?[Bb](?:ps|/s)?|bits?|bytes?|ms|µs|ns|secs?|seconds?|mins?|minutes?|hrs?|hours?|days?"
    "|wks?|weeks?|mos?|months?|yrs?|years?|[nmck]m|[mk]g|lbs?|tons?|[kMG]?Hz|[kMG]?W"
)
# The limits on digits keep values exact enough to compare and cheap to read.
_GROUPED = r"[1-9][0-9]{0,2}(?P<separator>[, _'’\u00a0\u202f])[0-9]{3}(?:(?P=separator)[0-9]{3}){0,4}"
_DIGITS = rf"(?P<digits>(?:{_GROUPED}|[0-9]{{1,18}})(?:\.[0-9]{{1,12}})?|\.[0-9]{{1,12}})"
_SCALE = rf"(?:(?P<letter>[{''.join(_LETTERS)}])|\s?(?P<word>(?i:{'|'.join(_WORDS)}))(?i:s)?)?"
_END = rf"(?!\w|[.,:/'’]\d|\^|\s?[×*]\s?\d|\s(?:{_MEASURES})\b)"
_NUMBER = re.compile(f"{_DIGITS}{_SCALE}{_END}")
_SIGN = "[-−+]?"
_WHOLE = re.compile(rf"(?P<sign>{_SIGN}){_NUMBER.pattern}")
_FIRST = re.compile(rf"(?<![\w.,])(?P<sign>{_SIGN})[$€£¥~≈<>≥≤]{{0,2}}\s?(?=\.?[0-9])")
_WRITTEN = re.compile(
    rf"[$€£¥~≈<>≤≥+−-]*\s?(?:{_DIGITS}|[0-9][0-9.,]*)"
    rf"\s?(?:[kKmMbBgGtT%+]|[KMGT]i?B|(?i:(?:{'|'.join(_WORDS)})s?))?"
)
_ABOUT = re.compile(r"(?:[~≈>]|about |over )?\s*")
_REMAINDER = re.compile(r"\s*(?:\+|[^\W\d_].*)?")


def is_number(text: str) -> bool:
    """Return whether the text is a number and nothing else, whether or not it can be compared."""
    return _WRITTEN.fullmatch(text) is not None


def parse(text: str) -> int | float | None:
    """Return the value of a text that is a number and nothing else, not even `~`, `$` or `%`."""
    match = _WHOLE.fullmatch(text)
    return _value(match, match["sign"]) if match else None


def parse_integer(text: str) -> int | None:
    """Return the value of a text that is a whole number without a magnitude."""
    match = _WHOLE.fullmatch(text)
    if not match or match["letter"] or match["word"] or "." in match["digits"]:
        return None
    return int(_value(match, match["sign"]))


def number_key(text: str) -> int | float | None:
    """Return the first number in a text; None where it cannot be compared, whatever follows."""
    first = _FIRST.search(text)
    match = _NUMBER.match(text, first.end()) if first else None
    return _value(match, first["sign"]) if first and match else None


def number_corrections(text: str) -> Iterator[tuple[str, bool]]:
    """Yield `5.4M` for `5.4 million` or `over 5.4M images`, and whether nothing is lost."""
    about = _ABOUT.match(text)
    match = _NUMBER.match(text, about.end() if about else 0)
    if match and _REMAINDER.fullmatch(text, match.end()):
        scale = match["letter"] or _WORDS.get((match["word"] or "").lower(), "")
        yield re.sub(r"[^0-9.,]", "", match["digits"]) + scale, match[0] == text


def integer_corrections(text: str) -> Iterator[tuple[str, bool]]:
    """Yield `60,000` for `60k` or `60000 images`, and whether nothing is lost."""
    for number, safe in number_corrections(text):
        value = parse(number)
        if isinstance(value, int):
            yield f"{value:,}", safe


def _value(match: re.Match[str], sign: str) -> int | float:
    letter = match["letter"] or _WORDS.get((match["word"] or "").lower(), "")
    value = Decimal(re.sub(r"[^0-9.]", "", match["digits"])).scaleb(_LETTERS.get(letter, 0))
    if sign in ("-", "−"):
        value = -value
    return int(value) if value == value.to_integral_value() else float(value)
