"""Requests as the routes of the double see them, and their answers, without sockets and validation."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeVar
from urllib.parse import urlencode

from github_double.state import Pull, State, Token


@dataclass(frozen=True)
class Urls:
    root: str
    name: str

    @property
    def api(self) -> str:
        return f"{self.root}/repos/{self.name}"

    @property
    def html(self) -> str:
        return f"{self.root}/{self.name}"

    def of(self, name: str) -> Urls:
        """Return the URLs of another repository."""
        return Urls(self.root, name)

    def pull(self, number: int) -> str:
        return f"{self.api}/pulls/{number}"

    def issue(self, number: int) -> str:
        return f"{self.api}/issues/{number}"

    def page(self, number: int) -> str:
        return f"{self.html}/pull/{number}"

    def issue_comment(self, key: int) -> str:
        return f"{self.api}/issues/comments/{key}"

    def review_comment(self, key: int) -> str:
        return f"{self.api}/pulls/comments/{key}"

    def check_run(self, key: int) -> str:
        return f"{self.api}/check-runs/{key}"


DOCS = "https://docs.github.com/rest"


@dataclass(frozen=True)
class Answer:
    """An answer; `data` is sent as JSON, bytes as they are."""

    status: int
    data: Any = None
    headers: dict[str, str] = field(default_factory=dict)


class Refused(Exception):  # noqa: N818 - it is an answer, not a failure
    """GitHub refuses the request, with a status, a message and a list of errors."""

    def __init__(self, status: int, message: str, errors: Sequence[object] | None = None) -> None:
        super().__init__(status, message, errors)
        self.status = status
        self.answer = Answer(status, {"message": message, "documentation_url": DOCS, "status": str(status)})
        if errors is not None:
            self.answer.data["errors"] = list(errors)
            del self.answer.data["status"]


@dataclass(frozen=True)
class Call:
    """A valid request; `params` are the parameters of its path, `name` is its repository."""

    state: State
    urls: Urls
    token: Token
    params: Mapping[str, Any]
    query: dict[str, str]
    body: dict[str, Any]
    accept: str
    url: str

    @property
    def name(self) -> str:
        return f"{self.params['owner']}/{self.params['repo']}"

    def pull(self) -> Pull:
        number = self.params.get("pull_number", self.params.get("issue_number"))
        return lookup(self.state.pulls, number)

    def commit(self, ref: str) -> str:
        """Return the commit of a ref."""
        try:
            return self.state.repository.resolve(ref)
        except LookupError:
            raise Refused(404, f"No commit found for the ref {ref}") from None

    def text(self, *, resource: str = "") -> str:
        """Return the text of the body, or refuse it if it is too long; the message names `resource`."""
        text: str = self.body.get("body") or ""
        limit = self.state.limits.body_characters
        if len(text) <= limit:
            return text
        message = f"body is too long (maximum is {limit} characters)"
        if not resource:
            raise Refused(422, "Unprocessable Entity", [message.capitalize()])
        raise Refused(422, "Validation Failed", [custom(resource, "body", message)])


Record = TypeVar("Record")
Handler = Callable[[Call], Answer]


class Route(NamedTuple):
    """An operation: its path in the OpenAPI description, the scopes of which it needs one, its handler."""

    method: str
    template: str
    writes: tuple[str, ...]
    handler: Handler


ROUTES: list[Route] = []
REPO = "/repos/{owner}/{repo}"


def route(method: str, template: str, *writes: str) -> Callable[[Handler], Handler]:
    """Register the handler of an operation. A template without a leading slash is below the repository."""

    def register(handler: Handler) -> Handler:
        full = template if template.startswith("/") else f"{REPO}/{template}".removesuffix("/")
        ROUTES.append(Route(method, full, writes, handler))
        return handler

    return register


def lookup(records: dict[Any, Record], key: Any) -> Record:
    """Return a record, or refuse the request with 404."""
    if key not in records:
        raise Refused(404, "Not Found")
    return records[key]


def paged(
    call: Call, items: Sequence[Any], *, default: int = 30, limit: int = 100
) -> tuple[Sequence[Any], dict[str, str]]:
    """Return one page of the items, and the Link header."""
    size = min(int(call.query.get("per_page", default)), limit) or default
    page = max(int(call.query.get("page", 1)), 1)
    last = max(-(-len(items) // size), 1)
    ways = {"prev": page - 1, "next": page + 1, "last": last, "first": 1}
    wanted = ("prev", "first") if page >= last else ("next", "last") if page == 1 else tuple(ways)
    links = [
        f'<{call.url}?{urlencode({**call.query, "page": ways[name]})}>; rel="{name}"'
        for name in wanted
        if last > 1
    ]
    return items[(page - 1) * size : page * size], {"Link": ", ".join(links)} if links else {}


def custom(resource: str, field: str, message: str) -> dict[str, str]:
    """Return an error as an object."""
    return {"resource": resource, "code": "custom", "field": field, "message": message}
