"""Words that people write in a cell for which there is no value."""

from __future__ import annotations

import re

NOTHING = (
    *("", "-", "--", "---", "–", "—", "―"),
    *("n/a", "n.a.", "na", "none", "not available", "tba", "tbd", "coming soon", "暂无"),
)
"""Words for nothing, in any column."""

AMBIGUOUS = (
    *("no", "нет", "无", "なし", "unknown", "未知", "?", "todo", "soon"),
    *("x", ":x:", "✗", "✘", "❌", "➖", ":heavy_minus_sign:", "🚫", "⛔"),
    *("nil", "null", "nan", "/", "\\"),
)
"""Words for nothing in a column of links or numbers, but values among answers (`Unknown`) or code (`/`)."""

PLACEHOLDERS = frozenset(
    (
        "todo",
        "todo:",
        "to do",
        "fixme",
        "xxx",
        "tbc",
        "wip",
        "placeholder",
        "lorem ipsum",
        "fill in",
        "fill me in",
    )
)
"""What a contributor leaves in a cell to be filled in later."""

_NOTHING = frozenset(NOTHING)


def is_nothing(source: str) -> bool:
    """Return whether a cell holds nothing, or a word for nothing, whatever its column."""
    return source.strip("*_~` ").casefold() in _NOTHING


def is_placeholder(source: str) -> bool:
    """Return whether a cell holds only a note that it is to be filled in."""
    return source.strip("*_~`()[]<>.! ").casefold() in PLACEHOLDERS


def may_be_nothing(text: str) -> bool:
    """Return whether a cell that does not fit its column may mean that there is no value."""
    return _bare(text) in _BARE


def _bare(text: str) -> str:
    return re.sub(r"[\s./()-]+", "", text.casefold())


_BARE = frozenset(map(_bare, (*NOTHING, *AMBIGUOUS)))
