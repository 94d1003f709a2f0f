from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from github import GithubException, UnknownObjectException
from github.PullRequest import PullRequest
from github.Repository import Repository

from github_double.double import Double
from github_double.sample import ADDED, CHANGED

Connect = Callable[..., Repository]
Ask = Callable[..., dict[str, Any]]

THREADS = """
query($number: Int!, $first: Int, $after: String) {
  repository(owner: "lists", name: "awesome") {
    pullRequest(number: $number) {
      reviewThreads(first: $first, after: $after) {
        totalCount
        pageInfo { hasNextPage endCursor }
        nodes {
          id isResolved isOutdated viewerCanResolve viewerCanUnresolve path line resolvedBy { login }
          comments(first: 10) {
            nodes { id fullDatabaseId body isMinimized minimizedReason author { __typename login } }
          }
        }
      }
    }
  }
}
"""


@pytest.fixture
def ask(double: Double, connect: Connect) -> Ask:
    """A function that sends a document with a token of some scopes, and returns the data."""

    def send(document: str, variables: dict[str, Any] | None = None, **scopes: str) -> dict[str, Any]:
        requester = connect(double, **scopes).requester
        _, response = requester.graphql_query(document, variables or {})
        data: dict[str, Any] = response["data"]
        return data

    return send


@pytest.fixture
def threads(ask: Ask, pull: PullRequest, repository: Repository) -> Callable[..., list[dict[str, Any]]]:
    """The threads of a pull request with a comment on both changes, and a reply to the first."""
    commit = repository.get_commit(pull.head.sha)
    for line in (CHANGED, ADDED):
        made = pull.create_review_comment(f"line {line}", commit, "README.md", line=line, side="RIGHT")
        if line == CHANGED:
            pull.create_review_comment_reply(made.id, "really")

    def listed(**scopes: str) -> list[dict[str, Any]]:
        data = ask(THREADS, {"number": 1, "first": 100}, **scopes)
        nodes: list[dict[str, Any]] = data["repository"]["pullRequest"]["reviewThreads"]["nodes"]
        return nodes

    return listed


Threads = Callable[..., list[dict[str, Any]]]


def test_the_viewer_has_the_full_login_of_a_bot(ask: Ask) -> None:
    assert ask("{ viewer { login } }") == {"viewer": {"login": "github-actions[bot]"}}


def test_threads_are_joined_to_comments_by_their_ids(threads: Threads, pull: PullRequest) -> None:
    rest = {comment.node_id: comment.id for comment in pull.get_review_comments()}
    first, second = threads()
    comments = [node for thread in (first, second) for node in thread["comments"]["nodes"]]
    assert [comment["body"] for comment in comments] == [f"line {CHANGED}", "really", f"line {ADDED}"]
    assert {comment["id"]: int(comment["fullDatabaseId"]) for comment in comments} == rest
    assert comments[0]["author"] == {"__typename": "Bot", "login": "github-actions"}
    assert (first["path"], first["line"], first["isResolved"]) == ("README.md", CHANGED, False)


RESOLVE = "mutation($id: ID!) { resolveReviewThread(input: {threadId: $id}) { thread { isResolved } } }"
UNRESOLVE = "mutation($id: ID!) { unresolveReviewThread(input: {threadId: $id}) { thread { isResolved } } }"


def test_resolving_requires_write_access_to_contents(double: Double, threads: Threads, ask: Ask) -> None:
    thread = threads(pull_requests="write")[0]
    assert thread["viewerCanResolve"] is False
    with pytest.raises(GithubException) as refused:
        ask(RESOLVE, {"id": thread["id"]}, pull_requests="write")
    assert refused.value.data["errors"][0]["type"] == "FORBIDDEN"
    assert threads()[0]["isResolved"] is False


def test_a_thread_can_be_resolved_and_reopened(threads: Threads, ask: Ask) -> None:
    able = {"pull_requests": "write", "contents": "write"}
    thread = threads(**able)[0]
    assert thread["viewerCanResolve"] is True
    assert ask(RESOLVE, {"id": thread["id"]}, **able) == {
        "resolveReviewThread": {"thread": {"isResolved": True}}
    }
    resolved, other = threads(**able)
    assert (resolved["isResolved"], resolved["resolvedBy"], other["isResolved"]) == (
        True,
        {"login": "github-actions"},
        False,
    )
    assert (resolved["viewerCanResolve"], resolved["viewerCanUnresolve"]) == (False, True)
    ask(UNRESOLVE, {"id": thread["id"]}, **able)
    assert threads()[0]["isResolved"] is False


MINIMIZE = """
mutation($id: ID!) {
  minimizeComment(input: {subjectId: $id, classifier: RESOLVED}) {
    minimizedComment { isMinimized minimizedReason }
  }
}
"""
UNMINIMIZE = """
mutation($id: ID!) { unminimizeComment(input: {subjectId: $id}) { unminimizedComment { isMinimized } } }
"""


def test_a_review_comment_can_be_minimized_and_restored(double: Double, threads: Threads, ask: Ask) -> None:
    comment = threads()[0]["comments"]["nodes"][0]
    data = ask(MINIMIZE, {"id": comment["id"]}, pull_requests="write")
    assert data["minimizeComment"]["minimizedComment"] == {"isMinimized": True, "minimizedReason": "resolved"}
    ask(UNMINIMIZE, {"id": comment["id"]}, pull_requests="write")
    assert double.review_comments(1)[0].minimized is None
    with pytest.raises(GithubException, match="not accessible"):
        ask(MINIMIZE, {"id": comment["id"]})


def test_an_issue_comment_can_be_minimized_by_pygithub(double: Double, pull: PullRequest) -> None:
    comment = pull.create_issue_comment("summary")
    assert comment.minimize(reason="OUTDATED")
    assert double.issue_comments(1)[0].minimized == "OUTDATED"
    assert comment.unminimize()
    assert double.issue_comments(1)[0].minimized is None


def test_a_push_outdates_a_thread(double: Double, threads: Threads) -> None:
    double.push("main")
    assert [(thread["isOutdated"], thread["line"]) for thread in threads()] == [(True, None)] * 2


def test_threads_are_listed_in_pages(threads: Threads, ask: Ask) -> None:
    def get_page(**variables: Any) -> dict[str, Any]:
        data = ask(THREADS, {"number": 1, **variables})
        page: dict[str, Any] = data["repository"]["pullRequest"]["reviewThreads"]
        return page

    first = get_page(first=1)
    assert (first["totalCount"], len(first["nodes"]), first["pageInfo"]["hasNextPage"]) == (2, 1, True)
    second = get_page(first=1, after=first["pageInfo"]["endCursor"])
    assert (second["nodes"][0]["line"], second["pageInfo"]["hasNextPage"]) == (ADDED, False)


@pytest.mark.parametrize(
    ("document", "variables", "message"),
    [
        pytest.param("{ viewer { name2 } }", {}, "Cannot query field 'name2'", id="an unknown field"),
        pytest.param(THREADS, {"number": "1"}, "Int cannot represent", id="a value of the wrong type"),
        pytest.param(THREADS, {"number": 1}, "must provide a `first` or `last`", id="no page size"),
        pytest.param(
            THREADS, {"number": 1, "first": 101}, "exceeds the `first` limit", id="too large a page"
        ),
        pytest.param(
            RESOLVE.replace("threadId", "thread"), {"id": "x"}, "threadId", id="a missing input field"
        ),
    ],
)
def test_documents_that_do_not_match_the_schema(
    ask: Ask, document: str, variables: dict[str, Any], message: str
) -> None:
    with pytest.raises(GithubException) as refused:
        ask(document, variables)
    assert message in str(refused.value.data["errors"])


def test_missing_objects_are_not_found(ask: Ask) -> None:
    with pytest.raises(UnknownObjectException):
        ask(THREADS, {"number": 9, "first": 1})
    with pytest.raises(UnknownObjectException):
        ask(RESOLVE, {"id": "PRRT_9"}, contents="write")


def test_only_a_mutation_counts_as_a_write(double: Double, ask: Ask) -> None:
    comment = double.comment("hello")
    ask("{ viewer { login } }")
    assert double.writes == []
    ask(MINIMIZE, {"id": f"IC_{comment.id}"}, issues="write")
    assert [entry.path for entry in double.writes] == ["/graphql"]
