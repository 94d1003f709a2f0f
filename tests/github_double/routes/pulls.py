"""Pull requests, their files, the issues that they are too, comments on them, and reactions."""

from __future__ import annotations

from typing import Any

from github_double import diffs, shapes
from github_double.exchange import Answer, Call, Refused, found, paged, route
from github_double.state import IssueComment, Reaction


@route("GET", "pulls")
def list_pulls(call: Call) -> Answer:
    """Open ones unless asked otherwise, newest first; by base branch, and by `owner:branch` of the head."""
    state = call.query.get("state", "open")
    items = [item for item in call.state.pulls.values() if state in (item.state, "all")]
    if "base" in call.query:
        items = [item for item in items if item.base_ref == call.query["base"]]
    if "head" in call.query:
        items = [item for item in items if _label(item.fork, item.head_ref) == call.query["head"]]
    oldest_first = call.query.get("direction", "asc" if "sort" in call.query else "desc") == "asc"
    items.sort(key=lambda item: item.number, reverse=not oldest_first)
    shown, links = paged(call, items)
    return Answer(200, [shapes.pull(call.state, call.urls, item) for item in shown], links)


@route("GET", "pulls/{pull_number}")
def get_pull(call: Call) -> Answer:
    return Answer(200, shapes.full_pull(call.state, call.urls, call.pull()))


@route("GET", "issues/{issue_number}")
def get_issue(call: Call) -> Answer:
    return Answer(200, shapes.issue(call.state, call.urls, call.pull()))


@route("GET", "pulls/{pull_number}/files")
def list_files(call: Call) -> Answer:
    """The first 3,000 files between the merge base and the head."""
    item = call.pull()
    held = diffs.served(call.state, item.base_sha, item.head_sha)[: call.state.limits.pull_files]
    shown, links = paged(call, held)
    return Answer(200, [shapes.file(call.urls, one, item.head_sha) for one in shown], links)


def _label(fork: str | None, ref: str) -> str:
    return f"{fork.split('/')[0] if fork else 'unknown'}:{ref}"


WRITES = ("issues", "pull_requests")


@route("GET", "issues/{issue_number}/comments")
def list_comments(call: Call) -> Answer:
    number = call.pull().number
    held = [item for item in call.state.issue_comments.values() if item.number == number]
    held = [item for item in held if item.updated >= call.query.get("since", "")]
    shown, links = paged(call, held)
    return Answer(200, [_said(call, item) for item in shown], links)


@route("POST", "issues/{issue_number}/comments", *WRITES)
def create_comment(call: Call) -> Answer:
    item, now = call.pull(), call.state.now()
    made = IssueComment(call.state.new_id(), item.number, call.token.login, _text(call), now, now)
    call.state.issue_comments[made.id] = made
    return Answer(201, _said(call, made))


@route("GET", "issues/comments/{comment_id}")
def get_comment(call: Call) -> Answer:
    return Answer(200, _said(call, _comment(call)))


@route("PATCH", "issues/comments/{comment_id}", *WRITES)
def update_comment(call: Call) -> Answer:
    item = _comment(call)
    item.body, item.updated = _text(call), call.state.now()
    return Answer(200, _said(call, item))


@route("DELETE", "issues/comments/{comment_id}", *WRITES)
def delete_comment(call: Call) -> Answer:
    del call.state.issue_comments[_comment(call).id]
    return Answer(204)


@route("GET", "issues/comments/{comment_id}/reactions")
def list_reactions(call: Call) -> Answer:
    wanted = call.query.get("content")
    held = [item for item in _comment(call).reactions if wanted in (None, item.content)]
    shown, links = paged(call, held)
    return Answer(200, [shapes.reaction(call.state, call.urls, item) for item in shown], links)


@route("POST", "issues/comments/{comment_id}/reactions", *WRITES)
def react(call: Call) -> Answer:
    """The same reaction of the same one is answered with what is there."""
    held, content = _comment(call).reactions, call.body["content"]
    for item in held:
        if (item.author, item.content) == (call.token.login, content):
            return Answer(200, shapes.reaction(call.state, call.urls, item))
    held.append(Reaction(call.state.new_id(), call.token.login, content, call.state.now()))
    return Answer(201, shapes.reaction(call.state, call.urls, held[-1]))


@route("DELETE", "issues/comments/{comment_id}/reactions/{reaction_id}", *WRITES)
def unreact(call: Call) -> Answer:
    held = _comment(call).reactions
    for item in held:
        if item.id == call.given["reaction_id"]:
            held.remove(item)
            return Answer(204)
    raise Refused(404, "Not Found")


def _text(call: Call) -> str:
    text = call.text(resource="IssueComment")
    if not text.strip():
        missing = {"resource": "IssueComment", "code": "missing_field", "field": "body"}
        raise Refused(422, "Validation Failed", [missing])
    return text


def _comment(call: Call) -> IssueComment:
    return found(call.state.issue_comments, call.given["comment_id"])


def _said(call: Call, item: IssueComment) -> dict[str, Any]:
    return shapes.issue_comment(call.state, call.urls, item)
