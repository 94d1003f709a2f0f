"""The only user of PyGithub: one request at a time, its fault named by what can be done about it.

PyGithub's own repetition is switched off: it sends a POST again that was carried out but answered
with an error, which posts a review twice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from rowcheck.github import answers
from rowcheck.github.faults import (
    ForbiddenError,
    GitHubError,
    InvalidError,
    LimitedError,
    LostError,
    MissingError,
)
from rowcheck.github.patience import SECONDARY_WAIT, Patience

if TYPE_CHECKING:
    from github.Requester import Requester

T = TypeVar("T")

API_VERSION = "2022-11-28"
PAGE = 100
_MOST_PAGES = 100


@dataclass(frozen=True)
class Connection:
    """Requests to one GitHub server with one token. All methods raise GitHubError."""

    requester: Requester
    patience: Patience

    def get(self, path: str, shape: Callable[[Any], T], /, **parameters: Any) -> T:
        """Read something; repeated until it arrives whole."""
        return self.patience.repeat(
            lambda: answers.read(shape, self._send("GET", path, parameters=parameters))
        )

    def pages(self, path: str, shape: Callable[[Any], T], most: int = _MOST_PAGES) -> Iterator[T]:
        """Read a list page by page, at most `most` pages."""
        for number in range(1, most + 1):
            page = self.get(path, answers.every(shape), per_page=PAGE, page=number)
            yield from page
            if len(page) < PAGE:
                return

    def again(self, verb: str, path: str, /, **body: Any) -> Any:
        """Write what does the same when it is done twice, such as an edit; so it is repeated."""
        return self.patience.repeat(lambda: self._send(verb, path, body=body or None))

    def once(self, verb: str, path: str, /, **body: Any) -> Any:
        """Write what must not be done twice: never repeated. After LostError it may have been done."""
        return self._send(verb, path, body=body)

    def ask(self, query: str, **variables: Any) -> Any:
        """The `data` of a GraphQL query, or of a mutation that does the same when done twice."""
        return self.patience.repeat(lambda: self._ask(query, variables))

    def _ask(self, query: str, variables: dict[str, Any]) -> Any:
        body = {"query": query, "variables": variables}
        answer = self._send("POST", self.requester.graphql_url, body=body)
        if not isinstance(answer, dict) or ("data" not in answer and "errors" not in answer):
            raise LostError("GitHub's answer to a GraphQL query is incomplete; try again later")
        if answer.get("errors"):
            raise _graphql(answer["errors"][0])
        return answer["data"]

    def _send(self, verb: str, path: str, *, parameters: Any = None, body: Any = None) -> Any:
        from github import GithubException

        what = f"{verb} {path}"
        try:
            _, data = self.requester.requestJsonAndCheck(verb, path, parameters=parameters, input=body)
        except GithubException as fault:
            raise _named(what, fault.status, fault.data, fault.headers or {}) from None
        except OSError as fault:  # `requests` derives its exceptions from it
            raise LostError(
                f"{what}: no answer from GitHub ({type(fault).__name__}); try again later"
            ) from None
        except ValueError:
            raise LostError(f"{what}: half an answer from GitHub; try again later") from None
        except RuntimeError as fault:
            raise GitHubError(f"{what}: {fault}") from None
        return data


def connect(token: str, url: str, patience: Patience, *, pace: float = 1.0, timeout: int = 15) -> Connection:
    """A connection to the API at `url`, with at least `pace` seconds between two writes."""
    from github import Auth, Github

    hub = Github(
        auth=Auth.Token(token),
        base_url=url,
        per_page=PAGE,
        lazy=True,
        timeout=timeout,
        retry=None,
        api_version=API_VERSION,
        seconds_between_requests=None,
        seconds_between_writes=pace or None,
    )
    return Connection(hub.requester, patience)


def _named(what: str, status: int, data: Any, told: dict[str, str]) -> GitHubError:
    """The fault by its status (docs.github.com/rest, "Troubleshooting the REST API")."""
    said = _said(data)
    message = f"{what}: GitHub answered {status}{f': {said}' if said else ''}"
    if status >= 500 or status in (0, 408):
        return LostError(f"{message}; try again later")
    headers = {key.lower(): value for key, value in told.items()}
    if status == 429 or (status == 403 and _is_limit(said, headers)):
        return LimitedError(f"{message}; try again later", _wait(headers))
    if status in (401, 403):
        return ForbiddenError(f"{message}; see the permissions that the token has")
    if status in (404, 410):
        return MissingError(message)
    if status == 422 and "too quickly" in said:
        return LimitedError(f"{message}; try again later", SECONDARY_WAIT)
    return InvalidError(message)


def _graphql(error: dict[str, Any]) -> GitHubError:
    """The fault that a GraphQL error is; without a type it is GitHub's own ("Something went wrong")."""
    message = f"GitHub refused a GraphQL query: {error.get('message')}"
    match error.get("type"):
        case "RATE_LIMITED":
            return LimitedError(f"{message}; try again later", SECONDARY_WAIT)
        case "FORBIDDEN" | "INSUFFICIENT_SCOPES":
            return ForbiddenError(message)
        case "NOT_FOUND":
            return MissingError(message)
        case None if "omething went wrong" in str(error.get("message")):
            return LostError(f"{message}; try again later")
    return InvalidError(message)


def _said(data: Any) -> str:
    if not isinstance(data, dict) or "message" not in data:
        return ""
    return " ".join([str(data["message"]), *(str(error) for error in data.get("errors") or ())])


def _is_limit(said: str, headers: dict[str, str]) -> bool:
    return "rate limit" in said.lower() or "retry-after" in headers or "abuse" in said.lower()


def _wait(headers: dict[str, str]) -> float:
    """Seconds: Retry-After, else until the limit is lifted, else a minute (secondary limits)."""
    from time import time

    asked = headers.get("retry-after", "")
    if asked.isdecimal():
        return float(asked)
    reset = headers.get("x-ratelimit-reset", "")
    if headers.get("x-ratelimit-remaining") == "0" and reset.isdecimal():
        return max(0.0, float(reset) - time())
    return SECONDARY_WAIT
