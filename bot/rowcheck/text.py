"""How a sentence is put together: numbers with their noun, words in a row, values in quotes.

What a sentence says is for those who say it; nothing here knows rows or findings.
"""

from __future__ import annotations

from collections.abc import Sequence


def counted(number: int, noun: str, plural: str = "") -> str:
    """`1 row`, `2 rows`, `1,707 rows`"""
    return f"{number:,} {noun if number == 1 else plural or f'{noun}s'}"


def listed(words: Sequence[str], last: str = "or") -> str:
    """`Ada`, `Ada or Bob`, `Ada, Bob or Eve`; `words` are not empty."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {last} {words[-1]}"


def shortened(text: str, most: int) -> str:
    """At most `most` characters of a text; the last of them tells that there were more."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def brief(text: str, most: int = 60) -> str:
    """A value from the list as a message has room for it: on one line, in at most `most` characters."""
    return shortened(" ".join(text.split()), most)


def quoted(text: str, most: int = 60) -> str:
    """A value in single quotes, `brief` between them."""
    return f"'{brief(text, most)}'"
