from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from github import GithubException
from github.PullRequest import PullRequest
from github.Repository import Repository

from github_double import diffs
from github_double.double import Double
from github_double.sample import ADDED, CHANGED, PROPOSED, ROWS, Repo
from github_double.state import Limits

Connect = Callable[..., Repository]
Start = Callable[..., Double]


def on(line: int | str, **fields: Any) -> dict[str, Any]:
    return {"path": "README.md", "line": line, "side": "RIGHT", "body": "look", **fields}


def review(
    pull: PullRequest, *comments: dict[str, Any], body: str = "see below", event: str = "COMMENT"
) -> Any:
    repository = pull.base.repo
    return pull.create_review(repository.get_commit(pull.head.sha), body, event, list(comments))  # type: ignore[arg-type]


def test_a_review_and_its_comments_are_posted_in_one_request(double: Double, pull: PullRequest) -> None:
    made = review(pull, on(CHANGED), on(ADDED))
    assert (made.state, made.body, made.user.login) == ("COMMENTED", "see below", "github-actions[bot]")
    comments = list(pull.get_review_comments())
    assert [(item.path, item.line, item.body, item.commit_id) for item in comments] == [
        ("README.md", CHANGED, "look", pull.head.sha),
        ("README.md", ADDED, "look", pull.head.sha),
    ]
    assert comments[0].diff_hunk.endswith(
        "\n-| row 20 | https://20.example |\n+| changed | https://x.example |"
    )
    assert [str(entry) for entry in double.writes] == ["POST /repos/lists/awesome/pulls/1/reviews 200"]
    assert [item.id for item in pull.get_reviews()] == [made.id]
    assert [item.id for item in pull.get_single_review_comments(made.id)] == [item.id for item in comments]


@pytest.mark.parametrize(
    "anchor",
    [
        pytest.param(on(CHANGED), id="an added line"),
        pytest.param(on(CHANGED, side="LEFT"), id="a removed line"),
        pytest.param(on(CHANGED - 3), id="the third line above it"),
        pytest.param(on(ADDED + 3), id="the third line below it"),
        pytest.param(on(ADDED + 1, start_line=ADDED - 1, start_side="RIGHT"), id="several lines of one hunk"),
        pytest.param(
            on(CHANGED, start_line=CHANGED, start_side="LEFT"), id="from the removed to the added line"
        ),
    ],
)
def test_lines_that_accept_comments(pull: PullRequest, anchor: dict[str, Any]) -> None:
    review(pull, anchor)
    (comment,) = pull.get_review_comments()
    assert (comment.line, comment.side) == (anchor["line"], anchor["side"])
    assert comment.start_line == anchor.get("start_line")


@pytest.mark.parametrize(
    ("anchor", "reason"),
    [
        pytest.param(on(CHANGED - 4), diffs.NOT_IN_DIFF, id="the fourth line above a change"),
        pytest.param(on(ADDED, side="LEFT"), None, id="accepted: a line number of the left side"),
        pytest.param(on(1), diffs.NOT_IN_DIFF, id="a line far from any change"),
        pytest.param(on(ADDED, start_line=CHANGED, start_side="RIGHT"), diffs.NOT_IN_DIFF, id="two hunks"),
        pytest.param(
            on(ADDED, start_line=ADDED, start_side="RIGHT"), diffs.NOT_BEFORE, id="start and end on one line"
        ),
        pytest.param(on(1, path="none.md"), diffs.NO_PATH, id="a file that is not changed"),
    ],
)
def test_one_wrong_anchor_rejects_the_review(
    double: Double, pull: PullRequest, anchor: dict[str, Any], reason: str | None
) -> None:
    if reason is None:
        review(pull, on(CHANGED), anchor)
        assert len(double.review_comments(1)) == 2
        return
    with pytest.raises(GithubException) as refused:
        review(pull, on(CHANGED), anchor)
    assert (refused.value.status, refused.value.data["errors"]) == (422, [reason])
    assert (double.reviews(1), double.review_comments(1)) == ([], [])


def test_a_file_without_a_patch_accepts_no_comment_on_a_line(
    repo: Repo, double: Double, start_double: Start, connect: Connect
) -> None:
    small = start_double(repo.path, limits=Limits(patch=100))
    small.open_pull("add")
    pull = connect(small, pull_requests="write").get_pull(1)
    with pytest.raises(GithubException, match="must be part of the diff"):
        review(pull, on(CHANGED))


@pytest.mark.parametrize(
    ("event", "author", "message"),
    [
        pytest.param("COMMENT", "ada", "Body is required", id="a comment without a body"),
        pytest.param("APPROVE", "ada", "not permitted to approve", id="an approval by a workflow"),
        pytest.param("REQUEST_CHANGES", "github-actions[bot]", "on your own", id="on its own pull request"),
    ],
)
def test_reviews_that_are_refused(
    double: Double, pull: PullRequest, event: str, author: str, message: str
) -> None:
    double.state.pulls[1].author = author
    with pytest.raises(GithubException, match=message):
        review(pull, event=event, body="x" if event == "REQUEST_CHANGES" else "")


def test_a_review_of_another_commit_is_refused(pull: PullRequest, repository: Repository) -> None:
    with pytest.raises(GithubException, match="not part of the pull request"):
        pull.create_review(repository.get_commit(pull.base.sha), "see", "COMMENT")


def test_a_long_body_is_refused(double: Double, pull: PullRequest) -> None:
    with pytest.raises(GithubException, match="too long"):
        review(pull, on(CHANGED, body="x" * 65_537))
    with pytest.raises(GithubException, match="too long"):
        review(pull, body="x" * 65_537)
    review(pull, on(CHANGED, body="é" * 65_536))
    assert len(double.review_comments(1)) == 1


def test_an_unknown_key_is_a_violation(double: Double, pull: PullRequest) -> None:
    review(pull, on(CHANGED, subject_type="line"))
    assert double.violations == [
        "POST /repos/lists/awesome/pulls/1/reviews: unknown key comments.subject_type"
    ]
    double.violations.clear()


def test_a_value_of_the_wrong_type_is_a_violation(double: Double, pull: PullRequest) -> None:
    with pytest.raises(GithubException) as refused:
        review(pull, on("25"))
    assert refused.value.status == 422
    assert [
        "comments.0.line: '25' is not of type 'integer'" in violation for violation in double.violations
    ] == [True]
    double.violations.clear()


def test_only_a_review_with_a_verdict_can_be_dismissed(double: Double, pull: PullRequest) -> None:
    comment, verdict = review(pull), review(pull, event="REQUEST_CHANGES")
    comment.edit("edited")
    assert double.reviews(1)[0].body == "edited"
    verdict.dismiss("all green")
    assert [item.state for item in pull.get_reviews()] == ["COMMENTED", "DISMISSED"]
    with pytest.raises(GithubException, match="Can not dismiss"):
        comment.dismiss("no")
    with pytest.raises(GithubException, match="non-pending"):
        comment.delete()


def test_a_pending_review_is_visible_to_its_author_only(
    double: Double, pull: PullRequest, connect: Connect
) -> None:
    made = pull.create_review(body="later", comments=[on(CHANGED)])  # type: ignore[list-item]
    assert (made.state, pull.get_review_comments().totalCount) == ("PENDING", 0)
    assert connect(double, login="ada").get_pull(1).get_reviews().totalCount == 0
    with pytest.raises(GithubException, match="one pending review"):
        review(pull)
    made.delete()
    assert double.state.review_comments == {}


def test_comments_on_an_older_head_move_to_the_current_head(
    double: Double, pull: PullRequest, repository: Repository, repo: Repo
) -> None:
    old = pull.head.sha
    repo.git("checkout", "--quiet", "add")
    double.push(repo.commit({"README.md": PROPOSED.replace(ROWS[0], "").replace("changed", "changed again")}))
    pull.create_review(repository.get_commit(old), "late", "COMMENT", [on(CHANGED), on(ADDED)])  # type: ignore[list-item]
    outdated, moved = pull.get_review_comments()
    assert [outdated.line, outdated.original_line, outdated.original_commit_id] == [None, CHANGED, old]
    assert (moved.line, moved.original_line, moved.commit_id) == (
        ADDED - 1,
        ADDED,
        double.state.pulls[1].head_sha,
    )
