"""Regular expressions in linear time: list rows are hostile, so RE2 runs all that a schema asks for."""

from __future__ import annotations

from functools import cache
from typing import Any


def found(pattern: str, text: str) -> bool:
    """Whether `pattern` occurs anywhere in `text`."""
    return _compiled(pattern).search(text) is not None


def problem(pattern: str) -> str | None:
    """Why RE2 cannot run `pattern`, for its author; None when it can."""
    import re2

    try:
        _compiled(pattern)
    except re2.error as error:
        return _plain(pattern, error)
    return None


@cache
def _compiled(pattern: str) -> Any:
    import re2

    options = re2.Options()
    options.log_errors = False
    return re2.compile(pattern, options)


def _plain(pattern: str, error: Exception) -> str:
    said = error.args[0] if error.args else ""
    said = said.decode(errors="replace") if isinstance(said, bytes) else str(said)
    if any(mark in pattern for mark in ("(?=", "(?!", "(?<=", "(?<!")):
        return "look-around is not available; say it with 'not' or 'allOf'"
    if "invalid escape sequence" in said and any(f"\\{digit}" in pattern for digit in "123456789"):
        return "backreferences are not available"
    return said or "it is no regular expression"
