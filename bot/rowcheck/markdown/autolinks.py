"""GFM's extended autolinks (specification 6.9), as cmark-gfm finds them.

mistune's own `url` plugin knows `http(s)://` only and keeps trailing punctuation differently.
Addresses of the web are a rule of the parser; those of mail are found in finished text.
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterator
from re import Match

import mistune

from rowcheck.markdown import emphasis, links
from rowcheck.markdown.links import CellState

_START = r"(?<=[psPS])://|(?<![^ \t\n*_~(])www\."
_SCHEME = re.compile(r"(?<![A-Za-z])(?:https?|ftp)\Z", re.I)
_LONGEST_SCHEME = len("https")
_REST = re.compile(r"[^ \t\n<]*")
_TRAILING = "?!.,:*_~'\""
_MANY_DOTS = 10
_LOCAL = string.ascii_letters + string.digits + ".+-_"
_SCHEMES = ("mailto:", "xmpp:")
_DIGITS = tuple(string.digits)
_DOMAIN = re.compile(r"(?:[A-Za-z0-9_-]|\.(?=[A-Za-z0-9]))*")
_XMPP_DOMAIN = re.compile(r"(?:[A-Za-z0-9_/-]|\.(?=[A-Za-z0-9]))*")


def register(inline: mistune.InlineParser) -> None:
    """Add the rule `gfm_autolink`, ahead of emphasis, since `_` in an address is no delimiter."""
    inline.register("gfm_autolink", _START, _parse, before="delimiter", start_chars=[":", "w"])


def emails(text: str) -> Iterator[tuple[str, str]]:
    """The mail addresses in a text, each with its URL; one ending in a digit, `-` or `_` is none."""
    start = 0
    while (at := text.find("@", start)) >= 0:
        local = _local(text[start:at])
        domain = (_XMPP_DOMAIN if "xmpp:" in local else _DOMAIN).match(text, at + 1)
        if not local or not domain or text.startswith("@", domain.end()):
            start = at + 1
            continue
        start = domain.end()
        if "." in domain.group() and domain.group()[-1].isalpha():
            mail = f"{local}@{domain.group()}"
            yield mail, mail if ":" in local else f"mailto:{mail}"


def _local(before: str) -> str:
    """What of the text before an `@` belongs to the address, a scheme included."""
    rest = before.rstrip(_LOCAL)
    while rest.endswith(_SCHEMES):
        further = rest[: rest.rindex(":")].rstrip(string.ascii_letters)
        scheme = rest[len(further) :]
        if scheme not in _SCHEMES or further.endswith(_DIGITS):
            break
        rest = further.rstrip(_LOCAL)
    return before[len(rest) :]


def _parse(inline: mistune.InlineParser, match: Match[str], state: CellState) -> int | None:
    """Make the link; its scheme has become text by now, since few colons begin an address."""
    if state.openers:
        return None  # cmark-gfm makes none inside brackets, whether they become a link or not
    source, at = state.src, match.start()
    bare = match.group() == "www."
    scheme = _SCHEME.search(source[max(0, at - _LONGEST_SCHEME - 1) : at])
    if not (bare or scheme) or not _valid_domain(source, at if bare else match.end(), needs_dot=bare):
        return None
    start = at if bare or not scheme else at - len(scheme.group())
    rest = _REST.match(source, start)
    address = _without_trailing(rest.group()) if rest else ""
    if start + len(address) <= match.end() - bare:
        return None
    if start < at:
        state.tokens[-1] = {"type": "text", "raw": state.tokens[-1]["raw"][: start - at]}
    attrs = {"url": links.escaped(f"http://{address}" if bare else address)}
    state.tokens.append({"type": "link", "children": [{"type": "text", "raw": address}], "attrs": attrs})
    return start + len(address)


def _valid_domain(source: str, start: int, *, needs_dot: bool) -> bool:
    """GFM 6.9: no underscore in the last two segments, and a dot where no scheme stands.

    cmark-gfm looks no further than to the first character that is not ASCII.
    """
    first = source[start : start + 1]
    if not first.isascii() or not emphasis.is_word(first):
        return emphasis.is_word(first)
    dots = underscores = underscores_before = 0
    index = start + 1
    while index < len(source) - 1:
        index += source[index] == "\\" and index < len(source) - 2
        char = source[index]
        index += 1
        if char == "_":
            underscores += 1
        elif char == ".":
            dots, underscores_before, underscores = dots + 1, underscores, 0
        elif char != "-" and not (char.isascii() and emphasis.is_word(char)):
            break
    if (underscores or underscores_before) and dots <= _MANY_DOTS:
        return False
    return dots > 0 or not needs_dot


def _without_trailing(address: str) -> str:
    """GFM 6.9: closing punctuation, an unbalanced `)` and an entity at the end are not the link's."""
    surplus = address.count(")") - address.count("(")
    end = len(address)
    while end:
        last = address[end - 1]
        if last == ")" and surplus > 0:
            surplus -= 1
            end -= 1
        elif last == ";":
            name = address[: end - 1].rstrip(string.ascii_letters)
            end = len(name) - 1 if len(name) < end - 1 and name[-1:] == "&" else end - 1
        elif last in _TRAILING:
            end -= 1
        else:
            break
    return address[:end]
