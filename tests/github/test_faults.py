"""Every request of a run with every kind of failure: no finding is lost, and none is posted twice."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from copy import deepcopy
from dataclasses import dataclass, fields
from pathlib import Path

import pytest

from github_double import faults
from github_double.double import Double
from github_double.faults import Fault
from github_double.sample import Repo
from github_double.state import State
from review_scenario import SETTINGS, Scenario, listing, with_rows
from rowcheck.errors import RowcheckError

WRONG = "| Tool 19b | MMXX | [site](https://19b.example/) |"
STILL_WRONG = "| Tool 17b | 2024 | [site](https://17b.example/) |"
NEWLY_WRONG = "| Tool 19c | 2024 | [site](https://00.example/) |"
RIGHT = "| Tool 19b | 2024 | [site](https://19b.example/) |"


@dataclass(frozen=True)
class Request:
    """One request of a run: the `nth` with this method and path."""

    method: str
    path: str
    nth: int = 1


FIRST = [
    Request("GET", "/pulls/1$"),
    Request("GET", "/compare/"),
    Request("GET", "/contents/.github/rowcheck.yml$"),
    Request("GET", "/pulls/1/files$"),
    Request("GET", "/contents/README.md$"),
    Request("GET", "/contents/README.md$", 2),
    Request("GET", "/pulls/1/comments$"),
    Request("GET", "/issues/1/comments$"),
    Request("GET", "/pulls/1$", 2),
    Request("POST", "/pulls/1/reviews$"),
    Request("POST", "/issues/1/comments$"),
]
"""The requests of a run that finds two wrong rows."""

SECOND = [
    *FIRST[:8],
    Request("POST", "/graphql$"),
    Request("GET", "/pulls/1$", 2),
    Request("POST", "/pulls/1/reviews$"),
    Request("PATCH", "/pulls/comments/"),
    Request("PATCH", "/pulls/comments/", 2),
    Request("POST", "/graphql$", 2),
    Request("PATCH", "/issues/comments/"),
]
"""The requests after a push that fixes one row, leaves one (its suggestion grows), and adds a wrong one."""

BEFORE = [
    faults.error(502),
    faults.page(),
    faults.secondary_limit(),
    faults.secondary_limit(1),
    faults.primary_limit(),
    faults.too_many(),
    faults.cut(),
    faults.stall(5),
    faults.truncated(),
]
AFTER = [faults.error(502).after(), faults.page().after(), faults.cut().after(), faults.stall(5).after()]


def cases(requests: list[Request]) -> list[object]:
    params: list[object] = []
    for request in requests:
        name = f"{request.method} {request.path} {request.nth}"
        writes = request.method != "GET" and "graphql" not in request.path
        for fault in [*BEFORE, *(AFTER if writes else ())]:
            when = " after it took effect" if fault in AFTER else ""
            params.append(pytest.param(request, fault, id=f"{name}: {fault.name}{when}"))
    return params


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Repo:
    """One repository for all tests, which change no branch."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
        for role in ("AUTHOR", "COMMITTER"):
            patch.setenv(f"GIT_{role}_NAME", "A Curator")
            patch.setenv(f"GIT_{role}_EMAIL", "curator@example.org")
            patch.setenv(f"GIT_{role}_DATE", "2026-01-01T00:00:00Z")
        repo = Repo(tmp_path_factory.mktemp("list"))
        repo.git("init", "--quiet", "--initial-branch=main")
        repo.commit({"README.md": listing(), ".github/rowcheck.yml": SETTINGS})
        repo.commit({"README.md": with_rows(20, WRONG, STILL_WRONG)}, "one")
        repo.commit({"README.md": with_rows(20, RIGHT, NEWLY_WRONG, STILL_WRONG)}, "two")
        repo.main()
    return repo


@dataclass(frozen=True)
class Undisturbed:
    """Two runs without failures: the state of GitHub after the first, and the comments after each."""

    after_first: State
    first: list[str]
    second: list[str]


@pytest.fixture(scope="module")
def undisturbed(shared: Repo, tmp_path_factory: pytest.TempPathFactory) -> Undisturbed:
    with Double.start(shared.path) as double:
        scenario = Scenario(shared, double, tmp_path_factory.mktemp("undisturbed"))
        double.open_pull("one")
        scenario.run()
        state, first = deepcopy(double.state), comments_of(scenario)
        double.push("two")
        scenario.run()
        return Undisturbed(state, first, comments_of(scenario))


@pytest.fixture
def scenario(shared: Repo, start_double: Callable[..., Double], tmp_path: Path) -> Scenario:
    scenario = Scenario(shared, start_double(shared.path), tmp_path)
    scenario.double.open_pull("one")
    return scenario


@pytest.fixture
def later(scenario: Scenario, undisturbed: Undisturbed) -> Scenario:
    """The same, after a first run and a push."""
    for field in fields(State):
        if field.name != "repository":
            setattr(scenario.double.state, field.name, deepcopy(getattr(undisturbed.after_first, field.name)))
    scenario.double.push("two")
    return scenario


def comments_of(scenario: Scenario) -> list[str]:
    """The text of every comment on the pull request."""
    assert all(comment.reply_to is None for comment in scenario.review_comments)
    return sorted([*(comment.body for comment in scenario.review_comments), *scenario.summaries])


@pytest.mark.parametrize(("requests", "heads"), [(FIRST, ["one"]), (SECOND, ["one", "two"])])
def test_requests_of_a_run(scenario: Scenario, requests: list[Request], heads: list[str]) -> None:
    scenario.run()
    before = 0
    for head in heads[1:]:
        before = len(scenario.double.log)
        scenario.double.push(head)
        scenario.run()
    sent = [f"{entry.method} {entry.path}" for entry in scenario.double.log[before:]]
    assert len(sent) == len(requests), sent
    for entry, request in zip(sent, requests, strict=True):
        assert re.search(f"^{request.method} .*{request.path}", entry)


@pytest.mark.parametrize(("request_", "fault"), cases(FIRST))
def test_a_failure_in_the_first_run_is_repaired(
    scenario: Scenario, undisturbed: Undisturbed, request_: Request, fault: Fault
) -> None:
    run_with_fault(scenario, request_, fault)
    assert comments_of(scenario) == undisturbed.first


@pytest.mark.parametrize(("request_", "fault"), cases(SECOND))
def test_a_failure_in_a_later_run_is_repaired(
    later: Scenario, undisturbed: Undisturbed, request_: Request, fault: Fault
) -> None:
    run_with_fault(later, request_, fault)
    assert comments_of(later) == undisturbed.second


@pytest.mark.parametrize("fault", [*BEFORE, *AFTER], ids=lambda fault: f"{fault.name}{' after' * fault.late}")
def test_a_failure_in_a_process_of_its_own_is_repaired(
    scenario: Scenario, undisturbed: Undisturbed, fault: Fault
) -> None:
    scenario.timeout = 1
    scenario.double.faults.add(fault, method="POST", path="/reviews$")
    done = scenario.run_command()
    assert done.returncode in (1, 2)
    assert "Traceback" not in done.stderr
    assert (done.stderr == "") == (done.returncode == 1)
    scenario.run()
    assert comments_of(scenario) == undisturbed.first


@pytest.mark.parametrize(
    "fault",
    [
        pytest.param(faults.error(502), id="an error"),
        pytest.param(faults.error(502).after(), id="an error after it took effect"),
        pytest.param(faults.cut().after(), id="a cut connection after it took effect"),
        pytest.param(faults.secondary_limit(), id="a rate limit"),
    ],
)
@pytest.mark.parametrize("path", ["/pulls/1/reviews$", "/issues/1/comments$"])
def test_a_failure_during_all_of_a_run_is_repaired_by_the_next(
    scenario: Scenario, undisturbed: Undisturbed, path: str, fault: Fault
) -> None:
    scenario.double.faults.add(fault, method="POST", path=path, times=1000)
    attempt(scenario)
    scenario.double.faults.clear()
    attempt(scenario)
    assert comments_of(scenario) == undisturbed.first


def test_a_run_that_fails_still_reports_its_findings(scenario: Scenario) -> None:
    scenario.double.faults.add(faults.error(502), method="POST", times=1000)
    done = scenario.run_command()
    assert done.returncode == 2
    assert done.stdout.count("::error file=README.md") == 2
    assert done.stderr.startswith("rowcheck: POST /repos/lists/awesome/pulls/1/reviews: GitHub answered 502")
    assert "Traceback" not in done.stderr
    assert "failed" in scenario.step_summary


def run_with_fault(scenario: Scenario, request_: Request, fault: Fault) -> None:
    """Run with the fault, and again until there is nothing to write."""
    scenario.timeout = 1 if fault.manner == "stall" else 20
    scenario.double.faults.add(fault, method=request_.method, path=request_.path, nth=request_.nth)
    attempt(scenario)
    assert [entry.fault for entry in scenario.double.log if entry.fault] == [fault.name]
    if scenario.writes(scenario.run):
        assert scenario.writes(scenario.run) == []


def attempt(scenario: Scenario) -> None:
    """Run the review, which may end with an error message."""
    with suppress(RowcheckError):
        scenario.run()
