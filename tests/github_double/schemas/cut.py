"""Cut GitHub's published descriptions down to what the double serves. Run by hand after updates.

Read the npm packages named in NOTICE, unpacked as FOLDER/{openapi,openapi-webhooks,graphql-schema}, and
write the files beside this one:

    PYTHONPATH=tests python -m github_double.schemas.cut FOLDER

Not imported by any test.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from github_double.schemas import cut_graphql

HERE = Path(__file__).parent
REPO = "/repos/{owner}/{repo}"
OPERATIONS: dict[str, tuple[str, ...]] = {
    REPO: ("get",),
    f"{REPO}/branches/{{branch}}": ("get",),
    f"{REPO}/check-runs": ("post",),
    f"{REPO}/check-runs/{{check_run_id}}": ("get", "patch"),
    f"{REPO}/check-runs/{{check_run_id}}/annotations": ("get",),
    f"{REPO}/collaborators/{{username}}/permission": ("get",),
    f"{REPO}/commits/{{ref}}": ("get",),
    f"{REPO}/commits/{{ref}}/check-runs": ("get",),
    f"{REPO}/commits/{{ref}}/statuses": ("get",),
    f"{REPO}/compare/{{basehead}}": ("get",),
    f"{REPO}/contents/{{path}}": ("get",),
    f"{REPO}/git/blobs/{{file_sha}}": ("get",),
    f"{REPO}/git/ref/{{ref}}": ("get",),
    f"{REPO}/git/trees/{{tree_sha}}": ("get",),
    f"{REPO}/issues/comments/{{comment_id}}": ("get", "patch", "delete"),
    f"{REPO}/issues/comments/{{comment_id}}/reactions": ("get", "post"),
    f"{REPO}/issues/comments/{{comment_id}}/reactions/{{reaction_id}}": ("delete",),
    f"{REPO}/issues/{{issue_number}}": ("get",),
    f"{REPO}/issues/{{issue_number}}/comments": ("get", "post"),
    f"{REPO}/pulls": ("get",),
    f"{REPO}/pulls/comments/{{comment_id}}": ("get", "patch", "delete"),
    f"{REPO}/pulls/{{pull_number}}": ("get",),
    f"{REPO}/pulls/{{pull_number}}/comments": ("get", "post"),
    f"{REPO}/pulls/{{pull_number}}/comments/{{comment_id}}/replies": ("post",),
    f"{REPO}/pulls/{{pull_number}}/files": ("get",),
    f"{REPO}/pulls/{{pull_number}}/reviews": ("get", "post"),
    f"{REPO}/pulls/{{pull_number}}/reviews/{{review_id}}": ("get", "put", "delete"),
    f"{REPO}/pulls/{{pull_number}}/reviews/{{review_id}}/comments": ("get",),
    f"{REPO}/pulls/{{pull_number}}/reviews/{{review_id}}/dismissals": ("put",),
    f"{REPO}/statuses/{{sha}}": ("post",),
    "/rate_limit": ("get",),
    "/user": ("get",),
}
EVENTS = (
    "issue-comment-created",
    "issue-comment-edited",
    "merge-group-checks-requested",
    "pull-request-edited",
    "pull-request-opened",
    "pull-request-ready-for-review",
    "pull-request-reopened",
    "pull-request-synchronize",
    "workflow-dispatch",
)
NULL = {"type": "object", "nullable": True, "enum": [None]}
DROPPED = {
    "summary",
    "tags",
    "externalDocs",
    "examples",
    "example",
    "x-github",
    "x-octokit",
    "operationId",
    "discriminator",
}


def main(packages: Path) -> None:
    """Write every cut file."""
    _write("openapi.json.gz", _rest(_load(packages / "openapi/generated/api.github.com.json")))
    _write("webhooks.json.gz", _webhooks(_load(packages / "openapi-webhooks/generated/api.github.com.json")))
    schema = (packages / "graphql-schema/schema.graphql").read_text(encoding="utf-8")
    _pack("schema.graphql.gz", cut_graphql.cut(schema).encode())


def _rest(full: dict[str, Any]) -> dict[str, Any]:
    paths = {
        path: {method: full["paths"][path][method] for method in methods}
        for path, methods in OPERATIONS.items()
    }
    cut = {"openapi": full["openapi"], "info": {"title": "cut", "version": full["info"]["version"]}}
    described = {**cut, "paths": paths, "components": _needed(paths, full)}
    _allow_null(described)
    for name in ("pull-request-review-comment", "review-comment"):
        _allow_null_lines(described["components"]["schemas"][name]["properties"])
    for name in ("pull-request", "pull-request-simple"):
        _allow_deleted_fork(described["components"]["schemas"][name]["properties"]["head"]["properties"])
    return described


def _allow_null(value: Any) -> None:
    """Allow null where `nullable` is beside alternatives or a list of values."""
    if isinstance(value, list):
        for item in value:
            _allow_null(item)
    if not isinstance(value, dict):
        return
    if value.get("nullable") is True:
        if None not in value.get("enum", [None]):
            value["enum"] = [*value["enum"], None]
        for word in ("oneOf", "anyOf"):
            if word in value:
                value[word] = [*value[word], NULL]
    for item in value.values():
        _allow_null(item)


def _allow_deleted_fork(head: dict[str, Any]) -> None:
    """Allow a head without repository and owner, for a deleted fork."""
    for field in ("repo", "user"):
        head[field] = {"anyOf": [head[field], NULL]}


def _allow_null_lines(comment: dict[str, Any]) -> None:
    """Allow null in the fields that are null for outdated comments and comments on a file."""
    for field in ("line", "original_line", "position", "original_position", "start_line", "start_side"):
        if "$ref" not in comment[field]:
            comment[field]["nullable"] = True
    comment["start_side"]["enum"] = ["LEFT", "RIGHT", None]


def _webhooks(full: dict[str, Any]) -> dict[str, Any]:
    schemas = {
        name: full["webhooks"][name]["post"]["requestBody"]["content"]["application/json"]["schema"]
        for name in EVENTS
    }
    return {"webhooks": schemas, "components": _needed(schemas, full)}


def _needed(start: Any, full: dict[str, Any]) -> dict[str, Any]:
    """Return the components that `start` refers to, directly or indirectly."""
    found: dict[str, Any] = {}
    waiting = list(_references(start))
    while waiting:
        reference = waiting.pop()
        _, _, kind, name = reference.split("/")
        if name not in found.setdefault(kind, {}):
            found[kind][name] = full["components"][kind][name]
            waiting += _references(found[kind][name]) if kind != "examples" else []
    found.pop("examples", None)
    return found


def _references(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if isinstance(value.get("$ref"), str):
            yield value["$ref"]
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            yield from _references(item)


def _bare(value: Any, names: bool = False) -> Any:
    """Return a value without the dropped keys; with `names` its own keys are names, and kept."""
    if isinstance(value, list):
        return [_bare(item) for item in value]
    if not isinstance(value, dict):
        return value
    return {
        key: "" if key == "description" and not names else _bare(item, key in ("properties", "schemas"))
        for key, item in value.items()
        if names or (key not in DROPPED and not (key == "description" and "content" not in value))
    }


def _load(path: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return loaded


def _write(name: str, data: Any) -> None:
    _pack(name, json.dumps(_bare(data), separators=(",", ":"), sort_keys=True).encode())


def _pack(name: str, data: bytes) -> None:
    (HERE / name).write_bytes(gzip.compress(data, mtime=0))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
