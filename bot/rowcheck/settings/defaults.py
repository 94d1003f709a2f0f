"""Where a list's settings stand, and which files are the list when they do not say.

Apart from `config`, so that a run with nothing to check need not know what settings are.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

LOCATIONS = (".github/rowcheck.yml", ".github/rowcheck.yaml", "rowcheck.yml", "rowcheck.yaml")
"""Where settings are looked for; the first that is there counts."""

FILES = ("**/*.md", "**/*.markdown")


def files(globs: Sequence[str]) -> tuple[str, ...]:
    """What the key `files` says: globs that only take files out take them out of the usual ones."""
    only_out = all(glob.startswith("!") for glob in globs)
    return (*FILES, *globs) if only_out else tuple(globs)


def find(read: Callable[[str], str | None]) -> tuple[str, str] | None:
    """The path and the text of the settings; `read` gives a file of the list, None when there is none."""
    for path in LOCATIONS:
        if (text := read(path)) is not None:
            return path, text
    return None
