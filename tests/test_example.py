"""The example shows what the README says, and the README says what is so."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from rowcheck.engine import check
from rowcheck.rules import ALL, IDS
from rowcheck.settings import schemas, yaml_positions
from rowcheck.settings.settings import load_settings

ROOT = Path(__file__).parents[1]
EXAMPLE = ROOT / "examples" / "vision-language-models"
EXPECTED = json.loads((EXAMPLE / "expected.json").read_text(encoding="utf-8"))
"""The findings of the demo, each with its rule and line."""
WIDTH = os.environ | {"COLUMNS": "100"}

README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> subprocess.CompletedProcess[str]:
    folder = tmp_path_factory.mktemp("demo") / "list"
    command = [sys.executable, str(ROOT / "examples" / "demo.py"), str(folder)]
    return subprocess.run(command, env=WIDTH, capture_output=True, text=True, encoding="utf-8")


def test_the_demo_finds_what_it_should(demo: subprocess.CompletedProcess[str]) -> None:
    assert (demo.returncode, demo.stderr) == (0, "")


def test_the_readme_shows_what_the_demo_prints(demo: subprocess.CompletedProcess[str]) -> None:
    shown = fenced("text")[0]
    assert shown
    for finding in shown.strip().split("\n\n"):
        assert finding in demo.stdout


def test_the_demo_shows_the_review_and_that_a_second_one_writes_nothing(
    demo: subprocess.CompletedProcess[str],
) -> None:
    folder = Path(demo.args[-1])
    command = [sys.executable, str(ROOT / "examples" / "review.py"), str(folder)]
    done = subprocess.run(command, env=WIDTH, capture_output=True, text=True, encoding="utf-8")
    assert (done.returncode, done.stderr) == (0, "")
    assert "2 writes to GitHub: POST /repos/lists/awesome/pulls/1/reviews" in done.stdout
    assert "0 writes to GitHub" in done.stdout
    assert "│ Fix: Move the row above line 162" in done.stdout
    severities = {rule.id: rule.severity for rule in ALL}
    counts = Counter(severities[finding["rule"]] for finding in EXPECTED)
    failed = f"rowcheck failed: {counts['error']} errors, {counts['warning']} warnings in 28 rows added"
    assert f"│ ❌ {failed}" in done.stdout
    assert len(done.stdout.splitlines()) < 120


def test_the_list_itself_has_one_old_fault() -> None:
    text = (EXAMPLE / "README.md").read_text(encoding="utf-8")
    place = ".github/rowcheck.yml"
    settings = load_settings((EXAMPLE / place).read_text(encoding="utf-8"), place, nothing, IDS)
    report = check.check([check.Pair("README.md", "", text)], settings)
    assert [finding.message for finding in report.findings if finding.severity == "error"] == [
        "the link text of 'Code/Project' should be 'Code' or 'Project', not 'code'"
    ]
    assert report.counts.added == report.counts.checked == 108


def test_the_settings_in_the_readme_are_right() -> None:
    (shown,) = fenced("yaml")
    settings = load_settings(shown, "rowcheck.yml", nothing, IDS)
    assert [table.name for table in settings.tables] == ["papers"]


def test_the_row_schema_in_the_readme_is_right() -> None:
    (shown,) = fenced("json")
    tree = yaml_positions.read(shown, "row.json")
    assert schemas.inline(tree, (), nothing)


def fenced(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


def nothing(path: str) -> None:
    """No file beside the settings."""
