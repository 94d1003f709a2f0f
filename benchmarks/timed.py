"""One measurement in a process of its own, so that nothing is warm that would not be: prints JSON.

    python timed.py KIND [ARGUMENT...]

Imports and input are made ready first; the clock runs for the measured call alone. The collector
is off, as the command line has it.
"""

from __future__ import annotations

import gc
import importlib
import io
import json
import os
import sys
import time
import tracemalloc
from collections.abc import Callable
from contextlib import redirect_stdout
from pathlib import Path

import lists


def main(kind: str, *arguments: str) -> None:
    """Prepare, measure, print `{"cpu": seconds, "wall": seconds, "memory": bytes}`."""
    call = KINDS[kind](*arguments)
    gc.collect()
    gc.disable()
    if kind == "memory":
        tracemalloc.start()
    begin, cpu = time.perf_counter(), time.process_time()
    with redirect_stdout(io.StringIO()):
        call()
    cpu, wall = time.process_time() - cpu, time.perf_counter() - begin
    memory = tracemalloc.get_traced_memory()[1] if kind == "memory" else 0
    print(json.dumps({"cpu": cpu, "wall": wall, "memory": memory}))


def command(*arguments: str) -> Callable[[], object]:
    """`rowcheck ARGUMENT...` once everything is imported that it will import."""
    from rowcheck.cli import main

    for name in _imported_by(lambda: main.main(arguments)):
        importlib.import_module(name)
    return lambda: main.main(arguments)


def check(base: str, head: str, config: str = "") -> Callable[[], object]:
    """The check of two texts, without settings to read and without a report to print."""
    from rowcheck.engine import check as engine
    from rowcheck.engine import session
    from rowcheck.sources.files import Files

    pair = engine.Pair("README.md", _text(base), _text(head))
    settings = session.settings_of(Files(base, head), config or None)
    for name in _imported_by(lambda: engine.check([pair], settings)):
        importlib.import_module(name)
    return lambda: engine.check([pair], settings)


def growth(shape: str, rows: str) -> Callable[[], object]:
    """The check of a list of so many rows of which one is new, in many tables or one; or all are new."""
    from rowcheck.engine import check as engine
    from rowcheck.settings.settings import Settings

    count = int(rows)
    tables = 1 if shape == "table" else max(count * lists.SECTIONS // lists.ROWS, 1)
    change = lists.edited(lists.catalogue(count, tables))
    pair = engine.Pair("README.md", "" if shape == "new" else change.base, change.head)
    small = lists.edited(lists.catalogue(10, 1))
    engine.check([engine.Pair("README.md", small.base, small.head)], Settings())
    return lambda: engine.check([pair], Settings())


def validator(path: str) -> Callable[[], object]:
    """The line validator once it is imported."""
    import lines

    return lambda: lines.main(path)


def render(*paths: str) -> Callable[[], object]:
    """cmark-gfm over files; a folder stands for the Markdown files in it."""
    import rendering

    files = [file for path in map(Path, paths) for file in (markdown_in(path) if path.is_dir() else [path])]
    texts = [_text(file) for file in files]
    rendering.render("")
    return lambda: [rendering.render(text) for text in texts]


KINDS: dict[str, Callable[..., Callable[[], object]]] = {
    "command": command,
    "check": check,
    "growth": growth,
    "memory": growth,
    "validator": validator,
    "render": render,
}


def markdown_in(folder: Path) -> list[Path]:
    """The Markdown files in a folder and below, in order."""
    return sorted(path for path in folder.rglob("*.md") if path.is_file())


def _text(path: str | Path) -> str:
    return Path(path).read_text(encoding="utf-8", errors="replace")


def _imported_by(call: Callable[[], object]) -> list[str]:
    """The modules that a call imports, found out in a copy of this process."""
    known = set(sys.modules)
    reading, writing = os.pipe()
    if os.fork() == 0:
        try:
            with redirect_stdout(io.StringIO()):
                call()
            with os.fdopen(writing, "w") as pipe:
                pipe.write("\n".join(name for name in sys.modules if name not in known))
        finally:
            os._exit(0)  # the copy must not go on as if it were the process
    os.close(writing)
    with os.fdopen(reading) as pipe:
        return pipe.read().split()


if __name__ == "__main__":
    main(*sys.argv[1:])
