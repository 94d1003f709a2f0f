"""GFM's extended autolinks (specification 6.9) for mistune's inline parser.

mistune's own `url` plugin knows `http(s)://` only and keeps trailing punctuation differently.
Addresses of the web are a rule of the parser; those of mail are found in finished text, as
cmark-gfm does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from re import Match

import mistune
from mistune.core import InlineState
from mistune.util import escape_url

_START = r"(?:(?<![A-Za-z0-9])(?:https?|ftp)://|(?<![^\s*_~(])www\.)"
_DOMAIN = re.compile(r"""[^\s!"#$%&'()*+,/:;<=>?@\[\\\]^`{|}~]+""")
_REST = re.compile(r"[^\s<]*")
_ENTITY_END = re.compile(r"&[A-Za-z0-9]+;\Z")
_TRAILING = "?!.,:*_~'\""
_EMAIL = re.compile(r"(mailto:|xmpp:)?[A-Za-z0-9.+_-]+@[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)+")


def register(inline: mistune.InlineParser) -> None:
    """Add the rule `gfm_autolink`, ahead of emphasis, since `_` in an address is no delimiter."""
    inline.register("gfm_autolink", _START, _parse, before="emphasis", start_chars=("h", "f", "w"))


def emails(text: str) -> Iterator[tuple[str, str]]:
    """The mail addresses in a text, each with its URL; one ending in a digit, `-` or `_` is none."""
    for match in _EMAIL.finditer(text):
        if match.group()[-1].isalpha():
            yield match.group(), match.group() if match.group(1) else f"mailto:{match.group()}"


def _parse(inline: mistune.InlineParser, match: Match[str], state: InlineState) -> int | None:
    if state.in_link or state.brackets:
        return None  # cmark-gfm makes none inside brackets, whether they become a link or not
    start, source, begin = match.start(), state.src, match.group()
    bare = begin == "www."
    if not _valid_domain(source, start if bare else match.end(), needs_dot=bare):
        return None
    rest = _REST.match(source, start)
    assert rest is not None
    address = _without_trailing(rest.group())
    if len(address) <= len(begin):
        return None
    state.append_token(
        {
            "type": "link",
            "children": [{"type": "text", "raw": address}],
            "attrs": {"url": escape_url(f"http://{address}" if bare else address)},
            "_autolink": address,
        }
    )
    return start + len(address)


def _valid_domain(source: str, start: int, *, needs_dot: bool) -> bool:
    """GFM 6.9: segments without an underscore in the last two, and a dot where no scheme stands."""
    domain = _DOMAIN.match(source, start)
    if not domain:
        return False
    segments = domain.group().split(".")
    if any("_" in segment for segment in segments[-2:]):
        return False
    return len(segments) > 1 or not needs_dot


def _without_trailing(address: str) -> str:
    """GFM 6.9: closing punctuation, an unbalanced `)` and an entity at the end are not the link's."""
    while address:
        last = address[-1]
        if last == ")" and address.count(")") <= address.count("("):
            break
        if last == ";" and (entity := _ENTITY_END.search(address)):
            address = address[: entity.start()]
        elif last in _TRAILING or last in ");":
            address = address[:-1]
        else:
            break
    return address
