"""One run: the settings from where they may come from, the texts from the source, then the check.

The seam between sources, which give bytes, and `check`, which takes texts. Decides nothing about
rows and prints nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from typing import NamedTuple, TypeAlias

from rowcheck.errors import UsageError
from rowcheck.model import NotChecked, Report
from rowcheck.rules import IDS
from rowcheck.settings.settings import Settings, read_settings
from rowcheck.sources.base import FileChange, Source, Unreadable, Version
from rowcheck.sources.encoding import decode, encode

Named: TypeAlias = Callable[[str], bool]
"""Whether a path was named outright, by whoever runs rowcheck."""


def _nobody(path: str) -> bool:
    return False


class Gathered(NamedTuple):
    """What a run works on: the pairs of texts, the head's bytes they were read from, and the rest."""

    settings: Settings
    pairs: tuple[tuple[str, str | None, str], ...]
    data: Mapping[str, bytes]
    rest: tuple[tuple[str, str], ...]
    not_checked: tuple[NotChecked, ...]


Watch: TypeAlias = Callable[[Gathered], None]
"""Told what was gathered, before it is checked."""


def unwatched(found: Gathered) -> None:
    """Nobody wants to know."""


def gather(
    source: Source,
    *,
    config: str | None = None,
    settings: Settings | None = None,
    everything: bool = False,
    outright: Named = _nobody,
) -> Gathered:
    """Read the settings, unless they are given, and all texts.

    `config` is a settings file to use instead of the list's own.
    `everything` takes every row of every list file for new; `outright` tells the paths that were named
    outright, so that the settings' `files` do not choose among them.
    Raises ConfigError, SourceError or UsageError.
    """
    known = settings or settings_of(source, config)

    def covers(path: str) -> bool:
        return outright(path) or known.covers(path)

    found = _everything(source, covers) if everything else source.changes(covers)
    pairs: list[tuple[str, str | None, str]] = []
    data: dict[str, bytes] = {}
    unreadable: list[NotChecked] = []
    for file in found:
        if isinstance(file, Unreadable):
            unreadable.append(NotChecked(file.path, 0, file.reason))
        elif file.head is not None:
            base = None if file.base is None else decode(file.base)
            pairs.append((file.path, base, decode(file.head)))
            data[file.path] = file.head
    if everything and not pairs and not unreadable:
        globs = ", ".join(known.files)
        raise UsageError(f"there is no file to judge: the list is {globs}; name a file, or mend 'files'")
    rest = _rest(source, covers, set(data)) if pairs and looks_further(known) else ()
    return Gathered(known, tuple(pairs), data, rest, tuple(unreadable))


def run(
    source: Source,
    *,
    config: str | None = None,
    everything: bool = False,
    outright: Named = _nobody,
    watch: Watch = unwatched,
) -> Report:
    """Check what `source` gives; see `gather` for the arguments and for what it raises."""
    found = gather(source, config=config, everything=everything, outright=outright)
    watch(found)
    if not found.pairs:
        return Report(not_checked=found.not_checked)
    from rowcheck.engine import check  # with it comes mistune, which a run without changes does not need

    pairs = [check.Pair(*pair) for pair in found.pairs]
    report = check.check(pairs, found.settings, rest=found.rest, not_checked=found.not_checked)
    return replace(report, every_row=everything)


class Mended(NamedTuple):
    """The report of what is left after the fixes, how many findings they remove, and the files.

    `unfit` are files with a fix that they cannot take, as some of their bytes are no UTF-8.
    """

    report: Report
    removed: int = 0
    files: tuple[Rewritten, ...] = ()
    unfit: tuple[str, ...] = ()


class Rewritten(NamedTuple):
    """A file before and after its fixes, as text and as the bytes to write."""

    path: str
    before: str
    after: str
    old: bytes
    new: bytes


def fixed(
    source: Source,
    *,
    unsafe: bool,
    config: str | None = None,
    everything: bool = False,
    outright: Named = _nobody,
    watch: Watch = unwatched,
) -> Mended:
    """Check what `source` gives, and apply its fixes to the texts; see `gather`. Nothing is written."""
    found = gather(source, config=config, everything=everything, outright=outright)
    watch(found)
    if not found.pairs:
        return Mended(Report(not_checked=found.not_checked))
    from rowcheck.engine import check, fixing

    pairs = [check.Pair(*pair) for pair in found.pairs if encode(pair[2], found.data[pair[0]]) is not None]
    result = fixing.fix(pairs, found.settings, found.rest, unsafe=unsafe)
    files: list[Rewritten] = []
    for before, after in zip(pairs, result.pairs, strict=True):
        old = found.data[before.path]
        new = encode(after.head, old)
        if new is not None and new != old:
            files.append(Rewritten(before.path, before.head, after.head, old, new))
    heads = {pair.path: pair.head for pair in result.pairs}
    left = [check.Pair(path, base, heads.get(path, head)) for path, base, head in found.pairs]
    report = check.check(left, found.settings, rest=found.rest, not_checked=found.not_checked)
    wanted = {it.path for it in report.findings if it.fix and (unsafe or it.fix.safe)}
    unfit = tuple(sorted(wanted - heads.keys()))
    return Mended(replace(report, every_row=everything), result.count, tuple(files), unfit)


def settings_of(source: Source, config: str | None) -> Settings:
    """Return the settings in the file `config`, else the list's own, else the defaults."""
    return read_settings(source.trusted, IDS, config)


def looks_further(settings: Settings) -> bool:
    """Whether some rule looks beyond the files that changed."""
    return any(unique.scope == "list" for table in settings.tables for unique in table.unique or ())


def _everything(source: Source, covers: Callable[[str], bool]) -> Iterable[FileChange | Unreadable]:
    for file in source.listing(covers):
        if source.selects(file.path):
            yield FileChange(file.path, None, file.data) if isinstance(file, Version) else file


def _rest(
    source: Source, covers: Callable[[str], bool], known: Collection[str]
) -> tuple[tuple[str, str], ...]:
    return tuple(
        (file.path, decode(file.data))
        for file in source.listing(covers)
        if isinstance(file, Version) and file.path not in known
    )
