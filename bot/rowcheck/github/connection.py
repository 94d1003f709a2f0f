"""Requests to GitHub's API through PyGithub: retries, and errors by what can be done about them.

GitHubError          nothing helps: the run stops with exit status 2
├── ForbiddenError   the token may not do this: continue without it
├── MissingError     it does not exist, or the token may not see it
├── InvalidError     GitHub refused what was sent: another anchor or text may be accepted
├── LimitedError     too many requests: nothing was done, and the same request may succeed later
└── LostError        no usable answer: the request may or may not have been carried out

PyGithub's own retry is disabled: it repeats a POST that was carried out but answered with an error, which
posts a review twice. Here only requests that can safely be repeated are retried.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

from github import Auth, Github, GithubException
from github.Requester import Requester
from tenacity import RetryCallState, Retrying, retry_if_exception_type, wait_exponential

from rowcheck.errors import SourceError

T = TypeVar("T")

API_VERSION = "2022-11-28"
PAGE_SIZE = 100
_MAX_PAGES = 100
_SECONDARY_LIMIT_WAIT = 60.0
"""Seconds to wait when GitHub names none (docs.github.com, "Best practices for using the REST API")."""


class GitHubError(SourceError):
    """A failed request: what was requested, GitHub's message, and what to do."""


class ForbiddenError(GitHubError):
    """401, or a 403 that is not a rate limit: the token lacks a permission."""


class MissingError(GitHubError):
    """404 or 410."""


class InvalidError(GitHubError):
    """422, and other refusals of what was sent."""


class LimitedError(GitHubError):
    """429, or a 403 of a rate limit; `wait` is the number of seconds that GitHub requires."""

    def __init__(self, message: str, wait: float) -> None:
        super().__init__(message)
        self.wait = wait


class LostError(GitHubError):
    """A failure of the server or the network: 5xx, a timeout, an incomplete answer, an HTML page."""


def parse(shape: Callable[[Any], T], answer: Any) -> T:
    """Apply `shape` to an answer. Raises LostError if a part is missing or of another type."""
    try:
        return shape(answer)
    except (LookupError, TypeError, AttributeError, ValueError) as error:
        raise LostError(
            f"GitHub's answer is incomplete ({type(error).__name__}: {error}); try again"
        ) from None


def list_of(shape: Callable[[Any], T]) -> Callable[[Any], tuple[T, ...]]:
    """Return the shape of a list of records."""

    def shaped(answer: Any) -> tuple[T, ...]:
        if not isinstance(answer, list):
            raise TypeError(f"expected a list, not {type(answer).__name__}")
        return tuple(map(shape, answer))

    return shaped


@dataclass
class Connection:
    """Requests to one GitHub server with one token. All methods raise GitHubError.

    `max_wait` limits the seconds that all retries of a run may wait together.
    """

    requester: Requester
    sleep: Callable[[float], None] = time.sleep
    attempts: int = 4
    max_wait: float = 180.0
    _waited: float = 0.0

    def get(self, path: str, shape: Callable[[Any], T], /, **parameters: Any) -> T:
        """Read one resource; retried."""
        return self.retry(lambda: parse(shape, self._request("GET", path, parameters=parameters)))

    def pages(self, path: str, shape: Callable[[Any], T], max_pages: int = _MAX_PAGES) -> Iterator[T]:
        """Read a list page by page."""
        for number in range(1, max_pages + 1):
            page = self.get(path, list_of(shape), per_page=PAGE_SIZE, page=number)
            yield from page
            if len(page) < PAGE_SIZE:
                return

    def send(self, verb: str, path: str, /, **body: Any) -> Any:
        """Write something that must not be written twice; never retried.

        After LostError it may have been written.
        """
        return self._request(verb, path, body=body)

    def send_idempotent(self, verb: str, path: str, /, **body: Any) -> Any:
        """Write something that has the same effect when it is written twice, such as an edit; retried."""
        return self.retry(lambda: self._request(verb, path, body=body or None))

    def graphql(self, query: str, **variables: Any) -> Any:
        """Return the `data` of a GraphQL query or of an idempotent mutation; retried."""
        return self.retry(lambda: self._graphql(query, variables))

    def retry(self, request: Callable[[], T]) -> T:
        """Repeat `request` while it raises LostError or LimitedError, and raise the last error."""
        return Retrying(
            retry=retry_if_exception_type((LostError, LimitedError)),
            wait=_wait,
            stop=self._gives_up,
            sleep=self._sleep,
            reraise=True,
        )(request)

    def _gives_up(self, state: RetryCallState) -> bool:
        return state.attempt_number >= self.attempts or self._waited + state.upcoming_sleep > self.max_wait

    def _sleep(self, seconds: float) -> None:
        self._waited += seconds
        self.sleep(seconds)

    def _graphql(self, query: str, variables: dict[str, Any]) -> Any:
        body = {"query": query, "variables": variables}
        answer = self._request("POST", self.requester.graphql_url, body=body)
        if not isinstance(answer, dict) or ("data" not in answer and "errors" not in answer):
            raise LostError("GitHub's answer to a GraphQL query is incomplete; try again later")
        if answer.get("errors"):
            raise _graphql_error(answer["errors"][0])
        return answer["data"]

    def _request(self, verb: str, path: str, *, parameters: Any = None, body: Any = None) -> Any:
        request = f"{verb} {path}"
        try:
            _, data = self.requester.requestJsonAndCheck(verb, path, parameters=parameters, input=body)
        except GithubException as error:
            raise _http_error(request, error.status, error.data, error.headers or {}) from None
        except OSError as error:  # the base of the exceptions of `requests`
            raise LostError(
                f"{request}: no answer from GitHub ({type(error).__name__}); try again later"
            ) from None
        except ValueError:
            raise LostError(f"{request}: an incomplete answer from GitHub; try again later") from None
        except RuntimeError as error:
            raise GitHubError(f"{request}: {error}") from None
        return data


def connect(
    token: str,
    url: str,
    *,
    sleep: Callable[[float], None] = time.sleep,
    seconds_between_writes: float = 1.0,
    timeout: int = 15,
    attempts: int = 4,
) -> Connection:
    """Return a connection to the API at `url`."""
    hub = Github(
        auth=Auth.Token(token),
        base_url=url,
        per_page=PAGE_SIZE,
        lazy=True,
        timeout=timeout,
        retry=None,
        api_version=API_VERSION,
        seconds_between_requests=None,
        seconds_between_writes=seconds_between_writes or None,
    )
    return Connection(hub.requester, sleep, attempts)


_backoff = wait_exponential(multiplier=1)  # 1, 2, 4 seconds


def _wait(state: RetryCallState) -> float:
    error = state.outcome.exception() if state.outcome else None
    return error.wait if isinstance(error, LimitedError) else _backoff(state)


def _http_error(request: str, status: int, data: Any, raw_headers: dict[str, str]) -> GitHubError:
    """Return the error for a status (docs.github.com/rest, "Troubleshooting the REST API")."""
    text = _error_text(data)
    message = f"{request}: GitHub answered {status}{f': {text}' if text else ''}"
    if status >= 500 or status in (0, 408):
        return LostError(f"{message}; try again later")
    headers = {key.lower(): value for key, value in raw_headers.items()}
    if status == 429 or (status == 403 and _is_rate_limit(text, headers)):
        return LimitedError(f"{message}; try again later", _limit_wait(headers))
    if status in (401, 403):
        return ForbiddenError(f"{message}; check the permissions of the token")
    if status in (404, 410):
        return MissingError(message)
    if status == 422 and "too quickly" in text:
        return LimitedError(f"{message}; try again later", _SECONDARY_LIMIT_WAIT)
    return InvalidError(message)


def _graphql_error(error: dict[str, Any]) -> GitHubError:
    message = f"GitHub refused a GraphQL query: {error.get('message')}"
    match error.get("type"):
        case "RATE_LIMITED":
            return LimitedError(f"{message}; try again later", _SECONDARY_LIMIT_WAIT)
        case "FORBIDDEN" | "INSUFFICIENT_SCOPES":
            return ForbiddenError(message)
        case "NOT_FOUND":
            return MissingError(message)
        case None if "omething went wrong" in str(error.get("message")):  # an internal error of GitHub
            return LostError(f"{message}; try again later")
    return InvalidError(message)


def _error_text(data: Any) -> str:
    if not isinstance(data, dict) or "message" not in data:
        return ""
    return " ".join([str(data["message"]), *(str(error) for error in data.get("errors") or ())])


def _is_rate_limit(text: str, headers: dict[str, str]) -> bool:
    return "rate limit" in text.lower() or "retry-after" in headers or "abuse" in text.lower()


def _limit_wait(headers: dict[str, str]) -> float:
    """Return the seconds to wait: Retry-After, else until the limit resets, else a minute."""
    retry_after = headers.get("retry-after", "")
    if retry_after.isdecimal():
        return float(retry_after)
    reset = headers.get("x-ratelimit-reset", "")
    if headers.get("x-ratelimit-remaining") == "0" and reset.isdecimal():
        return max(0.0, float(reset) - time.time())
    return _SECONDARY_LIMIT_WAIT
