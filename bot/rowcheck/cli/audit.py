"""`rowcheck audit`: every row of the list judged, what is wrong counted, and patches to clean it up with.

For a maintainer with an afternoon; a contributor is never shown this. Reads the work tree.
"""

from __future__ import annotations

import argparse
import codecs
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from rowcheck.compare.edits import git_patch
from rowcheck.engine import check, patches, session
from rowcheck.engine.patches import Patch
from rowcheck.engine.session import Gathered, Watch
from rowcheck.errors import SourceError, UsageError
from rowcheck.markdown import documents
from rowcheck.model import Report
from rowcheck.reporters import output
from rowcheck.reporters.debt import debt_of
from rowcheck.reporters.debts import Mending
from rowcheck.sources.decode import encode
from rowcheck.sources.worktree import WorkTree


def run(options: argparse.Namespace, watch: Watch = session.unwatched) -> Report:
    """Count, tell, and write the patches asked for; `watch` is told what was read.

    Raises UsageError, SourceError, ConfigError.
    """
    folder = _empty(options.patches) if options.patches is not None else None
    source = WorkTree(files=options.files)
    source.touched()  # a misspelt name is no list without faults
    found = session.gather(source, config=options.config, everything=True, outright=source.names)
    watch(found)
    pairs = [check.Pair(*pair) for pair in found.pairs]
    report = check.check(pairs, found.settings, rest=found.rest, not_checked=found.not_checked)
    debt = debt_of(report, (documents.read(pair.path, pair.head) for pair in pairs))
    mending = _mend(found, folder) if folder else None
    output.debt(debt, mending, options)
    return report


def _mend(found: Gathered, folder: Path) -> Mending:
    mending = tuple(_patches(found))
    if mending:
        _write(folder, mending, found.data)
    return Mending(len(mending), sum(patch.faults for patch in mending), str(folder))


def _empty(given: str) -> Path:
    """The folder for the patches; it may be there, but nothing in it. Raises UsageError."""
    folder = Path(given)
    try:
        taken = any(folder.iterdir())
    except FileNotFoundError:
        taken = False
    except OSError as error:
        raise UsageError(f"--patches: '{given}' is no folder to write to: {error.strerror}") from None
    if taken:
        raise UsageError(f"--patches: '{given}' is not empty; name a new folder, so that nothing is lost")
    return folder


def _patches(found: Gathered) -> Iterator[Patch]:
    """The patches; none for a file some bytes of which could not be read as they are."""
    everything = ((path, head) for path, _, head in found.pairs)
    known = (*found.rest, *everything) if session.looks_further(found.settings) else ()
    for path, base, head in found.pairs:
        if encode(head, found.data[path]) == found.data[path]:
            rest = [(other, text) for other, text in known if other != path]
            yield from patches.by_section(check.Pair(path, base, head), found.settings, rest)


def _write(folder: Path, mending: Sequence[Patch], data: Mapping[str, bytes]) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, patch in zip(patches.file_names(mending), mending, strict=True):
            mark = "\ufeff" if data[patch.path].startswith(codecs.BOM_UTF8) else ""
            text = git_patch(patch.path, mark + patch.before, mark + patch.after)
            (folder / name).write_bytes(text.encode("utf-8", "surrogateescape"))
    except OSError as error:
        raise SourceError(f"{folder}: the patches cannot be written: {error.strerror}") from None
