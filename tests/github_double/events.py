"""The payloads of the events that start a workflow, made of what the double knows."""

from __future__ import annotations

from typing import Any

from github_double.shapes import people, pulls
from github_double.shapes.people import Json
from github_double.state import IssueComment, State
from github_double.urls import Urls


def pull_request(state: State, urls: Urls, number: int, action: str, extra: Json) -> Json:
    """`opened`, `synchronize`, `reopened`, `ready_for_review`, `edited`; `extra` is laid over."""
    item = state.pulls[number]
    said = pulls.full_pull(state, urls, item)
    heads = {"before": item.heads[-2], "after": item.head_sha} if action == "synchronize" else {}
    changes: Json = {"changes": {}} if action == "edited" else {}
    head = {"action": action, "number": number, **heads, **changes}
    return {**head, "pull_request": said, **_context(state, urls, item.author), **extra}


def issue_comment(state: State, urls: Urls, item: IssueComment, action: str) -> Json:
    changes = {"changes": {"body": {"from": "before"}}} if action == "edited" else {}
    return {
        "action": action,
        "issue": pulls.issue(state, urls, state.pulls[item.number]),
        "comment": pulls.issue_comment(state, urls, item),
        **changes,
        **_context(state, urls, item.author),
    }


def merge_group(state: State, urls: Urls, base_ref: str, head: str, number: int) -> Json:
    """The queue's own branch: the head, on top of the base."""
    repository = state.repository
    base, commit = repository.resolve(base_ref), repository.commit(head)
    group = {
        "head_sha": head,
        "head_ref": f"refs/heads/gh-readonly-queue/{base_ref}/pr-{number}-{base}",
        "base_sha": base,
        "base_ref": f"refs/heads/{base_ref}",
        "head_commit": {
            "id": head,
            "tree_id": commit.tree,
            "message": commit.message,
            "timestamp": commit.committer[2],
            "author": {"name": commit.author[0], "email": commit.author[1]},
            "committer": {"name": commit.committer[0], "email": commit.committer[1]},
        },
    }
    sender = "github-merge-queue[bot]"
    return {"action": "checks_requested", "merge_group": group, **_context(state, urls, sender)}


def workflow_dispatch(state: State, urls: Urls, sender: str, inputs: dict[str, Any]) -> Json:
    ref = f"refs/heads/{state.repository.default_branch}"
    workflow = ".github/workflows/rowcheck.yml"
    return {"inputs": inputs, "ref": ref, "workflow": workflow, **_context(state, urls, sender)}


def _context(state: State, urls: Urls, sender: str) -> Json:
    return {
        "repository": people.repository(state, urls, state.name),
        "sender": people.user(urls, state.person(sender)),
    }
