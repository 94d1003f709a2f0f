from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
import requests
from github import (
    GithubException,
    RateLimitExceededException,
    UnknownObjectException,
)
from github.Repository import Repository

from github_double.double import Double
from github_double.sample import Repo
from github_double.state import Limits

Connect = Callable[..., Repository]
Start = Callable[..., Double]


def review(repository: Repository, head: str) -> Any:
    return repository.get_pull(1).create_review(repository.get_commit(head), "see", "COMMENT")


def reply(repository: Repository, head: str) -> Any:
    return repository.get_pull(1).create_issue_comment("summary")


def check(repository: Repository, head: str) -> Any:
    return repository.create_check_run("rowcheck", head)


def status(repository: Repository, head: str) -> Any:
    return repository.get_commit(head).create_status("success")


@pytest.mark.parametrize(
    ("scopes", "allowed"),
    [
        pytest.param({}, set(), id="the token of a pull request from a fork"),
        pytest.param({"pull_requests": "write"}, {review, reply}, id="pull requests"),
        pytest.param({"issues": "write"}, {reply}, id="issues"),
        pytest.param({"checks": "write"}, {check}, id="checks"),
        pytest.param({"statuses": "write"}, {status}, id="statuses"),
        pytest.param({"contents": "write"}, set(), id="contents"),
    ],
)
def test_writes_that_the_scopes_allow(
    double: Double, connect: Connect, scopes: dict[str, str], allowed: set[Callable[..., Any]]
) -> None:
    repository, head = connect(double, **scopes), double.state.pulls[1].head_sha
    assert repository.get_pull(1).get_files().totalCount == 1
    for act in (review, reply, check, status):
        if act in allowed:
            act(repository, head)
            continue
        with pytest.raises(GithubException) as refused:
            act(repository, head)
        assert (refused.value.status, refused.value.message) == (
            403,
            "Resource not accessible by integration",
        )
    assert [entry.status < 300 for entry in double.writes].count(True) == len(allowed)


def test_a_fork_cannot_be_written_to(double: Double, connect: Connect) -> None:
    repository = connect(double, "ada/awesome", statuses="write")
    assert repository.fork
    with pytest.raises(GithubException, match="not accessible"):
        status(repository, double.state.pulls[1].head_sha)


def test_another_repository_is_not_found(double: Double, connect: Connect) -> None:
    with pytest.raises(UnknownObjectException):
        connect(double, "lists/other").get_pull(1).title  # noqa: B018


def test_an_unknown_token_is_refused(double: Double) -> None:
    response = requests.get(
        f"{double.url}/repos/lists/awesome", headers={"Authorization": "token x"}, timeout=30
    )
    assert (response.status_code, response.json()["message"]) == (401, "Bad credentials")


def test_without_a_token_only_reading_is_allowed(double: Double) -> None:
    url = f"{double.url}/repos/lists/awesome/issues/1/comments"
    assert requests.get(url, timeout=30).json() == []
    assert requests.post(url, json={"body": "x"}, timeout=30).status_code == 403


def test_only_the_token_of_a_person_can_read_its_account(double: Double) -> None:
    def get_user(login: str) -> requests.Response:
        headers = {"Authorization": f"Bearer {double.create_token(login)}"}
        return requests.get(f"{double.url}/user", headers=headers, timeout=30)

    assert get_user("github-actions[bot]").status_code == 403
    assert get_user("ada").json()["login"] == "ada"


def test_the_quota_is_enforced(repo: Repo, start_double: Start, connect: Connect) -> None:
    double = start_double(repo.path, limits=Limits(requests=1))
    repository = connect(double)
    repository.get_branch("main")
    with pytest.raises(RateLimitExceededException):
        repository.get_branch("main")
    assert double.log[-1].status == 403


def test_the_quota_can_be_read(double: Double) -> None:
    response = requests.get(f"{double.url}/rate_limit", timeout=30)
    assert (response.json()["rate"]["limit"], response.headers["X-RateLimit-Resource"]) == (1000, "core")


def test_an_operation_that_is_not_modelled_is_a_violation(double: Double) -> None:
    assert requests.get(f"{double.url}/repos/lists/awesome/milestones", timeout=30).status_code == 404
    assert double.violations == ["GET /repos/lists/awesome/milestones: not modelled by the double"]
    double.violations.clear()


def test_an_unknown_parameter_is_a_violation(double: Double) -> None:
    requests.get(f"{double.url}/repos/lists/awesome/pulls/1/files?size=5", timeout=30)
    assert double.violations == ["GET /repos/lists/awesome/pulls/1/files: unknown parameter size"]
    double.violations.clear()


def test_every_url_is_served_by_the_double(double: Double, connect: Connect) -> None:
    connect(double, pull_requests="write").get_pull(1).create_issue_comment("hello")
    for path in (
        "",
        "/pulls",
        "/pulls/1",
        "/pulls/1/files",
        "/issues/1",
        "/issues/1/comments",
        "/compare/main...add",
    ):
        text = requests.get(f"{double.url}/repos/lists/awesome{path}", timeout=30).text
        assert set(re.findall(r'"(https?://[^/"]*)', text)) <= {double.url}


def test_a_body_that_is_not_json_is_a_violation(double: Double) -> None:
    headers = {
        "Authorization": f"token {double.create_token(issues='write')}",
        "Content-Type": "application/json",
    }
    url = f"{double.url}/repos/lists/awesome/issues/1/comments"
    assert requests.post(url, data=b"{", headers=headers, timeout=30).status_code == 422
    assert len(double.violations) == 1
    double.violations.clear()


def test_a_bug_of_the_double_is_a_violation(double: Double) -> None:
    double.state.pulls[1].base_sha = "0" * 40
    assert requests.get(f"{double.url}/repos/lists/awesome/pulls/1/files", timeout=30).status_code == 500
    assert "the double failed" in double.violations.pop()
