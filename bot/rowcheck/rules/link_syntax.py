"""Broken link markup, unsafe addresses, invisible or bidirectional characters.

GitHub shows a broken link as text, for example `[Name] (https://...)` with a space, a space in the
address, or a missing bracket. It removes `javascript:` and similar addresses, which are unsafe
elsewhere. Invisible characters and characters that change the direction of text make a row look
different from what it contains. A host name with letters of several alphabets imitates another one.

Bad:

    | Paper | Code |
    | --- | --- |
    | [CLIP] (https://arxiv.org/abs/2103.00020) | - |

Good:

    | Paper | Code |
    | --- | --- |
    | [CLIP](https://arxiv.org/abs/2103.00020) | - |

Not reported: brackets in code or after a backslash, and links without an address if other rows of the
table use the same placeholder.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from rowcheck.cells import urls
from rowcheck.model import Cell, Problem, Row
from rowcheck.rules.rule import TableView, replace_cell, row_rule
from rowcheck.text import quoted

_FLAG = "\U0001f3f4[\U000e0020-\U000e007e]+\U000e007f"
_SPACELESS = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"  # Thai, Lao, Burmese, Khmer
_INVISIBLE = re.compile(
    "[\u00ad\u115f\u1160\u180e\u2060-\u2064\u3164\ufeff\uffa0\u202a-\u202e\u2066-\u2069]"
    "|[\x00-\x08\x0e-\x1f\x7f-\x9f]"
    "|(?<=[ -~])[\u200c-\u200f](?=[ -~])"
    f"|(?<![{_SPACELESS}])\u200b(?![{_SPACELESS}])"
    "|[\U000e0000-\U000e007f]"
    "|(?<![\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff])[\U000e0100-\U000e01ef]"
)
"""Characters that show nothing or change the direction of text.

Joiners and direction marks count only between ASCII characters, since scripts and emoji need them; a
zero-width space not in scripts that have no spaces between words; a variation selector not behind an
ideograph."""
_FLAG_OR_INVISIBLE = re.compile(f"(?P<flag>{_FLAG})|{_INVISIBLE.pattern}")

_SPACE_BETWEEN = re.compile(r"\[[^\[\]]+\]\s+\((?:https?:|www\.)[^()\s]*\)")
_REVERSED = re.compile(r"\((?P<text>[^()]{1,80})\)\[(?P<url>https?://[^\[\]\s]*)\]")
_BROKEN_LINKS = (
    (_SPACE_BETWEEN, "has a space between ] and ("),
    (_REVERSED, "has ( ) and [ ] the wrong way round"),
    (re.compile(r"\]\("), "is not closed, or has a space in its address"),
    (re.compile(r"\[[^\[\]]{1,200}\(https?://"), "has no ] before its ("),
    (re.compile(r"\]https?://"), "has no ( before its address"),
    (re.compile(r"\][{（【<]https?://|】\s?[(（]https?://"), "uses brackets other than [ ] and ( )"),
)
"""Link markup that is visible in the rendered text, and so was not read as a link."""

_MARKUP = re.compile(
    r"<\s*(?:script|iframe|object|embed|style|form|input|button|textarea|title|xmp|plaintext|noembed|noframes)\b"
    r"|<[a-z][^>]*\son[a-z]+\s*=",
    re.IGNORECASE,
)
_CODE = re.compile(r"`[^`]*`")
_NOT_A_LINK = re.compile(r"\[\^[^\[\]]+\]|[\[(]\s*[^\s,;()\[\]]+\s*[,;]\s*[^\s,;()\[\]]+\s*[\])]|\$[^$]+\$")
"""Footnotes, intervals such as `[0, 1)`, and formulas."""
_EMPHASIS = re.compile(r"(?<![*\\\w])(?P<open>\*{1,3})(?=\S)[^*]*?\S(?P<close>\*{1,3})(?![*\w])")
_OPEN_EMPHASIS = re.compile(r"(?:\*\*(?=[^\s*])|\*(?=\[))[^*]*\Z")
_HREF = re.compile(r"<a\b[^<>]*?\bhref\s*=\s*[\"']?([^\"'\s<>]+)", re.IGNORECASE)
_OPEN, _CLOSE = re.compile(r"<a\s", re.IGNORECASE), re.compile(r"</a\s*>", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://", re.IGNORECASE)
_LOCAL = re.compile(r"[#/.]|[a-z]+:", re.IGNORECASE)
_NO_TEXT = re.compile(r"(?<!!)\[\s*\]\(")


@row_rule("link-syntax", "error", __doc__)
def check(view: TableView) -> Iterator[Problem]:
    for row in view.subjects:
        for cell in row.cells:
            if cell.source and cell.is_parsed:
                yield from _characters(row, cell)
                yield from _addresses(view, row, cell)
                if "<" in cell.source:
                    yield from _html_links(row, cell)
                yield from _broken_links(row, cell)
                yield from _emphasis(view, row, cell)


def _characters(row: Row, cell: Cell) -> Iterator[Problem]:
    found = _FLAG_OR_INVISIBLE.finditer(cell.source)
    invisible = next((match.group() for match in found if not match["flag"]), None)
    if invisible:
        clean = _FLAG_OR_INVISIBLE.sub(lambda match: match["flag"] or "", cell.source)
        code = f"U+{ord(invisible):04X}"
        if "\x80" <= invisible <= "\x9f":  # a byte of a character that was decoded as Latin-1
            message = f"{quoted(clean, 40)} contains wrongly decoded text ({code}): write it again"
            yield _problem(row, cell, message, "hidden")
        else:
            message = f"{quoted(clean, 40)} contains an invisible character ({code})"
            yield _problem(row, cell, message, "hidden", clean, safe=True)
    if _MARKUP.search(_CODE.sub("", cell.source)):
        message = f"{quoted(cell.source, 60)} contains HTML that does not belong in a list"
        yield _problem(row, cell, message, "markup")


def _addresses(view: TableView, row: Row, cell: Cell) -> Iterator[Problem]:
    for link in cell.inline.targets:
        problem = urls.problem(link.url, image=link.image)
        if problem:
            source = cell.source.replace(link.url, problem.corrected) if problem.corrected else None
            what = "link" if problem.key == "scheme" else "address"
            yield _problem(
                row, cell, f"the {what} {quoted(link.url)} {problem.predicate}", problem.key, source
            )
        elif not link.image and not link.url:
            placeholder = f"[{link.text}]()"
            others = [other.source for other in view.others if "]()" in other.source]
            if len(others) < 2 and not any(placeholder in other for other in others):
                yield _problem(row, cell, f"the link {quoted(link.text)} has no address", "no-address")
        elif _ADDRESS.match(link.text) and not _LOCAL.match(link.url):
            message = (
                f"the text {quoted(link.url)} and the address {quoted(link.text)} of the link are swapped"
            )
            yield _problem(row, cell, message, "swapped")
    if any(not link.text.strip() for link in cell.links) and _NO_TEXT.search(cell.source):
        yield _problem(row, cell, f"the link in {quoted(cell.source)} has no text to click on", "no-text")


def _html_links(row: Row, cell: Cell) -> Iterator[Problem]:
    source = _CODE.sub("", cell.source)
    for url in _HREF.findall(source):
        if problem := urls.problem(url):
            yield _problem(row, cell, f"the address {quoted(url)} {problem.predicate}", problem.key)
    if len(_OPEN.findall(source)) > len(_CLOSE.findall(source)):
        yield _problem(row, cell, f"the <a> in {quoted(source)} has no </a>", "open")


def _broken_links(row: Row, cell: Cell) -> Iterator[Problem]:
    text = _NOT_A_LINK.sub("", cell.text)
    for pattern, what in _BROKEN_LINKS if "(" in text or "http" in text else ():
        match = pattern.search(text)
        if match and not any(match.group() in code for code in cell.code):
            fixed = None
            if pattern is _SPACE_BETWEEN:
                fixed = re.sub(r"\]\s+\((?=https?:|www\.)", "](", cell.source)
            elif pattern is _REVERSED:
                fixed = _REVERSED.sub(r"[\g<text>](\g<url>)", cell.source)
            yield _problem(row, cell, f"the link in {quoted(text)} {what}", "torn", fixed)
            return
    if cell.links and (_is_unmatched(cell, text, "[", "]") or _is_unmatched(cell, text, "(", ")")):
        fixed = re.sub(r"\)\](?=\s|\Z)", ")", cell.source) if text.endswith("]") else None
        yield _problem(row, cell, f"{quoted(text)} has an unmatched bracket", "bracket", fixed)


def _emphasis(view: TableView, row: Row, cell: Cell) -> Iterator[Problem]:
    if "*" not in cell.text or "\\*" in cell.source or any("*" in code for code in cell.code):
        return
    source = _CODE.sub("", cell.source)
    unequal = any(len(match["open"]) != len(match["close"]) for match in _EMPHASIS.finditer(source))
    if not unequal and not (_OPEN_EMPHASIS.match(source) and cell.text.startswith("*")):
        return
    index = row.cells.index(cell)
    if any(_shows_a_star(other, index) for other in view.others):
        return
    message = f"{quoted(cell.text)} shows a star: the emphasis is not closed as it is opened"
    yield replace(_problem(row, cell, message, "emphasis"), severity="warning")


def _shows_a_star(row: Row, index: int) -> bool:
    return "*" in row.source and index < len(row.cells) and "*" in row.cells[index].text


def _is_unmatched(cell: Cell, text: str, opening: str, closing: str) -> bool:
    """Return whether a bracket outside of links has no partner and probably belongs to a link.

    That is any square bracket in a text without round ones and URLs, else a bracket directly beside a link.
    """
    text = text.replace("（", "(").replace("）", ")")
    if text.count(opening) == text.count(closing):
        return False
    if "\\" in cell.source or any("[" in code or "]" in code for code in cell.code):
        return False
    if opening == "[" and "(" not in text and "http" not in text:
        return True
    return re.search(rf"\{opening}\[|\]\([^()\s]*\)\{closing}", cell.source) is not None


def _problem(
    row: Row, cell: Cell, message: str, key: str, fixed: str | None = None, *, safe: bool = False
) -> Problem:
    fixes = (replace_cell(row, cell, fixed, safe=safe),) if fixed not in (None, cell.source) else ()
    return Problem(row.line, message, row, key, f"{cell.column}", cell.column, cell.end_column, fixes=fixes)
