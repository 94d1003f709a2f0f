"""Measure one call in a process of its own, and print `{"seconds": ..., "memory": ...}`.

    python timed.py KIND [ARGUMENT...]

Imports and input are made ready first, and processor time is taken for the call alone. Garbage collection is
off, as in the command line. Memory is the peak of the process, in bytes.
"""

from __future__ import annotations

import gc
import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import lists

Call: TypeAlias = Callable[[], object]


def main(kind: str, *arguments: str) -> None:
    call = KINDS[kind](*arguments)
    gc.collect()
    gc.disable()
    start = time.process_time()
    call()
    seconds = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(json.dumps({"seconds": seconds, "memory": peak * (1 if sys.platform == "darwin" else 1024)}))


def check(base: str, head: str, config: str = "") -> Call:
    """Return the check of two files, without reading settings and without a report."""
    from rowcheck.engine import session
    from rowcheck.sources.files import Files

    settings = session.settings_of(Files(base, head), config or None)
    return _check(_text(base), _text(head), settings)


def growth(shape: str, rows: str) -> Call:
    """Return the check of a list of so many rows: all `new`, or one new row in `tables` or one `table`."""
    count = int(rows)
    tables = 1 if shape == "table" else max(count * lists.SECTIONS // lists.ROWS, 1)
    change = lists.with_one_more_row(lists.catalogue(count, tables))
    return _check("" if shape == "new" else change.base, change.head)


def findings(rows: str) -> Call:
    """Return the check of a change that adds so many rows, each with a finding that has a fix."""
    change = lists.with_unfinished_rows(lists.catalogue(), int(rows))
    return _check(change.base, change.head)


def render(*paths: str) -> Call:
    """Return the rendering of files, or of the Markdown files in folders, by cmark-gfm."""
    import rendering

    files = [
        file
        for path in map(Path, paths)
        for file in (sorted(path.rglob("*.md")) if path.is_dir() else [path])
    ]
    texts = [_text(file) for file in files if file.is_file()]
    rendering.render("")
    return lambda: [rendering.render(text) for text in texts]


def _check(base: str, head: str, settings: object = None) -> Call:
    """Return the check of two texts, after one of two short ones."""
    from rowcheck.engine import check as engine
    from rowcheck.settings.settings import Settings

    used = settings if isinstance(settings, Settings) else Settings()
    short = lists.with_one_more_row(lists.catalogue(10, 1))
    engine.check([engine.Pair("README.md", short.base, short.head)], used)
    return lambda: engine.check([engine.Pair("README.md", base, head)], used)


def _text(path: str | Path) -> str:
    return Path(path).read_text(encoding="utf-8", errors="replace")


KINDS: dict[str, Callable[..., Call]] = {
    "check": check,
    "growth": growth,
    "findings": findings,
    "render": render,
}


if __name__ == "__main__":
    main(*sys.argv[1:])
