"""The examples in the rules' docstrings run: `Bad:` is found by its rule, `Good:` by none.

An example is a list. What was there before is the list without its last line, or no list at all,
unless the example says `<!-- before -->` and `<!-- after -->`. Settings of its table stand in
comments, as `<!-- order: [{by: Year}] -->`.
"""

from __future__ import annotations

import json
import re
import textwrap
from pathlib import Path

import pytest
import yaml

from rowcheck import check, config
from rowcheck.rules import ALL, IDS
from rowcheck.rules.rule import Rule
from rowcheck.schemas import shipped

each_rule = pytest.mark.parametrize("rule", ALL, ids=lambda rule: rule.id)


@each_rule
def test_what_is_called_bad_is_found(rule: Rule) -> None:
    assert any(rule.id in found for found in findings(example(rule, "Bad")))


@each_rule
def test_what_is_called_good_is_not(rule: Rule) -> None:
    assert not any(findings(example(rule, "Good")))


def example(rule: Rule, name: str) -> str:
    _, _, rest = rule.doc.partition(f"\n{name}:\n\n")
    block = re.match(r"(?: {4}.*\n|\n)+", rest)
    assert block, f"'{name}:' is followed by no example"
    return textwrap.dedent(block.group()).strip() + "\n"


def findings(text: str) -> list[set[str]]:
    """The rules that find something, for each text that may have been there before."""
    settings = settings_of(text)
    text = re.sub(r"<!-- \w+: .* -->\n\n", "", text)
    _, _, both = text.partition("<!-- before -->\n\n")
    before, _, after = both.partition("<!-- after -->\n\n")
    pairs = [(before, after)] if both else [(text[: text.rindex("\n", 0, -1) + 1], text), (None, text)]
    return [
        {finding.rule for finding in check.check([check.Pair("list.md", *pair)], settings).findings}
        for pair in pairs
    ]


def settings_of(text: str) -> config.Settings:
    said = dict(re.findall(r"<!-- (\w+): (.*) -->", text))
    table = {key: yaml.safe_load(value) for key, value in said.items()}
    if "columns" in table:
        table["match"] = {"columns": table.pop("columns")}
    written = yaml.safe_dump({"tables": {"example": table}} if table else {})
    return config.load(written, "rowcheck.yml", lambda path: None, IDS)


def test_the_settings_take_the_name_of_every_rule() -> None:
    assert json.loads(shipped("config"))["$defs"]["rule"]["enum"] == sorted(IDS)


def test_the_readme_tells_of_every_rule() -> None:
    text = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")
    told = re.findall(r"^\| `([\w-]+)` \| (.*?) \| (\w+) \|$", text, re.MULTILINE)
    assert told == [(rule.id, rule.summary, rule.severity) for rule in ALL]
