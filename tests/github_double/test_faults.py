from __future__ import annotations

import time
from collections.abc import Callable

import pytest
import requests
from github import GithubException, RateLimitExceededException
from github.PullRequest import PullRequest
from github.Repository import Repository

from github_double import faults
from github_double.double import Double
from github_double.faults import Fault
from github_double.sample import Repo

Connect = Callable[..., Repository]

FAULTS = [
    pytest.param(faults.error(500), 500, id="a server error"),
    pytest.param(faults.error(503), 503, id="unavailable"),
    pytest.param(faults.page(), 502, id="an HTML error page"),
    pytest.param(faults.secondary_limit(), 403, id="a secondary limit without Retry-After"),
    pytest.param(faults.secondary_limit(60), 403, id="a secondary limit with Retry-After"),
    pytest.param(faults.primary_limit(), 403, id="the primary limit"),
    pytest.param(faults.too_many(60), 429, id="too many requests"),
    pytest.param(faults.refusal(422, "Validation Failed", ["submitted too quickly"]), 422, id="a refusal"),
]
BROKEN = [
    pytest.param(faults.cut(), id="a reset connection"),
    pytest.param(faults.stall(0.2), id="no response"),
]


@pytest.mark.parametrize(("fault", "status"), FAULTS)
@pytest.mark.parametrize("late", [pytest.param(False, id="before"), pytest.param(True, id="after")])
def test_an_error_before_or_after_the_request_takes_effect(
    double: Double, pull: PullRequest, fault: Fault, status: int, late: bool
) -> None:
    double.faults.add(fault.after() if late else fault, method="POST")
    with pytest.raises(GithubException) as failed:
        pull.create_issue_comment("hello")
    assert failed.value.status == status
    assert len(double.issue_comments(1)) == late
    assert (double.log[-1].status, double.log[-1].fault) == (status, fault.name)
    pull.create_issue_comment("again")
    assert len(double.issue_comments(1)) == late + 1


@pytest.mark.parametrize("fault", BROKEN)
@pytest.mark.parametrize("late", [pytest.param(False, id="before"), pytest.param(True, id="after")])
def test_a_broken_connection_before_or_after_the_request_takes_effect(
    double: Double, pull: PullRequest, fault: Fault, late: bool
) -> None:
    double.faults.add(fault.after() if late else fault, method="POST")
    with pytest.raises(requests.exceptions.ConnectionError):
        pull.create_issue_comment("hello")
    assert len(double.issue_comments(1)) == late
    assert double.log[-1].status == 0


def test_a_truncated_response(double: Double, pull: PullRequest) -> None:
    double.faults.add(faults.truncated(), method="POST")
    with pytest.raises(requests.exceptions.ChunkedEncodingError):
        pull.create_issue_comment("hello")
    assert (len(double.issue_comments(1)), double.log[-1].status) == (1, 201)


def test_a_client_with_a_shorter_timeout_gives_up(double: Double) -> None:
    double.faults.add(faults.stall())
    with pytest.raises(requests.exceptions.ReadTimeout):
        requests.get(f"{double.url}/rate_limit", timeout=0.1)
    assert requests.get(f"{double.url}/rate_limit", timeout=30).status_code == 200


def test_a_stall_does_not_delay_the_end(double: Double) -> None:
    double.faults.add(faults.stall())
    with pytest.raises(requests.exceptions.ReadTimeout):
        requests.get(f"{double.url}/rate_limit", timeout=0.1)
    start = time.monotonic()
    double.stop()
    assert time.monotonic() - start < 10
    double._thread.join()


@pytest.mark.parametrize(
    ("plan", "statuses"),
    [
        pytest.param({}, [500, 200, 200, 200], id="the next request by default"),
        pytest.param({"nth": 3}, [200, 200, 500, 200], id="the third request"),
        pytest.param({"times": 2}, [500, 500, 200, 200], id="two requests"),
        pytest.param({"path": "/comments"}, [200, 500, 200, 200], id="the first with a path"),
        pytest.param({"path": "/comments$", "nth": 2}, [200, 200, 200, 500], id="the second with a path"),
        pytest.param({"method": "POST"}, [200, 200, 200, 200], id="no request with another method"),
    ],
)
def test_requests_that_a_fault_is_planned_for(
    double: Double, plan: dict[str, object], statuses: list[int]
) -> None:
    double.faults.add(faults.error(500), **plan)  # type: ignore[arg-type]
    paths = ("pulls/1", "issues/1/comments", "pulls/1/files", "pulls/1/comments")
    url = f"{double.url}/repos/lists/awesome"
    assert [requests.get(f"{url}/{path}", timeout=30).status_code for path in paths] == statuses


def test_the_client_recognizes_the_primary_limit(double: Double, pull: PullRequest) -> None:
    double.faults.add(faults.primary_limit())
    with pytest.raises(RateLimitExceededException):
        pull.create_issue_comment("hello")


def test_the_head_can_move_during_a_request(double: Double, pull: PullRequest, repo: Repo) -> None:
    double.faults.add(faults.meanwhile(lambda: double.push("main")), path="/reviews$")
    before = pull.head.sha
    assert list(pull.get_reviews()) == []
    pull.update()
    assert (before, pull.head.sha) == (repo.git("rev-parse", "add"), repo.git("rev-parse", "main"))
    assert double.log[-1].fault is None


def test_planned_faults_can_be_cleared(double: Double, pull: PullRequest) -> None:
    double.faults.add(faults.cut())
    double.faults.clear()
    assert pull.title == "Add a row"
