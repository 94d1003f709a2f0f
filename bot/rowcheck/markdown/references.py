"""Link reference definitions at the start of a paragraph (CommonMark 4.7).

They decide how `[Code][1]` in a cell renders, and whether a paragraph has content at all. Where
the specification and cmark-gfm differ (what may stand in an address), this follows cmark-gfm.
Nothing here renders links.
"""

from __future__ import annotations

import re
from typing import NamedTuple, TypeAlias

from rowcheck.markdown import destinations, entities


class Reference(NamedTuple):
    """Where a definition's label leads."""

    url: str
    title: str


References: TypeAlias = dict[str, Reference]
"""The definitions of a document by the `key` of their label."""

_LABEL = re.compile(r"\[((?:[^\\\[\]]|\\.?+)*)\]:[ \t]*(?:\n[ \t]*)?", re.S)
_BLANKS = re.compile(r"[ \t\n]+")
_BEFORE_TITLE = re.compile(r"[ \t]+(?:\n[ \t]*)?|\n[ \t]*")
_REST_OF_LINE = re.compile(r"[ \t]*(?:\n|\Z)")


LONGEST_LABEL = 1000


def key(label: str) -> str:
    """Labels that differ in case and in blanks only name the same definition (CommonMark 6.3)."""
    return _BLANKS.sub(" ", label.strip(" \t\n")).casefold()


def take(text: str, references: References) -> str:
    """Note the definitions that `text` begins with (the first of a label wins); the text after them."""
    position = 0
    while text.startswith("[", position):
        end = _definition(text, position, references)
        if not end:
            break
        position = end
    return text[position:]


def _definition(text: str, start: int, references: References) -> int:
    """The index after the definition that begins at `start`; 0 if none does."""
    opening = _LABEL.match(text, start)
    if not opening or not opening[1].strip(" \t\n") or len(opening[1]) > LONGEST_LABEL:
        return 0
    found = destinations.address(text, opening.end())
    if not found or found[1] == opening.end():
        return 0
    title, end = _title(text, found[1])
    if end:
        references.setdefault(key(opening[1]), Reference(entities.url(found[0]), title))
    return end


def _title(text: str, after_address: int) -> tuple[str, int]:
    """The optional title and the index after the definition's last line; index 0 if text follows."""
    gap = _BEFORE_TITLE.match(text, after_address)
    title = destinations.TITLE.match(text, gap.end()) if gap else None
    if title and (rest := _REST_OF_LINE.match(text, title.end())):
        return entities.text(title[0][1:-1]), rest.end()
    rest = _REST_OF_LINE.match(text, after_address)
    return ("", rest.end()) if rest else ("", 0)
