"""The address and the title of a link, in a link definition or between parentheses.

Where the specification (CommonMark 6.3) and cmark-gfm differ, this follows cmark-gfm: control
characters may stand in an address, and an unmatched `(` too. Nothing here renders links.
"""

from __future__ import annotations

import re

TITLE = re.compile(r""""(?:[^"\\]|\\"?)*"|'(?:[^'\\]|\\'?)*'|\((?:[^()\\]|\\[()]?)*\)""")

_BRACKETED = re.compile(r"<((?:[^<>\n\\]|\\.)*)>")
_BARE = re.compile(r"(?:\\[!-/:-@\[-`{-~]|[^ \t\n()])*")
_DEEPEST_PARENTHESES = 32


def address(text: str, start: int) -> tuple[str, int] | None:
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
