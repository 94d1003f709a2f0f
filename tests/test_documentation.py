"""The examples in the rules' docstrings are run: `Bad:` is reported by its rule, `Good:` by no rule.

An example is a list. Its base is the list without its last line, and no list at all, unless the example has
`<!-- before -->` and `<!-- after -->`. Settings are comments, such as `<!-- order: [{by: Year}] -->`.

The other tests check the generated lists of rules, and the links between the pages.
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
def test_the_bad_example_is_reported(rule: Rule) -> None:
    assert any(rule.id in found for found in findings(example(rule, "Bad")))


@each_rule
def test_the_good_example_is_not_reported(rule: Rule) -> None:
    assert not any(findings(example(rule, "Good")))


def example(rule: Rule, name: str) -> str:
    _, _, rest = rule.doc.partition(f"\n{name}:\n\n")
    block = re.match(r"(?: {4}.*\n|\n)+", rest)
    assert block, f"there is no example below '{name}:'"
    return textwrap.dedent(block.group()).strip() + "\n"


def findings(text: str) -> list[set[str]]:
    """Return the ids of the rules with findings, for each base that the example stands for."""
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
    written = dict(re.findall(r"<!-- (\w+): (.*) -->", text))
    table = {key: yaml.safe_load(value) for key, value in written.items()}
    if "columns" in table:
        table["match"] = {"columns": table.pop("columns")}
    text = yaml.safe_dump({"tables": {"example": table}} if table else {})
    return load_settings(text, "rowcheck.yml", lambda path: None, IDS)


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
def test_every_link_between_pages_has_a_target(page: str) -> None:
    links = re.findall(r"\]\((?!https?:)([^)\s]+)\)", prose(page))
    assert [link for link in links if not has_target(page, link)] == []


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        pytest.param("CONTRIBUTING.md", True, id="a page"),
        pytest.param("CONTRIBUTING.md#adding-a-rule", True, id="a section of another page"),
        pytest.param("#write-your-rules", True, id="a section of this page"),
        pytest.param("docs/none.md", False, id="no page"),
        pytest.param("#none", False, id="no section"),
    ],
)
def test_the_target_of_a_link(link: str, expected: bool) -> None:
    assert has_target("README.md", link) == expected


def prose(page: str) -> str:
    """Return a page without its code blocks."""
    text = (ROOT / page).read_text(encoding="utf-8")
    return re.sub(r"^```.*?^```$|^ {4}[^\n]*$", "", text, flags=re.DOTALL | re.MULTILINE)


def has_target(page: str, link: str) -> bool:
    path, _, section = link.partition("#")
    target = (ROOT / page).parent / path if path else ROOT / page
    return target.exists() and (not section or section in sections(target))


def sections(page: Path) -> set[str]:
    """Return the anchors of the headings of a page, as GitHub makes them."""
    headings = re.findall(r"^#+ (.+)$", prose(str(page.relative_to(ROOT))), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading).strip().lower().replace(" ", "-") for heading in headings}
