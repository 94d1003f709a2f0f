"""Check runs with their annotations, and commit statuses."""

from __future__ import annotations

from typing import Any

from github_double.exchange import Answer, Call, Refused, found, paged, route
from github_double.shapes import checks
from github_double.state import CheckRun, Status


@route("POST", "check-runs", "checks")
def create(call: Call) -> Answer:
    _check_annotations(call)
    sha, now = call.commit(call.body["head_sha"]), call.state.now()
    run = CheckRun(call.state.new_id(), call.body["name"], sha, call.token.login, "queued", now)
    _fill(call, run)
    call.state.check_runs[run.id] = run
    return Answer(201, checks.check_run(call.urls, run))


@route("PATCH", "check-runs/{check_run_id}", "checks")
def update(call: Call) -> Answer:
    """Annotations are added to those that are there."""
    _check_annotations(call)
    run = found(call.state.check_runs, call.given["check_run_id"])
    _fill(call, run)
    return Answer(200, checks.check_run(call.urls, run))


@route("GET", "check-runs/{check_run_id}")
def check_run(call: Call) -> Answer:
    return Answer(200, checks.check_run(call.urls, found(call.state.check_runs, call.given["check_run_id"])))


@route("GET", "check-runs/{check_run_id}/annotations")
def listed_annotations(call: Call) -> Answer:
    run = found(call.state.check_runs, call.given["check_run_id"])
    shown, links = paged(call, run.annotations)
    return Answer(200, [checks.annotation(call.urls, run.sha, item) for item in shown], links)


@route("GET", "commits/{ref}/check-runs")
def listed(call: Call) -> Answer:
    sha, name = call.commit(call.given["ref"]), call.query.get("check_name")
    held = [run for run in call.state.check_runs.values() if run.sha == sha and name in (None, run.name)]
    shown, links = paged(call, held)
    said = [checks.check_run(call.urls, run) for run in shown]
    return Answer(200, {"total_count": len(held), "check_runs": said}, links)


@route("POST", "statuses/{sha}", "statuses")
def create_status(call: Call) -> Answer:
    sha, body = call.commit(call.given["sha"]), call.body
    made = Status(
        id=call.state.new_id(),
        sha=sha,
        author=call.token.login,
        state=body["state"],
        context=body.get("context", "default"),
        description=body.get("description"),
        target_url=body.get("target_url"),
        created=call.state.now(),
    )
    call.state.statuses.append(made)
    return Answer(201, checks.status(call.state, call.urls, made))


@route("GET", "commits/{ref}/statuses")
def statuses(call: Call) -> Answer:
    """Newest first."""
    sha = call.commit(call.given["ref"])
    held = [item for item in reversed(call.state.statuses) if item.sha == sha]
    shown, links = paged(call, held)
    return Answer(200, [checks.status(call.state, call.urls, item) for item in shown], links)


def _check_annotations(call: Call) -> None:
    most = call.state.limits.annotations
    given = call.body.get("output", {}).get("annotations") or []
    if len(given) > most:
        raise Refused(
            422, f"Invalid request.\n\nNo more than {most} items are allowed; {len(given)} were supplied."
        )


def _fill(call: Call, run: CheckRun) -> None:
    body: dict[str, Any] = call.body
    for field in ("name", "status", "conclusion", "details_url", "external_id"):
        setattr(run, field, body.get(field, getattr(run, field)))
    output = body.get("output", {})
    for field in ("title", "summary", "text"):
        setattr(run, field, output.get(field, getattr(run, field)))
    run.annotations += output.get("annotations") or []
    if run.conclusion is not None:
        run.status, run.completed = "completed", body.get("completed_at", call.state.now())
