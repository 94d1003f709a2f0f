"""Comments below a pull request, and reactions to them."""

from __future__ import annotations

from typing import Any

from github_double.exchange import Answer, Call, Refused, found, paged, route
from github_double.shapes import pulls
from github_double.state import IssueComment, Reaction

WRITES = ("issues", "pull_requests")


@route("GET", "issues/{issue_number}/comments")
def listed(call: Call) -> Answer:
    number = call.pull().number
    held = [item for item in call.state.issue_comments.values() if item.number == number]
    held = [item for item in held if item.updated >= call.query.get("since", "")]
    shown, links = paged(call, held)
    return Answer(200, [_said(call, item) for item in shown], links)


@route("POST", "issues/{issue_number}/comments", *WRITES)
def create(call: Call) -> Answer:
    item, now = call.pull(), call.state.now()
    made = IssueComment(call.state.new_id(), item.number, call.token.login, _text(call), now, now)
    call.state.issue_comments[made.id] = made
    return Answer(201, _said(call, made))


@route("GET", "issues/comments/{comment_id}")
def comment(call: Call) -> Answer:
    return Answer(200, _said(call, _comment(call)))


@route("PATCH", "issues/comments/{comment_id}", *WRITES)
def update(call: Call) -> Answer:
    item = _comment(call)
    item.body, item.updated = _text(call), call.state.now()
    return Answer(200, _said(call, item))


@route("DELETE", "issues/comments/{comment_id}", *WRITES)
def delete(call: Call) -> Answer:
    del call.state.issue_comments[_comment(call).id]
    return Answer(204)


@route("GET", "issues/comments/{comment_id}/reactions")
def reactions(call: Call) -> Answer:
    wanted = call.query.get("content")
    held = [item for item in _comment(call).reactions if wanted in (None, item.content)]
    shown, links = paged(call, held)
    return Answer(200, [pulls.reaction(call.state, call.urls, item) for item in shown], links)


@route("POST", "issues/comments/{comment_id}/reactions", *WRITES)
def react(call: Call) -> Answer:
    """The same reaction of the same one is answered with what is there."""
    held, content = _comment(call).reactions, call.body["content"]
    for item in held:
        if (item.author, item.content) == (call.token.login, content):
            return Answer(200, pulls.reaction(call.state, call.urls, item))
    held.append(Reaction(call.state.new_id(), call.token.login, content, call.state.now()))
    return Answer(201, pulls.reaction(call.state, call.urls, held[-1]))


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
    return pulls.issue_comment(call.state, call.urls, item)
