"""Links and images, as rules for mistune's inline parser (CommonMark 6.3, "look for link or image").

mistune's own rules percent-encode an apostrophe, resolve references by other labels than GitHub
and look for no link inside HTML's `<a>`. Here an opening bracket waits in `Openers` until
its closing one decides what the two are.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from re import Match
from typing import Any

import mistune
from mistune.core import InlineState

from rowcheck.markdown import delimiters, destinations, entities, references

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


def _token(opener: Opener, inside: list[delimiters.Token], url: str, title: str) -> delimiters.Token:
    kind = "image" if opener.image else "link"
    attrs = {"url": url, "title": title}
    return {"type": kind, "children": delimiters.resolve(inside), "attrs": attrs}


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
    found = destinations.address(source, _after_blanks(source, start + 1))
    if not found:
        return None
    address, after = found
    end = _after_blanks(source, after)
    title = destinations.TITLE.match(source, end) if end > after else None
    if title:
        end = _after_blanks(source, title.end())
    if not source.startswith(")", end):
        return None
    return entities.url(address), entities.text(title[0][1:-1]) if title else "", end + 1


def _reference(state: CellState, opener: Opener, close: int) -> tuple[str, str, int] | None:
    """URL, title and end of `[text][label]`, `[label][]` or `[label]`."""
    known: references.References = state.env["ref_links"]
    if not known:
        return None
    following = _LABEL.match(state.src, close + 1)
    end = following.end() if following else close + 1
    start, stop = following.span(1) if following and following[1].strip(" \t") else (opener.start, close)
    if (start == opener.start and opener.nested) or stop - start > references.LONGEST_LABEL:
        return None
    reference = known.get(references.key(state.src[start:stop]))
    return (*reference, end) if reference else None


def _after_blanks(source: str, start: int) -> int:
    blanks = _BLANKS.match(source, start)
    return blanks.end() if blanks else start
