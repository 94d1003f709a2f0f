"""The HTTP server of the double: validates requests, and answers them or fails as planned."""

from __future__ import annotations

import json
import threading
import traceback
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from werkzeug.exceptions import HTTPException, NotFound
from werkzeug.routing import Map, Rule
from werkzeug.serving import WSGIRequestHandler
from werkzeug.wrappers import Request, Response

from github_double import contract, faults, graph
from github_double.exchange import ROUTES, Answer, Call, Refused, Route, Urls
from github_double.faults import Fault, Faults
from github_double.routes import git, pulls, repositories, reviews
from github_double.state import Scopes, State, Token

ROUTE_MODULES = (git, pulls, repositories, reviews)
MULTIPART = {"path", "ref", "basehead", "branch"}
"""The path parameters that can contain slashes."""
ANONYMOUS = Token("", Scopes(contents="none", pull_requests="none"))


@dataclass(frozen=True)
class Entry:
    """A request in the log; `status` is 0 if no response was sent."""

    number: int
    method: str
    path: str
    query: str
    status: int
    write: bool
    fault: str | None = None

    def __str__(self) -> str:
        return f"{self.method} {self.path}{'?' if self.query else ''}{self.query} {self.status}"


class QuietHandler(WSGIRequestHandler):
    """One request for each connection, without a log."""

    protocol_version = "HTTP/1.0"

    def log(self, type: str, message: str, *args: Any) -> None:  # noqa: A002 - werkzeug's name
        pass


class App:
    """The WSGI application. Requests are served one after another; a stalled one delays no other."""

    def __init__(self, state: State) -> None:
        self.state = state
        self.urls = Urls("", state.name)
        self.tokens: dict[str, Token] = {}
        self.faults = Faults()
        self.log: list[Entry] = []
        self.violations: list[str] = []
        self.lock = threading.RLock()

    def __call__(self, environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        request = Request(environ)
        path, query = request.path, request.query_string.decode()
        fault = self.faults.next_for(request.method, path)
        if fault and fault.meanwhile:
            fault.meanwhile()
            fault = None
        answer = None
        write = request.method != "GET"
        if fault is None or fault.late:
            with self.lock:
                write = write and not _only_reads(request)
                answer = self._answer(request)
        sent = fault if fault and fault.manner == "answer" else answer
        status = sent.status if sent and (not fault or fault.manner in ("answer", "truncate")) else 0
        with self.lock:
            name = fault.name if fault else None
            self.log.append(Entry(len(self.log) + 1, request.method, path, query, status, write, name))
        if fault:
            return self._fail(fault, answer, environ, start)
        assert answer is not None
        return _response(answer, self._quota())(environ, start)

    def _fail(
        self, fault: Fault, answer: Answer | None, environ: dict[str, Any], start: Callable[..., Any]
    ) -> Iterable[bytes]:
        connection = environ["werkzeug.socket"]
        if fault.manner == "answer":
            return _response(Answer(fault.status, fault.data, fault.headers), self._quota())(environ, start)
        if fault.manner == "truncate":
            assert answer is not None
            complete = _response(answer, self._quota())
            start(f"{answer.status} OK", complete.get_wsgi_headers(environ).to_wsgi_list())
            return faults.half(complete.get_data(), connection)
        self.faults.over.wait(fault.seconds)
        faults.reset(connection)
        return []

    def _answer(self, request: Request) -> Answer:
        try:
            token = self._token(request)
            if request.path == "/graphql":
                return graph.answer(self.state, self.urls, token, request.get_json())
            return self._rest(request, token)
        except Refused as refused:
            return refused.answer
        except Exception:  # a bug of the double must not look like an answer of GitHub
            self.violations.append(f"the double failed\n{traceback.format_exc()}")
            return Answer(500, {"message": "the double failed"})

    def _rest(self, request: Request, token: Token) -> Answer:
        try:
            route, params = MAP.bind("").match(request.path, method=request.method, return_rule=False)
        except HTTPException as error:
            if not isinstance(error, NotFound) or request.path.startswith(f"/repos/{self.state.name}"):
                self.violations.append(f"{request.method} {request.path}: not modelled by the double")
            raise Refused(404, "Not Found") from None
        contract_request = contract.contract_request(
            request.method, route.template, params, request.args.to_dict(), request.get_data()
        )
        with_body = self._checked(contract_request, route, params, request, token)
        answer = self._handled(route, with_body)
        if not isinstance(answer.data, bytes):
            response = contract.ContractResponse(
                answer.status, _dumped(answer), _kind(answer, request.headers.get("Accept", ""))
            )
            self.violations += contract.response_violations(contract_request, response)
        return answer

    def _checked(
        self,
        contract_request: contract.ContractRequest,
        route: Route,
        params: Mapping[str, Any],
        request: Request,
        token: Token,
    ) -> Call:
        """Return the call of a valid and permitted request to a known repository, or refuse it."""
        wrong = contract.request_violations(contract_request)
        self.violations += wrong or contract.unknown_keys(contract_request)
        name = f"{params['owner']}/{params['repo']}" if "owner" in params else self.state.name
        if name not in {self.state.name, *self.state.forks()}:
            raise Refused(404, "Not Found")
        if route.writes and (name != self.state.name or not token.scopes.writes(*route.writes)):
            raise Refused(403, "Resource not accessible by integration")
        if wrong:
            raise Refused(422, "Invalid request.", wrong)
        body = json.loads(contract_request.body) if contract_request.body else {}
        accept = request.headers.get("Accept", "")
        return Call(
            self.state, self.urls, token, params, contract_request.query, body, accept, request.base_url
        )

    def _handled(self, route: Route, call: Call) -> Answer:
        try:
            return route.handler(call)
        except Refused as refused:
            return refused.answer

    def _token(self, request: Request) -> Token:
        """Return the token of a request. Without a token a request may read."""
        kind, _, secret = request.headers.get("Authorization", "").partition(" ")
        if not secret:
            return ANONYMOUS
        if kind.lower() not in ("token", "bearer") or secret not in self.tokens:
            raise Refused(401, "Bad credentials")
        if len(self.log) >= self.state.limits.requests:
            raise Refused(403, faults.PRIMARY)
        return self.tokens[secret]

    def _quota(self) -> dict[str, str]:
        limit = self.state.limits.requests
        left = max(limit - len(self.log), 0)
        response = {
            "Limit": limit,
            "Remaining": left,
            "Used": limit - left,
            "Reset": 4_000_000_000,
            "Resource": "core",
        }
        return {f"X-RateLimit-{name}": str(value) for name, value in response.items()}


def _rules() -> Map:
    rules = []
    for route in ROUTES:
        pattern = route.template
        for name in [part.strip("{}") for part in route.template.split("/") if part.startswith("{")]:
            number = name.endswith(("_number", "_id"))
            converter = "path:" if name in MULTIPART else "int:" if number else ""
            pattern = pattern.replace(f"{{{name}}}", f"<{converter}{name}>")
        rules.append(Rule(pattern, methods=[route.method], endpoint=route))
    return Map(rules, strict_slashes=False, merge_slashes=False)


MAP = _rules()


def _only_reads(request: Request) -> bool:
    """Return whether the request is a GraphQL query."""
    return request.path == "/graphql" and graph.only_reads(request.get_json())


def _response(answer: Answer, headers: dict[str, str]) -> Response:
    response = Response(_dumped(answer), answer.status, content_type=_kind(answer, ""))
    response.headers.update({"X-GitHub-Media-Type": "github.v3; format=json", **headers, **answer.headers})
    return response


def _kind(answer: Answer, accept: str) -> str:
    if isinstance(answer.data, bytes):
        return "application/octet-stream"
    return "application/vnd.github.object" if "github.object" in accept else "application/json; charset=utf-8"


def _dumped(answer: Answer) -> bytes:
    if isinstance(answer.data, bytes):
        return answer.data
    return b"" if answer.data is None else json.dumps(answer.data).encode()
