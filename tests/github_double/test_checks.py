from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import requests
from github import GithubException
from github.Repository import Repository

from github_double.double import Double

Connect = Callable[..., Repository]


def numbered_annotations(count: int) -> list[dict[str, Any]]:
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
def repository(double: Double, connect: Connect) -> Repository:
    return connect(double, checks="write", statuses="write")


def test_annotations_are_appended_in_batches(double: Double, repository: Repository) -> None:
    head = double.state.pulls[1].head_sha
    output: dict[str, Any] = {"title": "2 errors", "summary": "see", "annotations": numbered_annotations(50)}
    run = repository.create_check_run("rowcheck", head, status="in_progress", output=output)
    run.edit(
        status="completed", conclusion="failure", output={**output, "annotations": numbered_annotations(3)}
    )
    (listed,) = repository.get_commit(head).get_check_runs()
    assert (listed.name, listed.status, listed.conclusion) == ("rowcheck", "completed", "failure")
    assert (listed.output.title, listed.output.annotations_count) == ("2 errors", 53)
    assert [annotation.message for annotation in listed.get_annotations()][49:] == ["50", "1", "2", "3"]


def test_more_than_fifty_annotations_are_refused(double: Double, repository: Repository) -> None:
    output: dict[str, Any] = {"title": "t", "summary": "s", "annotations": numbered_annotations(51)}
    with pytest.raises(GithubException) as refused:
        repository.create_check_run("rowcheck", double.state.pulls[1].head_sha, output=output)
    assert refused.value.status == 422
    assert (len(double.violations), double.state.check_runs) == (1, {})
    double.violations.clear()


def test_statuses_of_a_commit_are_listed_newest_first(double: Double, repository: Repository) -> None:
    commit = repository.get_commit(double.state.pulls[1].head_sha)
    commit.create_status("pending", context="rowcheck")
    commit.create_status("success", description="all well", context="rowcheck")
    listed = requests.get(f"{double.url}/repos/lists/awesome/commits/add/statuses", timeout=30).json()
    assert [(status["state"], status["context"]) for status in listed] == [
        ("success", "rowcheck"),
        ("pending", "rowcheck"),
    ]
