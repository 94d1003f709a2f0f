"""Holds requests and answers to GitHub's OpenAPI description, and knows every key that a body may have."""

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
class Asked:
    """A request in the words of openapi-core. A part of the path that holds slashes is one part, escaped."""

    method: str
    template: str
    given: Mapping[str, Any]
    query: dict[str, str]
    body: bytes | None = None
    content_type: str = "application/json"
    host_url: str = HOST
    parameters: RequestParameters = field(default_factory=RequestParameters)

    @property
    def path(self) -> str:
        parts = {name: quote(str(value), safe="") for name, value in self.given.items()}
        return self.template.format(**parts)


@dataclass(frozen=True)
class Said:
    """An answer in the words of openapi-core."""

    status_code: int
    data: bytes | None
    content_type: str = "application/json; charset=utf-8"
    headers: dict[str, str] = field(default_factory=dict)


@cache
def description() -> dict[str, Any]:
    """GitHub's description of its REST interface, cut to what the double serves."""
    with gzip.open(SCHEMAS / "openapi.json.gz") as packed:
        loaded: dict[str, Any] = json.load(packed)
    return loaded


def asked(method: str, template: str, given: Mapping[str, Any], query: dict[str, str], body: bytes) -> Asked:
    parameters = RequestParameters(query=ImmutableMultiDict(query))
    return Asked(method.lower(), template, given, query, body or None, parameters=parameters)


_PORT = re.compile(rb"127\.0\.0\.1:\d+")
_judged: dict[bytes, tuple[str, ...]] = {}
"""What was found before, by the digest of what was judged: the same requests and answers come often."""


def request_faults(one: Asked) -> tuple[str, ...]:
    """What the description holds against a request: wrong types, missing keys, unknown parameters."""
    return _once(lambda: _request_faults(one), one, one.body)


def answer_faults(one: Asked, said: Said) -> tuple[str, ...]:
    """What the description holds against the double's own answer. A status it does not speak of is let be."""
    return _once(lambda: _answer_faults(one, said), one, said.data, said.status_code, said.content_type)


def _once(
    judge: Callable[[], Iterator[str]], one: Asked, body: bytes | None, *more: object
) -> tuple[str, ...]:
    """What `judge` finds; the port of the double is no part of what it looks at."""
    told = (one.method, one.template, one.path, sorted(one.query.items()), one.content_type, *more)
    digest = sha256(repr(told).encode() + b"\0" + _PORT.sub(b"", body or b"")).digest()
    if digest not in _judged:
        _judged[digest] = tuple(judge())
    return _judged[digest]


def _request_faults(one: Asked) -> Iterator[str]:
    try:
        _openapi().validate_request(one)
    except OpenAPIError as error:
        yield f"{one.method.upper()} {one.path}: {_told(error)}"
    for name in one.query.keys() - _parameters(one.method, one.template):
        yield f"{one.method.upper()} {one.path}: unknown parameter {name}"


def unknown_keys(one: Asked) -> Iterator[str]:
    """The keys of a request's body that the description does not know."""
    operation = description()["paths"][one.template][one.method]
    schema = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema")
    if one.body and schema:
        for key in _unknown(json.loads(one.body), schema):
            yield f"{one.method.upper()} {one.path}: unknown key {key}"


def _answer_faults(one: Asked, said: Said) -> Iterator[str]:
    responses = description()["paths"][one.template][one.method]["responses"]
    if str(said.status_code) not in responses:
        return
    try:
        _openapi().validate_response(one, said)
    except OpenAPIError as error:
        yield f"{one.method.upper()} {one.path} answered {said.status_code}: {_told(error)}"


@cache
def _openapi() -> OpenAPI:
    return OpenAPI.from_dict(description(), config=Config(spec_validator_cls=cast(Any, None)))


@cache
def _parameters(method: str, template: str) -> frozenset[str]:
    listed = (_resolved(item) for item in description()["paths"][template][method].get("parameters", []))
    return frozenset(item["name"] for item in listed if item["in"] == "query")


def _unknown(value: Any, schema: dict[str, Any], where: str = "") -> Iterator[str]:
    kinds = [_resolved(one) for one in _alternatives(_resolved(schema))]
    if isinstance(value, list):
        for items in [kind["items"] for kind in kinds if "items" in kind][:1]:
            for item in value:
                yield from _unknown(item, items, where)
    if not isinstance(value, dict):
        return
    known = {name: one for kind in reversed(kinds) for name, one in kind.get("properties", {}).items()}
    for name, item in value.items():
        if name in known:
            yield from _unknown(item, known[name], f"{where}{name}.")
        elif known:
            yield where + name


def _alternatives(schema: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield schema
    for word in ("allOf", "anyOf", "oneOf"):
        for one in schema.get(word, []):
            yield from _alternatives(_resolved(one))


def _resolved(schema: dict[str, Any]) -> dict[str, Any]:
    while "$ref" in schema:
        _, _, kind, name = schema["$ref"].split("/")
        schema = description()["components"][kind][name]
    return schema


def _told(error: BaseException) -> str:
    """What is wrong and where in the body, down to the alternatives of a choice; never the whole body."""
    details = list(_places(getattr(error.__cause__, "schema_errors", [])))
    return "; ".join(details) or f"{error} {error.__cause__ or ''}".strip()


def _places(errors: Iterable[Any]) -> Iterator[str]:
    for error in errors:
        if error.context:
            yield from _places(error.context)
            continue
        message = (
            error.message if len(error.message) < 200 else f"{error.message[:80]} ... {error.message[-80:]}"
        )
        yield f"{'.'.join(map(str, error.absolute_path))}: {message}"
