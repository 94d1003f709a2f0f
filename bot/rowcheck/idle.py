"""Whether a run has anything to check, found out before settings, parser and rules are imported.

A hook runs at every commit, and most commits touch no list. Says yes only when that is sure; what
really changed is for `session` to find out. Broken settings are told of once they matter.
"""

from __future__ import annotations

from rowcheck.defaults import FILES
from rowcheck.sources.base import LocalSource
from rowcheck.sources.settings import text_of

_LISTS = tuple(glob.removeprefix("**/*") for glob in FILES)
_SETTINGS = (".yml", ".yaml", ".json")
"""What settings and row schemas are written in: when one has changed, all of them are read."""


def idle(source: LocalSource, given: str | None) -> bool:
    """Whether nothing changed that `source` would check; `given` are settings named outright.

    Raises SourceError or UsageError.
    """
    touched = source.touched()
    if any(path.endswith(_SETTINGS) for path in touched):
        return False
    selected = [path for path in touched if source.selects(path)]
    if any(path.endswith(_LISTS) for path in selected):
        return False
    found = text_of(given, source.trusted) if selected or given else None
    return found is None or "files" not in found[1]
