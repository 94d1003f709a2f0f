"""Regular expressions that are compiled when they are first used: most of a run's never are.

To be written where `re.compile` would stand, in modules that every run loads.
"""

from __future__ import annotations

import re
from typing import Any, cast


def compiled(expression: str, flags: int = 0) -> re.Pattern[str]:
    """What behaves as `re.compile(expression, flags)`; a fault in the expression shows at its first use."""
    return cast("re.Pattern[str]", _Pattern(expression, flags))


class _Pattern:
    def __init__(self, expression: str, flags: int) -> None:
        self._source = expression, flags

    def __getattr__(self, name: str) -> Any:
        """The method of the real pattern, put in place so that it is found at once from then on."""
        found = getattr(re.compile(*self._source), name)
        setattr(self, name, found)
        return found
