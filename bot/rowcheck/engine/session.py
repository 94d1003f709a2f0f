"""One run: read the settings and the texts from a source, then check them or apply their fixes.

Sources provide bytes and the check takes texts; this module connects the two. It prints and writes nothing.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, reduce
from operator import add
from pathlib import PurePosixPath

from rowcheck.engine import fixing
from rowcheck.engine.check import Pair, Read, check
from rowcheck.errors import ConfigError, UsageError
from rowcheck.markdown import documents
from rowcheck.model import NotChecked, Report, SettingsWarning
from rowcheck.rules import IDS
from rowcheck.settings import fitting
from rowcheck.settings.settings import NESTED, Settings, is_markdown, read_nested, read_settings, with_root
from rowcheck.sources.base import Covers, FileChange, Source, Unreadable, Version
from rowcheck.sources.encoding import decode, encode


@dataclass(frozen=True, slots=True)
class Options:
    """What to check in a source.

    `config` is a settings file to use instead of the list's own. `every_row` checks every row of every
    file instead of what changed. `explicit` returns whether the user named a file: it is then checked
    even if the key `files` of the settings leaves it out. `selected` and `ignored` are ids of rules: see
    Settings. `root` is the folder that the files of `config` start from.
    Without `nested`, or with `config`, settings in other folders do not apply.
    """

    config: str | None = None
    every_row: bool = False
    explicit: Callable[[str], bool] = lambda path: False
    selected: Collection[str] = ()
    ignored: Collection[str] = ()
    root: str = ""
    nested: bool = True


@dataclass(frozen=True, slots=True)
class Inputs:
    """All that a check takes.

    `data` has the bytes of each head, `rest` path and text of the unchanged files if a rule needs them,
    `not_checked` the files that could not be read. `covers` tells which files are checked,
    `warnings` are what the settings name that the list does not have, `nested` the files with settings in a
    folder above them, and `read` caches documents.
    """

    settings: Settings
    pairs: tuple[Pair, ...] = ()
    data: Mapping[str, bytes] = field(default_factory=dict)
    rest: tuple[tuple[str, str], ...] = ()
    not_checked: tuple[NotChecked, ...] = ()
    every_row: bool = False
    covers: Covers = lambda path: True
    warnings: tuple[SettingsWarning, ...] = ()
    nested: tuple[Inputs, ...] = ()
    read: Read = documents.read


DEFAULTS = Options()


def run(source: Source, options: Options = DEFAULTS) -> Report:
    """Check a source. Raises ConfigError, SourceError or UsageError."""
    return check_inputs(read_inputs(source, options))


def read_inputs(
    source: Source,
    options: Options = DEFAULTS,
    settings: Settings | None = None,
    *,
    allow_empty: bool = False,
) -> Inputs:
    """Read the settings, unless they are given, and the texts to check.

    Raises ConfigError, SourceError, or UsageError if every row is to be checked and there is no file,
    which `allow_empty` allows.
    """
    known = settings or settings_of(source, options.config)
    if options.root:
        known = with_root(known, options.root)
    if not options.nested or options.config is not None:
        return _read_files(source, options, known, (), allow_empty=allow_empty)
    in_folders = _nested_settings(source, options)
    roots = tuple(each.root for each in in_folders)
    nested = tuple(_read_files(source, options, each, roots, allow_empty=True) for each in in_folders)
    inputs = _read_files(source, options, known, roots, allow_empty=allow_empty or bool(nested))
    return replace(inputs, nested=nested)


def _nested_settings(source: Source, options: Options) -> list[Settings]:
    """Return the settings in the folders above the files to check, except for those at the top."""
    folders: set[str] = set()

    def note(path: str) -> bool:
        if is_markdown(path) or PurePosixPath(path).name in NESTED:
            folders.update(map(str, PurePosixPath(path).parents))
        return False  # nothing is read

    deque((source.listing if options.every_row else source.changes)(note), maxlen=0)
    found = (
        read_nested(source.trusted, IDS, folder)
        for folder in sorted(folders)
        if folder != "." and PurePosixPath(folder).name != ".github"
    )
    return [settings for settings in found if settings]


def _read_files(
    source: Source, options: Options, settings: Settings, roots: Collection[str], *, allow_empty: bool
) -> Inputs:
    """Read the files that the settings cover, except for those below other `roots` with settings."""
    known = replace(settings, selected=frozenset(options.selected), ignored=frozenset(options.ignored))

    def covers(path: str) -> bool:
        nearest = next(
            (str(above) for above in PurePosixPath(path).parents if str(above) in roots), known.root
        )
        if roots and nearest != known.root:
            return False
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
    if options.every_row and not (pairs or unreadable or allow_empty):
        globs = ", ".join(known.files)
        raise UsageError(f"there is no file to judge: the list is {globs}; name a file, or fix 'files'")
    rest = _other_files(source, covers, data) if pairs and needs_other_files(known) else ()
    return Inputs(
        settings=known,
        pairs=tuple(pairs),
        data=data,
        rest=rest,
        not_checked=tuple(unreadable),
        every_row=options.every_row,
        covers=covers,
    )


def fit_settings(source: Source, inputs: Inputs, is_complete: Callable[[], bool] = lambda: True) -> Inputs:
    """Compare the settings with the list, and return the inputs with what is worth a warning.

    Files that did not change are read only if the changed ones leave a question. `is_complete` tells
    whether the source listed every file; otherwise nothing is known. Raises ConfigError.
    """
    nested = tuple(fit_settings(source, part, is_complete) for part in inputs.nested)
    return replace(_fit(source, inputs, is_complete), nested=nested)


def _fit(source: Source, inputs: Inputs, is_complete: Callable[[], bool]) -> Inputs:
    settings, read = inputs.settings, cache(inputs.read)
    if settings.tree is None:
        return inputs
    files = fitting.of_files(settings, inputs.data.keys())
    if files:
        files = fitting.of_files(settings, paths) if (paths := _paths(source)) else fitting.Misfits()
    tables = fitting.Misfits()
    if settings.tables and not files.errors:
        texts = [(pair.path, text) for pair in inputs.pairs for text in (pair.base, pair.head) if text]
        tables = fitting.of_tables(settings, _shapes(texts, read))
        if tables:
            rest = inputs.rest or _other_files(source, inputs.covers, inputs.data)
            tables = fitting.of_tables(settings, _shapes([*texts, *rest], read))
    if not is_complete():
        return replace(inputs, read=read)
    if errors := (*files.errors, *tables.errors):
        raise ConfigError(errors)
    warnings = tuple(
        SettingsWarning(warning.path, warning.line, warning.column, warning.message)
        for warning in (*files.warnings, *tables.warnings)
    )
    return replace(inputs, read=read, warnings=warnings)


def _shapes(texts: Iterable[tuple[str, str]], read: Read) -> set[fitting.Shape]:
    return {(table.headings, table.columns) for path, text in texts for table in read(path, text).tables}


def _paths(source: Source) -> set[str]:
    """Return the paths of both versions; empty for a source that has no other files than the changed ones."""
    paths: set[str] = set()

    def note(path: str) -> bool:
        paths.add(path)
        return False  # nothing is read

    for listing in (source.listing, source.changes):
        deque(listing(note), maxlen=0)
    return paths


def check_inputs(inputs: Inputs, read: Read | None = None) -> Report:
    """Check what was read; `read` may cache documents between runs."""
    reports = [_check_files(inputs, read), *(check_inputs(nested, read) for nested in inputs.nested)]
    return reports[0] if len(reports) == 1 else _merged(reports)


def _merged(reports: Sequence[Report]) -> Report:
    findings = [finding for report in reports for finding in report.findings]
    return Report(
        findings=tuple(sorted(findings, key=lambda finding: (finding.path, finding.line, finding.column))),
        counts=reduce(add, (report.counts for report in reports)),
        debt=sum(report.debt for report in reports),
        not_checked=tuple(entry for report in reports for entry in report.not_checked),
        waived=tuple(finding for report in reports for finding in report.waived),
        every_row=any(report.every_row for report in reports),
        warnings=tuple(warning for report in reports for warning in report.warnings),
        texts={path: text for report in reports for path, text in report.texts.items()},
    )


def _check_files(inputs: Inputs, read: Read | None) -> Report:
    if not inputs.pairs:
        return Report(not_checked=inputs.not_checked, warnings=inputs.warnings)
    report = check(
        inputs.pairs,
        inputs.settings,
        rest=inputs.rest,
        not_checked=inputs.not_checked,
        read=read or inputs.read,
    )
    return replace(report, every_row=inputs.every_row, warnings=inputs.warnings)


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
    if inputs.nested:
        every = [fix_inputs(part, unsafe=unsafe) for part in (replace(inputs, nested=()), *inputs.nested)]
        return Fixed(
            _merged([fixed.report for fixed in every]),
            sum(fixed.count for fixed in every),
            tuple(file for fixed in every for file in fixed.files),
            tuple(path for fixed in every for path in fixed.undecodable),
        )
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
