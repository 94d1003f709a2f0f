from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from rowcheck.errors import RowcheckError, SourceError
from rowcheck.github import events
from rowcheck.github.events import CommentEvent, Ignored, MergeGroupEvent, PullRequestEvent
from rowcheck.model import Report

SHA = "0123456789abcdef0123456789abcdef01234567"


def pull(action: str, **more: Any) -> dict[str, Any]:
    return {"action": action, "pull_request": {"number": 7}, **more}


def comment(action: str = "created", body: str | None = "/rowcheck", **how: Any) -> dict[str, Any]:
    user = {"login": "ada", "type": how.get("type", "User")}
    issue = {"number": 7, "pull_request": {}} if how.get("on_pull", True) else {"number": 7}
    if how.get("on_pull", True):
        issue["pull_request"] = {"url": "x"}
    return {"action": action, "issue": issue, "comment": {"id": 9, "body": body, "user": user}}


@pytest.mark.parametrize("name", ["pull_request", "pull_request_target"])
@pytest.mark.parametrize("action", ["opened", "synchronize", "reopened", "ready_for_review"])
def test_actions_on_a_pull_request_that_are_served(name: str, action: str) -> None:
    assert events.read_event(name, pull(action)) == PullRequestEvent(7)


@pytest.mark.parametrize(
    ("name", "payload", "expected"),
    [
        pytest.param(
            "pull_request",
            pull("edited", changes={"base": {"ref": {"from": "old"}}}),
            PullRequestEvent(7),
            id="a new base branch",
        ),
        pytest.param(
            "issue_comment", comment(), CommentEvent(7, 9, "ada", "/rowcheck"), id="a comment with a command"
        ),
        pytest.param(
            "workflow_dispatch", {"inputs": {"number": "7"}}, PullRequestEvent(7), id="a manual run"
        ),
        pytest.param(
            "workflow_dispatch",
            {"inputs": {"number": "#7"}},
            PullRequestEvent(7),
            id="a manual run with #",
        ),
        pytest.param(
            "merge_group",
            {"action": "checks_requested", "merge_group": {"base_sha": SHA, "head_sha": SHA}},
            MergeGroupEvent(SHA, SHA),
            id="a merge queue",
        ),
    ],
)
def test_events_that_are_served(name: str, payload: dict[str, Any], expected: events.Event) -> None:
    assert events.read_event(name, payload) == expected


@pytest.mark.parametrize(
    ("name", "payload"),
    [
        pytest.param("push", {}, id="another event"),
        pytest.param("schedule", {}, id="a schedule"),
        pytest.param("pull_request", pull("closed"), id="a closed pull request"),
        pytest.param("pull_request", pull("labeled"), id="a label"),
        pytest.param("pull_request", pull("edited", changes={"title": {}}), id="a new title"),
        pytest.param("issue_comment", comment("edited"), id="an edited comment"),
        pytest.param("issue_comment", comment("deleted"), id="a deleted comment"),
        pytest.param("issue_comment", comment(on_pull=False), id="a comment on an issue"),
        pytest.param("issue_comment", comment(type="Bot"), id="a comment by a bot"),
        pytest.param("issue_comment", comment(body="fine"), id="a comment without a command"),
        pytest.param("issue_comment", comment(body=None), id="a comment without text"),
        pytest.param("merge_group", {"action": "destroyed"}, id="a destroyed merge group"),
    ],
)
def test_events_that_are_ignored(name: str, payload: dict[str, Any]) -> None:
    event = events.read_event(name, payload)
    assert isinstance(event, Ignored)
    assert event.reason


@pytest.mark.parametrize(
    ("name", "payload"),
    [
        pytest.param("pull_request", {}, id="an empty payload"),
        pytest.param(
            "pull_request", pull("opened", pull_request={"number": "x"}), id="a number that is not one"
        ),
        pytest.param("pull_request", pull("opened", pull_request={"number": -1}), id="a negative number"),
        pytest.param("issue_comment", {"action": "created"}, id="an incomplete comment"),
        pytest.param("workflow_dispatch", {"inputs": None}, id="a manual run without a number"),
        pytest.param("workflow_dispatch", {"inputs": {"number": "1/../2"}}, id="a path as a number"),
        pytest.param(
            "merge_group",
            {"action": "checks_requested", "merge_group": {"base_sha": "../x", "head_sha": SHA}},
            id="a path as a commit",
        ),
    ],
)
def test_payloads_that_do_not_match_their_event(name: str, payload: dict[str, Any]) -> None:
    with pytest.raises(SourceError):
        events.read_event(name, payload)


# The environment


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    (tmp_path / "event.json").write_text("{}", encoding="utf-8")
    return {
        "GITHUB_EVENT_NAME": "push",
        "GITHUB_EVENT_PATH": str(tmp_path / "event.json"),
        "GITHUB_REPOSITORY": "lists/awesome",
        "GITHUB_TOKEN": "ghs_x",
        "GITHUB_STEP_SUMMARY": str(tmp_path / "summary.md"),
        "GITHUB_OUTPUT": str(tmp_path / "output"),
    }


@pytest.mark.parametrize(
    ("change", "message"),
    [
        pytest.param({"GITHUB_EVENT_NAME": ""}, "GITHUB_EVENT_NAME is not set", id="no event"),
        pytest.param({"GITHUB_TOKEN": ""}, "GITHUB_TOKEN is not set", id="no token"),
        pytest.param({"GITHUB_TOKEN": "\n"}, "GITHUB_TOKEN is not a token", id="an empty token"),
        pytest.param({"GITHUB_TOKEN": "ghs_x\nghs_y"}, "GITHUB_TOKEN is not a token", id="two tokens"),
        pytest.param({"GITHUB_TOKEN": "…"}, "GITHUB_TOKEN is not a token", id="a placeholder for a token"),
        pytest.param({"GITHUB_API_URL": "ftp://x"}, "'ftp://x'; it must be an address", id="another scheme"),
        pytest.param({"GITHUB_API_URL": "https://"}, "it must be an address like", id="no host"),
        pytest.param({"GITHUB_REPOSITORY": "awesome"}, "must be 'owner/name'", id="no owner"),
        pytest.param({"GITHUB_REPOSITORY": "a/../b"}, "must be 'owner/name'", id="a path"),
        pytest.param(
            {"ROWCHECK_TIMEOUT": "soon"},
            "'soon'; it must be a number of seconds",
            id="a timeout that is not a number",
        ),
        pytest.param({"ROWCHECK_TIMEOUT": "0"}, "from 1 to 600", id="a timeout of zero"),
        pytest.param({"GITHUB_EVENT_PATH": "/nowhere"}, "cannot be read", id="no payload"),
    ],
)
def test_a_missing_or_wrong_variable_is_reported(
    environ: dict[str, str], change: dict[str, str], message: str
) -> None:
    with pytest.raises(RowcheckError, match=message):
        events.read_environment(environ | change)


@pytest.mark.parametrize("text", ["", "[]", "{", "3"])
def test_a_payload_that_is_not_an_object_is_reported(
    environ: dict[str, str], tmp_path: Path, text: str
) -> None:
    (tmp_path / "event.json").write_text(text, encoding="utf-8")
    with pytest.raises(RowcheckError, match="GITHUB_EVENT_PATH"):
        events.read_environment(environ)


def test_gh_token_is_used_without_github_token(environ: dict[str, str]) -> None:
    assert events.read_environment(environ | {"GITHUB_TOKEN": "", "GH_TOKEN": "ghp_y"}).token == "ghp_y"


def test_the_line_end_of_a_token_is_removed(environ: dict[str, str]) -> None:
    assert events.read_environment(environ | {"GITHUB_TOKEN": "ghs_x\r\n"}).token == "ghs_x"


def test_the_summary_is_appended(environ: dict[str, str], tmp_path: Path) -> None:
    environment = events.read_environment(environ)
    environment.write_summary("one")
    environment.write_summary("two\ud800")
    assert (tmp_path / "summary.md").read_text(encoding="utf-8") == "one\ntwo\\ud800\n"


def test_a_summary_over_the_limit_is_left_out(environ: dict[str, str], tmp_path: Path) -> None:
    environment = events.read_environment(environ)
    environment.write_summary("x" * 1_000_000)
    environment.write_summary("y" * 1_000_000)
    assert (tmp_path / "summary.md").stat().st_size == 1_000_001


def test_outputs_are_appended(environ: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "output").write_text("a=b\n", encoding="utf-8")
    events.read_environment(environ).write_outputs(Report())
    assert (tmp_path / "output").read_text(encoding="utf-8").startswith("a=b\nverdict=passed\nerrors=0\n")
