from __future__ import annotations

from collections.abc import Callable

import pytest
from github import GithubException, UnknownObjectException
from github.PullRequest import PullRequest
from github.PullRequestComment import PullRequestComment
from github.Repository import Repository

from github_double.double import Double
from github_double.sample import ADDED, CHANGED, LIST, PROPOSED, ROWS, Repo

Connect = Callable[..., Repository]


@pytest.fixture
def comment(pull: PullRequest, repository: Repository) -> PullRequestComment:
    """A comment on the added row and the row above it."""
    commit = repository.get_commit(pull.head.sha)
    return pull.create_review_comment(
        "look", commit, "README.md", line=ADDED, side="RIGHT", start_line=ADDED - 1, start_side="RIGHT"
    )


def test_a_single_comment_is_in_a_review_of_its_own(double: Double, comment: PullRequestComment) -> None:
    assert (comment.line, comment.start_line, comment.body) == (ADDED, ADDED - 1, "look")
    assert [(review.state, review.body) for review in double.reviews(1)] == [("COMMENTED", "")]


def test_a_comment_can_be_on_a_file(pull: PullRequest, repository: Repository) -> None:
    made = pull.create_review_comment(
        "all of it", repository.get_commit(pull.head.sha), "README.md", subject_type="file"
    )
    assert [made.raw_data["subject_type"], made.line, made.original_line] == ["file", None, None]


def test_a_comment_on_a_line_outside_the_diff_is_refused(
    double: Double, pull: PullRequest, repository: Repository
) -> None:
    with pytest.raises(GithubException, match="must be part of the diff"):
        pull.create_review_comment(
            "x", repository.get_commit(pull.head.sha), "README.md", line=1, side="RIGHT"
        )
    assert double.review_comments(1) == []


def test_a_comment_can_be_edited_and_deleted(
    double: Double, pull: PullRequest, comment: PullRequestComment
) -> None:
    comment.edit("edited")
    assert pull.get_review_comment(comment.id).body == "edited"
    comment.delete()
    assert double.review_comments(1) == []
    with pytest.raises(UnknownObjectException):
        pull.get_review_comment(comment.id).body  # noqa: B018


def test_a_reply_joins_the_thread(double: Double, pull: PullRequest, comment: PullRequestComment) -> None:
    own = pull.create_review_comment_reply(comment.id, "a reply")
    other = double.reply(double.state.review_comments[own.id], "thanks")
    listed = list(pull.get_review_comments())
    assert [item.in_reply_to_id for item in listed] == [None, comment.id, comment.id]
    assert (other.line, listed[2].user.login) == (ADDED, "ada")


def test_the_next_comment_becomes_the_first_of_a_thread(
    double: Double, pull: PullRequest, comment: PullRequestComment
) -> None:
    first, second = (double.reply(double.state.review_comments[comment.id], body) for body in ("one", "two"))
    comment.delete()
    assert [(item.id, item.in_reply_to_id) for item in pull.get_review_comments()] == [
        (first.id, None),
        (second.id, first.id),
    ]


@pytest.mark.parametrize(
    ("text", "line", "start"),
    [
        pytest.param(PROPOSED, ADDED, ADDED - 1, id="no change: it stays"),
        pytest.param(
            PROPOSED.replace(ROWS[0], ""), ADDED - 1, ADDED - 2, id="a line removed above: it moves up"
        ),
        pytest.param(
            PROPOSED.replace(ROWS[0], ROWS[0] * 3),
            ADDED + 2,
            ADDED + 1,
            id="lines added above: it moves down",
        ),
        pytest.param(PROPOSED + "| last | - |\n", ADDED, ADDED - 1, id="a line added below: it stays"),
        pytest.param(PROPOSED.replace("| new |", "| newer |"), None, None, id="its line changed: outdated"),
        pytest.param(PROPOSED.replace(ROWS[30], ""), None, None, id="its first line was removed: outdated"),
        pytest.param(
            PROPOSED.replace("| new |", "| between | - |\n| new |"),
            None,
            None,
            id="its lines were separated: outdated",
        ),
        pytest.param(LIST, None, None, id="the change was reverted: outdated"),
    ],
)
def test_after_a_push_a_comment_is_on_its_lines(
    double: Double,
    repo: Repo,
    pull: PullRequest,
    comment: PullRequestComment,
    text: str,
    line: int | None,
    start: int | None,
) -> None:
    old = pull.head.sha
    repo.git("checkout", "--quiet", "add")
    new = repo.commit({"README.md": text})
    double.push(new)
    (now,) = pull.get_review_comments()
    assert (now.line, now.start_line) == (line, start)
    assert (now.original_line, now.original_start_line) == (ADDED, ADDED - 1)
    assert (now.commit_id, now.original_commit_id) == (new, old)
    assert (now.position is None) == (line is None)


def test_a_comment_on_a_removed_line_stays_while_it_is_removed(
    double: Double, repo: Repo, pull: PullRequest, repository: Repository
) -> None:
    pull.create_review_comment(
        "why?", repository.get_commit(pull.head.sha), "README.md", line=CHANGED, side="LEFT"
    )
    repo.git("checkout", "--quiet", "add")
    double.push(repo.commit({"README.md": PROPOSED.replace("changed", "changed again")}))
    assert [item.line for item in pull.get_review_comments()] == [CHANGED]
    double.push(repo.commit({"README.md": LIST}))
    assert [item.line for item in pull.get_review_comments()] == [None]


def test_a_comment_moves_after_a_forced_push(
    double: Double, repo: Repo, pull: PullRequest, comment: PullRequestComment
) -> None:
    repo.main()
    repo.commit({"README.md": LIST.replace(ROWS[0], "")})
    repo.commit({"README.md": PROPOSED.replace(ROWS[0], "")}, "again")
    double.push("again")
    assert [item.line for item in pull.get_review_comments()] == [ADDED - 1]


def test_comments_are_listed_in_pages(double: Double, pull: PullRequest, comment: PullRequestComment) -> None:
    for number in range(120):
        double.reply(double.state.review_comments[comment.id], f"reply {number}")
    assert [item.body for item in pull.get_review_comments()][-1] == "reply 119"
