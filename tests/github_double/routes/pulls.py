"""Pull requests, their files, the issues that they are too, comments on them, and reactions."""

from __future__ import annotations

from typing import Any

from github_double import diffs, shapes
from github_double.exchange import Answer, Call, Refused, lookup, paged, route
from github_double.state import IssueComment, Reaction


@route("GET", "pulls")
def list_pulls(call: Call) -> Answer:
    """By default the open ones, newest first."""
    state = call.query.get("state", "open")
    items = [item for item in call.state.pulls.values() if state in (item.state, "all")]
    if "base" in call.query:
        items = [item for item in items if item.base_ref == call.query["base"]]
    if "head" in call.query:
        items = [item for item in items if _label(item.fork, item.head_ref) == call.query["head"]]
    oldest_first = call.query.get("direction", "asc" if "sort" in call.query else "desc") == "asc"
    items.sort(key=lambda item: item.number, reverse=not oldest_first)
    page, links = paged(call, items)
    return Answer(200, [shapes.pull(call.state, call.urls, item) for item in page], links)


@route("GET", "pulls/{pull_number}")
def get_pull(call: Call) -> Answer:
    return Answer(200, shapes.full_pull(call.state, call.urls, call.pull()))


@route("GET", "issues/{issue_number}")
def get_issue(call: Call) -> Answer:
    return Answer(200, shapes.issue(call.state, call.urls, call.pull()))


@route("GET", "pulls/{pull_number}/files")
def list_files(call: Call) -> Answer:
    """Return the first 3,000 changed files."""
    item = call.pull()
    records = diffs.served(call.state, item.base_sha, item.head_sha)[: call.state.limits.pull_files]
    page, links = paged(call, records)
    return Answer(200, [shapes.file(call.urls, file, item.head_sha) for file in page], links)


def _label(fork: str | None, ref: str) -> str:
    return f"{fork.split('/')[0] if fork else 'unknown'}:{ref}"


WRITES = ("issues", "pull_requests")


@route("GET", "issues/{issue_number}/comments")
def list_comments(call: Call) -> Answer:
    number = call.pull().number
    records = [item for item in call.state.issue_comments.values() if item.number == number]
    records = [item for item in records if item.updated >= call.query.get("since", "")]
    page, links = paged(call, records)
    return Answer(200, [_json(call, item) for item in page], links)


@route("POST", "issues/{issue_number}/comments", *WRITES)
def create_comment(call: Call) -> Answer:
    item, now = call.pull(), call.state.now()
    new = IssueComment(call.state.new_id(), item.number, call.token.login, _text(call), now, now)
    call.state.issue_comments[new.id] = new
    return Answer(201, _json(call, new))


@route("GET", "issues/comments/{comment_id}")
def get_comment(call: Call) -> Answer:
    return Answer(200, _json(call, _comment(call)))


@route("PATCH", "issues/comments/{comment_id}", *WRITES)
def update_comment(call: Call) -> Answer:
    item = _comment(call)
    item.body, item.updated = _text(call), call.state.now()
    return Answer(200, _json(call, item))


@route("DELETE", "issues/comments/{comment_id}", *WRITES)
def delete_comment(call: Call) -> Answer:
    del call.state.issue_comments[_comment(call).id]
    return Answer(204)


@route("GET", "issues/comments/{comment_id}/reactions")
def list_reactions(call: Call) -> Answer:
    wanted = call.query.get("content")
    records = [item for item in _comment(call).reactions if wanted in (None, item.content)]
    page, links = paged(call, records)
    return Answer(200, [shapes.reaction(call.state, call.urls, item) for item in page], links)


@route("POST", "issues/comments/{comment_id}/reactions", *WRITES)
def react(call: Call) -> Answer:
    """A reaction that the account has already params is returned."""
    records, content = _comment(call).reactions, call.body["content"]
    for item in records:
        if (item.author, item.content) == (call.token.login, content):
            return Answer(200, shapes.reaction(call.state, call.urls, item))
    records.append(Reaction(call.state.new_id(), call.token.login, content, call.state.now()))
    return Answer(201, shapes.reaction(call.state, call.urls, records[-1]))


@route("DELETE", "issues/comments/{comment_id}/reactions/{reaction_id}", *WRITES)
def unreact(call: Call) -> Answer:
    records = _comment(call).reactions
    for item in records:
        if item.id == call.params["reaction_id"]:
            records.remove(item)
            return Answer(204)
    raise Refused(404, "Not Found")


def _text(call: Call) -> str:
    text = call.text(resource="IssueComment")
    if not text.strip():
        missing = {"resource": "IssueComment", "code": "missing_field", "field": "body"}
        raise Refused(422, "Validation Failed", [missing])
    return text


def _comment(call: Call) -> IssueComment:
    return lookup(call.state.issue_comments, call.params["comment_id"])


def _json(call: Call, item: IssueComment) -> dict[str, Any]:
    return shapes.issue_comment(call.state, call.urls, item)
