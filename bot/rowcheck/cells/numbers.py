"""Numbers as people write them in tables: `60,000`, `5.4M`, `~3 million`, `85.3 %`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

MAGNITUDES: Mapping[str, int] = {"K": 3, "M": 6, "B": 9, "G": 9, "T": 12}
_NAMES = {"thousand": "K", "million": "M", "mio": "M", "billion": "B", "trillion": "T"}

_NUMBER = re.compile(r"[~≈<>≤≥$€£+-]*\d(?:[\d.,]*\d)?\s?(?:[kKmMbBtT%+]|[KMGT]i?B)?")
_WHOLE = re.compile(r"[+-]?(?:[0-9]{1,3}(?:,[0-9]{3}){1,5}|[0-9]{1,18})")
_SCALED = re.compile(
    r"([+-]?(?:[0-9]{1,3}(?:,[0-9]{3}){1,5}|[0-9]{1,18})(?:\.[0-9]{1,12})?) ?([KkMmBbGgTt])?"
)
_FIRST = re.compile(
    r"(?<![\w.,])(?P<sign>[-−+]?)[$€£¥~≈<>≥≤]{0,2}\s?"
    r"(?P<digits>\d{1,3}(?:[, '’\u00a0\u202f]\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)"
    r"\s?(?P<scale>[kKmMbBtT](?![A-Za-z])|(?:thousand|million|billion|trillion)\b)?"
)
_SCALES: Mapping[str, float] = {"": 1, "k": 1e3, "t": 1e3, "m": 1e6, "b": 1e9}


def is_number(text: str) -> bool:
    """Return whether the text is a number and nothing else."""
    return _NUMBER.fullmatch(text) is not None


def parse(text: str) -> int | float | None:
    """Return the value of a text that is a number and nothing else."""
    match = _SCALED.fullmatch(text)
    if not match:
        return None
    scaled = Decimal(match[1].replace(",", "")).scaleb(MAGNITUDES.get((match[2] or "").upper(), 0))
    return int(scaled) if scaled == scaled.to_integral_value() else float(scaled)


def parse_integer(text: str) -> int | None:
    """Return the value of a text that is a whole number without a magnitude."""
    return int(text.replace(",", "")) if _WHOLE.fullmatch(text) else None


def number_key(text: str) -> float | None:
    """Return the first number of a text."""
    found = _FIRST.search(text)
    if not found:
        return None
    value = float(re.sub(r"[^\d.]", "", found["digits"]))
    scale = (found["scale"] or "").lower()
    factor = 1e12 if scale in ("t", "trillion") else _SCALES[scale[:1]]
    return -value * factor if found["sign"] in ("-", "−") and found["sign"] else value * factor


def integer_corrections(text: str) -> Iterator[tuple[str, bool]]:
    """Yield a whole number with commas for `60 000`, `60k` or `60000 images`, and whether it is safe."""
    for number, safe in number_corrections(text):
        value = parse(number)
        if isinstance(value, int):
            yield f"{value:,}", safe


def number_corrections(text: str) -> Iterator[tuple[str, bool]]:
    """Yield a number with its magnitude as a letter for `5.4 million` or `60 000`, and whether it is safe."""
    plain = re.sub(r"(?<=[0-9])[\s_'’](?=[0-9]{3}\b)", "", text)
    for name, letter in _NAMES.items():
        plain = re.sub(rf"(?i)(?<=[0-9])\s*{name}s?\b", letter, plain)
    if parse(plain) is not None:
        yield plain, True
    match = re.fullmatch(
        r"(?:[~≈>]|about |over )?\s*([0-9][0-9.,]*(?:\s?[KkMmBbGgTt]\b)?)\s*(?:\+|[^\W\d_].*)?", plain
    )
    if match and parse(match[1].strip()) is not None:
        yield match[1].strip(), False
