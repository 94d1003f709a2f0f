"""Check runs, their annotations, and commit statuses as JSON."""

from __future__ import annotations

from github_double.shapes.people import Json, user
from github_double.state import CheckRun, State, Status
from github_double.urls import Urls


def check_run(urls: Urls, item: CheckRun) -> Json:
    api = urls.check_run(item.id)
    return {
        "id": item.id,
        "node_id": f"CR_{item.id}",
        "name": item.name,
        "head_sha": item.sha,
        "url": api,
        "html_url": f"{urls.html}/runs/{item.id}",
        "details_url": item.details_url,
        "external_id": item.external_id or "",
        "status": item.status,
        "conclusion": item.conclusion,
        "started_at": item.started,
        "completed_at": item.completed,
        "check_suite": {"id": item.id},
        "app": None,
        "pull_requests": [],
        "output": {
            "title": item.title,
            "summary": item.summary,
            "text": item.text,
            "annotations_count": len(item.annotations),
            "annotations_url": f"{api}/annotations",
        },
    }


def annotation(urls: Urls, sha: str, given: dict[str, object]) -> Json:
    absent = dict.fromkeys(("start_column", "end_column", "title", "raw_details"))
    return {**absent, **given, "blob_href": f"{urls.html}/blob/{sha}/{given['path']}"}


def status(state: State, urls: Urls, item: Status) -> Json:
    person = state.person(item.author)
    return {
        "id": item.id,
        "node_id": f"SC_{item.id}",
        "url": f"{urls.api}/statuses/{item.sha}",
        "avatar_url": f"{urls.root}/avatars/{person.id}",
        "state": item.state,
        "description": item.description,
        "target_url": item.target_url,
        "context": item.context,
        "created_at": item.created,
        "updated_at": item.created,
        "creator": user(urls, person),
    }
