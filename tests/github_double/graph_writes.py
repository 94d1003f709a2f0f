"""The GraphQL mutations the double knows: resolving threads, minimising comments."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from graphql import GraphQLError

from github_double.access import Token
from github_double.graph_nodes import Node, Nodes, failed
from github_double.state import IssueComment, ReviewComment, State


@dataclass(frozen=True)
class Writes:
    """What this token may change."""

    state: State
    token: Token
    nodes: Nodes

    def fields(self) -> Node:
        """What a mutation can start from."""
        return {
            "resolveReviewThread": lambda info, **given: self._resolve(given["input"], by=self.token.login),
            "unresolveReviewThread": lambda info, **given: self._resolve(given["input"], by=None),
            "minimizeComment": lambda info, **given: self._minimize(
                given["input"], given["input"]["classifier"]
            ),
            "unminimizeComment": lambda info, **given: self._minimize(given["input"], None),
        }

    def _resolve(self, given: dict[str, Any], by: str | None) -> Node:
        """Takes `contents: write`: writing pull requests is not enough."""
        if not self.token.scopes.writes("contents"):
            raise _forbidden()
        root = self._held(given["threadId"], "PRRT")
        assert isinstance(root, ReviewComment)
        root.resolved_by = by
        return {"thread": self.nodes.thread(root), "clientMutationId": given.get("clientMutationId")}

    def _minimize(self, given: dict[str, Any], reason: str | None) -> Node:
        if not self.token.scopes.writes("pull_requests", "issues"):
            raise _forbidden()
        comment = self._held(given["subjectId"], "PRRC", "IC")
        comment.minimized = reason
        said = self.nodes.node(given["subjectId"])
        field = "minimizedComment" if reason else "unminimizedComment"
        return {field: said, "clientMutationId": given.get("clientMutationId")}

    def _held(self, node_id: str, *kinds: str) -> ReviewComment | IssueComment:
        kind, _, number = node_id.partition("_")
        self.nodes.node(node_id)
        if kind not in kinds:
            raise failed("NOT_FOUND", f"Could not resolve to a node with the global id of '{node_id}'")
        held = self.state.issue_comments if kind == "IC" else self.state.review_comments
        return held[int(number)]


def _forbidden() -> GraphQLError:
    return failed("FORBIDDEN", "Resource not accessible by integration")
