"""The repository, its branches and refs, permissions, the account of the token, check runs and statuses."""

from __future__ import annotations

from typing import Any

from github_double import shapes
from github_double.exchange import Answer, Call, Refused, lookup, paged, route
from github_double.state import CheckRun, Status

CAN = {"admin": "admin", "maintain": "write", "write": "write", "triage": "read", "read": "read"}


@route("GET", "")
def get_repository(call: Call) -> Answer:
    return Answer(200, shapes.full_repository(call.state, call.urls, call.name))


@route("GET", "branches/{branch}")
def get_branch(call: Call) -> Answer:
    name = call.params["branch"]
    try:
        sha = call.state.repository.resolve(f"refs/heads/{name}")
    except LookupError:
        raise Refused(404, "Branch not found") from None
    return Answer(200, shapes.branch(call.urls.of(call.name), name, call.state.repository.commit(sha)))


@route("GET", "git/ref/{ref}")
def get_ref(call: Call) -> Answer:
    name = f"refs/{call.params['ref']}"
    try:
        sha = call.state.repository.resolve(name)
    except LookupError:
        raise Refused(404, "Not Found") from None
    return Answer(200, shapes.ref(call.urls.of(call.name), name, sha))


@route("GET", "collaborators/{username}/permission")
def get_permission(call: Call) -> Answer:
    """GitHub reports `maintain` as write and `triage` as read."""
    login = call.params["username"]
    if login not in call.state.people:
        raise Refused(404, f"{login} is not a user")
    person = call.state.people[login]
    fields = {
        "permission": CAN.get(person.role, "none"),
        "role_name": person.role,
        "user": shapes.user(call.urls, person)
        | {"permissions": _permissions(person.role), "role_name": person.role},
    }
    return Answer(200, fields)


@route("GET", "/user")
def get_user(call: Call) -> Answer:
    """Tokens of apps and workflows are refused."""
    if call.token.installed:
        raise Refused(403, "Resource not accessible by integration")
    nothing = dict.fromkeys(("bio", "blog", "company", "email", "hireable", "location", "name"))
    counts = dict.fromkeys(("followers", "following", "public_gists", "public_repos"), 0)
    dates = dict.fromkeys(("created_at", "updated_at"), "2020-01-01T00:00:00Z")
    me = shapes.user(call.urls, lookup(call.state.people, call.token.login))
    return Answer(200, {**me, **nothing, **counts, **dates})


@route("GET", "/rate_limit")
def get_rate_limit(call: Call) -> Answer:
    limit = call.state.limits.requests
    rate = {"limit": limit, "used": 0, "remaining": limit, "reset": 1_900_000_000}
    return Answer(200, {"resources": {"core": rate, "search": rate, "graphql": rate}, "rate": rate})


def _permissions(role: str) -> dict[str, bool]:
    ranks = ("read", "triage", "write", "maintain", "admin")
    rank = ranks.index(role) if role in ranks else -1
    names = ("pull", "triage", "push", "maintain", "admin")
    return {name: rank >= at for at, name in enumerate(names)}


@route("POST", "check-runs", "checks")
def create_check_run(call: Call) -> Answer:
    _check_annotations(call)
    sha, now = call.commit(call.body["head_sha"]), call.state.now()
    run = CheckRun(call.state.new_id(), call.body["name"], sha, call.token.login, "queued", now)
    _fill(call, run)
    call.state.check_runs[run.id] = run
    return Answer(201, shapes.check_run(call.urls, run))


@route("PATCH", "check-runs/{check_run_id}", "checks")
def update_check_run(call: Call) -> Answer:
    """Annotations are appended."""
    _check_annotations(call)
    run = lookup(call.state.check_runs, call.params["check_run_id"])
    _fill(call, run)
    return Answer(200, shapes.check_run(call.urls, run))


@route("GET", "check-runs/{check_run_id}")
def get_check_run(call: Call) -> Answer:
    return Answer(
        200, shapes.check_run(call.urls, lookup(call.state.check_runs, call.params["check_run_id"]))
    )


@route("GET", "check-runs/{check_run_id}/annotations")
def list_annotations(call: Call) -> Answer:
    run = lookup(call.state.check_runs, call.params["check_run_id"])
    page_items, links = paged(call, run.annotations)
    return Answer(200, [shapes.annotation(call.urls, run.sha, item) for item in page_items], links)


@route("GET", "commits/{ref}/check-runs")
def list_check_runs(call: Call) -> Answer:
    sha, name = call.commit(call.params["ref"]), call.query.get("check_name")
    records = [run for run in call.state.check_runs.values() if run.sha == sha and name in (None, run.name)]
    page_items, links = paged(call, records)
    fields = [shapes.check_run(call.urls, run) for run in page_items]
    return Answer(200, {"total_count": len(records), "check_runs": fields}, links)


@route("POST", "statuses/{sha}", "statuses")
def create_status(call: Call) -> Answer:
    sha, body = call.commit(call.params["sha"]), call.body
    new = Status(
        id=call.state.new_id(),
        sha=sha,
        author=call.token.login,
        state=body["state"],
        context=body.get("context", "default"),
        description=body.get("description"),
        target_url=body.get("target_url"),
        created=call.state.now(),
    )
    call.state.statuses.append(new)
    return Answer(201, shapes.status(call.state, call.urls, new))


@route("GET", "commits/{ref}/statuses")
def list_statuses(call: Call) -> Answer:
    """Newest first."""
    sha = call.commit(call.params["ref"])
    records = [item for item in reversed(call.state.statuses) if item.sha == sha]
    page_items, links = paged(call, records)
    return Answer(200, [shapes.status(call.state, call.urls, item) for item in page_items], links)


def _check_annotations(call: Call) -> None:
    limit = call.state.limits.annotations
    params = call.body.get("output", {}).get("annotations") or []
    if len(params) > limit:
        raise Refused(
            422, f"Invalid request.\n\nNo more than {limit} items are allowed; {len(params)} were supplied."
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
