"""What is posted to GitHub, in its Markdown: text from a list that stays text, and what fits a comment.

Nothing in code mentions anybody, links to an issue or hides a comment; what remains is that the code
ends where we say. (GitHub Flavored Markdown, sections 4.5 and 6.3.)
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from rowcheck.reporters.visible import visible

LIMIT = 65_536
"""Characters that GitHub takes in one comment."""

SIGNS: Mapping[str, str] = MappingProxyType(
    {"passed": "✅", "failed": "❌", "not-checked": "⚠️", "error": "❌", "warning": "⚠️"}
)
"""What a verdict and a severity begin with."""

_ZERO_WIDTH_SPACE = "\u200b"


def code_span(text: str) -> str:
    """`text` as inline code, made visible; also fit for a table cell.

    What mail clients and bots would make of it outside of GitHub's page is broken apart: mentions,
    issue numbers and the beginning of a comment get an invisible space.
    """
    shown = re.sub(r"(?<=@)(?=\w)|(?<=#)(?=\d)|(?<=<)(?=!--)", _ZERO_WIDTH_SPACE, visible(text))
    fence = "`" * (_longest_backticks(shown) + 1)
    # A space at each side is taken away again; without it a backtick at the edge would join the fence.
    padded = f" {shown} " if not shown or shown[0] in "` " or shown[-1] in "` " else shown
    return f"{fence}{padded}{fence}"


def table_code(text: str) -> str:
    """`code_span` for a table cell, where a pipe needs a backslash even in code (section 4.10)."""
    return code_span(text).replace("|", "\\|")


def code_block(lines: list[str], language: str = "") -> str:
    """Lines as a fenced code block, each made visible; a comment in it can hide nothing."""
    shown = [re.sub("<(?=!--)", f"<{_ZERO_WIDTH_SPACE}", visible(line)) for line in lines]
    return fenced(shown, language)


def fenced(lines: Sequence[str], language: str = "") -> str:
    """Lines as a fenced code block, as they are: for GitHub or git to apply, and not only to be read."""
    fence = "`" * max(3, _longest_backticks("\n".join(lines)) + 1)
    return "\n".join([fence + language, *lines, fence])


def fitting(parts: Sequence[str], room: int) -> list[str]:
    """The first of `parts` that fit in `room` characters together."""
    kept: list[str] = []
    for part in parts:
        room -= len(part)
        if room < 0:
            break
        kept.append(part)
    return kept


def _longest_backticks(text: str) -> int:
    return max(map(len, re.findall("`+", text)), default=0)
