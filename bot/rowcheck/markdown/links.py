"""Links and images, as rules for mistune's inline parser (CommonMark 6.3, "look for link or image").

mistune's own rules percent-encode an apostrophe, resolve references by other labels than GitHub
and look for no link inside HTML's `<a>`. Here an opening bracket waits in `Openers` until
its closing one decides what the two are.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html.entities import html5
from re import Match
from typing import Any, NamedTuple, TypeAlias
from urllib.parse import quote

import mistune
from mistune.core import InlineState
from mistune.helpers import unescape_char

from rowcheck.markdown import emphasis

TITLE = re.compile(r""""(?:[^"\\]|\\"?)*"|'(?:[^'\\]|\\'?)*'|\((?:[^()\\]|\\[()]?)*\)""")

_BRACKETED = re.compile(r"<((?:[^<>\n\\]|\\.)*)>")
_BARE = re.compile(r"(?:\\[!-/:-@\[-`{-~]|[^ \t\n()])*")
_DEEPEST_PARENTHESES = 32


def destination(text: str, start: int) -> tuple[str, int] | None:
    """The address that begins at `start`, as it is written, and the index after it."""
    if text.startswith("<", start):
        bracketed = _BRACKETED.match(text, start)
        return (bracketed[1], bracketed.end()) if bracketed else None
    index, depth = start, 0
    while True:
        bare = _BARE.match(text, index)
        index = bare.end() if bare else index
        if text.startswith("(", index) and depth < _DEEPEST_PARENTHESES:
            depth += 1
        elif text.startswith(")", index) and depth:
            depth -= 1
        else:
            break
        index += 1
    return None if text.startswith("(", index) else (text[start:index], index)


REFERENCE = r"&(?:#[xX][0-9a-fA-F]{1,8}|#[0-9]{1,8}|[A-Za-z][A-Za-z0-9]{1,31});"
"""CommonMark 6.4: only with a semicolon, and by name only those that HTML5 knows."""

_REFERENCE = re.compile(REFERENCE)
_UNESCAPED = "/:?#@!$&'()*+,;=%"


def decoded(source: str) -> str:
    """The text with its character references resolved."""
    return _REFERENCE.sub(lambda found: character(found.group()), source) if "&" in source else source


def character(reference: str) -> str:
    """What one reference stands for; the reference itself if that is nothing."""
    if reference[1] != "#":
        return html5.get(reference[1:], reference)
    number = int(reference[3:-1], 16) if reference[2] in "xX" else int(reference[2:-1])
    if number == 0 or number > 0x10FFFF or 0xD800 <= number < 0xE000:
        return "\ufffd"
    return chr(number)


def unescaped(title: str) -> str:
    """A title as written between quotes, in the form of GitHub's HTML."""
    return unescape_char(decoded(title))


def encoded(address: str) -> str:
    """An address as written between a link's parentheses, in the form of GitHub's HTML."""
    return escaped(unescaped(address))


def escaped(address: str) -> str:
    """An address with what may not stand in a URL percent-encoded; what is encoded stays so."""
    return quote(address, safe=_UNESCAPED, errors="replace")


class Reference(NamedTuple):
    """Where a definition's label leads."""

    url: str
    title: str


References: TypeAlias = dict[str, Reference]
"""The definitions of a document by the `key` of their label."""

_DEFINITION_LABEL = re.compile(r"\[((?:[^\\\[\]]|\\.?+)*)\]:[ \t]*(?:\n[ \t]*)?", re.S)
_LABEL_SPACE = re.compile(r"[ \t\n]+")
_BEFORE_TITLE = re.compile(r"[ \t]+(?:\n[ \t]*)?|\n[ \t]*")
_REST_OF_LINE = re.compile(r"[ \t]*(?:\n|\Z)")


LONGEST_LABEL = 1000


def key(label: str) -> str:
    """Labels that differ in case and in blanks only name the same definition (CommonMark 6.3)."""
    return _LABEL_SPACE.sub(" ", label.strip(" \t\n")).casefold()


def take(text: str, references: References) -> str:
    """Note the definitions that `text` begins with (the first of a label wins); the text after them."""
    position = 0
    while text.startswith("[", position):
        end = _definition(text, position, references)
        if not end:
            break
        position = end
    return text[position:]


def _definition(text: str, start: int, references: References) -> int:
    """The index after the definition that begins at `start`; 0 if none does."""
    opening = _DEFINITION_LABEL.match(text, start)
    if not opening or not opening[1].strip(" \t\n") or len(opening[1]) > LONGEST_LABEL:
        return 0
    found = destination(text, opening.end())
    if not found or found[1] == opening.end():
        return 0
    title, end = _title(text, found[1])
    if end:
        references.setdefault(key(opening[1]), Reference(encoded(found[0]), title))
    return end


def _title(text: str, after_address: int) -> tuple[str, int]:
    """The optional title and the index after the definition's last line; index 0 if text follows."""
    gap = _BEFORE_TITLE.match(text, after_address)
    title = TITLE.match(text, gap.end()) if gap else None
    if title and (rest := _REST_OF_LINE.match(text, title.end())):
        return unescaped(title[0][1:-1]), rest.end()
    rest = _REST_OF_LINE.match(text, after_address)
    return ("", rest.end()) if rest else ("", 0)


_DEEPEST = 100
"""Images may stand in images without end; deeper than this they stay text."""

_BLANKS = re.compile(r"[ \t\n\v\f]*")
_LABEL = re.compile(r"\[((?:[^\\\[\]]|\\.?+)*)\]", re.S)


@dataclass(slots=True)
class Opener:
    """An opening bracket: its token, where its text starts, and whether it can still become a link.

    `nested` once another bracket opened in it, `depth` how deep the links and images in it go.
    """

    index: int
    start: int
    image: bool
    active: bool = True
    nested: bool = False
    depth: int = 0


class CellState(InlineState):
    """What mistune keeps while it reads a cell, which brackets are open, which raw HTML has no end, and
    where backticks end code: by the length of a run, the last one seen."""

    def __init__(self, env: Any) -> None:
        super().__init__(env)
        self.openers: list[Opener] = []
        self.hopeless: set[str] = set()
        self.ticks: dict[int, int] = {}
        self.ticks_known = False


def register(inline: mistune.InlineParser) -> None:
    """Put the rules `link` and `link_close` in place of mistune's."""
    inline.register("link", r"!\[(?!\^)|\[", _open)
    inline.register("link_close", r"\]", _close)


def _open(inline: mistune.InlineParser, match: Match[str], state: CellState) -> int:
    if state.openers:
        state.openers[-1].nested = True
    state.openers.append(Opener(len(state.tokens), match.end(), match.group()[0] == "!"))
    state.tokens.append({"type": "text", "raw": match.group()})
    return match.end()


def _close(inline: mistune.InlineParser, match: Match[str], state: CellState) -> int:
    opener = state.openers.pop() if state.openers else None
    found = None
    if opener and opener.active and opener.depth < _DEEPEST:
        found = _inline(state.src, match.end()) or _reference(state, opener, match.start())
    if opener and state.openers:
        around = state.openers[-1]
        around.depth = max(around.depth, opener.depth + (found is not None))
    if not opener or not found:
        state.tokens.append({"type": "text", "raw": "]"})
        return match.end()
    url, title, end = found
    state.tokens[opener.index :] = [_token(opener, state.tokens[opener.index + 1 :], url, title)]
    if not opener.image:
        _deactivate(state.openers)
    return end


def _token(opener: Opener, inside: list[emphasis.Token], url: str, title: str) -> emphasis.Token:
    kind = "image" if opener.image else "link"
    attrs = {"url": url, "title": title}
    return {"type": kind, "children": emphasis.resolve(inside), "attrs": attrs}


def _deactivate(openers: list[Opener]) -> None:
    """A link contains no other link, so what is open around one cannot become one."""
    for opener in reversed(openers):
        if not opener.image:
            if not opener.active:
                break
            opener.active = False


def _inline(source: str, start: int) -> tuple[str, str, int] | None:
    """URL, title and end of `(address "title")` at `start`."""
    if not source.startswith("(", start):
        return None
    found = destination(source, _after_blanks(source, start + 1))
    if not found:
        return None
    address, after = found
    end = _after_blanks(source, after)
    title = TITLE.match(source, end) if end > after else None
    if title:
        end = _after_blanks(source, title.end())
    if not source.startswith(")", end):
        return None
    return encoded(address), unescaped(title[0][1:-1]) if title else "", end + 1


def _reference(state: CellState, opener: Opener, close: int) -> tuple[str, str, int] | None:
    """URL, title and end of `[text][label]`, `[label][]` or `[label]`."""
    known: References = state.env["ref_links"]
    if not known:
        return None
    following = _LABEL.match(state.src, close + 1)
    end = following.end() if following else close + 1
    start, stop = following.span(1) if following and following[1].strip(" \t") else (opener.start, close)
    if (start == opener.start and opener.nested) or stop - start > LONGEST_LABEL:
        return None
    reference = known.get(key(state.src[start:stop]))
    return (*reference, end) if reference else None


def _after_blanks(source: str, start: int) -> int:
    blanks = _BLANKS.match(source, start)
    return blanks.end() if blanks else start
