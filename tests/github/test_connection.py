"""The way to GitHub by itself: faults by name, what is repeated and what never is."""

from __future__ import annotations

import pytest

from github_double import faults
from github_double.faults import Fault
from review_stage import Stage, with_rows
from rowcheck.github.api import Repository
from rowcheck.github.connection import (
    ForbiddenError,
    GitHubError,
    InvalidError,
    LimitedError,
    LostError,
    MissingError,
    connect,
)


@pytest.fixture
def waits() -> list[float]:
    """The pauses that were made, in seconds; none really is."""
    return []


@pytest.fixture
def there(stage: Stage, waits: list[float]) -> Repository:
    stage.propose(with_rows(20, "| Tool 19b | 2024 | [site](https://19b.example/) |"))
    token = stage.double.grant(pull_requests="write")
    connection = connect(
        token, stage.double.url, sleep=waits.append, seconds_between_writes=0, timeout=1, attempts=3
    )
    return Repository(connection, "lists/awesome")


@pytest.mark.parametrize(
    ("fault", "named"),
    [
        pytest.param(faults.error(500), LostError, id="an error of the server"),
        pytest.param(faults.page(), LostError, id="a page for people"),
        pytest.param(faults.page(200), LostError, id="a page for people that claims to be fine"),
        pytest.param(faults.cut(), LostError, id="a cut connection"),
        pytest.param(faults.stall(9), LostError, id="no answer in time"),
        pytest.param(faults.truncated(), LostError, id="half an answer"),
        pytest.param(faults.secondary_limit(), LimitedError, id="too fast"),
        pytest.param(faults.too_many(), LimitedError, id="too many"),
        pytest.param(faults.refusal(401, "Bad credentials"), ForbiddenError, id="a bad token"),
        pytest.param(faults.refusal(403, "Resource not accessible"), ForbiddenError, id="not allowed"),
        pytest.param(faults.refusal(404, "Not Found"), MissingError, id="not there"),
        pytest.param(faults.refusal(422, "Validation Failed", ["x"]), InvalidError, id="not valid"),
        pytest.param(faults.refusal(422, "was submitted too quickly"), LimitedError, id="too quickly"),
    ],
)
def test_a_fault_has_a_name(stage: Stage, there: Repository, fault: Fault, named: type[GitHubError]) -> None:
    stage.double.faults.add(fault, path="/pulls/1$", times=99)
    with pytest.raises(GitHubError) as caught:
        there.pull(1)
    assert type(caught.value) is named
    stage.double.violations.clear()


def test_reading_is_repeated_with_growing_pauses(stage: Stage, there: Repository, waits: list[float]) -> None:
    stage.double.faults.add(faults.error(502), path="/pulls/1$", times=2)
    assert there.pull(1).number == 1
    assert waits == [1.0, 2.0]


def test_a_limit_is_waited_for_as_long_as_github_asks(
    stage: Stage, there: Repository, waits: list[float]
) -> None:
    stage.double.faults.add(faults.secondary_limit(7), path="/pulls/1$")
    stage.double.faults.add(faults.too_many(), path="/pulls/1$", nth=2)
    there.pull(1)
    assert waits == [7.0, 60.0]


@pytest.mark.parametrize(
    "fault",
    [
        pytest.param(faults.primary_limit(), id="until the quota is full again"),
        pytest.param(faults.secondary_limit(100_000), id="for a day"),
    ],
)
def test_nothing_is_waited_for_too_long(
    stage: Stage, there: Repository, waits: list[float], fault: Fault
) -> None:
    stage.double.faults.add(fault, path="/pulls/1$")
    with pytest.raises(LimitedError):
        there.pull(1)
    assert waits == []


@pytest.mark.parametrize(
    "fault",
    [
        pytest.param(faults.error(502), id="before it took effect"),
        pytest.param(faults.error(502).after(), id="after it took effect"),
        pytest.param(faults.secondary_limit(1), id="a limit"),
    ],
)
def test_what_posts_something_new_is_never_repeated(stage: Stage, there: Repository, fault: Fault) -> None:
    stage.double.faults.add(fault, method="POST")
    with pytest.raises((LostError, LimitedError)):
        there.post_issue_comment(1, "Hello")
    assert len(stage.double.writes) == 1


def test_an_edit_is_repeated(stage: Stage, there: Repository) -> None:
    there.post_issue_comment(1, "Hello")
    comment = stage.double.issue_comments(1)[0]
    stage.double.faults.add(faults.error(502).after(), method="PATCH")
    there.edit_issue_comment(comment.id, "Bye")
    assert [it.body for it in stage.double.issue_comments(1)] == ["Bye"]


def test_every_page_is_read(stage: Stage, there: Repository) -> None:
    for number in range(230):
        stage.double.say(f"comment {number}")
    assert [it.body for it in there.issue_comments(1)] == [f"comment {number}" for number in range(230)]


def test_what_is_deleted_already_is_deleted(stage: Stage, there: Repository) -> None:
    there.post_issue_comment(1, "Hello")
    comment = stage.double.issue_comments(1)[0].id
    there.delete_issue_comment(comment)
    there.delete_issue_comment(comment)
    assert stage.double.issue_comments(1) == []


def test_a_path_with_signs_of_a_url_in_it(stage: Stage, there: Repository) -> None:
    stage.repo.commit({"a b/c#d?e%f&ü.md": "x"})
    found = there.content("a b/c#d?e%f&ü.md", "main")
    assert found is not None
    assert found.data == b"x"


def test_the_account_behind_a_token(there: Repository) -> None:
    assert there.viewer() == "github-actions[bot]"
