"""The environment that GitHub Actions gives a step."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from github_double.state import State
from github_double.urls import Urls

KEPT = ("PATH", "LANG", "LC_ALL", "TZ", "VIRTUAL_ENV", "PYTHONPATH")


def environment(
    state: State, urls: Urls, folder: Path, event: str, payload: dict[str, Any], token: str
) -> dict[str, str]:
    """The whole of it, and the files it names, in `folder`. Nothing else of this process is passed on."""
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
    written = {
        "GITHUB_ENV": "env",
        "GITHUB_OUTPUT": "output",
        "GITHUB_PATH": "path",
        "GITHUB_STEP_SUMMARY": "summary.md",
    }
    for name in written.values():
        (folder / name).write_bytes(b"")
    places = {
        **written,
        "GITHUB_EVENT_PATH": "event.json",
        "GITHUB_WORKSPACE": "workspace",
        "HOME": "home",
        "RUNNER_TEMP": "temp",
    }
    return {name: str(folder / place) for name, place in places.items()}


def _ref(state: State, event: str, payload: dict[str, Any]) -> tuple[str, str]:
    """GITHUB_REF and GITHUB_SHA. All but two events run on the newest commit of the default branch.

    Source: the table of each event on the page "Events that trigger workflows".
    """
    if event == "pull_request":
        # The merge commit is not made here: the head stands for it.
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
