"""Reviews: posted whole or not at all, edited, dismissed."""

from __future__ import annotations

from github_double.access import ACTIONS
from github_double.drafts import check_commit, draft
from github_double.exchange import Answer, Call, Refused, found, paged, route
from github_double.shapes import pulls
from github_double.state import Pull, Review

STATES = {"APPROVE": "APPROVED", "REQUEST_CHANGES": "CHANGES_REQUESTED", "COMMENT": "COMMENTED"}


@route("GET", "pulls/{pull_number}/reviews")
def listed(call: Call) -> Answer:
    """In the order they were made; a pending one is seen by its author only."""
    number = call.pull().number
    held = [item for item in call.state.reviews.values() if item.number == number]
    held = [item for item in held if item.state != "PENDING" or item.author == call.token.login]
    shown, links = paged(call, held)
    return Answer(200, [pulls.review(call.state, call.urls, item) for item in shown], links)


@route("POST", "pulls/{pull_number}/reviews", "pull_requests")
def create(call: Call) -> Answer:
    """One anchor outside the diff rejects the whole review."""
    item, event = call.pull(), call.body.get("event")
    body = _body(call, event)
    _check_event(call, item, event)
    commit = check_commit(call, item, call.body.get("commit_id"))
    review = call.state.new_id()
    comments = [draft(call, item, commit, asked, review) for asked in call.body.get("comments") or []]
    state = STATES.get(event or "", "PENDING")
    submitted = None if state == "PENDING" else call.state.now()
    made = Review(review, item.number, call.token.login, body, state, commit, submitted)
    call.state.reviews[review] = made
    call.state.review_comments.update((comment.id, comment) for comment in comments)
    return Answer(200, pulls.review(call.state, call.urls, made))


@route("GET", "pulls/{pull_number}/reviews/{review_id}")
def review(call: Call) -> Answer:
    return Answer(200, pulls.review(call.state, call.urls, _review(call)))


@route("GET", "pulls/{pull_number}/reviews/{review_id}/comments")
def comments(call: Call) -> Answer:
    item = _review(call)
    held = [one for one in call.state.review_comments.values() if one.review == item.id]
    shown, links = paged(call, held)
    said = [pulls.review_comment(call.state, call.urls, one) for one in shown]
    return Answer(200, [_without_lines(one) for one in said], links)


@route("PUT", "pulls/{pull_number}/reviews/{review_id}", "pull_requests")
def update(call: Call) -> Answer:
    item = _review(call)
    item.body = call.text()
    return Answer(200, pulls.review(call.state, call.urls, item))


@route("DELETE", "pulls/{pull_number}/reviews/{review_id}", "pull_requests")
def delete(call: Call) -> Answer:
    item = _review(call)
    if item.state != "PENDING":
        raise Refused(422, "Unprocessable Entity", ["Can not delete a non-pending pull request review"])
    for comment in [one for one in call.state.review_comments.values() if one.review == item.id]:
        del call.state.review_comments[comment.id]
    del call.state.reviews[item.id]
    return Answer(200, pulls.review(call.state, call.urls, item))


@route("PUT", "pulls/{pull_number}/reviews/{review_id}/dismissals", "pull_requests")
def dismiss(call: Call) -> Answer:
    """Only an approval or a request for changes can be taken back."""
    item = _review(call)
    if item.state not in ("APPROVED", "CHANGES_REQUESTED"):
        raise Refused(
            422, "Unprocessable Entity", [f"Can not dismiss a {item.state.lower()} pull request review"]
        )
    item.state = "DISMISSED"
    return Answer(200, pulls.review(call.state, call.urls, item))


def _review(call: Call) -> Review:
    item = found(call.state.reviews, call.given["review_id"])
    if item.number != call.pull().number:
        raise Refused(404, "Not Found")
    return item


def _body(call: Call, event: str | None) -> str:
    body = call.text()
    if event in ("COMMENT", "REQUEST_CHANGES") and not body:
        raise Refused(422, "Unprocessable Entity", [f"Body is required for {event}"])
    return body


def _check_event(call: Call, item: Pull, event: str | None) -> None:
    login = call.token.login
    if event == "APPROVE" and login == ACTIONS:
        raise Refused(
            422, "Unprocessable Entity", ["GitHub Actions is not permitted to approve pull requests."]
        )
    if login == item.author and event in ("APPROVE", "REQUEST_CHANGES"):
        what = event.lower().replace("_", " ")
        raise Refused(422, "Unprocessable Entity", [f"Can not {what} on your own pull request"])
    held = call.state.reviews.values()
    if any(one.number == item.number and one.state == "PENDING" and one.author == login for one in held):
        raise Refused(422, "Unprocessable Entity", ["User can only have one pending review per pull request"])


def _without_lines(said: dict[str, object]) -> dict[str, object]:
    """This one list still speaks of positions; a line that is not there is left out."""
    return {name: value for name, value in said.items() if not (name.endswith("line") and value is None)}
