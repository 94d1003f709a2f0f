"""A workflow's event -> what to do about it. Pure: takes the event's name and payload, asks GitHub nothing.

Whatever is not asked for in so many words ends quietly, with the reason.
Payloads: https://docs.github.com/webhooks/webhook-events-and-payloads.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from rowcheck.errors import SourceError

NO_COMMAND = "the comment has no command on a line of its own"
_CHECKED = frozenset({"opened", "synchronize", "reopened", "ready_for_review"})


@dataclass(frozen=True, slots=True)
class Check:
    """Check a pull request."""

    number: int


@dataclass(frozen=True, slots=True)
class Said:
    """Somebody wrote a comment with a line that begins like a command; the settings know if it is one."""

    number: int
    comment: int
    author: str
    body: str


@dataclass(frozen=True, slots=True)
class Queue:
    """Check what a merge queue is about to merge: two commits, no pull request to comment on."""

    base: str
    head: str


@dataclass(frozen=True, slots=True)
class Ignored:
    """Nothing to do; `reason` follows "nothing to do: "."""

    reason: str


Trigger: TypeAlias = Check | Said | Queue | Ignored


def read(name: str, payload: Mapping[str, Any]) -> Trigger:
    """What the event asks for. Raises SourceError where the payload is not that of its event."""
    reader = _READERS.get(name)
    try:
        return reader(payload) if reader else Ignored(f"the event is '{name}'")
    except (LookupError, TypeError, AttributeError, ValueError) as fault:
        raise SourceError(
            f"the payload of the event '{name}' is not as GitHub sends it ({type(fault).__name__}: {fault}); "
            "see the file that GITHUB_EVENT_PATH names"
        ) from None


def _pull_request(payload: Mapping[str, Any]) -> Trigger:
    action = payload["action"]
    if action in _CHECKED:
        return Check(_number(payload["pull_request"]["number"]))
    if action == "edited" and "base" in (payload.get("changes") or {}):
        return Check(_number(payload["pull_request"]["number"]))
    return Ignored(f"the pull request was '{action}', which changes no row")


def _comment(payload: Mapping[str, Any]) -> Trigger:
    comment, issue = payload["comment"], payload["issue"]
    if payload["action"] != "created":
        return Ignored(f"the comment was '{payload['action']}', and only new ones count")
    if not issue.get("pull_request"):
        return Ignored("the comment is not on a pull request")
    if not comment["user"] or comment["user"].get("type") == "Bot":
        return Ignored("the comment is a program's")
    body = comment["body"] or ""
    if not any(line.lstrip().startswith("/") for line in body.splitlines()):
        return Ignored(NO_COMMAND)
    number, login = _number(issue["number"]), str(comment["user"]["login"])
    return Said(number, _number(comment["id"]), login, body)


def _queue(payload: Mapping[str, Any]) -> Trigger:
    if payload["action"] != "checks_requested":
        return Ignored(f"the merge group was '{payload['action']}'")
    group = payload["merge_group"]
    return Queue(_commit(group["base_sha"]), _commit(group["head_sha"]))


def _dispatch(payload: Mapping[str, Any]) -> Trigger:
    given = (payload.get("inputs") or {}).get("number", "")
    if not str(given).removeprefix("#").isdecimal():
        raise SourceError("the workflow was started without the input 'number', that of a pull request")
    return Check(_number(str(given).removeprefix("#")))


def _number(value: Any) -> int:
    number = int(value)
    if number < 1:
        raise ValueError(f"{number} is no number of GitHub's")
    return number


def _commit(value: Any) -> str:
    """A commit's name goes into paths of the API, so it must be nothing else."""
    if not isinstance(value, str) or len(value) not in (40, 64) or int(value, 16) < 0:
        raise ValueError("that is no name of a commit")
    return value


_READERS = {
    "pull_request": _pull_request,
    "pull_request_target": _pull_request,
    "issue_comment": _comment,
    "merge_group": _queue,
    "workflow_dispatch": _dispatch,
}
