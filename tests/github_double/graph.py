"""GraphQL, executed against GitHub's own schema: queries, resolving threads, minimizing comments."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Sequence
from dataclasses import dataclass
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

from github_double.contract import SCHEMAS
from github_double.exchange import Answer, Urls
from github_double.state import IssueComment, Pull, ReviewComment, State, Token

Node = dict[str, Any]
PAGE = 100


def failed(kind: str, message: str) -> GraphQLError:
    return GraphQLError(message, extensions={"type": kind})


@dataclass(frozen=True)
class Nodes:
    """The objects as a token sees them: dictionaries of values, and of functions that graphql-core calls."""

    state: State
    urls: Urls
    token: Token

    def fields(self) -> Node:
        """The fields of `Query`."""
        return {
            "viewer": lambda info: self._viewer(),
            "repository": self._repository,
            "node": lambda info, **arguments: self.node(arguments["id"]),
            "nodes": lambda info, ids: [self.node(item) for item in ids],
        }

    def node(self, node_id: str) -> Node:
        """Return the object of a node id. Raises NOT_FOUND."""
        kind, _, number = node_id.partition("_")
        if number.isdigit():
            key = int(number)
            if kind == "PRRT" and key in self.state.review_comments:
                return self.thread(self.state.review_comments[key])
            if kind == "PRRC" and key in self.state.review_comments:
                return self.review_comment(self.state.review_comments[key])
            if kind == "IC" and key in self.state.issue_comments:
                return self.issue_comment(self.state.issue_comments[key])
            if kind == "PR" and (found := [item for item in self.state.pulls.values() if item.id == key]):
                return self.pull(found[0])
        raise failed("NOT_FOUND", f"Could not resolve to a node with the global id of '{node_id}'")

    def pull(self, item: Pull) -> Node:
        threads = list(self.state.threads(item.number))
        issue_comments = [item for item in self.state.issue_comments.values() if item.number == item.number]
        return {
            "__typename": "PullRequest",
            "id": f"PR_{item.id}",
            "fullDatabaseId": str(item.id),
            "number": item.number,
            "title": item.title,
            "state": item.state.upper(),
            "isDraft": item.draft,
            "url": self.urls.page(item.number),
            "headRefOid": item.head_sha,
            "headRefName": item.head_ref,
            "baseRefOid": item.base_sha,
            "baseRefName": item.base_ref,
            "author": self.actor(item.author),
            "reviewThreads": self._connection("reviewThreads", [self.thread(item) for item in threads]),
            "comments": self._connection("comments", [self.issue_comment(item) for item in issue_comments]),
        }

    def thread(self, root: ReviewComment) -> Node:
        may_resolve = self.token.scopes.writes("contents")
        comments = [self.review_comment(item) for item in self.state.thread(root)]
        return {
            "__typename": "PullRequestReviewThread",
            "id": f"PRRT_{root.id}",
            "isResolved": root.resolved_by is not None,
            "resolvedBy": self.actor(root.resolved_by) if root.resolved_by else None,
            "isOutdated": root.outdated,
            "isCollapsed": root.resolved_by is not None or root.outdated,
            "path": root.path,
            "line": root.line,
            "startLine": root.start,
            "originalLine": root.original_line,
            "originalStartLine": root.original_start,
            "diffSide": root.side,
            "startDiffSide": root.start_side,
            "subjectType": root.subject.upper(),
            "viewerCanResolve": may_resolve and root.resolved_by is None,
            "viewerCanUnresolve": may_resolve and root.resolved_by is not None,
            "viewerCanReply": self.token.scopes.writes("pull_requests"),
            "pullRequest": lambda info: self.pull(self.state.pulls[root.number]),
            "comments": self._connection("comments", comments),
        }

    def review_comment(self, item: ReviewComment) -> Node:
        return {
            **self._comment("PullRequestReviewComment", "PRRC", item),
            "databaseId": item.id,
            "path": item.path,
            "line": item.line,
            "startLine": item.start,
            "originalLine": item.original_line,
            "originalStartLine": item.original_start,
            "outdated": item.outdated,
            "diffHunk": item.hunk,
            "subjectType": item.subject.upper(),
            "replyTo": None if item.reply_to is None else self.node(f"PRRC_{item.reply_to}"),
            "url": f"{self.urls.page(item.number)}#discussion_r{item.id}",
        }

    def issue_comment(self, item: IssueComment) -> Node:
        url = f"{self.urls.page(item.number)}#issuecomment-{item.id}"
        return {**self._comment("IssueComment", "IC", item), "databaseId": item.id, "url": url}

    def actor(self, login: str) -> Node:
        """The account; GraphQL omits the `[bot]` of a login."""
        person = self.state.person(login)
        return {
            "__typename": person.kind,
            "id": f"U_{person.id}",
            "databaseId": person.id,
            "login": login.removesuffix("[bot]"),
            "url": f"{self.urls.root}/{login}",
        }

    def _comment(self, kind: str, prefix: str, item: ReviewComment | IssueComment) -> Node:
        writes = self.token.scopes.writes("pull_requests", "issues")
        return {
            "__typename": kind,
            "id": f"{prefix}_{item.id}",
            "fullDatabaseId": str(item.id),
            "body": item.body,
            "author": self.actor(item.author),
            "createdAt": item.created,
            "updatedAt": item.updated,
            "isMinimized": item.minimized is not None,
            "minimizedReason": item.minimized.lower() if item.minimized else None,
            "viewerCanMinimize": writes,
            "viewerCanUpdate": writes,
            "viewerCanDelete": writes,
            "viewerDidAuthor": item.author == self.token.login,
            "pullRequest": lambda info: self.pull(self.state.pulls[item.number]),
        }

    def _viewer(self) -> Node:
        return self.actor(self.token.login) | {"__typename": "User", "login": self.token.login}

    def _repository(self, info: Any, owner: str, name: str, **_: Any) -> Node:
        full = f"{owner}/{name}"
        if full != self.state.name:
            raise failed("NOT_FOUND", f"Could not resolve to a Repository with the name '{full}'.")
        return {
            "__typename": "Repository",
            "name": name,
            "nameWithOwner": full,
            "url": self.urls.html,
            "pullRequest": self._pull,
        }

    def _pull(self, info: Any, number: int) -> Node:
        if number not in self.state.pulls:
            raise failed("NOT_FOUND", f"Could not resolve to a PullRequest with the number of {number}.")
        return self.pull(self.state.pulls[number])

    def _connection(self, field: str, nodes: Sequence[Node]) -> Callable[..., Node]:
        """Return the resolver of a connection. As on GitHub, `first` or `last` is required, at most 100."""

        def page(
            info: Any,
            first: int | None = None,
            last: int | None = None,
            after: str | None = None,
            before: str | None = None,
            **_: Any,
        ) -> Node:
            _check_page(field, first, last)
            start = int(after) if after else 0
            end = int(before) - 1 if before else len(nodes)
            if first is not None:
                end = min(end, start + first)
            elif last is not None:
                start = max(start, end - last)
            cursors = {"startCursor": str(start + 1), "endCursor": str(end)} if end > start else {}
            return {
                "totalCount": len(nodes),
                "nodes": nodes[start:end],
                "edges": [
                    {"cursor": str(number), "node": node}
                    for number, node in enumerate(nodes[start:end], start + 1)
                ],
                "pageInfo": {"hasNextPage": end < len(nodes), "hasPreviousPage": start > 0, **cursors},
            }

        return page


def _check_page(field: str, first: int | None, last: int | None) -> None:
    if first is None and last is None:
        message = f"You must provide a `first` or `last` value to properly paginate the `{field}` connection."
        raise failed("MISSING_PAGINATION_BOUNDARIES", message)
    for name, count in (("first", first), ("last", last)):
        if count is not None and count > PAGE:
            limit = f"exceeds the `{name}` limit of {PAGE} records."
            message = f"Requesting {count} records on the `{field}` connection {limit}"
            raise failed("EXCESSIVE_PAGINATION", message)


@dataclass(frozen=True)
class Writes:
    """The mutations that a token may_resolve make."""

    state: State
    token: Token
    nodes: Nodes

    def fields(self) -> Node:
        """The fields of `Mutation`."""
        return {
            "resolveReviewThread": lambda info, **arguments: self._resolve(
                arguments["input"], by=self.token.login
            ),
            "unresolveReviewThread": lambda info, **arguments: self._resolve(arguments["input"], by=None),
            "minimizeComment": lambda info, **arguments: self._minimize(
                arguments["input"], arguments["input"]["classifier"]
            ),
            "unminimizeComment": lambda info, **arguments: self._minimize(arguments["input"], None),
        }

    def _resolve(self, arguments: dict[str, Any], by: str | None) -> Node:
        """Requires `contents: write`; `pull_requests: write` is not enough."""
        if not self.token.scopes.writes("contents"):
            raise _forbidden()
        root = self._record(arguments["threadId"], "PRRT")
        assert isinstance(root, ReviewComment)
        root.resolved_by = by
        return {"thread": self.nodes.thread(root), "clientMutationId": arguments.get("clientMutationId")}

    def _minimize(self, arguments: dict[str, Any], reason: str | None) -> Node:
        if not self.token.scopes.writes("pull_requests", "issues"):
            raise _forbidden()
        comment = self._record(arguments["subjectId"], "PRRC", "IC")
        comment.minimized = reason
        response = self.nodes.node(arguments["subjectId"])
        field = "minimizedComment" if reason else "unminimizedComment"
        return {field: response, "clientMutationId": arguments.get("clientMutationId")}

    def _record(self, node_id: str, *kinds: str) -> ReviewComment | IssueComment:
        kind, _, number = node_id.partition("_")
        self.nodes.node(node_id)
        if kind not in kinds:
            raise failed("NOT_FOUND", f"Could not resolve to a node with the global id of '{node_id}'")
        records = self.state.issue_comments if kind == "IC" else self.state.review_comments
        return records[int(number)]


def _forbidden() -> GraphQLError:
    return failed("FORBIDDEN", "Resource not accessible by integration")


@cache
def schema() -> GraphQLSchema:
    """Return GitHub's schema, cut to the types that the double serves."""
    with gzip.open(SCHEMAS / "schema.graphql.gz", "rt", encoding="utf-8") as packed:
        return build_schema(packed.read(), assume_valid=True)


def only_reads(body: Any) -> bool:
    """Return whether a document has no mutation."""
    try:
        document = parse(str(body.get("query", "")))
    except GraphQLError:
        return True
    operations = [item for item in document.definitions if isinstance(item, OperationDefinitionNode)]
    return all(item.operation is OperationType.QUERY for item in operations)


def answer(state: State, urls: Urls, token: Token, body: dict[str, Any]) -> Answer:
    """Answer with 200 and, as GitHub does, with `errors` in the body."""
    nodes = Nodes(state, urls, token)
    roots: dict[str, Callable[..., Any]] = {**nodes.fields(), **Writes(state, token, nodes).fields()}
    result = graphql_sync(
        schema(),
        str(body.get("query", "")),
        root_value=roots,
        variable_values=body.get("variables") or {},
        operation_name=body.get("operationName"),
    )
    return Answer(200, _response(result))


def _response(result: ExecutionResult) -> dict[str, Any]:
    response: dict[str, Any] = {} if result.data is None and result.errors else {"data": result.data}
    if result.errors:
        response["errors"] = [_error(error) for error in result.errors]
        if any(error.path for error in result.errors):
            response["data"] = result.data
    return response


def _error(error: GraphQLError) -> dict[str, Any]:
    """Return an error with its type beside its message, as GitHub does."""
    response: dict[str, Any] = dict(error.formatted)
    extensions = response.pop("extensions", {})
    return {**extensions, **response}
