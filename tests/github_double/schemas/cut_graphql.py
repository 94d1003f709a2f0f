"""Cut GitHub's GraphQL schema down to the types that the double serves. Used by `cut.py`.

A field is kept if its type is kept, together with the types of its arguments. To the double any other
field is unknown.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from graphql import (
    DefinitionNode,
    DocumentNode,
    EnumTypeDefinitionNode,
    InputObjectTypeDefinitionNode,
    InterfaceTypeDefinitionNode,
    NamedTypeNode,
    Node,
    ObjectTypeDefinitionNode,
    ScalarTypeDefinitionNode,
    Visitor,
    parse,
    print_ast,
    visit,
)

ROOTS = {
    "Query": {"node", "nodes", "repository", "viewer"},
    "Mutation": {"minimizeComment", "resolveReviewThread", "unminimizeComment", "unresolveReviewThread"},
}
SERVED = {
    *("Actor", "Bot", "Comment", "Deletable", "IssueComment", "IssueCommentConnection", "IssueCommentEdge"),
    *("Minimizable", "MinimizeCommentPayload", "Mutation", "Node", "Organization", "PageInfo", "PullRequest"),
    *("PullRequestReviewComment", "PullRequestReviewCommentConnection", "PullRequestReviewCommentEdge"),
    *("PullRequestReviewThread", "PullRequestReviewThreadConnection", "PullRequestReviewThreadEdge", "Query"),
    *("Repository", "ResolveReviewThreadPayload", "UnminimizeCommentPayload", "UnresolveReviewThreadPayload"),
    *("Updatable", "User"),
}
BUILT_IN = {"Boolean", "Float", "ID", "Int", "String"}
Typed = ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode


def cut(text: str) -> str:
    """Return the text of the schema with the served types and what their arguments and fields need."""
    definitions = parse(text, no_location=True).definitions
    simple = {_name(one): one for one in definitions if isinstance(one, _SIMPLE)}
    kept: list[DefinitionNode] = [
        _served(one, simple) for one in definitions if isinstance(one, Typed) and _name(one) in SERVED
    ]
    return print_ast(visit(DocumentNode(definitions=(*kept, *_needed(kept, simple))), _Bare()))


_SIMPLE = (EnumTypeDefinitionNode, InputObjectTypeDefinitionNode, ScalarTypeDefinitionNode)


class _Bare(Visitor):
    """Return a node without descriptions and without directives other than deprecation."""

    def enter(self, node: Any, *_: Any) -> Any:
        bare: dict[str, Any] = {"description": None} if getattr(node, "description", None) else {}
        if directives := getattr(node, "directives", None):
            kept = tuple(one for one in directives if one.name.value == "deprecated")
            bare |= {"directives": kept} if len(kept) < len(directives) else {}
        return replace(node, **bare) if bare else None


def _served(definition: Typed, simple: dict[str, Any]) -> Typed:
    known = SERVED | BUILT_IN | simple.keys()
    names = ROOTS.get(_name(definition))
    fields = tuple(
        field
        for field in definition.fields or ()
        if set(_types(field.type)) <= known and (names is None or field.name.value in names)
    )
    interfaces = tuple(one for one in definition.interfaces or () if one.name.value in SERVED)
    return replace(definition, fields=fields, interfaces=interfaces)


def _needed(kept: Sequence[Node], simple: dict[str, Any]) -> list[DefinitionNode]:
    """Return the scalars, enumerations and inputs that definitions refer to, directly or indirectly."""
    found: dict[str, Any] = {}
    waiting = [name for one in kept for name in _types(one)]
    while waiting:
        name = waiting.pop()
        if name in simple and name not in found:
            found[name] = simple[name]
            waiting += _types(simple[name])
    return [found[name] for name in sorted(found)]


def _types(node: Node) -> Iterator[str]:
    """Return the names of the types in a node."""
    names: list[str] = []

    class Names(Visitor):
        def enter_named_type(self, one: NamedTypeNode, *_: Any) -> None:
            names.append(one.name.value)

    visit(node, Names())
    return iter(names)


def _name(definition: Any) -> str:
    name: str = definition.name.value
    return name
