from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from rowcheck.cli import installing

WORKFLOW = Path(__file__).parents[2] / ".github" / "workflows" / "validate.yml"
OTHER = """\
repos:
{indent}- repo: https://hooks.example/other
{indent}  rev: v1
{indent}  hooks:
{indent}    - id: other
"""


def test_the_workflow_is_the_one_that_is_kept_for_copying() -> None:
    """Only what keeps it from running in this repository is left out."""
    kept = yaml.safe_load(WORKFLOW.read_text(encoding="utf-8"))
    del kept["jobs"]["rows"]["if"]
    assert yaml.safe_load(installing.WORKFLOW) == kept


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(None, id="there are no settings yet"),
        pytest.param(OTHER.format(indent="  "), id="another hook is there"),
        pytest.param(OTHER.format(indent=""), id="the entries are not indented"),
        pytest.param(
            "minimum_pre_commit_version: '3'\n\n# Hooks\n" + OTHER.format(indent="  "),
            id="other keys stand above",
        ),
        pytest.param(OTHER.format(indent="  ") + "fail_fast: true\n", id="another key stands below"),
        pytest.param(
            OTHER.format(indent="") + "\n\n# Stop\n# early\n\nfail_fast: true\n",
            id="another key stands below, with comments",
        ),
        pytest.param(OTHER.format(indent="  ").rstrip("\n"), id="the last line has no end"),
    ],
)
def test_the_hook_is_added_and_all_else_stays(text: str | None) -> None:
    after = installing.with_hook(text)
    assert after is not None
    before = yaml.safe_load(text or "repos: []")
    *others, mine = yaml.safe_load(after)["repos"]
    assert others == before["repos"]
    assert mine["hooks"] == [{"id": "rowcheck"}]
    assert installing.with_hook(after) == after
    assert [line for line in (text or "").splitlines() if line and line not in after.splitlines()] == []


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("repos: []\n", id="the entries are written on one line"),
        pytest.param("repos:\n  - repo: [\n", id="it cannot be read"),
        pytest.param("# nothing yet\n", id="there is no list of entries"),
    ],
)
def test_other_settings_are_left_to_people(text: str) -> None:
    assert installing.with_hook(text) is None
