from __future__ import annotations

import gzip
import json
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from github_double.contract import SCHEMAS
from github_double.double import Double
from github_double.sample import PROPOSED, Repo


@cache
def webhooks() -> dict[str, Any]:
    with gzip.open(SCHEMAS / "webhooks.json.gz") as packed:
        loaded: dict[str, Any] = json.load(packed)
    return loaded


def errors_in(name: str, payload: dict[str, Any]) -> list[str]:
    """Validate a payload against GitHub's description of its event."""
    schema = {**webhooks()["webhooks"][name], "components": webhooks()["components"]}
    errors = Draft202012Validator(schema).iter_errors(payload)
    return [f"{'.'.join(map(str, error.absolute_path))}: {error.message[:200]}" for error in errors]


@pytest.mark.parametrize(
    "action", [pytest.param(name, id=name) for name in ("opened", "reopened", "ready_for_review", "edited")]
)
def test_pull_request_events_match_the_description(double: Double, action: str) -> None:
    payload = double.pull_event(action)
    assert errors_in(f"pull-request-{action.replace('_', '-')}", payload) == []
    assert (payload["number"], payload["pull_request"]["head"]["repo"]["fork"]) == (1, True)


def test_the_event_of_a_push_has_both_heads(double: Double, repo: Repo) -> None:
    before = double.state.pulls[1].head_sha
    repo.git("checkout", "--quiet", "add")
    double.push(repo.commit({"README.md": PROPOSED + "more\n"}))
    payload = double.pull_event("synchronize")
    assert errors_in("pull-request-synchronize", payload) == []
    assert (payload["before"], payload["after"]) == (before, double.state.pulls[1].head_sha)


def test_comment_events_match_the_description(double: Double) -> None:
    double.set_role("grace", "write")
    payload = double.comment_event(double.comment("/rowcheck", "grace"))
    assert errors_in("issue-comment-created", payload) == []
    assert (payload["comment"]["user"]["login"], payload["issue"]["number"]) == ("grace", 1)
    assert "pull_request" in payload["issue"]
    assert errors_in("issue-comment-edited", double.comment_event(double.comment("x"), "edited")) == []


def test_merge_group_and_dispatch_events_match_the_description(double: Double, repo: Repo) -> None:
    assert errors_in("merge-group-checks-requested", double.merge_event("add")) == []
    payload = double.dispatch_event(number="1")
    assert errors_in("workflow-dispatch", payload) == []
    assert payload["inputs"] == {"number": "1"}


def test_a_wrong_payload_does_not_match_the_description(double: Double) -> None:
    assert errors_in("pull-request-opened", double.pull_event() | {"number": "1"}) != []


@pytest.mark.parametrize(
    ("event", "ref", "commit"),
    [
        pytest.param("pull_request_target", "refs/heads/main", "main", id="the default branch of the base"),
        pytest.param("pull_request", "refs/pull/1/merge", "add", id="the ref of the pull request"),
    ],
)
def test_environment_of_a_step(
    double: Double, repo: Repo, tmp_path: Path, event: str, ref: str, commit: str
) -> None:
    environment = double.environ(tmp_path, event, double.pull_event())
    assert (environment["GITHUB_REF"], environment["GITHUB_SHA"]) == (ref, repo.git("rev-parse", commit))
    assert (environment["GITHUB_BASE_REF"], environment["GITHUB_HEAD_REF"]) == ("main", "add")
    assert json.loads(Path(environment["GITHUB_EVENT_PATH"]).read_text())["action"] == "opened"
    assert (environment["GITHUB_API_URL"], environment["GITHUB_ACTIONS"]) == (double.url, "true")


def test_a_program_needs_nothing_but_the_environment(double: Double, tmp_path: Path) -> None:
    program = """
import os, github
auth = github.Auth.Token(os.environ["GITHUB_TOKEN"])
hub = github.Github(auth=auth, base_url=os.environ["GITHUB_API_URL"])
pull = hub.get_repo(os.environ["GITHUB_REPOSITORY"]).get_pull(1)
pull.create_issue_comment(os.environ["GITHUB_EVENT_NAME"])
open(os.environ["GITHUB_STEP_SUMMARY"], "a").write("done")
"""
    environment = double.environ(tmp_path, "pull_request_target", double.pull_event())
    subprocess.run([sys.executable, "-c", program], env=environment, check=True, timeout=60)
    assert [item.body for item in double.issue_comments(1)] == ["pull_request_target"]
    assert Path(environment["GITHUB_STEP_SUMMARY"]).read_text() == "done"


def test_each_run_has_its_own_files_and_token(double: Double, tmp_path: Path) -> None:
    first, second = (double.environ(tmp_path, "workflow_dispatch", double.dispatch_event()) for _ in range(2))
    for name in ("GITHUB_TOKEN", "GITHUB_OUTPUT", "GITHUB_EVENT_PATH", "RUNNER_TEMP"):
        assert first[name] != second[name]
