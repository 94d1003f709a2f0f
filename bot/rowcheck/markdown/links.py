"""Links and images, link reference definitions and character references, as cmark-gfm reads them.

mistune's own rules percent-encode an apostrophe, match reference labels unlike GitHub, and find no link
inside a raw `<a>` tag. Here each opening bracket is kept until its closing one decides what the two are
("look for link or image" in the CommonMark appendix).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html.entities import html5
from re import Match
from typing import Any, NamedTuple, TypeAlias
from urllib.parse import quote

import mistune
from mistune.core import InlineState
from mistune.helpers import unescape_char

from rowcheck.markdown import emphasis

CHARACTER_REFERENCE = r"&(?:#[xX][0-9a-fA-F]{1,8}|#[0-9]{1,8}|[A-Za-z][A-Za-z0-9]{1,31});"
"""CommonMark 2.5: an entity or numeric character reference, which always ends in a semicolon."""

_CHARACTER_REFERENCE = re.compile(CHARACTER_REFERENCE)
_URL_SAFE = "/:?#@!$&'()*+,;=%"

_BRACKETED_DESTINATION = re.compile(r"<((?:[^<>\n\\]|\\.)*)>")
_BARE_DESTINATION = re.compile(r"(?:\\[!-/:-@\[-`{-~]|[^ \t\n()])*")
_MAX_PARENTHESES = 32
_TITLE = re.compile(r""""(?:[^"\\]|\\"?)*"|'(?:[^'\\]|\\'?)*'|\((?:[^()\\]|\\[()]?)*\)""")
_LABEL = re.compile(r"\[((?:[^\\\[\]]|\\.?+)*)\]", re.S)
_MAX_LABEL = 1000
_WHITESPACE = re.compile(r"[ \t\n\v\f]*")

_AFTER_LABEL = re.compile(r":[ \t]*(?:\n[ \t]*)?")
_BEFORE_TITLE = re.compile(r"[ \t]+(?:\n[ \t]*)?|\n[ \t]*")
_REST_OF_LINE = re.compile(r"[ \t]*(?:\n|\Z)")
_LABEL_WHITESPACE = re.compile(r"[ \t\n]+")

_MAX_DEPTH = 100
"""The deepest nesting of images in images; deeper brackets stay text."""


def decode_references(source: str) -> str:
    """Replace the character references in a text."""
    return _CHARACTER_REFERENCE.sub(lambda match: decode_reference(match[0]), source)


def decode_reference(reference: str) -> str:
    """Return the character of a reference; the reference itself if HTML5 does not know its name."""
    if reference[1] != "#":
        return html5.get(reference[1:], reference)
    number = int(reference[3:-1], 16) if reference[2] in "xX" else int(reference[2:-1])
    if number == 0 or number > 0x10FFFF or 0xD800 <= number < 0xE000:
        return "\ufffd"
    return chr(number)


def percent_encode(url: str) -> str:
    """Encode the characters that are not allowed in a URL, as GitHub's HTML does; `%` is left alone."""
    return quote(url, safe=_URL_SAFE, errors="replace")


class Reference(NamedTuple):
    """The destination and the title of a link reference definition."""

    url: str
    title: str


References: TypeAlias = dict[str, Reference]
"""The link reference definitions of a document by their normalized labels."""


def take_definitions(text: str, references: References) -> str:
    """Add the definitions (CommonMark 4.7) that a paragraph starts with; return the text after them.

    The first definition of a label has precedence.
    """
    position = 0
    while text.startswith("[", position):
        end = _take_definition(text, position, references)
        if not end:
            break
        position = end
    return text[position:]


def _take_definition(text: str, start: int, references: References) -> int:
    """Return the index after the definition at `start`; 0 if there is none."""
    label = _LABEL.match(text, start)
    colon = _AFTER_LABEL.match(text, label.end()) if label else None
    if not label or not colon or not label[1].strip(" \t\n") or len(label[1]) > _MAX_LABEL:
        return 0
    destination = _destination(text, colon.end())
    if not destination or destination[1] == colon.end():
        return 0
    url, after = destination
    end, title = 0, ""
    if line_end := _REST_OF_LINE.match(text, after):
        end = line_end.end()
    gap = _BEFORE_TITLE.match(text, after)
    quoted = _TITLE.match(text, gap.end()) if gap else None
    if quoted and (line_end := _REST_OF_LINE.match(text, quoted.end())):
        end, title = line_end.end(), _unescape(quoted[0][1:-1])
    if end:
        references.setdefault(_normalize_label(label[1]), Reference(percent_encode(_unescape(url)), title))
    return end


def _normalize_label(label: str) -> str:
    """Return a label for comparison: matching ignores case and the amount of whitespace."""
    return _LABEL_WHITESPACE.sub(" ", label.strip(" \t\n")).casefold()


def _destination(text: str, start: int) -> tuple[str, int] | None:
    """Return the link destination at `start`, as written, and the index after it.

    Like cmark-gfm, and unlike CommonMark 6.3, this accepts control characters and an unmatched `(`.
    """
    if text.startswith("<", start):
        bracketed = _BRACKETED_DESTINATION.match(text, start)
        return (bracketed[1], bracketed.end()) if bracketed else None
    index, depth = start, 0
    while True:
        bare = _BARE_DESTINATION.match(text, index)
        index = bare.end() if bare else index
        if text.startswith("(", index) and depth < _MAX_PARENTHESES:
            depth += 1
        elif text.startswith(")", index) and depth:
            depth -= 1
        else:
            break
        index += 1
    return None if text.startswith("(", index) else (text[start:index], index)


def _unescape(source: str) -> str:
    """Replace the backslash escapes and the character references in a destination or title."""
    return unescape_char(decode_references(source))


@dataclass(slots=True)
class _Opener:
    """An opening bracket: the index of its token, and that of the text after it.

    `active` is whether it can still become a link, `nested` whether another bracket opened after it,
    `depth` the nesting of the links and images after it.
    """

    token: int
    start: int
    image: bool
    active: bool = True
    nested: bool = False
    depth: int = 0


class CellState(InlineState):
    """mistune's state of one cell, with that of the rules for links, code spans and raw HTML."""

    def __init__(self, env: Any) -> None:
        super().__init__(env)
        self.openers: list[_Opener] = []
        self.unclosed_html: set[str] = set()
        self.backticks: dict[int, int] = {}
        """The index of the last backtick run seen, by length; of all when `all_backticks_seen`."""
        self.all_backticks_seen = False


def register(inline: mistune.InlineParser) -> None:
    """Replace mistune's rules `link` and `link_close`."""
    inline.register("link", r"!\[(?!\^)|\[", _open)
    inline.register("link_close", r"\]", _close)


def _open(inline: mistune.InlineParser, match: Match[str], state: CellState) -> int:
    if state.openers:
        state.openers[-1].nested = True
    state.openers.append(_Opener(len(state.tokens), match.end(), match[0][0] == "!"))
    state.tokens.append({"type": "text", "raw": match[0]})
    return match.end()


def _close(inline: mistune.InlineParser, match: Match[str], state: CellState) -> int:
    opener = state.openers.pop() if state.openers else None
    target = None
    if opener and opener.active and opener.depth < _MAX_DEPTH:
        target = _inline_target(state.src, match.end()) or _reference_target(state, opener, match.start())
    if opener and state.openers:
        around = state.openers[-1]
        around.depth = max(around.depth, opener.depth + (target is not None))
    if not opener or not target:
        state.tokens.append({"type": "text", "raw": "]"})
        return match.end()
    url, title, end = target
    state.tokens[opener.token :] = [
        {
            "type": "image" if opener.image else "link",
            "children": emphasis.resolve(state.tokens[opener.token + 1 :]),
            "attrs": {"url": url, "title": title},
        }
    ]
    if not opener.image:
        _deactivate(state.openers)
    return end


def _deactivate(openers: Sequence[_Opener]) -> None:
    """Keep the brackets around a link from becoming one: links do not contain other links."""
    for opener in reversed(openers):
        if not opener.image:
            if not opener.active:
                break
            opener.active = False


def _inline_target(source: str, start: int) -> tuple[str, str, int] | None:
    """Return URL, title and end of `(destination "title")` at `start`."""
    if not source.startswith("(", start):
        return None
    found = _destination(source, _skip_whitespace(source, start + 1))
    if not found:
        return None
    destination, after = found
    end = _skip_whitespace(source, after)
    title = _TITLE.match(source, end) if end > after else None
    if title:
        end = _skip_whitespace(source, title.end())
    if not source.startswith(")", end):
        return None
    url = percent_encode(_unescape(destination))
    return url, _unescape(title[0][1:-1]) if title else "", end + 1


def _reference_target(state: CellState, opener: _Opener, close: int) -> tuple[str, str, int] | None:
    """Return URL, title and end of `[text][label]`, `[label][]` or `[label]`."""
    references: References = state.env["ref_links"]
    if not references:
        return None
    following = _LABEL.match(state.src, close + 1)
    end = following.end() if following else close + 1
    start, stop = following.span(1) if following and following[1].strip(" \t") else (opener.start, close)
    if (start == opener.start and opener.nested) or stop - start > _MAX_LABEL:
        return None
    reference = references.get(_normalize_label(state.src[start:stop]))
    return (*reference, end) if reference else None


def _skip_whitespace(source: str, start: int) -> int:
    match = _WHITESPACE.match(source, start)
    return match.end() if match else start
