from __future__ import annotations

from collections.abc import Callable

import pytest
from github import GithubException, UnknownObjectException
from github.PullRequest import PullRequest
from github.Repository import Repository

from github_double.double import Double

Connect = Callable[..., Repository]


def test_a_comment_can_be_posted_edited_and_deleted(double: Double, pull: PullRequest) -> None:
    comment = pull.create_issue_comment("summary")
    comment.edit("edited")
    assert [(item.body, item.user.login, item.user.type) for item in pull.get_issue_comments()] == [
        ("edited", "github-actions[bot]", "Bot")
    ]
    comment.delete()
    assert double.issue_comments(1) == []
    with pytest.raises(UnknownObjectException):
        pull.get_issue_comment(comment.id).body  # noqa: B018


@pytest.mark.parametrize(
    ("body", "code"),
    [
        pytest.param("x" * 65_537, "custom", id="too long"),
        pytest.param(" \n", "missing_field", id="only whitespace"),
    ],
)
def test_comments_that_are_refused(double: Double, pull: PullRequest, body: str, code: str) -> None:
    with pytest.raises(GithubException) as refused:
        pull.create_issue_comment(body)
    assert (refused.value.status, refused.value.data["errors"][0]["code"]) == (422, code)
    assert double.issue_comments(1) == []


def test_comments_of_all_accounts_are_listed(double: Double, pull: PullRequest) -> None:
    double.set_role("grace", "write")
    double.comment("/rowcheck", "grace")
    pull.create_issue_comment("done")
    listed = list(pull.get_issue_comments())
    assert [(item.user.login, item.body) for item in listed] == [
        ("grace", "/rowcheck"),
        ("github-actions[bot]", "done"),
    ]
    assert [item.raw_data["author_association"] for item in listed] == ["COLLABORATOR", "NONE"]


def test_the_same_reaction_twice_is_one(double: Double, pull: PullRequest) -> None:
    comment = pull.get_issue_comment(double.comment("/rowcheck").id)
    first, again = comment.create_reaction("eyes"), comment.create_reaction("eyes")
    comment.create_reaction("rocket")
    assert first.id == again.id
    assert [item.content for item in comment.get_reactions()] == ["eyes", "rocket"]
    assert comment.delete_reaction(first.id)
    assert [item.content for item in double.issue_comments(1)[0].reactions] == ["rocket"]


def test_a_pull_request_is_an_issue_too(repository: Repository, pull: PullRequest) -> None:
    issue = repository.get_issue(1)
    assert (issue.title, issue.pull_request is not None) == (pull.title, True)


@pytest.mark.parametrize(
    ("role", "permission"),
    [
        pytest.param("admin", "admin", id="admin"),
        pytest.param("maintain", "write", id="maintain is reported as write"),
        pytest.param("write", "write", id="a writer"),
        pytest.param("triage", "read", id="triage is reported as read"),
        pytest.param("read", "read", id="a reader"),
        pytest.param("none", "none", id="no access"),
    ],
)
def test_permission_of_a_role(double: Double, repository: Repository, role: str, permission: str) -> None:
    double.set_role("grace", role)
    assert repository.get_collaborator_permission("grace") == permission
    assert repository.get_collaborator_role_name("grace") == role


def test_an_unknown_account_is_not_found(repository: Repository) -> None:
    with pytest.raises(GithubException, match="unknown is not a user") as refused:
        repository.get_collaborator_permission("unknown")
    assert refused.value.status == 404
