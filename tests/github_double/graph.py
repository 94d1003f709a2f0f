"""GraphQL, executed against GitHub's own schema: the viewer, threads, resolving, minimising."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from functools import cache
from typing import Any

from graphql import (
    ExecutionResult,
    GraphQLError,
    GraphQLSchema,
    OperationDefinitionNode,
    OperationType,
    build_schema,
    graphql_sync,
    parse,
)

from github_double.access import Token
from github_double.contract import SCHEMAS
from github_double.exchange import Answer
from github_double.graph_nodes import Nodes
from github_double.graph_writes import Writes
from github_double.state import State
from github_double.urls import Urls


@cache
def schema() -> GraphQLSchema:
    """GitHub's public schema, cut to the types that the double serves."""
    with gzip.open(SCHEMAS / "schema.graphql.gz", "rt", encoding="utf-8") as packed:
        return build_schema(packed.read(), assume_valid=True)


def only_reads(asked: Any) -> bool:
    """Whether a document holds no mutation. What cannot be parsed changes nothing either."""
    try:
        document = parse(str(asked.get("query", "")))
    except GraphQLError:
        return True
    operations = [item for item in document.definitions if isinstance(item, OperationDefinitionNode)]
    return all(item.operation is OperationType.QUERY for item in operations)


def answer(state: State, urls: Urls, token: Token, asked: dict[str, Any]) -> Answer:
    """200 whatever happened, as GitHub does: what went wrong stands in `errors`."""
    nodes = Nodes(state, urls, token)
    roots: dict[str, Callable[..., Any]] = {**nodes.fields(), **Writes(state, token, nodes).fields()}
    result = graphql_sync(
        schema(),
        str(asked.get("query", "")),
        root_value=roots,
        variable_values=asked.get("variables") or {},
        operation_name=asked.get("operationName"),
    )
    return Answer(200, _said(result))


def _said(result: ExecutionResult) -> dict[str, Any]:
    said: dict[str, Any] = {} if result.data is None and result.errors else {"data": result.data}
    if result.errors:
        said["errors"] = [_told(error) for error in result.errors]
        if any(error.path for error in result.errors):
            said["data"] = result.data
    return said


def _told(error: GraphQLError) -> dict[str, Any]:
    """GitHub puts the type of an error beside its message, not below `extensions`."""
    said: dict[str, Any] = dict(error.formatted)
    extensions = said.pop("extensions", {})
    return {**extensions, **said}
