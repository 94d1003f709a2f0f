"""The quick reading of a cell: words, simple links, images, code, tags and addresses.

One pattern, matched again and again from the left. Every alternative is so narrow that it can
only match where GitHub would read the same, whatever follows; where none matches, mistune reads
the cell. Lists have tens of thousands of cells, and nine in ten need no more than this.
"""

from __future__ import annotations

import re

from rowcheck.model import Inline, Link

BLANKS = re.compile(r"[ \t\n\f\v\r]+")

_WORD = (
    r"[^\\`*_\[\]<>&~@:!whf]"
    r"|(?:w(?!ww\.)|[hf](?!t?tps?://)|:(?!//)|!(?!\[)|[<>](?![A-Za-z/!?])|&(?![A-Za-z#])"
    r"|(?<=[A-Za-z0-9])_+(?=[A-Za-z0-9])|(?<= )[*&](?= ))"
)
_URL = r"[A-Za-z0-9#%+,./:=?@$;!_-]+(?:&(?![A-Za-z0-9#]+;)[A-Za-z0-9#%+,./:=?@$;!_-]*)*"
_IMAGE = rf"!\[((?:{_WORD})*)\]\(({_URL})\)"
_MARKUP = re.compile(r"[\\`*_\[<&~@]")
_LINK = re.compile(rf"\[([^\\`*_\[\]<>&~!]*)\]\(({_URL})\)")
_CODE = re.compile(r"`([^`|\\]+)`")
_PIECE = re.compile(
    rf"((?:{_WORD})+)"
    rf"|\[(\*\*(?=[A-Za-z0-9]))?((?:{_WORD})*)(?(2)(?<=[A-Za-z0-9)])\*\*)\]\(({_URL})\)"
    rf"|{_IMAGE}"
    rf"|\[{_IMAGE}\]\(({_URL})\)"
    rf"|(?<!`)`([^`|\\]+)`(?!`)"
    rf"|<[A-Za-z][A-Za-z0-9-]*(?: [A-Za-z-]+=\"[^\"\\]*\")* ?/?>|</[A-Za-z][A-Za-z0-9-]*>"
    rf"|(?<![^ (])(https?://[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+(?:/[A-Za-z0-9/.=?-]*[A-Za-z0-9/=])?)(?= |\Z)"
    rf"|(?<![^ ])\*\*([A-Za-z0-9](?:{_WORD})*(?<=[A-Za-z0-9)]))\*\*(?= |\Z)"
)


def read(source: str) -> Inline | None:
    """What the cell shows, or None where it takes a parser to tell."""
    if not _MARKUP.search(source) and "://" not in source and "www." not in source:
        return Inline(folded(source))
    if link := _LINK.fullmatch(source):
        label = folded(link[1])
        return Inline(label, (Link(label, link[2]),))
    if code := _CODE.fullmatch(source):
        inside = _unpadded(code[1])
        return Inline(folded(inside), code=(inside,))
    texts: list[str] = []
    targets: list[Link] = []
    codes: list[str] = []
    position, end = 0, len(source)
    while position < end:
        match = _PIECE.match(source, position)
        if not match:
            return None
        position = match.end()
        words = match[1]
        if words is not None:
            texts.append(words)
        else:
            texts.append(_target(match, targets, codes))
    return Inline(folded("".join(texts)), tuple(targets), tuple(codes))


def folded(text: str) -> str:
    """Text as a browser shows it: runs of ASCII blanks are one space, none at the ends."""
    if "  " not in text and text.isprintable():
        return text.strip(" ")
    return BLANKS.sub(" ", text).strip(" ")


def _unpadded(code: str) -> str:
    """Code without the blank on either side that only keeps it from the backticks (CommonMark 6.1)."""
    return code[1:-1] if code[0] == code[-1] == " " and code.strip(" ") else code


def _target(match: re.Match[str], targets: list[Link], codes: list[str]) -> str:
    """Note the link, image or code that was matched; its text."""
    _, _, label, url, alt, image, inner_alt, inner, outer, code, address, bold = match.groups()
    if url is not None:
        targets.append(Link(folded(label), url))
        return str(label)
    if outer is not None:
        targets.extend((Link(folded(inner_alt), outer), Link(folded(inner_alt), inner, image=True)))
        return str(inner_alt)
    if image is not None:
        targets.append(Link(folded(alt), image, image=True))
        return str(alt)
    if code is not None:
        codes.append(_unpadded(code))
        return codes[-1]
    if address is not None:
        targets.append(Link(address, address))
        return str(address)
    return bold or ""
