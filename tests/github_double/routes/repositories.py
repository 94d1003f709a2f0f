"""The repository, its branches and refs; who may do what; the token's owner and its quota."""

from __future__ import annotations

from github_double.exchange import Answer, Call, Refused, found, route
from github_double.shapes import history, people

CAN = {"admin": "admin", "maintain": "write", "write": "write", "triage": "read", "read": "read"}


@route("GET", "")
def repository(call: Call) -> Answer:
    return Answer(200, people.full_repository(call.state, call.urls, call.name))


@route("GET", "branches/{branch}")
def branch(call: Call) -> Answer:
    name = call.given["branch"]
    try:
        sha = call.state.repository.resolve(f"refs/heads/{name}")
    except LookupError:
        raise Refused(404, "Branch not found") from None
    return Answer(200, history.branch(call.urls.of(call.name), name, call.state.repository.commit(sha)))


@route("GET", "git/ref/{ref}")
def ref(call: Call) -> Answer:
    name = f"refs/{call.given['ref']}"
    try:
        sha = call.state.repository.resolve(name)
    except LookupError:
        raise Refused(404, "Not Found") from None
    return Answer(200, history.ref(call.urls.of(call.name), name, sha))


@route("GET", "collaborators/{username}/permission")
def permission(call: Call) -> Answer:
    """`maintain` is told as write and `triage` as read; a stranger reads what is public."""
    login = call.given["username"]
    if login not in call.state.people:
        raise Refused(404, f"{login} is not a user")
    person = call.state.people[login]
    said = {
        "permission": CAN.get(person.role, "none"),
        "role_name": person.role,
        "user": people.user(call.urls, person)
        | {"permissions": _permissions(person.role), "role_name": person.role},
    }
    return Answer(200, said)


@route("GET", "/user")
def myself(call: Call) -> Answer:
    """Only a person's token may ask who it is."""
    if call.token.installed:
        raise Refused(403, "Resource not accessible by integration")
    nothing = dict.fromkeys(("bio", "blog", "company", "email", "hireable", "location", "name"))
    counts = dict.fromkeys(("followers", "following", "public_gists", "public_repos"), 0)
    dates = dict.fromkeys(("created_at", "updated_at"), "2020-01-01T00:00:00Z")
    me = people.user(call.urls, found(call.state.people, call.token.login))
    return Answer(200, {**me, **nothing, **counts, **dates})


@route("GET", "/rate_limit")
def rate_limit(call: Call) -> Answer:
    most = call.state.limits.requests
    rate = {"limit": most, "used": 0, "remaining": most, "reset": 1_900_000_000}
    return Answer(200, {"resources": {"core": rate, "search": rate, "graphql": rate}, "rate": rate})


def _permissions(role: str) -> dict[str, bool]:
    ranks = ("read", "triage", "write", "maintain", "admin")
    rank = ranks.index(role) if role in ranks else -1
    names = ("pull", "triage", "push", "maintain", "admin")
    return {name: rank >= at for at, name in enumerate(names)}
