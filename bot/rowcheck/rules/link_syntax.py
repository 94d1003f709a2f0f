"""A link is a link, and nothing is hidden in a row.

A torn link (`[Name] (https://...)`, a blank in the address, a bracket too few) is shown as text.
`javascript:` and its like are dropped by GitHub or worse elsewhere. Characters that cannot be
seen, or that turn the direction of text, make a row show other than it reads; letters of
another alphabet in a host name lead elsewhere than they look.

Bad:

    | Paper | Code |
    | --- | --- |
    | [CLIP] (https://arxiv.org/abs/2103.00020) | - |

Good:

    | Paper | Code |
    | --- | --- |
    | [CLIP](https://arxiv.org/abs/2103.00020) | - |
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from rowcheck.model import Cell, Edit, Fix, Problem, Row
from rowcheck.rules.rule import Rule, TableView, quoted

_INVISIBLE = re.compile(
    "[\u00ad\u180e\u200b\u2060-\u2064\ufeff\u202a-\u202e\u2066-\u2069\x00-\x08\x0e-\x1f\x7f-\x9f]"
    "|(?<=[ -~])[\u200c\u200d](?=[ -~])"
)
"""What shows nothing or turns text round; joiners only among ASCII, since scripts and emoji need them."""

_TORN = (
    (re.compile(r"\[[^\[\]]+\]\s+\((?:https?:|www\.)[^()\s]*\)"), "has a blank between ] and ("),
    (re.compile(r"\((?:[^()]{1,80})\)\[https?://[^\[\]]*\]"), "has its brackets the wrong way round"),
    (re.compile(r"\]\("), "is not closed, or has a blank in its address"),
    (re.compile(r"\[[^\[\]]{1,200}\(https?://"), "has no ] before its ("),
    (re.compile(r"\]https?://"), "has no ( before its address"),
)
_UNSAFE = re.compile(r"(?:javascript|vbscript|data|file):", re.IGNORECASE)
_MARKUP = re.compile(
    r"<\s*(?:script|iframe|object|embed|style|form|input|button|textarea|title|xmp|plaintext|noembed|noframes)\b"
    r"|<[a-z][^>]*\son[a-z]+\s*=",
    re.IGNORECASE,
)
_SCHEMES = (
    (re.compile(r"(https?)(?://|:/(?=[^/])|:(?=[^/]))(?!/)", re.IGNORECASE), r"\1://"),
    (re.compile(r"(?:h?ttps?|hhttps?|htt?p?s?|hxxps?):/{1,3}", re.IGNORECASE), "https://"),
    (re.compile(r"https?://(?=https?:?//)", re.IGNORECASE), ""),
)
_GOOD_SCHEME = re.compile(r"https?://(?!https?:?//)[^/]", re.IGNORECASE)
_QUOTED = re.compile(r"(?:[“”‘’\"]|%E2%80%9[89CD]|%22)|.*(?:[“”‘’\"]|%E2%80%9[89CD]|%22)\Z")
_CODE = re.compile(r"`[^`]*`")
_FOOTNOTE = re.compile(r"\[\^[^\[\]]+\]")


def check(view: TableView) -> Iterator[Problem]:
    """Yield a problem for each fault of markup in the cells of the judged rows."""
    for row in view.subjects:
        for cell in row.cells:
            if cell.source:
                yield from _hidden(row, cell)
                yield from _addresses(row, cell)
                yield from _torn(row, cell)


def _hidden(row: Row, cell: Cell) -> Iterator[Problem]:
    found = _INVISIBLE.search(cell.source)
    if found:
        clean = _INVISIBLE.sub("", cell.source)
        name = f"U+{ord(found.group()):04X}"
        message = f"{quoted(clean, 40)} holds a character that cannot be seen ({name})"
        yield _problem(row, cell, message, "hidden", clean, safe=True)
    if _MARKUP.search(_CODE.sub("", cell.source)):
        message = f"{quoted(cell.source, 60)} holds HTML that does not belong into a list"
        yield _problem(row, cell, message, "markup")


def _addresses(row: Row, cell: Cell) -> Iterator[Problem]:
    """Faults in the addresses of links that are links."""
    for link in cell.inline.targets:
        url = link.url
        if _UNSAFE.match(url.strip()) and not (link.image and url.lower().startswith("data:image/")):
            yield _problem(
                row, cell, f"the link {quoted(url)} is of a kind that GitHub does not open", "scheme"
            )
        elif _QUOTED.match(url):
            yield _problem(row, cell, f"the address {quoted(url)} has quotation marks in it", "quotes")
        elif not _GOOD_SCHEME.match(url) and (mended := _mended(url)):
            message = f"the address {quoted(url)} does not begin with http:// or https://"
            source = cell.source.replace(url, mended) if url in cell.source else None
            yield _problem(row, cell, message, f"address:{url}", source)
        elif host := _lookalike(url):
            yield _problem(row, cell, f"the host {quoted(host)} mixes letters of several alphabets", "host")


def _mended(url: str) -> str | None:
    """The address with its scheme put right, where one can tell what was meant."""
    for pattern, scheme in _SCHEMES:
        found = pattern.match(url)
        if found:
            return found.expand(scheme) + url[found.end() :]
    return None


def _lookalike(url: str) -> str | None:
    """The host, if Latin and Cyrillic or Greek letters stand in one of its labels."""
    from urllib.parse import unquote, urlsplit

    if "%" not in url and url.isascii():
        return None
    try:
        host = unquote(urlsplit(url).netloc)
    except ValueError:
        return None
    for label in host.split("."):
        latin = re.search(r"[a-zA-Z]", label)
        if latin and re.search("[\u0370-\u03ff\u0400-\u04ff]", label):
            return host
    return None


def _torn(row: Row, cell: Cell) -> Iterator[Problem]:
    """Link markup that is still to be seen in the rendered text, so is none."""
    text = _FOOTNOTE.sub("", cell.text)
    if "(" not in text and "http" not in text:
        if cell.links and text.count("[") != text.count("]") and _plain_brackets(cell):
            mended = re.sub(r"\)\](?=\s|\Z)", ")", cell.source) if text.endswith("]") else None
            yield _problem(row, cell, f"{quoted(text)} has a bracket too many or too few", "bracket", mended)
        return
    for pattern, what in _TORN:
        found = pattern.search(text)
        if found and not any(found.group() in code for code in cell.code):
            mended = (
                re.sub(r"\]\s+\((?=https?:|www\.)", "](", cell.source) if "blank between" in what else None
            )
            yield _problem(row, cell, f"the link in {quoted(text)} {what}", "torn", mended)
            return


def _plain_brackets(cell: Cell) -> bool:
    """Whether every bracket stands in text: none in code, none escaped."""
    return "\\" not in cell.source and not any("[" in code or "]" in code for code in cell.code)


def _problem(
    row: Row, cell: Cell, message: str, key: str, mended: str | None = None, *, safe: bool = False
) -> Problem:
    fixes: tuple[Fix, ...] = ()
    if mended is not None and mended != cell.source:
        text = row.source[: cell.column - 1] + mended + row.source[cell.end_column - 1 :]
        fixes = (Fix(f"Write {quoted(mended)}", (Edit(row.line, row.line, text),), safe),)
    return Problem(row.line, message, row, key, f"{cell.column}", cell.column, cell.end_column, fixes=fixes)


RULE = Rule(
    "link-syntax",
    "broken link markup, unsafe addresses, invisible or bidirectional characters",
    "error",
    __doc__,
    rows=check,
)
