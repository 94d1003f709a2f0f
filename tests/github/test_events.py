from __future__ import annotations

from typing import Any

import pytest

from rowcheck.errors import SourceError
from rowcheck.github import events
from rowcheck.github.events import CommentEvent, Ignored, MergeGroupEvent, PullRequestEvent

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
def test_a_pull_request_is_checked(name: str, action: str) -> None:
    assert events.read_event(name, pull(action)) == PullRequestEvent(7)


@pytest.mark.parametrize(
    ("name", "payload", "trigger"),
    [
        pytest.param(
            "pull_request",
            pull("edited", changes={"base": {"ref": {"from": "old"}}}),
            PullRequestEvent(7),
            id="another base branch",
        ),
        pytest.param(
            "issue_comment", comment(), CommentEvent(7, 9, "ada", "/rowcheck"), id="a comment with a slash"
        ),
        pytest.param(
            "workflow_dispatch", {"inputs": {"number": "7"}}, PullRequestEvent(7), id="a number given by hand"
        ),
        pytest.param(
            "workflow_dispatch",
            {"inputs": {"number": "#7"}},
            PullRequestEvent(7),
            id="a number with its sign",
        ),
        pytest.param(
            "merge_group",
            {"action": "checks_requested", "merge_group": {"base_sha": SHA, "head_sha": SHA}},
            MergeGroupEvent(SHA, SHA),
            id="a merge queue",
        ),
    ],
)
def test_what_an_event_asks_for(name: str, payload: dict[str, Any], trigger: events.Event) -> None:
    assert events.read_event(name, payload) == trigger


@pytest.mark.parametrize(
    ("name", "payload"),
    [
        pytest.param("push", {}, id="another event"),
        pytest.param("schedule", {}, id="a timer"),
        pytest.param("pull_request", pull("closed"), id="a closed pull request"),
        pytest.param("pull_request", pull("labeled"), id="a label"),
        pytest.param("pull_request", pull("edited", changes={"title": {}}), id="another title"),
        pytest.param("issue_comment", comment("edited"), id="an edited comment"),
        pytest.param("issue_comment", comment("deleted"), id="a deleted comment"),
        pytest.param("issue_comment", comment(on_pull=False), id="a comment on an issue"),
        pytest.param("issue_comment", comment(type="Bot"), id="a comment of a program"),
        pytest.param("issue_comment", comment(body="fine"), id="a comment without a command"),
        pytest.param("issue_comment", comment(body=None), id="a comment without a text"),
        pytest.param("merge_group", {"action": "destroyed"}, id="a merge queue that is done"),
    ],
)
def test_what_is_ignored(name: str, payload: dict[str, Any]) -> None:
    found = events.read_event(name, payload)
    assert isinstance(found, Ignored)
    assert found.reason


@pytest.mark.parametrize(
    ("name", "payload"),
    [
        pytest.param("pull_request", {}, id="an empty payload"),
        pytest.param("pull_request", pull("opened", pull_request={"number": "x"}), id="no number"),
        pytest.param("pull_request", pull("opened", pull_request={"number": -1}), id="a negative number"),
        pytest.param("issue_comment", {"action": "created"}, id="half a comment"),
        pytest.param("workflow_dispatch", {"inputs": None}, id="nothing given by hand"),
        pytest.param("workflow_dispatch", {"inputs": {"number": "1/../2"}}, id="a path for a number"),
        pytest.param(
            "merge_group",
            {"action": "checks_requested", "merge_group": {"base_sha": "../x", "head_sha": SHA}},
            id="a path for a commit",
        ),
    ],
)
def test_what_is_no_payload_of_github(name: str, payload: dict[str, Any]) -> None:
    with pytest.raises(SourceError):
        events.read_event(name, payload)
