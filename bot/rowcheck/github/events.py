"""A step of a GitHub workflow: its environment, the event that started it, and the files it may write.

https://docs.github.com/actions/reference/variables-reference and .../workflow-commands; payloads:
https://docs.github.com/webhooks/webhook-events-and-payloads. Nothing from a pull request is written to
GITHUB_ENV or GITHUB_PATH, and only numbers and fixed words to GITHUB_OUTPUT.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from rowcheck.errors import SourceError, UsageError
from rowcheck.github.api import Repository
from rowcheck.github.connection import connect
from rowcheck.model import Report

MAX_SUMMARY_BYTES = 1024 * 1024
"""The size that GitHub accepts for GITHUB_STEP_SUMMARY of one step."""

_CHECKED_ACTIONS = frozenset({"opened", "synchronize", "reopened", "ready_for_review"})


@dataclass(frozen=True, slots=True)
class PullRequestEvent:
    """A pull request is to be checked."""

    number: int


@dataclass(frozen=True, slots=True)
class CommentEvent:
    """A comment with a line that begins with a slash; the settings name the commands."""

    number: int
    comment: int
    author: str
    body: str


@dataclass(frozen=True, slots=True)
class MergeGroupEvent:
    """Two commits of a merge queue are to be checked; there is no pull request to comment on."""

    base: str
    head: str


@dataclass(frozen=True, slots=True)
class Ignored:
    """There is nothing to do; `reason` follows "nothing to do: "."""

    reason: str


Event: TypeAlias = PullRequestEvent | CommentEvent | MergeGroupEvent | Ignored

NO_COMMAND = Ignored("the comment has no command on a line of its own")


@dataclass(frozen=True, slots=True)
class Environment:
    """The surroundings of a workflow step. `pauses` is False in tests, which do not wait between requests."""

    event: str
    payload: Mapping[str, Any]
    repository: str
    token: str
    api: str
    login: str
    summary: Path | None
    output: Path | None
    pauses: bool
    timeout: int

    def connect(self) -> Repository:
        """Return the repository of the workflow."""
        connection = connect(
            self.token,
            self.api,
            sleep=time.sleep if self.pauses else lambda seconds: None,
            seconds_between_writes=1.0 if self.pauses else 0.0,
            timeout=self.timeout,
        )
        return Repository(connection, self.repository)

    def write_summary(self, text: str) -> None:
        """Append to the summary of the step, if GitHub accepts that much."""
        if self.summary is None:
            return
        with self.summary.open("ab") as file:
            data = f"{text}\n".encode("utf-8", "backslashreplace")
            if file.tell() + len(data) < MAX_SUMMARY_BYTES:
                file.write(data)

    def write_outputs(self, report: Report) -> None:
        """Write the outputs of the step: the verdict, and the numbers of findings and of rows."""
        if self.output is None:
            return
        severities = [finding.severity for finding in report.findings]
        values = {
            "verdict": report.verdict,
            "errors": severities.count("error"),
            "warnings": severities.count("warning"),
            "added": report.counts.added,
            "modified": report.counts.modified,
            "moved": report.counts.moved,
            "removed": report.counts.removed,
            "checked": report.counts.checked,
            "not-checked": report.counts.not_checked,
        }
        with self.output.open("a", encoding="utf-8") as file:
            file.writelines(f"{name}={value}\n" for name, value in values.items())


def read_environment(environ: Mapping[str, str]) -> Environment:
    """Read the variables of a step.

    Raises UsageError for a missing or wrong variable, SourceError for a payload that cannot be read.
    """
    repository = _required(environ, "GITHUB_REPOSITORY")
    if repository.count("/") != 1:
        raise UsageError(f"GITHUB_REPOSITORY is '{repository}'; it must be 'owner/name'")
    # A pasted secret often ends in a line end. The token itself is never printed.
    token = (
        environ.get("GITHUB_TOKEN") or environ.get("GH_TOKEN") or _required(environ, "GITHUB_TOKEN")
    ).strip()
    if not (token.isascii() and token.isprintable() and token.split() == [token]):
        raise UsageError("GITHUB_TOKEN is not a token: it has a space or a character that no token has")
    api = environ.get("GITHUB_API_URL") or "https://api.github.com"
    if not re.fullmatch(r"https?://[^\s/]+(/\S*)?", api):
        raise UsageError(f"GITHUB_API_URL is '{api}'; it must be an address like 'https://api.github.com'")
    timeout = environ.get("ROWCHECK_TIMEOUT") or "15"
    if not (timeout.isascii() and timeout.isdecimal() and 0 < int(timeout) <= 600):
        raise UsageError(f"ROWCHECK_TIMEOUT is '{timeout}'; it must be a number of seconds from 1 to 600")
    return Environment(
        event=_required(environ, "GITHUB_EVENT_NAME"),
        payload=_payload(Path(_required(environ, "GITHUB_EVENT_PATH"))),
        repository=repository,
        token=token,
        api=api,
        login=environ.get("ROWCHECK_LOGIN", ""),
        summary=_path(environ, "GITHUB_STEP_SUMMARY"),
        output=_path(environ, "GITHUB_OUTPUT"),
        pauses=environ.get("ROWCHECK_PAUSES") != "off",
        timeout=int(timeout),
    )


def read_event(name: str, payload: Mapping[str, Any]) -> Event:
    """Return what an event asks for. Raises SourceError for a payload that does not match the event."""
    reader = _READERS.get(name)
    try:
        return reader(payload) if reader else Ignored(f"the event is '{name}'")
    except (LookupError, TypeError, AttributeError, ValueError) as error:
        raise SourceError(
            f"the payload of the event '{name}' is not as GitHub sends it ({type(error).__name__}: {error}); "
            "see the file that GITHUB_EVENT_PATH names"
        ) from None


def _required(environ: Mapping[str, str], name: str) -> str:
    value = environ.get(name)
    if not value:
        raise UsageError(
            f"{name} is not set; 'rowcheck review' runs in a workflow, with GITHUB_TOKEN "
            "(to check files here, use 'rowcheck check')"
        )
    return value


def _path(environ: Mapping[str, str], name: str) -> Path | None:
    value = environ.get(name)
    return Path(value) if value else None


def _payload(path: Path) -> Mapping[str, Any]:
    try:
        payload = json.loads(path.read_bytes())
    except OSError as error:
        raise SourceError(f"{path}: cannot be read: {error.strerror}; see GITHUB_EVENT_PATH") from None
    except ValueError:
        raise SourceError(f"{path}: is not JSON; see GITHUB_EVENT_PATH") from None
    if not isinstance(payload, dict):
        raise SourceError(f"{path}: is not the payload of an event; see GITHUB_EVENT_PATH")
    return payload


def _pull_request(payload: Mapping[str, Any]) -> Event:
    action = payload["action"]
    retargeted = action == "edited" and "base" in (payload.get("changes") or {})
    if action in _CHECKED_ACTIONS or retargeted:
        return PullRequestEvent(_number(payload["pull_request"]["number"]))
    return Ignored(f"the pull request was '{action}', which changes no row")


def _issue_comment(payload: Mapping[str, Any]) -> Event:
    comment, issue = payload["comment"], payload["issue"]
    if payload["action"] != "created":
        return Ignored(f"the comment was '{payload['action']}', and only new comments are read")
    if not issue.get("pull_request"):
        return Ignored("the comment is not on a pull request")
    if not comment["user"] or comment["user"].get("type") == "Bot":
        return Ignored("the comment was written by a bot")
    body = comment["body"] or ""
    if not any(line.lstrip().startswith("/") for line in body.splitlines()):
        return NO_COMMAND
    login = str(comment["user"]["login"])
    return CommentEvent(_number(issue["number"]), _number(comment["id"]), login, body)


def _merge_group(payload: Mapping[str, Any]) -> Event:
    if payload["action"] != "checks_requested":
        return Ignored(f"the merge group was '{payload['action']}'")
    group = payload["merge_group"]
    return MergeGroupEvent(_commit(group["base_sha"]), _commit(group["head_sha"]))


def _workflow_dispatch(payload: Mapping[str, Any]) -> Event:
    number = str((payload.get("inputs") or {}).get("number", "")).removeprefix("#")
    if not number.isdecimal():
        raise SourceError("the workflow was started without the input 'number', the number of a pull request")
    return PullRequestEvent(_number(number))


def _number(value: Any) -> int:
    number = int(value)
    if number < 1:
        raise ValueError(f"{number} is not a number of an issue or comment")
    return number


def _commit(value: Any) -> str:
    """Return the name of a commit. It becomes part of API paths, so nothing else is accepted."""
    if not isinstance(value, str) or len(value) not in (40, 64) or int(value, 16) < 0:
        raise ValueError("that is not the name of a commit")
    return value


_READERS = {
    "pull_request": _pull_request,
    "pull_request_target": _pull_request,
    "issue_comment": _issue_comment,
    "merge_group": _merge_group,
    "workflow_dispatch": _workflow_dispatch,
}
