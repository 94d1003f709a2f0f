"""Words that people write in a cell for which there is no value."""

from __future__ import annotations

import re

DEFAULT = ("", "-", "--", "–", "—", "N/A")
"""Words for nothing of a nullable column whose row schema names none."""

WORDS = frozenset(("", "-", "--", "---", "–", "—", "n/a", "na", "none", "tbd", "tba"))

KNOWN = frozenset(
    (
        *("", "-", "--", "---", "–", "—", "―", "/", "\\", "?", "x", "❌", "✗", "✘", "➖", "🚫", "⛔"),
        *("n/a", "n.a.", "na", "none", "null", "nil", "nan", "tba", "tbd", "todo", "unknown", "soon"),
        *("coming soon", "not available", ":x:", ":heavy_minus_sign:", "无", "暂无", "未知", "なし", "нет"),
    )
)


def is_nothing(source: str) -> bool:
    """Return whether a cell holds nothing or a word for nothing."""
    return source.strip("*_~` ").casefold() in WORDS


def may_be_nothing(text: str) -> bool:
    """Return whether a cell that is not of its column's kind may mean that there is no value."""
    bare = re.sub(r"[\s./()-]+", "", text.casefold())
    return bare in ("", "na", "nil", "no", "none", "notavailable", "null", "tba", "tbd", "x", "✗", "❌")
