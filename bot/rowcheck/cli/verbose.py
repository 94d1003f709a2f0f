"""What `--verbose` tells of a run: the files read, the settings that count for each table, what is off.

Goes beside the report, never into it; decides nothing.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from time import perf_counter

from rowcheck.engine.session import Gathered, Watch
from rowcheck.markdown import documents
from rowcheck.model import Document, Table
from rowcheck.rules import ALL
from rowcheck.settings.settings import Settings
from rowcheck.text import counted, visible

MOST_LINES = 3
"""Tables of a kind that are named by their lines; the others are counted."""


def narrator() -> Watch:
    """Tells on standard error what was gathered, and how long that took since now."""
    started = perf_counter()

    def tell(found: Gathered) -> None:
        took = f"reading took {perf_counter() - started:.2f} s"
        sys.stderr.write("".join(f"rowcheck: {line}\n" for line in (*lines(found), took)))

    return tell


def lines(found: Gathered) -> Iterator[str]:
    """A sentence each on the settings, the files, their tables, and the rules that are off."""
    path = found.settings.path
    yield f"settings are those of {visible(path)}" if path else "there are no settings"
    for name, base, head in found.pairs:
        document = documents.read(name, head)
        rows = sum(len(table.rows) for table in document.tables)
        new = "" if base is not None else ", all of it new"
        tables = counted(len(document.tables), "table")
        yield f"{visible(name)} was read: {counted(rows, 'row')} in {tables}{new}"
        yield from _tables(document, found.settings)
    if not found.pairs:
        yield "nothing was read: no file of the list has changed"
    if found.rest:
        yield f"the list's other files were looked into for the same works: {len(found.rest)}"
    yield from _off(found.settings)


def _tables(document: Document, settings: Settings) -> Iterator[str]:
    """Which settings count for which tables of a file; nothing where there are none at all."""
    homes: dict[str, list[Table]] = {}
    for table in document.tables if settings.tables else ():
        entry = settings.table_for(table.headings, table.columns)
        homes.setdefault(f"'{visible(entry.name)}'" if entry else "no settings", []).append(table)
    for home, tables in homes.items():
        many = "counts" if home != "no settings" else "count"
        yield f"{visible(document.path)}: {home} {many} for {counted(len(tables), 'table')} ({_at(tables)})"


def _at(tables: Sequence[Table]) -> str:
    shown = ", ".join(str(table.line) for table in tables[:MOST_LINES])
    more = f" and {len(tables) - MOST_LINES} more" if len(tables) > MOST_LINES else ""
    return f"line{'' if len(tables) == 1 else 's'} {shown}{more}"


def _off(settings: Settings) -> Iterator[str]:
    """The rules that are off, and why; for all tables, then for some."""
    for rule in ALL:
        if settings.severity(rule.id, None, rule.severity) == "off":
            yield f"{rule.id} is off: the settings say so"
        elif rule.needs and not any(rule.needs(table) for table in settings.tables):
            yield f"{rule.id} is off: the settings of no table ask for it"
    for table in settings.tables:
        for name, severity in table.rules.items():
            if severity == "off":
                yield f"{name} is off for '{visible(table.name)}': the settings of these tables say so"
