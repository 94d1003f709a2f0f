"""Validate requests and responses against GitHub's OpenAPI description, and find keys that it lacks."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, cast
from urllib.parse import quote

from openapi_core import Config, OpenAPI
from openapi_core.datatypes import RequestParameters
from openapi_core.exceptions import OpenAPIError
from werkzeug.datastructures import ImmutableMultiDict

SCHEMAS = Path(__file__).parent / "schemas"
HOST = "http://api.test"


@dataclass
class ContractRequest:
    """A request as openapi-core takes it. A path parameter with slashes is escaped."""

    method: str
    template: str
    params: Mapping[str, Any]
    query: dict[str, str]
    body: bytes | None = None
    content_type: str = "application/json"
    host_url: str = HOST
    parameters: RequestParameters = field(default_factory=RequestParameters)

    @property
    def path(self) -> str:
        parts = {name: quote(str(value), safe="") for name, value in self.params.items()}
        return self.template.format(**parts)


@dataclass(frozen=True)
class ContractResponse:
    """A response as openapi-core takes it."""

    status_code: int
    data: bytes | None
    content_type: str = "application/json; charset=utf-8"
    headers: dict[str, str] = field(default_factory=dict)


@cache
def description() -> dict[str, Any]:
    """Return GitHub's description of its REST API, cut to what the double serves."""
    with gzip.open(SCHEMAS / "openapi.json.gz") as packed:
        loaded: dict[str, Any] = json.load(packed)
    return loaded


def contract_request(
    method: str, template: str, params: Mapping[str, Any], query: dict[str, str], body: bytes
) -> ContractRequest:
    parameters = RequestParameters(query=ImmutableMultiDict(query))
    return ContractRequest(method.lower(), template, params, query, body or None, parameters=parameters)


_PORT = re.compile(rb"127\.0\.0\.1:\d+")
_results: dict[bytes, tuple[str, ...]] = {}
"""Results by the digest of what was validated, since the same requests and responses come often."""


def request_violations(request: ContractRequest) -> tuple[str, ...]:
    """Return the wrong types, missing keys and unknown parameters of a request."""
    return _cached(lambda: _request_violations(request), request, request.body)


def response_violations(request: ContractRequest, response: ContractResponse) -> tuple[str, ...]:
    """Return what is wrong with a response of the double, if the description has its status."""
    return _cached(
        lambda: _response_violations(request, response),
        request,
        response.data,
        response.status_code,
        response.content_type,
    )


def _cached(
    validate: Callable[[], Iterator[str]], request: ContractRequest, body: bytes | None, *more: object
) -> tuple[str, ...]:
    """Return the result of `validate`, from the cache if only the port of the double differs."""
    key = (
        request.method,
        request.template,
        request.path,
        sorted(request.query.items()),
        request.content_type,
        *more,
    )
    digest = sha256(repr(key).encode() + b"\0" + _PORT.sub(b"", body or b"")).digest()
    if digest not in _results:
        _results[digest] = tuple(validate())
    return _results[digest]


def _request_violations(request: ContractRequest) -> Iterator[str]:
    try:
        _openapi().validate_request(request)
    except OpenAPIError as error:
        yield f"{request.method.upper()} {request.path}: {_describe(error)}"
    for name in request.query.keys() - _parameters(request.method, request.template):
        yield f"{request.method.upper()} {request.path}: unknown parameter {name}"


def unknown_keys(request: ContractRequest) -> Iterator[str]:
    """Yield the keys of a request's body that the description does not have."""
    operation = description()["paths"][request.template][request.method]
    schema = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema")
    if request.body and schema:
        for key in _unknown_keys(json.loads(request.body), schema):
            yield f"{request.method.upper()} {request.path}: unknown key {key}"


def _response_violations(request: ContractRequest, response: ContractResponse) -> Iterator[str]:
    responses = description()["paths"][request.template][request.method]["responses"]
    if str(response.status_code) not in responses:
        return
    try:
        _openapi().validate_response(request, response)
    except OpenAPIError as error:
        yield f"{request.method.upper()} {request.path} answered {response.status_code}: {_describe(error)}"


@cache
def _openapi() -> OpenAPI:
    return OpenAPI.from_dict(description(), config=Config(spec_validator_cls=cast(Any, None)))


@cache
def _parameters(method: str, template: str) -> frozenset[str]:
    listed = (_resolve(item) for item in description()["paths"][template][method].get("parameters", []))
    return frozenset(item["name"] for item in listed if item["in"] == "query")


def _unknown_keys(value: Any, schema: dict[str, Any], where: str = "") -> Iterator[str]:
    schemas = [_resolve(item) for item in _alternatives(_resolve(schema))]
    if isinstance(value, list):
        for items in [kind["items"] for kind in schemas if "items" in kind][:1]:
            for item in value:
                yield from _unknown_keys(item, items, where)
    if not isinstance(value, dict):
        return
    known = {name: item for kind in reversed(schemas) for name, item in kind.get("properties", {}).items()}
    for name, item in value.items():
        if name in known:
            yield from _unknown_keys(item, known[name], f"{where}{name}.")
        elif known:
            yield where + name


def _alternatives(schema: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield schema
    for word in ("allOf", "anyOf", "oneOf"):
        for item in schema.get(word, []):
            yield from _alternatives(_resolve(item))


def _resolve(schema: dict[str, Any]) -> dict[str, Any]:
    while "$ref" in schema:
        _, _, kind, name = schema["$ref"].split("/")
        schema = description()["components"][kind][name]
    return schema


def _describe(error: BaseException) -> str:
    """Describe what is wrong where in the body, down to the alternatives of a choice."""
    details = list(_describe_errors(getattr(error.__cause__, "schema_errors", [])))
    return "; ".join(details) or f"{error} {error.__cause__ or ''}".strip()


def _describe_errors(errors: Iterable[Any]) -> Iterator[str]:
    for error in errors:
        if error.context:
            yield from _describe_errors(error.context)
            continue
        message = (
            error.message if len(error.message) < 200 else f"{error.message[:80]} ... {error.message[-80:]}"
        )
        yield f"{'.'.join(map(str, error.absolute_path))}: {message}"
