"""Recognize the start and the end of blocks other than tables from a single line.

CommonMark 0.31, sections 4.1 to 4.6 and 5.2, with the choices of cmark-gfm 0.29. Patterns are matched at the
first character that is neither space nor tab, on a line without its end.
"""

from __future__ import annotations

import re

from mistune.helpers import HTML_TAGNAME

ATX_HEADING = re.compile(r"#{1,6}(?=[ \t]|\Z)")
ATX_CLOSING = re.compile(r"(?:^|[ \t])#+[ \t]*\Z")
SETEXT_UNDERLINE = re.compile(r"(=+|-+)[ \t]*\Z")
THEMATIC_BREAK = re.compile(r"(?:(?:\*[ \t]*){3,}|(?:_[ \t]*){3,}|(?:-[ \t]*){3,})\Z")
CODE_FENCE = re.compile(r"(`{3,})[^`]*\Z|(~{3,})")
TASK_ITEM = re.compile(r"[ \t\v\f]*(?:[-+*]|[0-9]+.)[ \t\v\f]+\[[ xX]\](?=[ \t\v\f])")

_BULLET_MARKER = re.compile(r"[-+*](?=[ \t]|\Z)")
_ORDERED_MARKER = re.compile(r"([0-9]{1,9})[.)](?=[ \t]|\Z)")
_CLOSING_FENCE = {"`": re.compile(r"(`+)[ \t]*\Z"), "~": re.compile(r"(~+)[ \t]*\Z")}

_BLOCK_TAGS = (
    "address article aside base basefont blockquote body caption center col colgroup dd details dialog "
    "dir div dl dt fieldset figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 head header "
    "hr html iframe legend li link main menu menuitem nav noframes ol optgroup option p param section "
    "source title summary table tbody td tfoot th thead title tr track ul"
)
_HTML_STARTS = (
    (re.compile(r"<(?:script|pre|textarea|style)(?=[ \t\v\f>]|\Z)", re.I), 1),
    (re.compile(r"<!--"), 2),
    (re.compile(r"<\?"), 3),
    (re.compile(r"<!\[CDATA\["), 5),
    (re.compile(r"<![A-Z]"), 4),
    (re.compile(rf"</?(?:{'|'.join(_BLOCK_TAGS.split())})(?=[ \t\v\f]|\Z|/?>)", re.I), 6),
)
_HTML_ENDS = {
    1: re.compile(r"</(?:script|pre|textarea|style)>", re.I),
    2: re.compile(r"-->"),
    3: re.compile(r"\?>"),
    4: re.compile(r">"),
    5: re.compile(r"\]\]>"),
}

_ATTRIBUTE = (
    r"""[ \t\v\f]+[A-Za-z_:][\w:.-]*(?:[ \t\v\f]*=[ \t\v\f]*(?:[^ \t\v\f"'=<>`]+|'[^']*'|"[^"]*"))?"""
)
HTML_TAG = re.compile(rf"<{HTML_TAGNAME}(?:{_ATTRIBUTE})*[ \t\v\f]*/?>|</{HTML_TAGNAME}[ \t\v\f]*>", re.A)
"""An opening or closing tag (CommonMark 6.6)."""

_HTML_TAG_ALONE = re.compile(rf"(?:{HTML_TAG.pattern})[ \t\f]*\Z", re.A)


def list_marker(text: str, interrupts_paragraph: bool) -> int:
    """Return the length of the list marker that `text` starts with, 0 for none.

    Only an item with content may interrupt a paragraph, and an ordered one only with the number 1.
    """
    ordered = _ORDERED_MARKER.match(text)
    match = _BULLET_MARKER.match(text) or ordered
    if not match:
        return 0
    if interrupts_paragraph and ((ordered and int(ordered[1]) != 1) or not text[match.end() :].strip(" \t")):
        return 0
    return match.end()


def html_block_kind(text: str, interrupts_paragraph: bool) -> int:
    """Return which of the seven kinds of HTML block (CommonMark 4.6) starts here, 0 for none."""
    for pattern, kind in _HTML_STARTS:
        if pattern.match(text):
            return kind
    return 7 if not interrupts_paragraph and _HTML_TAG_ALONE.match(text) else 0


def html_block_ends(kind: int, text: str) -> bool:
    """Whether an HTML block of kinds 1 to 5 ends on this line; 6 and 7 end at a blank line."""
    end = _HTML_ENDS.get(kind)
    return bool(end and end.search(text))


def closes_fence(fence: str, text: str) -> bool:
    match = _CLOSING_FENCE[fence[0]].match(text)
    return bool(match and len(match[1]) >= len(fence))
