"""The environment of a step in GitHub Actions, and the payloads of events."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from github_double import shapes
from github_double.exchange import Urls
from github_double.shapes import Json
from github_double.state import IssueComment, State

KEPT = ("PATH", "LANG", "LC_ALL", "TZ", "VIRTUAL_ENV", "PYTHONPATH")


def environment(
    state: State, urls: Urls, folder: Path, event: str, payload: dict[str, Any], token: str
) -> dict[str, str]:
    """Return the environment of a step, and write its files to `folder`."""
    files = _files(folder, payload)
    owner = state.name.split("/")[0]
    ref, sha = _ref(state, event, payload)
    actor = payload.get("sender", {}).get("login", owner)
    return {
        **{name: os.environ[name] for name in KEPT if name in os.environ},
        **files,
        **_ends(event, payload),
        "CI": "true",
        "GITHUB_ACTIONS": "true",
        "GITHUB_ACTOR": actor,
        "GITHUB_API_URL": urls.root,
        "GITHUB_EVENT_NAME": event,
        "GITHUB_GRAPHQL_URL": f"{urls.root}/graphql",
        "GITHUB_JOB": "check",
        "GITHUB_REF": ref,
        "GITHUB_REF_NAME": ref.removeprefix("refs/").removeprefix("heads/").removeprefix("pull/"),
        "GITHUB_REF_TYPE": "branch",
        "GITHUB_REPOSITORY": state.name,
        "GITHUB_REPOSITORY_OWNER": owner,
        "GITHUB_RUN_ATTEMPT": "1",
        "GITHUB_RUN_ID": "7001",
        "GITHUB_RUN_NUMBER": "1",
        "GITHUB_SERVER_URL": urls.root,
        "GITHUB_SHA": sha,
        "GITHUB_TOKEN": token,
        "GITHUB_TRIGGERING_ACTOR": actor,
        "GITHUB_WORKFLOW": "rowcheck",
        "RUNNER_ARCH": "X64",
        "RUNNER_OS": "Linux",
    }


def _files(folder: Path, payload: dict[str, Any]) -> dict[str, str]:
    for name in ("home", "temp", "workspace"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    (folder / "event.json").write_text(json.dumps(payload), encoding="utf-8")
    written_files = {
        "GITHUB_ENV": "env",
        "GITHUB_OUTPUT": "output",
        "GITHUB_PATH": "path",
        "GITHUB_STEP_SUMMARY": "summary.md",
    }
    for name in written_files.values():
        (folder / name).write_bytes(b"")
    paths = {
        **written_files,
        "GITHUB_EVENT_PATH": "event.json",
        "GITHUB_WORKSPACE": "workspace",
        "HOME": "home",
        "RUNNER_TEMP": "temp",
    }
    return {name: str(folder / path) for name, path in paths.items()}


def _ref(state: State, event: str, payload: dict[str, Any]) -> tuple[str, str]:
    """Return GITHUB_REF and GITHUB_SHA; most events run on the newest commit of the default branch.

    Source: the tables of the page "Events that trigger workflows".
    """
    if event == "pull_request":
        # The double makes no merge commit, so this is the head.
        return f"refs/pull/{payload['number']}/merge", payload["pull_request"]["head"]["sha"]
    if event == "merge_group":
        return payload["merge_group"]["head_ref"], payload["merge_group"]["head_sha"]
    branch = state.repository.default_branch
    return f"refs/heads/{branch}", state.repository.resolve(branch)


def _ends(event: str, payload: dict[str, Any]) -> dict[str, str]:
    if "pull_request" not in payload:
        return {"GITHUB_BASE_REF": "", "GITHUB_HEAD_REF": ""}
    pull = payload["pull_request"]
    return {"GITHUB_BASE_REF": pull["base"]["ref"], "GITHUB_HEAD_REF": pull["head"]["ref"]}


def pull_request(state: State, urls: Urls, number: int, action: str, extra: Json) -> Json:
    """The payload of an action such as `opened`; `extra` replaces fields of it."""
    item = state.pulls[number]
    pull = shapes.full_pull(state, urls, item)
    heads = {"before": item.heads[-2], "after": item.head_sha} if action == "synchronize" else {}
    changes: Json = {"changes": {}} if action == "edited" else {}
    head = {"action": action, "number": number, **heads, **changes}
    return {**head, "pull_request": pull, **_context(state, urls, item.author), **extra}


def issue_comment(state: State, urls: Urls, item: IssueComment, action: str) -> Json:
    changes = {"changes": {"body": {"from": "before"}}} if action == "edited" else {}
    return {
        "action": action,
        "issue": shapes.issue(state, urls, state.pulls[item.number]),
        "comment": shapes.issue_comment(state, urls, item),
        **changes,
        **_context(state, urls, item.author),
    }


def merge_group(state: State, urls: Urls, base_ref: str, head: str, number: int) -> Json:
    """The payload of `checks_requested`."""
    repository = state.repository
    base, commit = repository.resolve(base_ref), repository.commit(head)
    group = {
        "head_sha": head,
        "head_ref": f"refs/heads/gh-readonly-queue/{base_ref}/pr-{number}-{base}",
        "base_sha": base,
        "base_ref": f"refs/heads/{base_ref}",
        "head_commit": {
            "id": head,
            "tree_id": commit.tree,
            "message": commit.message,
            "timestamp": commit.committer[2],
            "author": {"name": commit.author[0], "email": commit.author[1]},
            "committer": {"name": commit.committer[0], "email": commit.committer[1]},
        },
    }
    sender = "github-merge-queue[bot]"
    return {"action": "checks_requested", "merge_group": group, **_context(state, urls, sender)}


def workflow_dispatch(state: State, urls: Urls, sender: str, inputs: dict[str, Any]) -> Json:
    ref = f"refs/heads/{state.repository.default_branch}"
    workflow = ".github/workflows/rowcheck.yml"
    return {"inputs": inputs, "ref": ref, "workflow": workflow, **_context(state, urls, sender)}


def _context(state: State, urls: Urls, sender: str) -> Json:
    return {
        "repository": shapes.repository(state, urls, state.name),
        "sender": shapes.user(urls, state.person(sender)),
    }
