"""`rowcheck audit`: judge every row of the list in the work tree, count the findings, write patches."""

from __future__ import annotations

import argparse
import codecs
from collections.abc import Callable, Iterator
from pathlib import Path

from rowcheck.compare.edits import git_patch
from rowcheck.engine import patches, session
from rowcheck.engine.patches import Patch
from rowcheck.engine.session import Inputs
from rowcheck.errors import SourceError, UsageError
from rowcheck.markdown import documents
from rowcheck.model import Report
from rowcheck.reporters import output
from rowcheck.reporters.audit import WrittenPatches, advice, as_json, as_text, debt_of
from rowcheck.sources.encoding import encode


def run(read: Callable[[], Inputs], options: argparse.Namespace) -> Report:
    """Print the debt and write the patches asked for; `read` is called once `--patches` is found valid.

    Raises UsageError, SourceError or ConfigError.
    """
    folder = _empty_folder(options.patches) if options.patches is not None else None
    inputs = read()
    parts = (inputs, *inputs.nested)
    report = session.check_inputs(inputs)
    debt = debt_of(report, (documents.read(pair.path, pair.head) for part in parts for pair in part.pairs))
    written = _write_patches(inputs, folder) if folder else None
    if options.format == "json":
        text = as_json(debt)
    else:
        shown = output.options(options.output, quiet=options.quiet, verbose=options.verbose)
        text = as_text(debt, shown, limited=output.on_terminal(options.output))
        text += advice(debt, written, quiet=options.quiet)
    output.write(text, options.output)
    return report


def _empty_folder(name: str) -> Path:
    """Return the folder for the patches, which may exist but must be empty. Raises UsageError."""
    folder = Path(name)
    try:
        taken = any(folder.iterdir())
    except FileNotFoundError:
        taken = False
    except OSError as error:
        raise UsageError(f"--patches: '{name}' cannot be written to: {error.strerror}") from None
    if taken:
        raise UsageError(
            f"--patches: '{name}' is not empty; name a new folder, so that no file is overwritten"
        )
    return folder


def _patches(inputs: Inputs) -> Iterator[Patch]:
    """Yield the patches of each file whose bytes could all be decoded."""
    heads = ((pair.path, pair.head) for pair in inputs.pairs)
    known = (*inputs.rest, *heads) if session.needs_other_files(inputs.settings) else ()
    for pair in inputs.pairs:
        if encode(pair.head, inputs.data[pair.path]) == inputs.data[pair.path]:
            rest = [(path, text) for path, text in known if path != pair.path]
            yield from patches.by_section(pair, inputs.settings, rest)


def _write_patches(inputs: Inputs, folder: Path) -> WrittenPatches:
    parts = (inputs, *inputs.nested)
    made = tuple(patch for part in parts for patch in _patches(part))
    data = {path: content for part in parts for path, content in part.data.items()}
    try:
        if made:
            folder.mkdir(parents=True, exist_ok=True)
        for name, patch in zip(patches.file_names(made), made, strict=True):
            mark = "\ufeff" if data[patch.path].startswith(codecs.BOM_UTF8) else ""
            text = git_patch(patch.path, mark + patch.before, mark + patch.after)
            (folder / name).write_bytes(text.encode("utf-8", "surrogateescape"))
    except OSError as error:
        raise SourceError(f"{folder}: the patches cannot be written: {error.strerror}") from None
    return WrittenPatches(len(made), sum(patch.findings for patch in made), str(folder))
