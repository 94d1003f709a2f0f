"""Reviews and review comments."""

from __future__ import annotations

from typing import Any

from github_double import diffs, shapes
from github_double.exchange import Answer, Call, Refused, custom, found, paged, route
from github_double.state import ACTIONS, Pull, Review, ReviewComment


def draft(call: Call, pull: Pull, commit: str, asked: dict[str, Any], review: int | None) -> ReviewComment:
    """The comment to keep. Refused with 422 when its lines are not in the diff of that commit."""
    patch = diffs.patch_of(call.state, pull, commit, asked["path"])
    reasons = refusals(patch, asked)
    if len(asked["body"]) > call.state.limits.body_characters:
        reasons.append(f"Body is too long (maximum is {call.state.limits.body_characters} characters)")
    if reasons:
        raise Refused(422, "Unprocessable Entity", reasons)
    comment = _new_comment(call, pull, commit, asked, review)
    if comment.original_line is not None and patch:
        shown = diffs.place(patch, comment.side, comment.original_line)
        assert shown is not None
        comment.position, comment.hunk = shown
        comment.original_position = comment.position
    if commit != pull.head_sha:
        diffs.carry(call.state, pull, comment)
    return comment


def refusals(patch: str | None, asked: dict[str, Any]) -> list[str]:
    """What GitHub says against the anchor, as a list of sentences."""
    if patch is None:
        return [diffs.NO_PATH]
    if asked.get("subject_type") == "file":
        return []
    if asked.get("line") is None:
        return [diffs.NOT_IN_DIFF]
    side = asked.get("side", "RIGHT")
    start_side = asked.get("start_side", side)
    refusal = diffs.refusal(patch, side, asked["line"], start_side, asked.get("start_line"))
    return [refusal] if refusal else []


def check_commit(call: Call, pull: Pull, commit: str | None) -> str:
    """The commit a comment is about: one that is, or once was, in the pull request; by default its head."""
    if commit is None:
        return pull.head_sha
    repository = call.state.repository
    if not any(commit == head or commit in repository.between(pull.base_sha, head) for head in pull.heads):
        raise Refused(422, "Unprocessable Entity", ["Commit is not part of the pull request"])
    return commit


def _new_comment(
    call: Call, pull: Pull, commit: str, asked: dict[str, Any], review: int | None
) -> ReviewComment:
    now, side = call.state.now(), asked.get("side", "RIGHT")
    on_lines = asked.get("subject_type", "line") == "line"
    line = asked.get("line") if on_lines else None
    start = asked.get("start_line") if on_lines else None
    return ReviewComment(
        id=call.state.new_id(),
        number=pull.number,
        review=review,
        author=call.token.login,
        body=asked["body"],
        path=asked["path"],
        subject=asked.get("subject_type", "line"),
        side=side,
        line=line,
        start_side=asked.get("start_side", side) if start else None,
        start=start,
        commit=commit,
        original_commit=commit,
        original_line=line,
        original_start=start,
        position=None,
        original_position=None,
        hunk="",
        reply_to=None,
        created=now,
        updated=now,
    )


STATES = {"APPROVE": "APPROVED", "REQUEST_CHANGES": "CHANGES_REQUESTED", "COMMENT": "COMMENTED"}


@route("GET", "pulls/{pull_number}/reviews")
def list_reviews(call: Call) -> Answer:
    """In the order they were made; a pending one is seen by its author only."""
    number = call.pull().number
    held = [item for item in call.state.reviews.values() if item.number == number]
    held = [item for item in held if item.state != "PENDING" or item.author == call.token.login]
    shown, links = paged(call, held)
    return Answer(200, [shapes.review(call.state, call.urls, item) for item in shown], links)


@route("POST", "pulls/{pull_number}/reviews", "pull_requests")
def create_review(call: Call) -> Answer:
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
    return Answer(200, shapes.review(call.state, call.urls, made))


@route("GET", "pulls/{pull_number}/reviews/{review_id}")
def get_review(call: Call) -> Answer:
    return Answer(200, shapes.review(call.state, call.urls, _review(call)))


@route("GET", "pulls/{pull_number}/reviews/{review_id}/comments")
def list_comments_of_review(call: Call) -> Answer:
    item = _review(call)
    held = [one for one in call.state.review_comments.values() if one.review == item.id]
    shown, links = paged(call, held)
    said = [shapes.review_comment(call.state, call.urls, one) for one in shown]
    return Answer(200, [_without_lines(one) for one in said], links)


@route("PUT", "pulls/{pull_number}/reviews/{review_id}", "pull_requests")
def update_review(call: Call) -> Answer:
    item = _review(call)
    item.body = call.text()
    return Answer(200, shapes.review(call.state, call.urls, item))


@route("DELETE", "pulls/{pull_number}/reviews/{review_id}", "pull_requests")
def delete_review(call: Call) -> Answer:
    item = _review(call)
    if item.state != "PENDING":
        raise Refused(422, "Unprocessable Entity", ["Can not delete a non-pending pull request review"])
    for comment in [one for one in call.state.review_comments.values() if one.review == item.id]:
        del call.state.review_comments[comment.id]
    del call.state.reviews[item.id]
    return Answer(200, shapes.review(call.state, call.urls, item))


@route("PUT", "pulls/{pull_number}/reviews/{review_id}/dismissals", "pull_requests")
def dismiss_review(call: Call) -> Answer:
    """Only an approval or a request for changes can be taken back."""
    item = _review(call)
    if item.state not in ("APPROVED", "CHANGES_REQUESTED"):
        raise Refused(
            422, "Unprocessable Entity", [f"Can not dismiss a {item.state.lower()} pull request review"]
        )
    item.state = "DISMISSED"
    return Answer(200, shapes.review(call.state, call.urls, item))


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


@route("GET", "pulls/{pull_number}/comments")
def list_comments(call: Call) -> Answer:
    """Oldest first unless asked otherwise."""
    held = call.state.review_comments_of(call.pull().number)
    held = [item for item in held if item.updated >= call.query.get("since", "")]
    if "sort" in call.query:
        key = "updated" if call.query["sort"] == "updated" else "created"
        held.sort(key=lambda item: str(getattr(item, key)), reverse=call.query.get("direction") == "desc")
    shown, links = paged(call, held)
    return Answer(200, [_said(call, item) for item in shown], links)


@route("POST", "pulls/{pull_number}/comments", "pull_requests")
def create_comment(call: Call) -> Answer:
    """A comment of its own, in a review of its own; with `in_reply_to`, an answer."""
    if "in_reply_to" in call.body:
        return _reply(call, call.body["in_reply_to"])
    item = call.pull()
    asked: dict[str, Any] = call.body
    commit = check_commit(call, item, asked["commit_id"])
    try:
        comment = draft(call, item, commit, asked, call.state.new_id())
    except Refused as refused:
        raise _in_objects(refused) from None
    return Answer(201, _said(call, _keep(call, item, comment)))


@route("POST", "pulls/{pull_number}/comments/{comment_id}/replies", "pull_requests")
def create_reply(call: Call) -> Answer:
    return _reply(call, call.given["comment_id"])


@route("GET", "pulls/comments/{comment_id}")
def get_comment(call: Call) -> Answer:
    return Answer(200, _said(call, _comment(call)))


@route("PATCH", "pulls/comments/{comment_id}", "pull_requests")
def update_comment(call: Call) -> Answer:
    item = _comment(call)
    item.body, item.updated = call.text(resource="PullRequestReviewComment"), call.state.now()
    return Answer(200, _said(call, item))


@route("DELETE", "pulls/comments/{comment_id}", "pull_requests")
def delete_comment(call: Call) -> Answer:
    """The next comment of the thread takes the place of its first."""
    item = _comment(call)
    del call.state.review_comments[item.id]
    answers = [one for one in call.state.review_comments.values() if one.reply_to == item.id]
    for answer in answers:
        answer.reply_to = None if answer is answers[0] else answers[0].id
    if answers:
        answers[0].resolved_by = item.resolved_by
    return Answer(204)


def _reply(call: Call, comment_id: int) -> Answer:
    """An answer stands where the first comment of its thread stands."""
    item, root = call.pull(), call.state.review_comments.get(comment_id)
    if root is None or root.number != item.number:
        raise Refused(404, "Not Found")
    asked = {
        "body": call.text(resource="PullRequestReviewComment"),
        "path": root.path,
        "subject_type": "file",
    }
    made = draft(call, item, item.head_sha, asked, call.state.new_id())
    for field in (
        "subject",
        "side",
        "line",
        "start_side",
        "start",
        "commit",
        "original_commit",
        "original_line",
    ):
        setattr(made, field, getattr(root, field))
    for field in ("original_start", "position", "original_position", "hunk"):
        setattr(made, field, getattr(root, field))
    made.reply_to = root.reply_to or root.id
    return Answer(201, _said(call, _keep(call, item, made)))


def _keep(call: Call, item: Pull, made: ReviewComment) -> ReviewComment:
    """GitHub wraps a single comment into a review without a body."""
    assert made.review is not None
    review = Review(
        made.review, item.number, made.author, "", "COMMENTED", made.original_commit, made.created
    )
    call.state.reviews[review.id] = review
    call.state.review_comments[made.id] = made
    return made


def _in_objects(refused: Refused) -> Refused:
    """For a single comment the reasons come as objects, not as the sentences that a review gets."""
    sentences: list[str] = refused.answer.data["errors"]
    errors = [custom("PullRequestReviewComment", "pull_request_review_thread.line", one) for one in sentences]
    return Refused(422, "Validation Failed", errors)


def _comment(call: Call) -> ReviewComment:
    return found(call.state.review_comments, call.given["comment_id"])


def _said(call: Call, item: ReviewComment) -> dict[str, Any]:
    return shapes.review_comment(call.state, call.urls, item)
