"""The workflows and the action that a list installs: narrow triggers and permissions, pinned actions."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parent.parent
VALIDATE = ".github/workflows/validate.yml"
REVALIDATE = ".github/workflows/revalidate.yml"
COMMIT = re.compile(r"[\w./-]+@[0-9a-f]{40}")


def read(path: str) -> dict[Any, Any]:
    value = yaml.safe_load((ROOT / path).read_text(encoding="utf-8"))
    assert isinstance(value, dict)
    return value


def steps(path: str) -> list[dict[str, Any]]:
    value = read(path)
    if "runs" in value:
        return list(value["runs"]["steps"])
    return [step for job in value["jobs"].values() for step in job["steps"]]


@pytest.mark.parametrize(
    ("path", "triggers"),
    [
        pytest.param(VALIDATE, {"pull_request_target", "merge_group"}, id="the automatic check"),
        pytest.param(REVALIDATE, {"issue_comment", "workflow_dispatch"}, id="the maintainer's command"),
    ],
)
def test_a_workflow_has_no_more_triggers_than_it_handles(path: str, triggers: set[str]) -> None:
    assert set(read(path)[True]) == triggers, "YAML 1.1 reads the key `on` as true"


@pytest.mark.parametrize(
    ("path", "permissions"),
    [
        pytest.param(VALIDATE, {"contents": "read", "pull-requests": "write"}, id="the automatic check"),
        pytest.param(
            REVALIDATE,
            {"contents": "read", "pull-requests": "write", "issues": "write"},
            id="the maintainer's command, which adds a reaction",
        ),
    ],
)
def test_only_the_job_has_permissions(path: str, permissions: dict[str, str]) -> None:
    workflow = read(path)
    assert workflow["permissions"] == {}
    assert [job["permissions"] for job in workflow["jobs"].values()] == [permissions]


@pytest.mark.parametrize("path", [VALIDATE, REVALIDATE])
def test_runs_of_one_pull_request_are_queued_and_time_out(path: str) -> None:
    for job in read(path)["jobs"].values():
        assert job["concurrency"]["cancel-in-progress"] is False
        assert job["timeout-minutes"] <= 10


@pytest.mark.parametrize("path", [VALIDATE, REVALIDATE, "action.yml"])
def test_nothing_is_checked_out_or_cached_and_actions_are_pinned(path: str) -> None:
    for step in steps(path):
        uses = step.get("uses", "")
        assert "checkout" not in uses
        assert "cache" not in uses
        assert "cache" not in step.get("with", {})
        assert not uses or COMMIT.fullmatch(uses), f"{uses} is not a commit"


@pytest.mark.parametrize("path", [VALIDATE, REVALIDATE, "action.yml"])
def test_no_script_contains_an_expression(path: str) -> None:
    assert [step["run"] for step in steps(path) if "${{" in step.get("run", "")] == []


def test_the_action_installs_pinned_hashes_only() -> None:
    pinned = (ROOT / "requirements" / "action.txt").read_text(encoding="utf-8")
    entries = re.split(r"\n(?=\S)", pinned.strip())
    assert [entry for entry in entries if "==" not in entry or "--hash=sha256:" not in entry] == []
    assert "://" not in pinned, "a package registry is named"


@pytest.mark.parametrize(
    ("given", "arguments"),
    [
        pytest.param({}, [], id="no inputs"),
        pytest.param({"CONFIG": "lint/a b.yml"}, ["--config", "lint/a b.yml"], id="settings elsewhere"),
        pytest.param(
            {"CONFIG": "$(id)`id`;\n--x"},
            ["--config", "$(id)`id`;\n--x"],
            id="shell syntax is only text",
        ),
        pytest.param({"CHECK_RUN": "true"}, ["--check-run"], id="a check run"),
        pytest.param(
            {"CONFIG": "a.yml", "CHECK_RUN": "true"}, ["--config", "a.yml", "--check-run"], id="both"
        ),
    ],
)
def test_the_inputs_of_the_action_become_options(
    tmp_path: Path, given: dict[str, str], arguments: list[str]
) -> None:
    (step,) = [step for step in steps("action.yml") if step.get("id") == "review"]
    assert set(step["env"]) == {"GITHUB_TOKEN", "CONFIG", "SETTINGS_FROM", "CHECK_RUN"}
    command = tmp_path / "rowcheck" / "bin" / "rowcheck"
    command.parent.mkdir(parents=True)
    command.write_text('#!/bin/sh\nprintf "%s\\0" "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    environ = {"CONFIG": "", "SETTINGS_FROM": "base", "CHECK_RUN": "false", "RUNNER_TEMP": str(tmp_path)}
    done = subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
        env=os.environ | environ | given,
        capture_output=True,
        check=True,
        text=True,
    )
    assert done.stdout.split("\0")[:-1] == ["review", "--settings-from", "base", *arguments]
