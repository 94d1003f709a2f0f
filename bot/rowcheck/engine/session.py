"""One run: read the settings and the texts from a source, then check them or apply their fixes.

Sources provide bytes and the check takes texts; this module connects the two. It prints and writes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace

from rowcheck.engine import fixing
from rowcheck.engine.check import Pair, Read, check
from rowcheck.errors import UsageError
from rowcheck.markdown import documents
from rowcheck.model import NotChecked, Report
from rowcheck.rules import IDS
from rowcheck.settings.settings import Settings, read_settings
from rowcheck.sources.base import Covers, FileChange, Source, Unreadable, Version
from rowcheck.sources.encoding import decode, encode


@dataclass(frozen=True, slots=True)
class Options:
    """What to check in a source.

    `config` is a settings file to use instead of the list's own. `every_row` checks every row of every
    file instead of what changed. `explicit` returns whether the user named a file: it is then checked
    even if the key `files` of the settings leaves it out.
    """

    config: str | None = None
    every_row: bool = False
    explicit: Callable[[str], bool] = lambda path: False


@dataclass(frozen=True, slots=True)
class Inputs:
    """All that a check takes.

    `data` has the bytes of each head, `rest` path and text of the unchanged files if a rule needs them,
    `not_checked` the files that could not be read.
    """

    settings: Settings
    pairs: tuple[Pair, ...] = ()
    data: Mapping[str, bytes] = field(default_factory=dict)
    rest: tuple[tuple[str, str], ...] = ()
    not_checked: tuple[NotChecked, ...] = ()
    every_row: bool = False


DEFAULTS = Options()


def run(source: Source, options: Options = DEFAULTS) -> Report:
    """Check a source. Raises ConfigError, SourceError or UsageError."""
    return check_inputs(read_inputs(source, options))


def read_inputs(source: Source, options: Options = DEFAULTS, settings: Settings | None = None) -> Inputs:
    """Read the settings, unless they are given, and the texts to check.

    Raises ConfigError, SourceError, or UsageError if every row is to be checked and there is no file.
    """
    known = settings or settings_of(source, options.config)

    def covers(path: str) -> bool:
        return options.explicit(path) or known.covers(path)

    files = _every_file(source, covers) if options.every_row else source.changes(covers)
    pairs: list[Pair] = []
    data: dict[str, bytes] = {}
    unreadable: list[NotChecked] = []
    for file in files:
        if isinstance(file, Unreadable):
            unreadable.append(NotChecked(file.path, 0, file.reason))
        elif file.head is not None:
            base = None if file.base is None else decode(file.base)
            pairs.append(Pair(file.path, base, decode(file.head)))
            data[file.path] = file.head
    if options.every_row and not pairs and not unreadable:
        globs = ", ".join(known.files)
        raise UsageError(f"there is no file to judge: the list is {globs}; name a file, or fix 'files'")
    rest = _other_files(source, covers, data) if pairs and needs_other_files(known) else ()
    return Inputs(known, tuple(pairs), data, rest, tuple(unreadable), options.every_row)


def check_inputs(inputs: Inputs, read: Read = documents.read) -> Report:
    """Check what was read; `read` may cache documents between runs."""
    if not inputs.pairs:
        return Report(not_checked=inputs.not_checked)
    report = check(inputs.pairs, inputs.settings, rest=inputs.rest, not_checked=inputs.not_checked, read=read)
    return replace(report, every_row=inputs.every_row)


@dataclass(frozen=True, slots=True)
class FixedFile:
    """A file before and after its fixes, as text and as the bytes to write."""

    path: str
    before: str
    after: str
    old: bytes
    new: bytes


@dataclass(frozen=True, slots=True)
class Fixed:
    """The report on the fixed texts, the number of findings removed, and the changed files.

    `undecodable` are files that cannot be fixed because some of their bytes are not UTF-8.
    """

    report: Report
    count: int = 0
    files: tuple[FixedFile, ...] = ()
    undecodable: tuple[str, ...] = ()


def fix_inputs(inputs: Inputs, *, unsafe: bool) -> Fixed:
    """Check what was read and apply the safe fixes, or with `unsafe` all verified ones."""
    pairs = [pair for pair in inputs.pairs if encode(pair.head, inputs.data[pair.path]) is not None]
    result = fixing.fix(pairs, inputs.settings, inputs.rest, unsafe=unsafe)
    files: list[FixedFile] = []
    for before, after in zip(pairs, result.pairs, strict=True):
        old = inputs.data[before.path]
        new = encode(after.head, old)
        if new is not None and new != old:
            files.append(FixedFile(before.path, before.head, after.head, old, new))
    fixed = {pair.path: pair for pair in result.pairs}
    left = tuple(fixed.get(pair.path, pair) for pair in inputs.pairs)
    report = check_inputs(replace(inputs, pairs=left))
    fixable = {it.path for it in report.findings if it.fix and (unsafe or it.fix.safe)}
    return Fixed(report, result.count, tuple(files), tuple(sorted(fixable - fixed.keys())))


def settings_of(source: Source, config: str | None) -> Settings:
    """Return the settings in the file `config`, or else the list's own, or else the defaults.

    Raises ConfigError or SourceError.
    """
    return read_settings(source.trusted, IDS, config)


def needs_other_files(settings: Settings) -> bool:
    """Return whether a rule compares with files that did not change."""
    return any(unique.scope == "list" for table in settings.tables for unique in table.unique or ())


def _every_file(source: Source, covers: Covers) -> Iterator[FileChange | Unreadable]:
    for file in source.listing(covers):
        if source.selects(file.path):
            yield FileChange(file.path, None, file.data) if isinstance(file, Version) else file


def _other_files(source: Source, covers: Covers, known: Collection[str]) -> tuple[tuple[str, str], ...]:
    return tuple(
        (file.path, decode(file.data))
        for file in source.listing(covers)
        if isinstance(file, Version) and file.path not in known
    )
