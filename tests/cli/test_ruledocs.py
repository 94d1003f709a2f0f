from __future__ import annotations

from pathlib import Path

import pytest

from rowcheck import rules
from rowcheck.cli import ruledocs
from rowcheck.rules.rule import Rule

PAGE = Path(__file__).parents[1].parent / "docs" / "rules.md"


def test_the_page_is_what_the_docstrings_say() -> None:
    assert PAGE.read_text(encoding="utf-8") == ruledocs.page(rules.ALL), "run `make docs`"


@pytest.mark.parametrize("rule", rules.ALL, ids=rules.IDS)
def test_a_rule_explains_itself(rule: Rule) -> None:
    said = ruledocs.explanation(rule)
    assert said.startswith(f"{rule.id} ({rule.severity}): {rule.summary}\n")
    assert said.index("\nBad:\n") < said.index("\nGood:\n"), "first what is wrong, then what is right"


def test_the_overview_has_a_line_for_each_rule() -> None:
    lines = ruledocs.overview(rules.ALL).splitlines()
    assert [line.split()[0] for line in lines] == list(rules.IDS)
