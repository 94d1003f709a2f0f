"""GFM's strikethrough (specification 6.5) as a rule for mistune's inline parser.

mistune's own plugin knows two tildes only; GitHub takes one as well, and closes a run with a run
of the same length.
"""

from __future__ import annotations

import re
from re import Match

import mistune
from mistune.core import InlineState

_RUN = re.compile(r"~+")


def register(inline: mistune.InlineParser) -> None:
    """Add the rule `strikethrough`; its token has the struck text as children."""
    inline.register("strikethrough", "~+", _parse, before="link", start_chars=("~",))


def _parse(inline: mistune.InlineParser, match: Match[str], state: InlineState) -> int:
    run, start = match.group(), match.end()
    source = state.src
    close = _closing(source, start, len(run)) if len(run) <= 2 and source[start:][:1].strip() else None
    if close is None or state.depth >= inline.max_nested_level:
        inline.process_text(run, state, parse_emphasis=False)
        return start
    inner = state.copy()
    inner.src = source[start : close.start()]
    state.append_token({"type": "strikethrough", "children": inline.render(inner)})
    return close.end()


def _closing(source: str, start: int, length: int) -> Match[str] | None:
    """The next run of as many tildes that follows no blank."""
    for run in _RUN.finditer(source, start):
        if len(run.group()) == length and run.start() > start and not source[run.start() - 1].isspace():
            return run
    return None
