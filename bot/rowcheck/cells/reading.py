"""The kinds of cell: what a cell becomes as a JSON value, and how a kind is called.

A cell that is not of its kind stays the text it shows, and the schema's own `type` refuses it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from decimal import Decimal
from typing import Any

from rowcheck.model import Cell, Link

PHRASES: Mapping[str, str] = {
    "code": "code in backticks like `this`",
    "date": "a date like 2024-03-31",
    "image": "an image like ![text](https://...)",
    "integer": "a whole number like 60,000",
    "link": "a link like [text](https://...)",
    "links": "one or more links like [text](https://...)",
    "markdown": "text",
    "number": "a number like 5.4M",
    "text": "text",
    "year": "a year like 2024",
}
"""What a cell of each kind should be, to a contributor."""

MAGNITUDES: Mapping[str, int] = {"K": 3, "M": 6, "B": 9, "G": 9, "T": 12}


def value(cell: Cell, kind: str, nothing: Collection[str] | None) -> Any:
    """The JSON value of a cell; None when it shows one of the folded words in `nothing`."""
    if nothing is not None and not cell.inline.targets and cell.text.strip().casefold() in nothing:
        return None
    return _READERS[kind](cell)


def number(text: str) -> int | float | None:
    """`60,000`, `5.4M` or `12k` as a number; None when it is none."""
    match = _NUMBER.fullmatch(text)
    if not match:
        return None
    scaled = Decimal(match[1].replace(",", "")).scaleb(MAGNITUDES.get((match[2] or "").upper(), 0))
    return int(scaled) if scaled == scaled.to_integral_value() else float(scaled)


_NUMBER = re.compile(
    r"([+-]?(?:[0-9]{1,3}(?:,[0-9]{3}){1,5}|[0-9]{1,18})(?:\.[0-9]{1,12})?) ?([KkMmBbGgTt])?"
)
_INTEGER = re.compile(r"[+-]?(?:[0-9]{1,3}(?:,[0-9]{3}){1,5}|[0-9]{1,18})")
_YEAR = re.compile(r"[0-9]{4}")


def _text(cell: Cell) -> str:
    return cell.text.strip()


def _markdown(cell: Cell) -> str:
    return cell.source


def _link(cell: Cell) -> Any:
    if len(cell.links) == 1 and cell.text.strip() == cell.links[0].text.strip():
        return _target(cell.links[0])
    return _text(cell)


def _links(cell: Cell) -> Any:
    return [_target(link) for link in cell.links] or _text(cell)


def _image(cell: Cell) -> Any:
    return _target(cell.images[0]) if len(cell.images) == 1 else _text(cell)


def _code(cell: Cell) -> Any:
    if len(cell.code) == 1 and cell.code[0].strip() == cell.text.strip():
        return {"code": cell.code[0]}
    return _text(cell)


def _integer(cell: Cell) -> Any:
    text = _text(cell)
    return int(text.replace(",", "")) if _INTEGER.fullmatch(text) else text


def _number(cell: Cell) -> Any:
    found = number(_text(cell))
    return _text(cell) if found is None else found


def _year(cell: Cell) -> Any:
    text = _text(cell)
    return int(text) if _YEAR.fullmatch(text) else text


def _target(link: Link) -> dict[str, str]:
    return {"text": link.text.strip(), "url": link.url}


_READERS: Mapping[str, Callable[[Cell], Any]] = {
    "code": _code,
    "date": _text,
    "image": _image,
    "integer": _integer,
    "link": _link,
    "links": _links,
    "markdown": _markdown,
    "number": _number,
    "text": _text,
    "year": _year,
}
