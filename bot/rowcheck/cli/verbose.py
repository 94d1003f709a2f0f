"""The description of a run for `--verbose`: files, the settings of each table, and rules that are off."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rowcheck.engine.session import Inputs
from rowcheck.markdown import documents
from rowcheck.model import Document, Table
from rowcheck.rules import ALL
from rowcheck.settings.settings import Settings
from rowcheck.text import counted, visible

_MAX_LINES = 3
"""Tables named by their lines; the rest is counted."""


def describe(inputs: Inputs, seconds: float) -> str:
    """Return the description, one line per sentence; `seconds` is how long the reading took."""
    lines = [*_sentences(inputs), f"reading took {seconds:.2f} s"]
    return "".join(f"rowcheck: {line}\n" for line in lines)


def entries(inputs: Inputs) -> str:
    """Return a line for each table of the list, with the entry of the settings that applies to it."""
    settings = inputs.settings
    lines = [f"{visible(str(settings.path))}: no errors"]
    for pair in inputs.pairs:
        for table in documents.read(pair.path, pair.head).tables:
            entry = settings.table_for(table.headings, table.columns)
            name = f"'{visible(entry.name)}'" if entry else "no entry"
            columns = ", ".join(map(visible, table.columns))
            lines.append(f"{visible(pair.path)}:{table.line}: {name} ({columns})")
    return "".join(f"{line}\n" for line in lines) + "".join(map(entries, inputs.nested))


def _sentences(inputs: Inputs) -> Iterator[str]:
    settings = inputs.settings
    yield f"settings are those of {visible(settings.path)}" if settings.path else "there are no settings"
    if not inputs.pairs:
        yield "nothing was read: no file of the list has changed"
    for pair in inputs.pairs:
        document = documents.read(pair.path, pair.head)
        rows = sum(len(table.rows) for table in document.tables)
        new = "" if pair.base is not None else ", all of it new"
        tables = counted(len(document.tables), "table")
        yield f"{visible(pair.path)} was read: {counted(rows, 'row')} in {tables}{new}"
        yield from _tables(document, settings)
    if inputs.rest:
        yield f"the list's other files were read to find the same works: {len(inputs.rest)}"
    yield from _rules_off(settings)
    for nested in inputs.nested:
        yield from _sentences(nested)


def _tables(document: Document, settings: Settings) -> Iterator[str]:
    """Yield which entry of the settings applies to which tables of a file."""
    tables_of: dict[str, list[Table]] = {}
    for table in document.tables if settings.tables else ():
        entry = settings.table_for(table.headings, table.columns)
        tables_of.setdefault(f"'{visible(entry.name)}' applies" if entry else "no settings apply", []).append(
            table
        )
    for applies, tables in tables_of.items():
        yield f"{visible(document.path)}: {applies} to {counted(len(tables), 'table')} ({_lines_of(tables)})"


def _lines_of(tables: Sequence[Table]) -> str:
    shown = ", ".join(str(table.line) for table in tables[:_MAX_LINES])
    more = f" and {len(tables) - _MAX_LINES} more" if len(tables) > _MAX_LINES else ""
    return f"line{'' if len(tables) == 1 else 's'} {shown}{more}"


def _rules_off(settings: Settings) -> Iterator[str]:
    for rule in ALL:
        if settings.severity(rule.id, None, rule.severity) == "off":
            yield f"{rule.id} is off: it is switched off in the settings"
        elif rule.needs and not any(map(rule.needs, settings.tables)):
            yield f"{rule.id} is off: no table has settings for it"
    for table in settings.tables:
        for name, severity in table.rules.items():
            if severity == "off":
                yield f"{name} is off for '{visible(table.name)}': it is switched off for these tables"
