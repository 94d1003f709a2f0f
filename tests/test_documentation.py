"""The examples in the rules' docstrings run: `Bad:` is found by its rule, `Good:` by none.

An example is a list. What was there before is the list without its last line, or no list at all,
unless the example says `<!-- before -->` and `<!-- after -->`. Settings of its table stand in
comments, as `<!-- order: [{by: Year}] -->`.

And what our pages tell is there: the rules, the packages, and whatever they link to.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
import yaml

from rowcheck.engine import check
from rowcheck.rules import ALL, IDS
from rowcheck.rules.rule import Rule
from rowcheck.settings.contract import shipped
from rowcheck.settings.settings import Settings, load_settings

ROOT = Path(__file__).parents[1].resolve()
PAGES = (
    "README.md",
    "CONTRIBUTING.md",
    "docs/rules.md",
    "benchmarks/README.md",
    "tests/github_double/README.md",
)

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


def settings_of(text: str) -> Settings:
    said = dict(re.findall(r"<!-- (\w+): (.*) -->", text))
    table = {key: yaml.safe_load(value) for key, value in said.items()}
    if "columns" in table:
        table["match"] = {"columns": table.pop("columns")}
    written = yaml.safe_dump({"tables": {"example": table}} if table else {})
    return load_settings(written, "rowcheck.yml", lambda path: None, IDS)


def test_the_lists_of_rules_are_up_to_date() -> None:
    command = [sys.executable, str(ROOT / "docs" / "generate.py"), "--check"]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_the_settings_accept_every_rule() -> None:
    assert json.loads(shipped("config"))["$defs"]["rule"]["enum"] == sorted(IDS)


@each_rule
def test_the_help_link_of_a_rule_leads_to_its_section(rule: Rule) -> None:
    page, _, section = rule.help_uri.partition("/blob/main/")[2].partition("#")
    assert section in sections(ROOT / page)


@pytest.mark.parametrize("page", PAGES)
def test_every_link_between_our_pages_leads_somewhere(page: str) -> None:
    links = re.findall(r"\]\((?!https?:)([^)\s]+)\)", prose(page))
    assert [link for link in links if not leads_somewhere(page, link)] == []


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        pytest.param("CONTRIBUTING.md", True, id="a page of ours"),
        pytest.param("CONTRIBUTING.md#adding-a-rule", True, id="a section of it"),
        pytest.param("#write-your-rules", True, id="a section of this page"),
        pytest.param("docs/none.md", False, id="no page"),
        pytest.param("#none", False, id="no section"),
    ],
)
def test_where_a_link_leads(link: str, expected: bool) -> None:
    assert leads_somewhere("README.md", link) == expected


def prose(page: str) -> str:
    """A page without its blocks of code."""
    text = (ROOT / page).read_text(encoding="utf-8")
    return re.sub(r"^```.*?^```$|^ {4}[^\n]*$", "", text, flags=re.DOTALL | re.MULTILINE)


def leads_somewhere(page: str, link: str) -> bool:
    path, _, section = link.partition("#")
    target = (ROOT / page).parent / path if path else ROOT / page
    return target.exists() and (not section or section in sections(target))


def sections(page: Path) -> set[str]:
    """The anchors that GitHub gives the headings of a page."""
    headings = re.findall(r"^#+ (.+)$", prose(str(page.relative_to(ROOT))), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading).strip().lower().replace(" ", "-") for heading in headings}
