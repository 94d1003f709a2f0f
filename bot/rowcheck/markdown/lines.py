"""Lines as a Markdown renderer counts them. Nothing here knows what a line means.

CommonMark 2.1 ends a line at LF, CR or CRLF and at nothing else, so `str.splitlines`, which also
breaks at form feeds and at U+2028, would shift every number below such a character.
"""

from __future__ import annotations

import re

_END = re.compile(r"\r\n|\n|\r")


def split(text: str) -> tuple[str, ...]:
    """The lines of `text` without their ends; a final line end opens no further line.

    NUL becomes U+FFFD, as CommonMark 2.3 asks, and a byte order mark at the start is dropped.
    """
    text = text.removeprefix("\ufeff")
    if "\0" in text:
        text = text.replace("\0", "\ufffd")
    lines = _END.split(text) if "\r" in text else text.split("\n")
    if lines[-1] == "":
        lines.pop()
    return tuple(lines)
