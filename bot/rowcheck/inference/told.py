"""A proposal as a person reads it: each rule, the share of rows that obey it, and where the others stand."""

from __future__ import annotations

from collections.abc import Iterator

from rowcheck.inference.habit import Group, Habit, Proposal
from rowcheck.inference.written import share
from rowcheck.text import counted

MOST_PLACES = 5


def text(proposal: Proposal, *, everything: bool = False) -> str:
    """One line a rule, under its group; `everything` names all rows that break one."""
    return "".join(f"{line}\n" for group in proposal.groups for line in _group(group, everything))


def question(group: Group, habit: Habit, *, proposed: bool) -> str:
    """What to ask of one rule; the capital letter is what comes of an empty answer."""
    return f"{group.name}: {said(habit)}  {'[Y/n]' if proposed else '[y/N]'} "


def said(habit: Habit, *, everything: bool = False) -> str:
    """A rule with its share, and with the rows that break it: the first ones, or all."""
    against = habit.fit.against
    line = f"{share(habit.fit.share):>7}  {habit.says}"
    if not against:
        return line
    shown = against if everything else against[:MOST_PLACES]
    more = f" and {len(against) - len(shown):,} more" if len(against) > len(shown) else ""
    return f"{line}; not {', '.join(map(str, shown))}{more}"


def _group(group: Group, everything: bool) -> Iterator[str]:
    tables = counted(len(group.tables), "table")
    under = f", under {' or '.join(group.headings)}" if group.headings else ""
    yield f"{group.name}: {counted(group.size, 'row')} in {tables} of {', '.join(group.columns)}{under}"
    for habit in group.kept:
        yield f"  rule     {said(habit, everything=everything)}"
    for habit in group.left:
        yield f"  comment  {said(habit, everything=everything)}"
