"""The rules' own docstrings as pages: `rowcheck explain RULE`, `rowcheck rules`, and docs/rules.md.

A rule is documented where it is written and nowhere else; the page is made from the same text,
and a test holds it to that.
"""

from __future__ import annotations

from collections.abc import Iterable

from rowcheck.rules.rule import Rule

_HEAD = """\
# The rules

Made from the rules' own docstrings by `make docs`; edit those.

| rule | severity | what it finds |
| --- | --- | --- |
"""


def overview(rules: Iterable[Rule]) -> str:
    """A line a rule: id, severity without settings, what it finds."""
    rules = tuple(rules)
    width = max(len(rule.id) for rule in rules)
    return "".join(f"{rule.id:{width}}  {rule.severity:7}  {rule.summary}\n" for rule in rules)


def explanation(rule: Rule) -> str:
    """All there is to say of a rule, for a terminal."""
    return f"{rule.id} ({rule.severity}): {rule.summary}\n\n{rule.doc.strip()}\n"


def page(rules: Iterable[Rule]) -> str:
    """All rules as one Markdown page, a section each, in the order of their names."""
    rules = sorted(rules, key=lambda rule: rule.id)
    rows = [f"| [{rule.id}](#{rule.id}) | {rule.severity} | {rule.summary} |\n" for rule in rules]
    sections = [f"\n## {rule.id}\n\n{rule.doc.strip()}\n" for rule in rules]
    return _HEAD + "".join(rows) + "".join(sections)
