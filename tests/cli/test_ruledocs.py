from __future__ import annotations

import pytest

from rowcheck import rules
from rowcheck.cli import ruledocs
from rowcheck.rules.rule import Rule


@pytest.mark.parametrize("rule", rules.ALL, ids=rules.IDS)
def test_an_explanation_shows_a_bad_example_before_a_good_one(rule: Rule) -> None:
    text = ruledocs.explanation(rule)
    assert text.startswith(f"{rule.id} ({rule.severity}): {rule.summary}\n")
    assert text.index("\nBad:\n") < text.index("\nGood:\n")


def test_the_overview_has_a_line_for_each_rule() -> None:
    lines = ruledocs.overview(rules.ALL).splitlines()
    assert [line.split()[0] for line in lines] == list(rules.IDS)
