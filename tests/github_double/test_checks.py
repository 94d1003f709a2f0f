from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import requests
from github import GithubException
from github.Repository import Repository

from github_double.double import Double

Connect = Callable[..., Repository]


def marks(count: int) -> list[dict[str, Any]]:
    return [
        {
            "path": "README.md",
            "start_line": line,
            "end_line": line,
            "annotation_level": "failure",
            "message": f"{line}",
        }
        for line in range(1, count + 1)
    ]


@pytest.fixture
def checked(double: Double, connect: Connect) -> Repository:
    return connect(double, checks="write", statuses="write")


def test_annotations_are_added_in_batches_of_fifty(double: Double, checked: Repository) -> None:
    head = double.state.pulls[1].head_sha
    output: dict[str, Any] = {"title": "2 faults", "summary": "see", "annotations": marks(50)}
    run = checked.create_check_run("rowcheck", head, status="in_progress", output=output)
    run.edit(status="completed", conclusion="failure", output={**output, "annotations": marks(3)})
    (listed,) = checked.get_commit(head).get_check_runs()
    assert (listed.name, listed.status, listed.conclusion) == ("rowcheck", "completed", "failure")
    assert (listed.output.title, listed.output.annotations_count) == ("2 faults", 53)
    assert [one.message for one in listed.get_annotations()][49:] == ["50", "1", "2", "3"]


def test_more_annotations_at_once_are_refused(double: Double, checked: Repository) -> None:
    output: dict[str, Any] = {"title": "t", "summary": "s", "annotations": marks(51)}
    with pytest.raises(GithubException) as refused:
        checked.create_check_run("rowcheck", double.state.pulls[1].head_sha, output=output)
    assert refused.value.status == 422
    assert (len(double.violations), double.state.check_runs) == (1, {})
    double.violations.clear()


def test_a_status_stands_on_a_commit(double: Double, checked: Repository) -> None:
    commit = checked.get_commit(double.state.pulls[1].head_sha)
    commit.create_status("pending", context="rowcheck")
    commit.create_status("success", description="all well", context="rowcheck")
    listed = requests.get(f"{double.url}/repos/lists/awesome/commits/add/statuses", timeout=30).json()
    assert [(one["state"], one["context"]) for one in listed] == [
        ("success", "rowcheck"),
        ("pending", "rowcheck"),
    ]
