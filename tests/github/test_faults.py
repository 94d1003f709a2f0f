"""Every request of a full run, and all that can go wrong with it: no finding is lost, none is told twice."""

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
from github_double.scene import Repo
from github_double.state import State
from review_stage import SETTINGS, Stage, listing, with_rows
from rowcheck.errors import RowcheckError

WRONG = "| Tool 19b | MMXX | [site](https://19b.example/) |"
STILL_WRONG = "| Tool 17b | 2024 | [site](https://17b.example/) |"
NEWLY_WRONG = "| Tool 19c | 2024 | [site](https://00.example/) |"
RIGHT = "| Tool 19b | 2024 | [site](https://19b.example/) |"


@dataclass(frozen=True)
class Request:
    """One request of a run: the `nth` of its kind."""

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
"""The run that finds two rows wrong."""

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
"""The run after a push that mends a row, leaves one (its suggestion grows), and brings another wrong one."""

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
    found: list[object] = []
    for request in requests:
        what = f"{request.method} {request.path} {request.nth}"
        writes = request.method != "GET" and "graphql" not in request.path
        for fault in [*BEFORE, *(AFTER if writes else ())]:
            when = " after it took effect" if fault in AFTER else ""
            found.append(pytest.param(request, fault, id=f"{what}: {fault.name}{when}"))
    return found


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Repo:
    """One repository for all: nothing here changes a branch."""
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
class Calm:
    """Runs in which nothing goes wrong: GitHub after the first one, and what stands after each."""

    after_first: State
    first: list[str]
    second: list[str]


@pytest.fixture(scope="module")
def calm(shared: Repo, tmp_path_factory: pytest.TempPathFactory) -> Calm:
    with Double.start(shared.path) as double:
        stage = Stage(shared, double, tmp_path_factory.mktemp("calm"))
        double.open_pull("one")
        stage.run()
        state, first = deepcopy(double.state), standing(stage)
        double.push("two")
        stage.run()
        return Calm(state, first, standing(stage))


@pytest.fixture
def stage(shared: Repo, start_double: Callable[..., Double], tmp_path: Path) -> Stage:
    stage = Stage(shared, start_double(shared.path), tmp_path)
    stage.double.open_pull("one")
    return stage


@pytest.fixture
def later(stage: Stage, calm: Calm) -> Stage:
    """The same after a first run and a push."""
    for field in fields(State):
        if field.name != "repository":
            setattr(stage.double.state, field.name, deepcopy(getattr(calm.after_first, field.name)))
    stage.double.push("two")
    return stage


def standing(stage: Stage) -> list[str]:
    """All that stands on the pull request, as people see it."""
    assert all(comment.reply_to is None for comment in stage.lines)
    return sorted([*(comment.body for comment in stage.lines), *stage.summaries])


@pytest.mark.parametrize(("requests", "heads"), [(FIRST, ["one"]), (SECOND, ["one", "two"])])
def test_these_are_all_requests(stage: Stage, requests: list[Request], heads: list[str]) -> None:
    stage.run()
    before = 0
    for head in heads[1:]:
        before = len(stage.double.log)
        stage.double.push(head)
        stage.run()
    made = [f"{entry.method} {entry.path}" for entry in stage.double.log[before:]]
    assert len(made) == len(requests), made
    for one, request in zip(made, requests, strict=True):
        assert re.search(f"^{request.method} .*{request.path}", one)


@pytest.mark.parametrize(("asked", "fault"), cases(FIRST))
def test_a_first_run_survives(stage: Stage, calm: Calm, asked: Request, fault: Fault) -> None:
    survive(stage, asked, fault)
    assert standing(stage) == calm.first


@pytest.mark.parametrize(("asked", "fault"), cases(SECOND))
def test_a_later_run_survives(later: Stage, calm: Calm, asked: Request, fault: Fault) -> None:
    survive(later, asked, fault)
    assert standing(later) == calm.second


@pytest.mark.parametrize("fault", [*BEFORE, *AFTER], ids=lambda fault: f"{fault.name}{' after' * fault.late}")
def test_the_command_survives_as_a_workflow_starts_it(stage: Stage, calm: Calm, fault: Fault) -> None:
    """The run that meets the fault is a process of its own, with the environment of a step."""
    stage.timeout = 1
    stage.double.faults.add(fault, method="POST", path="/reviews$")
    done = stage.command()
    assert done.returncode in (1, 2)
    assert "Traceback" not in done.stderr
    assert (done.stderr == "") == (done.returncode == 1)
    stage.run()
    assert standing(stage) == calm.first


@pytest.mark.parametrize(
    "fault",
    [
        pytest.param(faults.error(502), id="an error"),
        pytest.param(faults.error(502).after(), id="an error after it took effect"),
        pytest.param(faults.cut().after(), id="a cut connection after it took effect"),
        pytest.param(faults.secondary_limit(), id="a limit"),
    ],
)
@pytest.mark.parametrize("path", ["/pulls/1/reviews$", "/issues/1/comments$"])
def test_a_fault_that_lasts_for_a_whole_run_leaves_the_rest_to_the_next(
    stage: Stage, calm: Calm, path: str, fault: Fault
) -> None:
    stage.double.faults.add(fault, method="POST", path=path, times=1000)
    attempt(stage)
    stage.double.faults.clear()
    attempt(stage)
    assert standing(stage) == calm.first


def test_a_run_that_cannot_go_on_still_says_what_it_found(stage: Stage) -> None:
    stage.double.faults.add(faults.error(502), method="POST", times=1000)
    done = stage.command()
    assert done.returncode == 2
    assert done.stdout.count("::error file=README.md") == 2
    assert done.stderr.startswith("rowcheck: POST /repos/lists/awesome/pulls/1/reviews: GitHub answered 502")
    assert "Traceback" not in done.stderr
    assert "failed" in stage.step_summary


def survive(stage: Stage, asked: Request, fault: Fault) -> None:
    """A run that meets the fault, and as many more as it takes until there is nothing to write."""
    stage.timeout = 1 if fault.manner == "stall" else 20
    stage.double.faults.add(fault, method=asked.method, path=asked.path, nth=asked.nth)
    attempt(stage)
    assert [entry.fault for entry in stage.double.log if entry.fault] == [fault.name]
    if stage.writes(stage.run):
        assert stage.writes(stage.run) == []


def attempt(stage: Stage) -> None:
    """A run that may end early, in the way that ends with a sentence for people."""
    with suppress(RowcheckError):
        stage.run()
