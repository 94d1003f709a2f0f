"""Whether a run has anything to check, found out before settings, parser and rules are imported.

A hook runs at every commit, and most commits touch no list. Says yes only when that is sure; what
really changed is for `session` to find out. Broken settings are told of once they matter.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from rowcheck.settings import defaults
from rowcheck.sources.base import LocalSource
from rowcheck.sources.settings import text_of

_SETTINGS = (".yml", ".yaml", ".json")
"""What settings and row schemas are written in: when one has changed, all of them are read."""

_GLOB = r"(?:[\w./][\w./*?-]*|'!?[\w./*?-]+'|\"!?[\w./*?-]+\")"


def idle(source: LocalSource, given: str | None, outright: Callable[[str], bool]) -> bool:
    """Whether nothing changed that `source` would check; `given` are settings named outright.

    `outright` tells the files that were, which are checked whatever the settings cover.

    Raises SourceError or UsageError.
    """
    touched = source.touched()
    if any(path.endswith(_SETTINGS) for path in touched):
        return False
    selected = [path for path in touched if source.selects(path)]
    if any(outright(path) for path in selected):
        return False
    found = text_of(given, source.trusted) if selected or given else None
    files = _files(found[1]) if found else defaults.FILES
    return not selected or (files is not None and not _any_covered(selected, files))


def _any_covered(paths: Sequence[str], files: Sequence[str]) -> bool:
    from rowcheck.settings import globs

    return any(globs.covers(files, path) for path in paths)


def _files(settings: str) -> Sequence[str] | None:
    """The globs of the key `files`, as far as that can be told without a YAML parser; None otherwise."""
    if "files" not in settings:
        return defaults.FILES
    plain = re.findall(rf"^files: \[({_GLOB}(?:, *{_GLOB})*)\] *(?:#.*)?$", settings, re.MULTILINE)
    if len(plain) != 1 or settings.count("files") != 1:
        return None
    return defaults.files([glob.strip(" '\"") for glob in plain[0].split(",")])
