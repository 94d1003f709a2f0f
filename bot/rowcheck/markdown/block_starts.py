"""How a block that is not a table begins and ends, judged from a single line.

CommonMark 0.31 sections 4.1 to 4.6 and 5.2, with the choices of cmark-gfm 0.29. All patterns are
matched at the first character that is neither space nor tab, on a line without its end.
"""

from __future__ import annotations

import re

from mistune.helpers import HTML_TAGNAME

ATX = re.compile(r"#{1,6}(?=[ \t]|\Z)")
SETEXT = re.compile(r"(=+|-+)[ \t]*\Z")
THEMATIC_BREAK = re.compile(r"(?:(?:\*[ \t]*){3,}|(?:_[ \t]*){3,}|(?:-[ \t]*){3,})\Z")
FENCE = re.compile(r"(`{3,})[^`]*\Z|(~{3,})")
TASK = re.compile(r"[ \t\v\f]*(?:[-+*]|[0-9]+.)[ \t\v\f]+\[[ xX]\](?=[ \t\v\f])")

_BULLET = re.compile(r"[-+*](?=[ \t]|\Z)")
_NUMBER = re.compile(r"([0-9]{1,9})[.)](?=[ \t]|\Z)")
_CLOSING_FENCE = {"`": re.compile(r"(`+)[ \t]*\Z"), "~": re.compile(r"(~+)[ \t]*\Z")}

_BLOCK_TAGS = (
    "address article aside base basefont blockquote body caption center col colgroup dd details dialog "
    "dir div dl dt fieldset figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 head header "
    "hr html iframe legend li link main menu menuitem nav noframes ol optgroup option p param section "
    "source title summary table tbody td tfoot th thead title tr track ul"
)
_ATTRIBUTE = (
    r"""[ \t\v\f]+[A-Za-z_:][\w:.-]*(?:[ \t\v\f]*=[ \t\v\f]*(?:[^ \t\v\f"'=<>`]+|'[^']*'|"[^"]*"))?"""
)
_HTML_STARTS = (
    (re.compile(r"<(?:script|pre|textarea|style)(?=[ \t\v\f>]|\Z)", re.I), 1),
    (re.compile(r"<!--"), 2),
    (re.compile(r"<\?"), 3),
    (re.compile(r"<!\[CDATA\["), 5),
    (re.compile(r"<![A-Z]"), 4),
    (re.compile(rf"</?(?:{'|'.join(_BLOCK_TAGS.split())})(?=[ \t\v\f]|\Z|/?>)", re.I), 6),
)
HTML_TAG = re.compile(rf"<{HTML_TAGNAME}(?:{_ATTRIBUTE})*[ \t\v\f]*/?>|</{HTML_TAGNAME}[ \t\v\f]*>", re.A)
"""An opening or closing tag (CommonMark 6.6)."""

_HTML_TAG_ALONE = re.compile(rf"(?:{HTML_TAG.pattern})[ \t\f]*\Z", re.A)
_HTML_ENDS = {
    1: re.compile(r"</(?:script|pre|textarea|style)>", re.I),
    2: re.compile(r"-->"),
    3: re.compile(r"\?>"),
    4: re.compile(r">"),
    5: re.compile(r"\]\]>"),
}


def list_marker(text: str, interrupts_paragraph: bool) -> int:
    """The length of the list marker that `text` begins with, 0 for none.

    Only an item with content may interrupt a paragraph, and a numbered one only if it is number 1
    (CommonMark 5.2).
    """
    match = _BULLET.match(text) or _NUMBER.match(text)
    if not match:
        return 0
    if interrupts_paragraph:
        number = match.group(1) if match.re is _NUMBER else "1"
        if int(number) != 1 or not text[match.end() :].strip(" \t"):
            return 0
    return match.end()


def html_kind(text: str, interrupts_paragraph: bool) -> int:
    """Which of the seven HTML blocks (CommonMark 4.6) begins here, 0 for none."""
    for pattern, kind in _HTML_STARTS:
        if pattern.match(text):
            return kind
    return 7 if not interrupts_paragraph and _HTML_TAG_ALONE.match(text) else 0


def html_ends(kind: int, text: str) -> bool:
    """Whether an HTML block of kinds 1 to 5 ends on this line; 6 and 7 end at a blank line."""
    end = _HTML_ENDS.get(kind)
    return bool(end and end.search(text))


def fence_closes(mark: str, text: str) -> bool:
    """Whether `text` closes a fence that was opened by `mark`."""
    match = _CLOSING_FENCE[mark[0]].match(text)
    return bool(match and len(match.group(1)) >= len(mark))
