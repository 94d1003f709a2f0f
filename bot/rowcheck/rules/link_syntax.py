"""Broken link markup, unsafe addresses, invisible or bidirectional characters.

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

from rowcheck.cells import addresses
from rowcheck.model import Cell, Edit, Fix, Problem, Row
from rowcheck.rules.rule import TableView, row_rule
from rowcheck.text import quoted

_INVISIBLE = re.compile(
    "[\u00ad\u180e\u200b\u2060-\u2064\ufeff\u202a-\u202e\u2066-\u2069\x00-\x08\x0e-\x1f\x7f-\x9f]"
    "|(?<=[ -~])[\u200c-\u200f](?=[ -~])"
)
"""What shows nothing or turns text round; joiners and marks of direction only among ASCII, since scripts
and emoji need them."""

_TORN = (
    (re.compile(r"\[[^\[\]]+\]\s+\((?:https?:|www\.)[^()\s]*\)"), "has a blank between ] and ("),
    (re.compile(r"\((?:[^()]{1,80})\)\[https?://[^\[\]]*\]"), "has its brackets the wrong way round"),
    (re.compile(r"\]\("), "is not closed, or has a blank in its address"),
    (re.compile(r"\[[^\[\]]{1,200}\(https?://"), "has no ] before its ("),
    (re.compile(r"\]https?://"), "has no ( before its address"),
    (re.compile(r"\][{（【<]https?://|】\s?[(（]https?://"), "has other brackets than [ ] and ( )"),
)
_MARKUP = re.compile(
    r"<\s*(?:script|iframe|object|embed|style|form|input|button|textarea|title|xmp|plaintext|noembed|noframes)\b"
    r"|<[a-z][^>]*\son[a-z]+\s*=",
    re.IGNORECASE,
)
_CODE = re.compile(r"`[^`]*`")
_HREF = re.compile(r"<a\b[^<>]*?\bhref\s*=\s*[\"']?([^\"'\s<>]+)", re.IGNORECASE)
_OPEN, _CLOSE = re.compile(r"<a\s", re.IGNORECASE), re.compile(r"</a\s*>", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://", re.IGNORECASE)
_ELSEWHERE = re.compile(r"[#/.]|[a-z]+:", re.IGNORECASE)
_NO_TEXT = re.compile(r"(?<!!)\[\s*\]\(")
_FOOTNOTE = re.compile(r"\[\^[^\[\]]+\]")


@row_rule("link-syntax", "error", __doc__)
def check(view: TableView) -> Iterator[Problem]:
    """Yield a problem for each fault of markup in the cells of the judged rows."""
    for row in view.subjects:
        for cell in row.cells:
            if cell.source:
                yield from _hidden(row, cell)
                yield from _addresses(view, row, cell)
                if "<" in cell.source:
                    yield from _html(row, cell)
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


def _addresses(view: TableView, row: Row, cell: Cell) -> Iterator[Problem]:
    """Faults in the addresses of links that are links, and links without one."""
    for link in cell.inline.targets:
        found = addresses.fault(link.url, image=link.image)
        if found:
            source = cell.source.replace(link.url, found.mended) if found.mended else None
            what = "link" if found.kind == "scheme" else "address"
            yield _problem(row, cell, f"the {what} {quoted(link.url)} {found.said}", found.kind, source)
        elif not link.image and not link.url:
            placeholder = f"[{link.text}]()"
            if not any(placeholder in other.source for other in view.others):
                yield _problem(row, cell, f"the link {quoted(link.text)} has no address", "no-address")
        elif _ADDRESS.match(link.text) and not _ELSEWHERE.match(link.url):
            message = (
                f"{quoted(link.url)} stands where the address belongs, and {quoted(link.text)} before it"
            )
            yield _problem(row, cell, message, "swapped")
    if any(not link.text.strip() for link in cell.links) and _NO_TEXT.search(cell.source):
        yield _problem(row, cell, f"the link in {quoted(cell.source)} has no text to click on", "no-text")


def _html(row: Row, cell: Cell) -> Iterator[Problem]:
    """Faults in links that are written as HTML."""
    source = _CODE.sub("", cell.source)
    for url in _HREF.findall(source):
        if found := addresses.fault(url):
            yield _problem(row, cell, f"the address {quoted(url)} {found.said}", found.kind)
    if len(_OPEN.findall(source)) > len(_CLOSE.findall(source)):
        yield _problem(row, cell, f"the <a> in {quoted(source)} has no </a>", "open")


def _torn(row: Row, cell: Cell) -> Iterator[Problem]:
    """Link markup that is still to be seen in the rendered text, so is none."""
    text = _FOOTNOTE.sub("", cell.text)
    for pattern, what in _TORN if "(" in text or "http" in text else ():
        found = pattern.search(text)
        if found and not any(found.group() in code for code in cell.code):
            mended = (
                re.sub(r"\]\s+\((?=https?:|www\.)", "](", cell.source) if "blank between" in what else None
            )
            yield _problem(row, cell, f"the link in {quoted(text)} {what}", "torn", mended)
            return
    if cell.links and (_is_uneven(cell, text, "[", "]") or _is_uneven(cell, text, "(", ")")):
        mended = re.sub(r"\)\](?=\s|\Z)", ")", cell.source) if text.endswith("]") else None
        yield _problem(row, cell, f"{quoted(text)} has a bracket too many or too few", "bracket", mended)


def _is_uneven(cell: Cell, text: str, opening: str, closing: str) -> bool:
    """Whether a bracket of this kind that is no link's has no partner: any square one, where no round one
    is about; else one that stands right beside a link."""
    text = text.replace("（", "(").replace("）", ")")
    if text.count(opening) == text.count(closing) or not _plain_brackets(cell):
        return False
    if opening == "[" and "(" not in text and "http" not in text:
        return True
    beside = rf"\{opening}\[|\]\([^()\s]*\)\{closing}"
    return re.search(beside, cell.source) is not None


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
