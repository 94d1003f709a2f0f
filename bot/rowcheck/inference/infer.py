"""The flow: documents -> groups of tables -> what their rows have in common -> what is proposed as rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rowcheck.inference import choosing, columns, groups, naming, ready, sorting, style, uniqueness
from rowcheck.inference.evidence import Entry
from rowcheck.inference.groups import Kin
from rowcheck.inference.habit import Group, Habit, Proposal
from rowcheck.model import Document

THRESHOLD = 0.99
"""The share of rows that have to keep a rule."""


def infer(documents: Iterable[Document], threshold: float = THRESHOLD) -> Proposal:
    """What the lists in `documents` show of their own rules; `threshold` is a share, 0 to 1."""
    listed = [document for document in documents if any(table.rows for table in document.tables)]
    kin = groups.groups(listed)
    names = _names(kin)
    around = [
        Entry(document, table, row) for document in listed for table in document.tables for row in table.rows
    ]
    found = choosing.balanced(
        [_group(names[at], each, around, threshold) for at, each in enumerate(kin)], len(around), threshold
    )
    tables = sum(len(document.tables) for document in listed)
    return Proposal(
        paths=tuple(document.path for document in listed),
        groups=tuple(found),
        rows=len(around),
        other_tables=tables - sum(len(group.tables) for group in found),
        other_rows=len(around) - sum(group.size for group in found),
    )


def _names(kin: Sequence[Kin]) -> dict[int, str]:
    """A name for each, by its place; the largest choose first."""
    names: dict[int, str] = {}
    for at in sorted(range(len(kin)), key=lambda at: -len(kin[at].entries)):
        headings = [table.headings for _, table in kin[at].tables]
        names[at] = naming.name(kin[at].columns, headings, names.values())
    return names


def _group(name: str, kin: Kin, around: Sequence[Entry], threshold: float) -> Group:
    entries = kin.entries
    inside = {title: columns.habits(kin.column(title), threshold) for title in kin.columns}
    kinds = {title: kind for title, (kind, _) in inside.items()}
    group = Group(
        name=name,
        columns=kin.columns,
        headings=kin.headings,
        tables=tuple(table for _, table in kin.tables),
        size=len(entries),
        kinds=kinds,
    )
    across = (
        *sorting.habits(kin),
        *uniqueness.habits(kin, kinds, around, threshold),
        *style.habits(kin),
    )
    habits = [*(habit for _, found in inside.values() for habit in found), *across]
    return choosing.chosen(group, habits, _ready(kin, habits, entries), threshold)


def _ready(kin: Kin, habits: Iterable[Habit], entries: Sequence[Entry]) -> Iterator[Habit]:
    """The ready-made schemas that say something of every column that has a habit worth a rule."""
    spoken = {habit.column for habit in habits if habit.about in ("cell", "text", "url")}
    return ready.habits(kin.columns, spoken, entries)
