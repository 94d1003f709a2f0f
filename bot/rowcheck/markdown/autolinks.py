"""Extended autolinks (GFM 6.9), as cmark-gfm recognizes them.

mistune's `url` plugin only knows `http(s)://` and keeps other trailing punctuation. Web addresses are a rule
of the inline parser; e-mail addresses are found in its finished text.
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
_ADDRESS = re.compile(r"[^ \t\n<]*")
_TRAILING = "?!.,:*_~'\""
_MANY_DOTS = 10

_LOCAL_PART = string.ascii_letters + string.digits + ".+-_"
_MAIL_SCHEMES = ("mailto:", "xmpp:")
_DIGITS = tuple(string.digits)
_MAIL_DOMAIN = re.compile(r"(?:[A-Za-z0-9_-]|\.(?=[A-Za-z0-9]))*")
_XMPP_DOMAIN = re.compile(r"(?:[A-Za-z0-9_/-]|\.(?=[A-Za-z0-9]))*")


def register(inline: mistune.InlineParser) -> None:
    """Add the rule `gfm_autolink`, before emphasis, since `_` in an address is not a delimiter."""
    inline.register("gfm_autolink", _START, _parse, before="delimiter", start_chars=[":", "w"])


def emails(text: str) -> Iterator[tuple[str, str]]:
    """Yield each e-mail address in a text, and its URL. An address cannot end in a digit, `-` or `_`."""
    start = 0
    while (at := text.find("@", start)) >= 0:
        local = _local_part(text[start:at])
        domain = (_XMPP_DOMAIN if "xmpp:" in local else _MAIL_DOMAIN).match(text, at + 1)
        if not local or not domain or text.startswith("@", domain.end()):
            start = at + 1
            continue
        start = domain.end()
        if "." in domain[0] and domain[0][-1].isalpha():
            address = f"{local}@{domain[0]}"
            yield address, address if ":" in local else f"mailto:{address}"


def _local_part(before: str) -> str:
    """Return the end of the text before an `@` that belongs to the address, including a scheme."""
    rest = before.rstrip(_LOCAL_PART)
    while rest.endswith(_MAIL_SCHEMES):
        shorter = rest[: rest.rindex(":")].rstrip(string.ascii_letters)
        if rest[len(shorter) :] not in _MAIL_SCHEMES or shorter.endswith(_DIGITS):
            break
        rest = shorter.rstrip(_LOCAL_PART)
    return before[len(rest) :]


def _parse(inline: mistune.InlineParser, match: Match[str], state: CellState) -> int | None:
    """Add a link for `www.` or `://`, and remove the scheme before `://` from the preceding text token."""
    if state.openers:
        return None  # cmark-gfm recognizes none after an open bracket, even if it never becomes a link
    source, at = state.src, match.start()
    bare = match[0] == "www."
    scheme = _SCHEME.search(source[max(0, at - _LONGEST_SCHEME - 1) : at])
    if not (bare or scheme) or not _valid_domain(source, at if bare else match.end(), needs_dot=bare):
        return None
    start = at if bare or not scheme else at - len(scheme[0])
    rest = _ADDRESS.match(source, start)
    address = _strip_trailing(rest[0]) if rest else ""
    if start + len(address) <= match.end() - bare:
        return None
    if start < at:
        state.tokens[-1] = {"type": "text", "raw": state.tokens[-1]["raw"][: start - at]}
    attrs = {"url": links.percent_encode(f"http://{address}" if bare else address)}
    state.tokens.append({"type": "link", "children": [{"type": "text", "raw": address}], "attrs": attrs})
    return start + len(address)


def _valid_domain(source: str, start: int, *, needs_dot: bool) -> bool:
    """Whether the last two segments have no underscore and, without a scheme, the domain has a dot.

    cmark-gfm stops at the first character that is not ASCII.
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


def _strip_trailing(address: str) -> str:
    """Remove punctuation, an unbalanced `)` and an entity from the end of an address."""
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
