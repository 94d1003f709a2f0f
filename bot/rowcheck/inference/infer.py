"""Infer settings from the tables of a list: group them, find their habits, choose which become rules."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from rowcheck.inference import columns, evidence, groups, order, style, uniqueness
from rowcheck.inference.evidence import Entry, Fit, GroupProposal, Habit, Place, Proposal
from rowcheck.inference.groups import TableGroup
from rowcheck.model import Document
from rowcheck.settings import contract, schemas
from rowcheck.settings.globs import fold

IN_SCHEMA = ("required", "cell", "text", "url")
"""Habits that a row schema holds; a ready-made schema replaces all of them."""


def infer(documents: Iterable[Document], threshold: float = evidence.RULE_SHARE) -> Proposal:
    """Return the settings that the tables suggest; each rule holds for the share `threshold` of the rows."""
    listed = [document for document in documents if any(table.rows for table in document.tables)]
    everything = [
        Entry(document, table, row) for document in listed for table in document.tables for row in table.rows
    ]
    found = groups.groups(listed)
    names: dict[TableGroup, str] = {}
    for group in sorted(found, key=lambda group: -len(group.entries)):
        headings = [table.headings for _, table in group.tables]
        names[group] = groups.name(group.columns, headings, names.values())
    proposals = balanced(
        [_propose(names[group], group, everything, threshold) for group in found], len(everything), threshold
    )
    tables = sum(len(document.tables) for document in listed)
    return Proposal(
        paths=tuple(document.path for document in listed),
        groups=tuple(proposals),
        rows=len(everything),
        other_tables=tables - sum(len(group.tables) for group in proposals),
        other_rows=len(everything) - sum(group.size for group in proposals),
    )


def _propose(name: str, group: TableGroup, everything: Sequence[Entry], threshold: float) -> GroupProposal:
    by_column = {title: columns.habits(group.column(title), threshold) for title in group.columns}
    kinds = {title: kind for title, (kind, _) in by_column.items()}
    habits = [habit for _, found in by_column.values() for habit in found]
    habits += order.habits(group)
    habits += uniqueness.habits(group, kinds, everything, threshold)
    habits += style.habits(group)
    proposal = GroupProposal(
        name=name,
        columns=group.columns,
        headings=group.headings,
        tables=tuple(table for _, table in group.tables),
        size=len(group.entries),
        kinds=kinds,
    )
    described = {habit.column for habit in habits if habit.about in ("cell", "text", "url")}
    return choose(proposal, habits, _ready_made(group, described), threshold)


def _ready_made(group: TableGroup, described: Collection[str]) -> Iterator[Habit]:
    """Yield the ready-made schemas that cover all `described` columns, those with the best fit first."""
    habits = [
        Habit("row", "", f"rows fit the ready-made schema '{name}'", {"row": name}, _fit(name, group.entries))
        for name in contract.row_schema_names()
        if _covers(schemas.ready(name).schema, group.columns, described)
    ]
    yield from sorted(habits, key=lambda habit: -habit.fit.share)


def _covers(schema: Mapping[str, Any], titles: Sequence[str], described: Collection[str]) -> bool:
    required = set(map(fold, schema.get("required", ())))
    properties = set(map(fold, schema.get("properties", ())))
    patterns = schema.get("patternProperties", {})
    return required <= set(map(fold, titles)) and all(
        fold(title) in properties or any(re.search(pattern, title) for pattern in patterns)
        for title in described
    )


def _fit(name: str, entries: Sequence[Entry]) -> Fit:
    schema = schemas.ready(name)
    against = (
        entry.place
        for entry in entries
        if not schema.accepts(
            entry.table.columns, {title: entry.table.cell(entry.row, title) for title in entry.table.columns}
        )
    )
    return Fit(len(entries), tuple(against))


def choose(
    proposal: GroupProposal, habits: Iterable[Habit], ready_made: Iterable[Habit], threshold: float
) -> GroupProposal:
    """Return the proposal with the habits that become rules, and those that are only worth reporting.

    The first ready-made schema replaces the habits of columns if no more rows break it, or one row alone.
    """
    worth = [habit for habit in habits if habit.fit.share >= evidence.WORTH]
    strongest: dict[object, Habit] = {}
    for habit in worth:
        if habit.fit.is_rule(threshold):
            strongest.setdefault(_topic(habit), habit)
    rules = list(strongest.values())
    comments = [habit for habit in worth if habit not in rules and not _is_implied(habit, rules)]
    proposal = replace(proposal, rules=tuple(rules), comments=tuple(_without_rivals(comments, rules)))
    best = next(iter(ready_made), None)
    broken = {place for habit in rules if habit.about in IN_SCHEMA for place in habit.fit.against}
    if best is None or not best.fit.is_rule(threshold) or len(best.fit.against) > max(1, len(broken)):
        return proposal
    return replace(
        proposal,
        rules=(best, *(habit for habit in rules if habit.about not in IN_SCHEMA)),
        comments=tuple(habit for habit in comments if habit.about not in IN_SCHEMA),
        replaced=tuple(habit for habit in (*rules, *comments) if habit.about in IN_SCHEMA),
    )


def balanced(proposals: Sequence[GroupProposal], rows: int, threshold: float) -> list[GroupProposal]:
    """Return the proposals with so few rules dropped that the share `threshold` of all rows obeys the others.

    Rules below the threshold are dropped first, then those that the most rows break alone for their worth.
    """
    proposals = list(proposals)
    while True:
        breaks = Counter(
            place
            for proposal in proposals
            for habit in _refusing(proposal)
            for place in set(habit.fit.against)
        )
        if len(breaks) <= (1 - threshold) * rows + 1e-9:
            return proposals
        at, worst = max(
            ((at, habit) for at, proposal in enumerate(proposals) for habit in _refusing(proposal)),
            key=lambda found: (found[1].fit.share < threshold, *_cost(found[1], breaks)),
        )
        proposals[at] = _without(proposals[at], worst, threshold)


def select(
    proposal: GroupProposal, is_wanted: Callable[[Habit, bool], bool], threshold: float
) -> GroupProposal:
    """Return the proposal with the rules for which `is_wanted(habit, proposed)` is true.

    Where a ready-made schema is refused, the habits that it replaces are offered.
    """
    rules: list[Habit] = []
    refused: list[Habit] = []
    habits = [*proposal.rules, *proposal.comments]
    while habits:
        habit = habits.pop(0)
        if any(_builds_on(habit, other) for other in refused):
            refused.append(habit)
            continue
        proposed = habit not in proposal.comments and habit.fit.is_rule(threshold)
        if is_wanted(habit, proposed):
            rules.append(habit)
        elif habit.about == "row":
            habits = [*proposal.replaced, *habits]
        else:
            refused.append(habit)
    return replace(proposal, rules=tuple(rules), comments=tuple(_without_rivals(refused, rules)))


def _refusing(proposal: GroupProposal) -> Iterator[Habit]:
    """Yield the rules that are checked because they are written; the style of rows is checked in any case."""
    return (habit for habit in proposal.rules if habit.about != "style")


def _topic(habit: Habit) -> object:
    """Return what a habit is about; of two rules with the same topic, one is enough."""
    if habit.about == "url" or "$ref" in habit.value:
        return habit.column, habit.about
    return habit.column, habit.about, habit.sentence


def _is_implied(habit: Habit, rules: Sequence[Habit]) -> bool:
    return any(_topic(rule) == _topic(habit) and rule.fit.share <= habit.fit.share for rule in rules)


def _without(proposal: GroupProposal, habit: Habit, threshold: float) -> GroupProposal:
    """Return the proposal without a rule, and without those that build on it."""
    if habit.about == "row":
        rest = replace(proposal, rules=(), comments=(), replaced=())
        habits = [*proposal.replaced, *proposal.rules[1:], *proposal.comments]
        return choose(rest, habits, (), threshold)
    out = [rule for rule in proposal.rules if rule is habit or _builds_on(rule, habit)]
    rules = tuple(rule for rule in proposal.rules if rule not in out)
    comments = _without_rivals((*proposal.comments, *out), rules)
    return replace(proposal, rules=rules, comments=tuple(comments))


def _without_rivals(comments: Sequence[Habit], rules: Sequence[Habit]) -> Iterator[Habit]:
    """Yield the comments, but of several about the addresses of a column only the one with the best fit."""
    ruled = {rule.column for rule in rules if rule.about == "url"}
    for habit in comments:
        rivals = [other for other in comments if (other.about, other.column) == ("url", habit.column)]
        best = max(rivals, key=lambda rival: rival.fit.share, default=None)
        if habit.about != "url" or habit.column in ruled or habit is best:
            yield habit


def _builds_on(habit: Habit, other: Habit) -> bool:
    """Return whether a rule about links has no meaning without the rule that the cells are links."""
    inside = habit.about in ("text", "url") and other.about == "cell" and "$ref" in other.value
    return inside and habit.column == other.column


def _cost(habit: Habit, breaks: Counter[Place]) -> tuple[float, int, int]:
    """Return what a rule costs: the rows that break it alone, divided by its worth.

    Of equals, the rule with less worth costs more, then the one that more rows break.
    """
    against = set(habit.fit.against)
    worth = _worth(habit)
    return sum(breaks[place] == 1 for place in against) / worth, -worth, len(against)


def _worth(habit: Habit) -> int:
    """Return the weight of a rule: the kind of a cell counts more than how it is written."""
    if habit.about in ("row", "required") or (habit.about == "cell" and "$ref" in habit.value):
        return 8
    return 1 if {"pattern", "maxLength"} & habit.value.keys() else 2
