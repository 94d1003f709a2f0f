from __future__ import annotations

from collections.abc import Callable

import pytest
from github import GithubException, UnknownObjectException
from github.PullRequest import PullRequest
from github.PullRequestComment import PullRequestComment
from github.Repository import Repository

from github_double.double import Double
from github_double.scene import ADDED, CHANGED, LIST, PROPOSED, ROWS, Repo

Connect = Callable[..., Repository]


@pytest.fixture
def comment(pull: PullRequest, there: Repository) -> PullRequestComment:
    """On the added row and the row above it."""
    commit = there.get_commit(pull.head.sha)
    return pull.create_review_comment(
        "look", commit, "README.md", line=ADDED, side="RIGHT", start_line=ADDED - 1, start_side="RIGHT"
    )


def test_a_single_comment_makes_a_review_of_its_own(double: Double, comment: PullRequestComment) -> None:
    assert (comment.line, comment.start_line, comment.body) == (ADDED, ADDED - 1, "look")
    assert [(one.state, one.body) for one in double.reviews(1)] == [("COMMENTED", "")]


def test_a_comment_can_be_on_a_whole_file(pull: PullRequest, there: Repository) -> None:
    made = pull.create_review_comment(
        "all of it", there.get_commit(pull.head.sha), "README.md", subject_type="file"
    )
    assert [made.raw_data["subject_type"], made.line, made.original_line] == ["file", None, None]


def test_a_comment_on_a_line_outside_the_diff_is_refused(
    double: Double, pull: PullRequest, there: Repository
) -> None:
    with pytest.raises(GithubException, match="must be part of the diff"):
        pull.create_review_comment("x", there.get_commit(pull.head.sha), "README.md", line=1, side="RIGHT")
    assert double.review_comments(1) == []


def test_a_comment_is_edited_and_deleted(
    double: Double, pull: PullRequest, comment: PullRequestComment
) -> None:
    comment.edit("edited")
    assert pull.get_review_comment(comment.id).body == "edited"
    comment.delete()
    assert double.review_comments(1) == []
    with pytest.raises(UnknownObjectException):
        pull.get_review_comment(comment.id).body  # noqa: B018


def test_an_answer_joins_the_thread(double: Double, pull: PullRequest, comment: PullRequestComment) -> None:
    mine = pull.create_review_comment_reply(comment.id, "an answer")
    human = double.reply(double.state.review_comments[mine.id], "thanks")
    listed = list(pull.get_review_comments())
    assert [one.in_reply_to_id for one in listed] == [None, comment.id, comment.id]
    assert (human.line, listed[2].user.login) == (ADDED, "ada")


def test_without_its_first_comment_a_thread_goes_on_with_the_next(
    double: Double, pull: PullRequest, comment: PullRequestComment
) -> None:
    first, second = (double.reply(double.state.review_comments[comment.id], body) for body in ("one", "two"))
    comment.delete()
    assert [(one.id, one.in_reply_to_id) for one in pull.get_review_comments()] == [
        (first.id, None),
        (second.id, first.id),
    ]


@pytest.mark.parametrize(
    ("text", "line", "start"),
    [
        pytest.param(PROPOSED, ADDED, ADDED - 1, id="nothing changed: it stays"),
        pytest.param(
            PROPOSED.replace(ROWS[0], ""), ADDED - 1, ADDED - 2, id="a line less above: it moves up"
        ),
        pytest.param(
            PROPOSED.replace(ROWS[0], ROWS[0] * 3), ADDED + 2, ADDED + 1, id="more above: it moves down"
        ),
        pytest.param(PROPOSED + "| last | - |\n", ADDED, ADDED - 1, id="more below: it stays"),
        pytest.param(PROPOSED.replace("| new |", "| newer |"), None, None, id="its line changed: outdated"),
        pytest.param(PROPOSED.replace(ROWS[30], ""), None, None, id="the first of its lines went: outdated"),
        pytest.param(
            PROPOSED.replace("| new |", "| between | - |\n| new |"), None, None, id="torn apart: outdated"
        ),
        pytest.param(LIST, None, None, id="the change was taken back: outdated"),
    ],
)
def test_after_a_push_a_comment_stands_where_its_lines_are(
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


def test_a_comment_on_the_left_side_survives_a_push_that_leaves_the_removal(
    double: Double, repo: Repo, pull: PullRequest, there: Repository
) -> None:
    pull.create_review_comment(
        "why?", there.get_commit(pull.head.sha), "README.md", line=CHANGED, side="LEFT"
    )
    repo.git("checkout", "--quiet", "add")
    double.push(repo.commit({"README.md": PROPOSED.replace("changed", "changed again")}))
    assert [one.line for one in pull.get_review_comments()] == [CHANGED]
    double.push(repo.commit({"README.md": LIST}))
    assert [one.line for one in pull.get_review_comments()] == [None]


def test_a_comment_follows_a_forced_push(
    double: Double, repo: Repo, pull: PullRequest, comment: PullRequestComment
) -> None:
    repo.main()
    repo.commit({"README.md": LIST.replace(ROWS[0], "")})
    repo.commit({"README.md": PROPOSED.replace(ROWS[0], "")}, "again")
    double.push("again")
    assert [one.line for one in pull.get_review_comments()] == [ADDED - 1]


def test_a_long_list_of_comments_comes_in_pages(
    double: Double, pull: PullRequest, comment: PullRequestComment
) -> None:
    for number in range(120):
        double.reply(double.state.review_comments[comment.id], f"answer {number}")
    assert [one.body for one in pull.get_review_comments()][-1] == "answer 119"
