"""The debt of a list as tables for people and as JSON for programs: what `rowcheck audit` prints."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from rowcheck.reporters.debt import Debt, RuleDebt, TableDebt
from rowcheck.reporters.json_text import json_text
from rowcheck.reporters.options import Options
from rowcheck.reporters.visible import visible
from rowcheck.reporters.wording import heading_path
from rowcheck.text import counted

if TYPE_CHECKING:
    from rich.table import Table

VERSION = 1
MOST_TABLES = 20
"""How many tables are named unless `verbose`."""
_UNLIMITED = 10_000  # columns: what is not read on a terminal is not cut to the width of one
_BESIDE = 40
"""Columns of a terminal that are kept for what stands beside a table's place: its line, rows and faults."""


class Mending(NamedTuple):
    """The patches that were written: how many, for how many faults, and where."""

    patches: int
    faults: int
    folder: str


def as_json(debt: Debt) -> str:
    """The debt as JSON text."""
    value = {
        "version": VERSION,
        "counts": {
            "files": debt.lists,
            "tables": debt.tables,
            "rows": debt.rows,
            "faulty_lines": debt.faulty_lines,
            "faults": debt.faults,
            "not_checked": debt.not_checked,
        },
        "rules": [rule._asdict() for rule in debt.rules],
        "tables": [table._asdict() | {"faults": dict(table.faults)} for table in debt.worst],
    }
    return json_text(value)


def as_text(debt: Debt, options: Options, *, limited: bool) -> str:
    """The counts, a table of the rules and one of the tables; cut to the width when `limited`."""
    parts = [_total(debt)]
    if debt.faults and not options.quiet:
        most = None if options.verbose else MOST_TABLES
        width = options.width if limited else _UNLIMITED
        parts += [
            _drawn(table, options, width) for table in (_rules(debt.rules), _worst(debt.worst[:most], width))
        ]
        if most and len(debt.worst) > most:
            parts[-1] += f"… {counted(len(debt.worst) - most, 'more table')} (see them with --verbose)\n"
    return "\n".join(parts)


def advice(debt: Debt, mending: Mending | None, *, quiet: bool) -> str:
    """What to do about it: how to apply the patches that were written, or how to get them."""
    if mending and mending.patches:
        written = f"{counted(mending.patches, 'patch', 'patches')} for {counted(mending.faults, 'fault')}"
        return f"\n{written}: git apply {mending.folder}/*.patch\n"
    if mending:
        return "\nno fault has a fix, so there is no patch\n"
    if quiet or not any(rule.fixable for rule in debt.rules):
        return ""
    return "\n'rowcheck audit --patches DIR' writes a patch for each section that has fixes\n"


def _total(debt: Debt) -> str:
    where = f"{counted(debt.rows, 'row')} of {counted(debt.tables, 'table')} in {counted(debt.lists, 'file')}"
    found = (
        f"{counted(debt.faults, 'fault')} in {counted(debt.faulty_lines, 'line')}"
        if debt.faults
        else "no fault"
    )
    rest = f"; {debt.not_checked} not checked ('rowcheck check --all' names them)" if debt.not_checked else ""
    return f"{where}: {found}{rest}\n"


def _rules(rules: Iterable[RuleDebt]) -> Table:
    table = _table(
        "rule", "severity", faults="right", lines="right", tables="right", **{"have a fix": "right"}
    )
    for rule in rules:
        numbers = map(str, (rule.faults, rule.lines, rule.tables, rule.fixable))
        table.add_row(rule.rule, rule.severity, *numbers)
    return table


def _worst(tables: Sequence[TableDebt], width: int) -> Table:
    several = len({table.path for table in tables}) > 1
    shared = _shared([table.headings for table in tables])
    drawn = _table("table", line="right", rows="right", faults="left")
    drawn.columns[0].max_width = max(width - _BESIDE, _BESIDE // 2)
    for table in tables:
        place = heading_path(table.headings[shared:]) or "(no heading)"
        shown = f"{visible(table.path)}: {place}" if several else place
        faults = ", ".join(f"{rule} {number}" for rule, number in sorted(table.faults.items(), key=_most))
        drawn.add_row(shown, str(table.line or "-"), str(table.rows), faults)
    return drawn


def _shared(paths: Sequence[tuple[str, ...]]) -> int:
    """How many first headings all paths have in common, and none ends with: the title of the page."""
    if len(paths) < 2:
        return 0
    length = min(map(len, paths)) - 1
    return next((at for at in range(length) if len({path[at] for path in paths}) > 1), max(length, 0))


def _most(fault: tuple[str, int]) -> tuple[int, str]:
    return -fault[1], fault[0]


def _table(*texts: str, **others: str) -> Table:
    from rich.table import Table

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for title in texts:
        table.add_column(title, no_wrap=True, overflow="ellipsis")
    for title, side in others.items():
        table.add_column(title, justify="right" if side == "right" else "left", no_wrap=side == "right")
    return table


def _drawn(table: Table, options: Options, width: int) -> str:
    from rich.console import Console

    console = Console(
        file=io.StringIO(),
        width=width,
        color_system="standard" if options.colour else None,
        force_terminal=options.colour,
        highlight=False,
        markup=False,
        emoji=False,
    )
    with console.capture() as capture:
        console.print(table)
    return "".join(f"{line.rstrip()}\n" for line in capture.get().splitlines())
