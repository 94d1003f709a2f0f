"""mistune's inline parser, reading cells as GitHub does.

Scanning, escapes, code spans and raw HTML are mistune's; links, emphasis, strikethrough, extended
autolinks and character references are rules of ours in place of its own.
"""

from __future__ import annotations

from re import Match
from typing import Any

import mistune
from mistune.core import InlineState

from rowcheck.markdown import autolinks, brackets, delimiters, entities, rawhtml
from rowcheck.markdown.delimiters import Token


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

    def parse_inline_html(self, m: Match[str], state: Any) -> int | None:
        end = rawhtml.end(state.src, m.start(), state.hopeless)
        if end:
            state.tokens.append({"type": "inline_html", "raw": state.src[m.start() : end]})
        return end


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
