"""mistune's inline parser, reading cells as GitHub does.

Scanning, escapes and line breaks are mistune's; links, emphasis, strikethrough, code, raw HTML,
autolinks and character references are rules of ours in place of its own.
"""

from __future__ import annotations

import re
from re import Match
from typing import Any

import mistune
from mistune.core import InlineState

from rowcheck.markdown import autolinks, brackets, delimiters, entities, rawhtml
from rowcheck.markdown.delimiters import Token

_BACKTICKS = re.compile(r"`+")
_LONGEST_RUN = 80


class GfmInlineParser(mistune.InlineParser):
    """Yields flat tokens `text`, `codespan`, `inline_html`, `mark`, and `link` and `image` with children."""

    state_cls = brackets.CellState

    def __init__(self) -> None:
        super().__init__()
        self.rules.remove("emphasis")
        self.register("delimiter", r"\*+|_+|~+", _delimiter, before="link", start_chars=["*", "_", "~"])
        self.register("reference", entities.REFERENCE, _reference, start_chars=["&"])
        brackets.register(self)
        autolinks.register(self)

    def finalize_tokens(self, tokens: list[Token], depth: int) -> list[Token]:
        return delimiters.resolve(tokens)

    def parse_auto_link(self, m: Match[str], state: InlineState) -> int:
        _address(m, state, "")
        return m.end()

    def parse_auto_email(self, m: Match[str], state: InlineState) -> int:
        _address(m, state, "mailto:")
        return m.end()

    def parse_codespan(self, m: Match[str], state: Any) -> int:
        begin, end = m.end(), _code_end(state, m.end(), len(m.group()))
        if not end:
            state.tokens.append({"type": "text", "raw": m.group()})
            return begin
        code = state.src[begin:end].replace("\n", " ")
        if code[:1] == code[-1:] == " " and code.strip(" "):
            code = code[1:-1]
        state.tokens.append({"type": "codespan", "raw": code})
        return end + len(m.group())

    def parse_inline_html(self, m: Match[str], state: Any) -> int | None:
        end = rawhtml.end(state.src, m.start(), state.hopeless)
        if end:
            state.tokens.append({"type": "inline_html", "raw": state.src[m.start() : end]})
        return end


def _code_end(state: brackets.CellState, begin: int, length: int) -> int:
    """Where the run of as many backticks stands that ends the code; 0 for none.

    cmark-gfm searches to the end of the text once, and from then on trusts the last run it saw of
    a length, though a later search may have stopped at an earlier one.
    """
    if length > _LONGEST_RUN or (state.ticks_known and state.ticks.get(length, 0) <= begin):
        return 0
    for run in _BACKTICKS.finditer(state.src, begin):
        state.ticks[len(run.group())] = run.start()
        if len(run.group()) == length:
            return run.start()
    state.ticks_known = True
    return 0


def _address(match: Match[str], state: InlineState, scheme: str) -> None:
    address = entities.decoded(match.group()[1:-1])
    attrs = {"url": entities.escaped(scheme + address)}
    state.tokens.append({"type": "link", "children": [{"type": "text", "raw": address}], "attrs": attrs})


def _delimiter(inline: mistune.InlineParser, match: Match[str], state: Any) -> int:
    state.tokens.append(delimiters.token(state.src, *match.span()))
    return match.end()


def _reference(inline: mistune.InlineParser, match: Match[str], state: Any) -> int:
    state.tokens.append({"type": "text", "raw": entities.character(match.group())})
    return match.end()
