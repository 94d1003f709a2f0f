"""Character references such as `&copy;`, and addresses as they stand in GitHub's HTML."""

from __future__ import annotations

import re
from html.entities import html5
from urllib.parse import quote

from mistune.helpers import unescape_char

REFERENCE = r"&(?:#[xX][0-9a-fA-F]{1,8}|#[0-9]{1,8}|[A-Za-z][A-Za-z0-9]{1,31});"
"""CommonMark 6.4: only with a semicolon, and by name only those that HTML5 knows."""

_REFERENCE = re.compile(REFERENCE)
_UNESCAPED = "/:?#@!$&'()*+,;=%"


def decoded(source: str) -> str:
    """The text with its character references resolved."""
    return _REFERENCE.sub(lambda found: character(found.group()), source) if "&" in source else source


def character(reference: str) -> str:
    """What one reference stands for; the reference itself if that is nothing."""
    if reference[1] != "#":
        return html5.get(reference[1:], reference)
    number = int(reference[3:-1], 16) if reference[2] in "xX" else int(reference[2:-1])
    if number == 0 or number > 0x10FFFF or 0xD800 <= number < 0xE000:
        return "\ufffd"
    return chr(number)


def text(title: str) -> str:
    """A title as written between quotes, in the form of GitHub's HTML."""
    return unescape_char(decoded(title))


def url(address: str) -> str:
    """An address as written between a link's parentheses, in the form of GitHub's HTML."""
    return escaped(text(address))


def escaped(address: str) -> str:
    """An address with what may not stand in a URL percent-encoded; what is encoded stays so."""
    return quote(address, safe=_UNESCAPED, errors="replace")
