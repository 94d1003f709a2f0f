"""The kinds of values that cells hold: one table for row schemas, `order`, `row-habit` and `init`.

A new kind is one entry in the table; `make docs` writes the JSON schemas that name the kinds.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from rowcheck.cells import dates, measures, nothing, numbers, sort_keys, writing
from rowcheck.cells.sort_keys import Key
from rowcheck.model import Cell, Link


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of value; a function is None where the kind is not used for its purpose.

    - `recognise` tells whether a cell is of the kind, from its trimmed source: for column habits.
    - `beside` are the recognised kinds that a column of this kind has as well.
    - `read` returns the JSON value of a cell, None where it is not of the kind: for row schemas.
    - `schema` is the JSON Schema of that value; `make docs` writes it to `schema/cell.schema.json`.
    - `write` yields corrections of a cell that should be of the kind: for row schemas.
    - `key` returns what a text sorts by, None where it has no such value: for `order`.
    - `noun` and `example` name it in messages.
    """

    name: str
    noun: str
    example: str = ""
    recognise: Callable[[str], bool] | None = None
    beside: frozenset[str] = frozenset()
    read: Callable[[Cell], Any] | None = None
    schema: Mapping[str, Any] | None = None
    write: writing.Writer | None = None
    key: Callable[[str], Key | None] | None = None

    @property
    def phrase(self) -> str:
        """The noun with its example: `a year like 2024`."""
        return f"{self.noun} like {self.example}" if self.example else self.noun


@lru_cache(maxsize=1 << 14)
def kind(source: str) -> str:
    """Return the name of the kind of a cell, from its trimmed source alone."""
    return next(name for name, each in KINDS.items() if each.recognise is not None and each.recognise(source))


def value(cell: Cell, name: str, words: Collection[str] | None) -> Any:
    """Return the JSON value of a cell as a kind; None where it shows one of the casefolded `words`.

    A cell that is not of the kind is read as the text it shows, which the `type` of the schema refuses.
    """
    if words is not None and not cell.inline.targets and cell.text.strip().casefold() in words:
        return None
    read = KINDS[name].read
    result = read(cell) if read else None
    return _text(cell) if result is None else result


@lru_cache(maxsize=1 << 16)
def sort_key(name: str, text: str, locale: str = "") -> Key | None:
    """Return what a text sorts by as a kind; None where it has no such value, or an ambiguous one.

    `locale` is a language of `alphabets.TAILORINGS`, whose alphabet counts for texts and titles.
    """
    if locale and name in ("text", "title"):
        return (sort_keys.title_key if name == "title" else sort_keys.text_key)(text, locale)
    key = KINDS[name].key
    return key(text) if key else None


_IMAGE = re.compile(r"!\[|<img\b", re.IGNORECASE)
_LINK = re.compile(r"\]\(|\]\[|<a\s", re.IGNORECASE)
_LINKS = re.compile(
    r"\[[^\[\]]*\](?:\([^()]*(?:\([^()]*\)[^()]*)*\)|\[[^\[\]]*\])|<a\s.*?</a>|<[^<>]*>|:\w+:", re.IGNORECASE
)
_WORD = re.compile(r"[^\W\d_]{2}")
_ADDRESS = re.compile(r"https?://", re.IGNORECASE)


def _is_link(source: str) -> bool:
    """Return whether there is link markup and no word outside of it; an image in a link is an image."""
    return bool(
        _LINK.search(source) and not _IMAGE.search(source) and not _WORD.search(_LINKS.sub("", source))
    )


def _is_image(source: str) -> bool:
    return _IMAGE.search(source) is not None


def _is_prose(source: str) -> bool:
    return _LINK.search(source) is not None


def _is_address(source: str) -> bool:
    return _ADDRESS.search(source) is not None


def _plain(recognise: Callable[[str], bool]) -> Callable[[str], bool]:
    """Recognise the text inside of emphasis and code marks."""
    return lambda source: recognise(source.strip("*_~` "))


def _text(cell: Cell) -> str:
    return cell.text.strip()


def _read_link(cell: Cell) -> Any:
    alone = len(cell.links) == 1 and _text(cell) == cell.links[0].text.strip()
    return _target(cell.links[0]) if alone else None


def _read_links(cell: Cell) -> Any:
    return [_target(link) for link in cell.links] or None


def _read_image(cell: Cell) -> Any:
    return _target(cell.images[0]) if len(cell.images) == 1 else None


def _read_code(cell: Cell) -> Any:
    alone = len(cell.code) == 1 and cell.code[0].strip() == _text(cell)
    return {"code": cell.code[0]} if alone else None


def _target(link: Link) -> dict[str, str]:
    return {"text": link.text.strip(), "url": link.url}


_LINK_OBJECT = {
    "type": "object",
    "required": ["text", "url"],
    "properties": {"text": {"type": "string"}, "url": {"type": "string", "minLength": 1}},
}

# In the order of recognition, and stricter kinds first: `init` takes the first one that a column is of.
_TABLE = (
    Kind("nothing", "nothing", recognise=nothing.is_nothing),
    Kind(
        "link",
        "a link",
        "[text](https://...)",
        recognise=_is_link,
        beside=frozenset(("image", "prose")),
        read=_read_link,
        schema={"description": "One link and nothing else: {text, url}.", **_LINK_OBJECT},
        write=writing.link,
    ),
    Kind(
        "year",
        "a year",
        "2024",
        recognise=_plain(dates.is_year),
        read=lambda cell: dates.parse_year(_text(cell)),
        schema={
            "description": "Four digits, from 1900 to 2100.",
            "type": "integer",
            "minimum": 1900,
            "maximum": 2100,
        },
        write=writing.from_text(dates.year_corrections),
        key=dates.year_key,
    ),
    Kind(
        "date",
        "a date",
        "2024-03-31",
        recognise=_plain(dates.is_date),
        beside=frozenset(("year",)),
        read=lambda cell: dates.parse_date(_text(cell)),
        schema={"description": "A day as in ISO 8601: 2024-03-31.", "type": "string", "format": "date"},
        write=writing.from_text(dates.date_corrections),
        key=dates.date_key,
    ),
    Kind(
        "integer",
        "a whole number",
        "60,000",
        read=lambda cell: numbers.parse_integer(_text(cell)),
        schema={
            "description": "A whole number, with or without separators: 60,000 and 60 000 are 60000.",
            "type": "integer",
        },
        write=writing.from_text(numbers.integer_corrections),
    ),
    Kind(
        "number",
        "a number",
        "5.4M",
        recognise=_plain(numbers.is_number),
        beside=frozenset(("year",)),
        read=lambda cell: numbers.parse(_text(cell)),
        schema={
            "description": "A number, with or without separators, decimals and a magnitude: "
            "5.4M and 5.4 million are 5400000 (K, M, B or G, T).",
            "type": "number",
        },
        write=writing.from_text(numbers.number_corrections),
        key=measures.measure_key,
    ),
    Kind(
        "code",
        "code in backticks",
        "`this`",
        read=_read_code,
        schema={
            "description": "One code span and nothing else: {code}.",
            "type": "object",
            "required": ["code"],
            "properties": {"code": {"type": "string"}},
        },
        write=writing.code,
    ),
    Kind(
        "links",
        "one or more links",
        "[text](https://...)",
        read=_read_links,
        schema={
            "description": "The links of the cell, with any text between them: [{text, url}, ...].",
            "type": "array",
            "items": _LINK_OBJECT,
        },
        write=writing.link,
    ),
    Kind(
        "image",
        "an image",
        "![text](https://...)",
        recognise=_is_image,
        beside=frozenset(("link", "prose")),
        read=_read_image,
        schema={"description": "One image: {text, url}, linked or not.", **_LINK_OBJECT},
    ),
    Kind("prose", "words and a link", recognise=_is_prose),
    Kind("address", "an address", recognise=_is_address, beside=frozenset(("link", "prose"))),
    Kind(
        "text",
        "plain words",
        recognise=lambda source: True,
        beside=frozenset(("number", "year", "date", "prose")),
        read=_text,
        schema={"description": "What the cell shows, without markup; the default kind.", "type": "string"},
        write=writing.text,
        key=sort_keys.text_key,
    ),
    Kind(
        "markdown",
        "text",
        read=lambda cell: cell.source,
        schema={"description": "The source of the cell, with its markup.", "type": "string"},
        write=writing.text,
    ),
    Kind("title", "a title", key=sort_keys.title_key),
    Kind("venue-year", "a venue and a year", "CVPR 2024", key=sort_keys.venue_year_key),
)
KINDS: Mapping[str, Kind] = {each.name: each for each in _TABLE}


def schema_definitions() -> dict[str, dict[str, Any]]:
    """Return the `$defs` of `schema/cell.schema.json`: each kind that can be read, then its nullable form."""
    schemas = {each.name: each.schema for each in _TABLE if each.schema is not None}
    plain = {name: {"cell": name, **schema} for name, schema in schemas.items()}
    nullable = {
        f"nullable-{name}": {
            key: [text, "null"] if key == "type" else text
            for key, text in schema.items()
            if key != "description"
        }
        for name, schema in plain.items()
    }
    return plain | nullable
