"""Which habits become rules: nearly all rows keep each, and nearly all of the list's rows keep them all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from rowcheck.inference.evidence import Place
from rowcheck.inference.habit import Group, Habit
from rowcheck.inference.kinds import WORTH

IN_SCHEMA = ("required", "cell", "text", "url")
"""What a row schema says; a ready-made one says it in place of all of these."""


def chosen(group: Group, habits: Iterable[Habit], ready: Iterable[Habit], threshold: float) -> Group:
    """The group with the habits that are rules and those that are not but worth being told of.

    The first of the `ready` made schemas stands for what would be written of columns, where it fits as well.
    """
    worth = [habit for habit in habits if habit.fit.share >= WORTH]
    kept = _strongest([habit for habit in worth if habit.fit.is_rule(threshold)])
    left = [habit for habit in worth if habit not in kept and not _implied(habit, kept)]
    group = replace(group, kept=tuple(kept), left=tuple(_once(left, kept)))
    best = next(iter(ready), None)
    if best is None or not best.fit.is_rule(threshold) or not _fits_as_well(best, kept):
        return group
    instead = tuple(habit for habit in (*kept, *left) if habit.about in IN_SCHEMA)
    kept = [best, *(habit for habit in kept if habit.about not in IN_SCHEMA)]
    left = [habit for habit in left if habit.about not in IN_SCHEMA]
    return replace(group, kept=tuple(kept), left=tuple(left), instead=instead)


def balanced(groups: Sequence[Group], rows: int, threshold: float) -> list[Group]:
    """The groups with so few rules left out that at least `threshold` of all rows keep all the others.

    Rules that hold but for a slip go first, then those that the most rows break alone, for what they say.
    """
    groups = list(groups)
    while True:
        breaks = Counter(
            place for group in groups for it in _refusing(group) for place in set(it.fit.against)
        )
        if len(breaks) <= (1 - threshold) * rows + 1e-9:
            return groups
        at, worst = max(
            ((at, habit) for at, group in enumerate(groups) for habit in _refusing(group)),
            key=lambda found: (found[1].fit.share < threshold, *_cost(found[1], breaks)),
        )
        groups[at] = _without(groups[at], worst, threshold)


def asked(group: Group, keep: Callable[[Group, Habit, bool], bool], threshold: float) -> Group:
    """The group with the rules that somebody wants: `keep` is asked of each, with what was proposed.

    In place of a ready-made schema that is refused, it is asked of what that stands for.
    """
    kept: list[Habit] = []
    refused: list[Habit] = []
    habits = [*group.kept, *group.left]
    while habits:
        habit = habits.pop(0)
        moot = any(_builds_on(habit, other) for other in refused)
        wanted = not moot and keep(group, habit, habit not in group.left and habit.fit.is_rule(threshold))
        (kept if wanted else refused).append(habit)
        if habit.about == "row" and not wanted:
            habits = [*group.instead, *habits]
    refused = [habit for habit in refused if habit.about != "row"]
    return replace(group, kept=tuple(kept), left=tuple(_once(refused, kept)))


def _fits_as_well(ready: Habit, own: Sequence[Habit]) -> bool:
    """Whether no more rows break a ready-made schema than the list's own; but for a slip."""
    broken = {place for habit in own if habit.about in IN_SCHEMA for place in habit.fit.against}
    return len(ready.fit.against) <= max(1, len(broken))


def _refusing(group: Group) -> Iterator[Habit]:
    """The rules that are there by being written; the style of rows is looked at without."""
    return (habit for habit in group.kept if habit.about != "style")


def _strongest(habits: Sequence[Habit]) -> list[Habit]:
    """Of several habits that say more and less of the same, the first, which says most."""
    found: dict[object, Habit] = {}
    for habit in habits:
        found.setdefault(_topic(habit), habit)
    return list(found.values())


def _topic(habit: Habit) -> object:
    """What a habit is about, where two rules about it would be one too many."""
    if habit.about == "url" or "$ref" in habit.value:
        return habit.column, habit.about
    return habit.column, habit.about, habit.says


def _implied(habit: Habit, kept: Sequence[Habit]) -> bool:
    """Whether a rule says the same, or more."""
    return any(_topic(other) == _topic(habit) and other.fit.share <= habit.fit.share for other in kept)


def _without(group: Group, habit: Habit, threshold: float) -> Group:
    """The group without a rule, and without those that say more of what it says."""
    if habit.about == "row":
        rest = replace(group, kept=(), left=(), instead=())
        return chosen(rest, [*group.instead, *group.kept[1:], *group.left], (), threshold)
    out = [each for each in group.kept if each is habit or _builds_on(each, habit)]
    kept = tuple(each for each in group.kept if each not in out)
    return replace(group, kept=kept, left=tuple(_once((*group.left, *out), kept)))


def _once(left: Sequence[Habit], kept: Sequence[Habit]) -> Iterator[Habit]:
    """The habits that are no rules, but of several about a column's addresses the one that holds best."""
    ruled = {habit.column for habit in kept if habit.about == "url"}
    for habit in left:
        rivals = [it for it in left if (it.about, it.column) == ("url", habit.column)]
        if habit not in rivals or habit.column in ruled or habit is max(rivals, key=lambda it: it.fit.share):
            yield habit


def _builds_on(habit: Habit, other: Habit) -> bool:
    """Whether a rule means nothing without another: what links are like, without that they are links."""
    inside = habit.about in ("text", "url") and other.about == "cell" and "$ref" in other.value
    return inside and habit.column == other.column


def _cost(habit: Habit, breaks: Counter[Place]) -> tuple[float, int, int]:
    """How many rows would break no rule without this one, for what it is worth; then what is worth less."""
    against = set(habit.fit.against)
    return sum(breaks[place] == 1 for place in against) / _worth(habit), -_worth(habit), len(against)


def _worth(habit: Habit) -> int:
    """What a rule finds out: the kind of a cell more than the ways of writing it."""
    if habit.about in ("row", "required") or (habit.about == "cell" and "$ref" in habit.value):
        return 8
    return 1 if {"pattern", "maxLength"} & habit.value.keys() else 2
