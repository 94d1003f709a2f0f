"""All rules, in the order in which they run: those whose problems settle a row come first."""

from __future__ import annotations

from rowcheck.rules import (
    duplicate,
    leftover_marker,
    link_syntax,
    lost_rows,
    order,
    row_habit,
    row_schema,
    row_shape,
    row_style,
    similar,
    stray_row,
    swallowed_line,
    unknown_table,
)
from rowcheck.rules.rule import Rule
from rowcheck.text import did_you_mean

ALL: tuple[Rule, ...] = (
    leftover_marker.check,
    swallowed_line.check,
    stray_row.check,
    lost_rows.check,
    unknown_table.check,
    row_shape.check,
    link_syntax.check,
    row_schema.check,
    row_habit.check,
    duplicate.check,
    similar.check,
    order.check,
    row_style.check,
)

IDS: tuple[str, ...] = tuple(rule.id for rule in ALL)


def unknown_rule(name: str) -> str:
    """Return the error message for a `name` that is not the id of a rule."""
    return f"there is no rule '{name}'" + (did_you_mean(name, IDS) or "; 'rowcheck rules' lists them")
