"""Errors by their kind, and which requests are retried."""

from __future__ import annotations

import pytest

from github_double import faults
from github_double.faults import Fault
from review_scenario import Scenario, with_rows
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
    """The pauses between retries in seconds, which the tests skip."""
    return []


@pytest.fixture
def repository(scenario: Scenario, waits: list[float]) -> Repository:
    scenario.open_pull(with_rows(20, "| Tool 19b | 2024 | [site](https://19b.example/) |"))
    token = scenario.double.create_token(pull_requests="write")
    connection = connect(
        token, scenario.double.url, sleep=waits.append, seconds_between_writes=0, timeout=1, attempts=3
    )
    return Repository(connection, "lists/awesome")


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        pytest.param(faults.error(500), LostError, id="a server error"),
        pytest.param(faults.page(), LostError, id="an HTML error page"),
        pytest.param(faults.page(200), LostError, id="an HTML page with status 200"),
        pytest.param(faults.cut(), LostError, id="a cut connection"),
        pytest.param(faults.stall(9), LostError, id="a timeout"),
        pytest.param(faults.truncated(), LostError, id="a truncated answer"),
        pytest.param(faults.secondary_limit(), LimitedError, id="a secondary rate limit"),
        pytest.param(faults.too_many(), LimitedError, id="too many requests"),
        pytest.param(faults.refusal(401, "Bad credentials"), ForbiddenError, id="a bad token"),
        pytest.param(
            faults.refusal(403, "Resource not accessible"), ForbiddenError, id="a missing permission"
        ),
        pytest.param(faults.refusal(404, "Not Found"), MissingError, id="not found"),
        pytest.param(faults.refusal(422, "Validation Failed", ["x"]), InvalidError, id="a refusal"),
        pytest.param(
            faults.refusal(422, "was submitted too quickly"), LimitedError, id="submitted too quickly"
        ),
    ],
)
def test_kind_of_an_error(
    scenario: Scenario, repository: Repository, fault: Fault, expected: type[GitHubError]
) -> None:
    scenario.double.faults.add(fault, path="/pulls/1$", times=99)
    with pytest.raises(GitHubError) as caught:
        repository.pull(1)
    assert type(caught.value) is expected
    scenario.double.violations.clear()


def test_reads_are_retried_with_growing_pauses(
    scenario: Scenario, repository: Repository, waits: list[float]
) -> None:
    scenario.double.faults.add(faults.error(502), path="/pulls/1$", times=2)
    assert repository.pull(1).number == 1
    assert waits == [1.0, 2.0]


def test_a_rate_limit_is_waited_for_as_long_as_github_requires(
    scenario: Scenario, repository: Repository, waits: list[float]
) -> None:
    scenario.double.faults.add(faults.secondary_limit(7), path="/pulls/1$")
    scenario.double.faults.add(faults.too_many(), path="/pulls/1$", nth=2)
    repository.pull(1)
    assert waits == [7.0, 60.0]


@pytest.mark.parametrize(
    "fault",
    [
        pytest.param(faults.primary_limit(), id="until the primary limit resets"),
        pytest.param(faults.secondary_limit(100_000), id="a secondary limit of a day"),
    ],
)
def test_a_wait_beyond_the_maximum_ends_the_run(
    scenario: Scenario, repository: Repository, waits: list[float], fault: Fault
) -> None:
    scenario.double.faults.add(fault, path="/pulls/1$")
    with pytest.raises(LimitedError):
        repository.pull(1)
    assert waits == []


def test_the_waits_of_a_run_have_one_budget(
    scenario: Scenario, repository: Repository, waits: list[float]
) -> None:
    scenario.double.faults.add(faults.secondary_limit(60), path="/pulls/1$", times=99)
    for _ in range(2):
        with pytest.raises(LimitedError):
            repository.pull(1)
    assert waits == [60.0, 60.0, 60.0]


@pytest.mark.parametrize(
    "fault",
    [
        pytest.param(faults.error(502), id="before it takes effect"),
        pytest.param(faults.error(502).after(), id="after it took effect"),
        pytest.param(faults.secondary_limit(1), id="a rate limit"),
    ],
)
def test_a_request_that_creates_something_is_never_retried(
    scenario: Scenario, repository: Repository, fault: Fault
) -> None:
    scenario.double.faults.add(fault, method="POST")
    with pytest.raises((LostError, LimitedError)):
        repository.post_issue_comment(1, "Hello")
    assert len(scenario.double.writes) == 1


def test_an_edit_is_retried(scenario: Scenario, repository: Repository) -> None:
    repository.post_issue_comment(1, "Hello")
    comment = scenario.double.issue_comments(1)[0]
    scenario.double.faults.add(faults.error(502).after(), method="PATCH")
    repository.edit_issue_comment(comment.id, "Bye")
    assert [comment.body for comment in scenario.double.issue_comments(1)] == ["Bye"]


def test_every_page_is_read(scenario: Scenario, repository: Repository) -> None:
    for number in range(230):
        scenario.double.comment(f"comment {number}")
    assert [comment.body for comment in repository.issue_comments(1)] == [
        f"comment {number}" for number in range(230)
    ]


def test_deleting_a_deleted_comment_succeeds(scenario: Scenario, repository: Repository) -> None:
    repository.post_issue_comment(1, "Hello")
    comment = scenario.double.issue_comments(1)[0].id
    repository.delete_issue_comment(comment)
    repository.delete_issue_comment(comment)
    assert scenario.double.issue_comments(1) == []


def test_special_characters_in_a_path_are_escaped(scenario: Scenario, repository: Repository) -> None:
    scenario.repo.commit({"a b/c#d?e%f&ü.md": "x"})
    content = repository.content("a b/c#d?e%f&ü.md", "main")
    assert content is not None
    assert content.data == b"x"


def test_account_of_the_token(repository: Repository) -> None:
    assert repository.viewer() == "github-actions[bot]"
