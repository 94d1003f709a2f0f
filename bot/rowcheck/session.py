"""One run: the settings from where they may come from, the texts from the source, then the check.

The seam between sources, which give bytes, and `check`, which takes texts. Decides nothing about
rows and prints nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from rowcheck import config
from rowcheck.config import Settings
from rowcheck.errors import SourceError
from rowcheck.model import NotChecked, Report
from rowcheck.sources.base import FileChange, Source, Unreadable, Version
from rowcheck.sources.decode import decode, strict


def run(
    source: Source, *, config: str | None = None, everything: bool = False, named: bool = False
) -> Report:
    """Check what `source` gives. `config` is a settings file to use instead of the list's own.

    `everything` judges every row of every list file; `named` means that the files were named
    outright, so the settings' `files` do not choose among them.
    Raises ConfigError, SourceError or UsageError.
    """
    settings = settings_of(source, config)
    covers = settings.covers if not named else lambda path: True
    found = _everything(source, covers) if everything else source.changes(covers)
    pairs: list[tuple[str, str | None, str]] = []
    unreadable: list[NotChecked] = []
    for file in found:
        if isinstance(file, Unreadable):
            unreadable.append(NotChecked(file.path, 0, file.reason))
        elif file.head is not None:
            base = None if file.base is None else decode(file.base)
            pairs.append((file.path, base, decode(file.head)))
    if not pairs:
        return Report(not_checked=tuple(unreadable))
    from rowcheck import check  # with it comes mistune, which a run without changes does not need

    rest = _rest(source, covers, {path for path, _, _ in pairs}) if _looks_further(settings) else []
    return check.check([check.Pair(*pair) for pair in pairs], settings, rest=rest, not_checked=unreadable)


def settings_of(source: Source, given: str | None) -> Settings:
    """The settings: those in the file `given`, else the list's own, else the ones without a file."""
    from rowcheck.rules import IDS

    if given is None:
        found = config.find(source.trusted)
        return config.load(found[1], found[0], source.trusted, IDS) if found else Settings()
    try:
        text = strict(Path(given).read_bytes(), given)
    except OSError as error:
        raise SourceError(
            f"{given}: cannot be read: {error.strerror}; check the path after --config"
        ) from None
    return config.load(text, given, _beside(Path(given).parent, source), IDS)


def _beside(folder: Path, source: Source) -> Callable[[str], str | None]:
    """Row schemas named by a settings file given outright: beside it, else in the list."""

    def read(path: str) -> str | None:
        place = folder / path
        return strict(place.read_bytes(), path) if place.is_file() else source.trusted(path)

    return read


def _everything(source: Source, covers: Callable[[str], bool]) -> Iterable[FileChange | Unreadable]:
    for file in source.listing(covers):
        if source.selects(file.path):
            yield FileChange(file.path, None, file.data) if isinstance(file, Version) else file


def _rest(source: Source, covers: Callable[[str], bool], known: set[str]) -> list[tuple[str, str]]:
    return [
        (file.path, decode(file.data))
        for file in source.listing(covers)
        if isinstance(file, Version) and file.path not in known
    ]


def _looks_further(settings: Settings) -> bool:
    """Whether some rule looks beyond the files that changed."""
    return any(unique.scope == "list" for table in settings.tables for unique in table.unique or ())
