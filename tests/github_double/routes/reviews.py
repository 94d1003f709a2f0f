"""Reviews and review comments."""

from __future__ import annotations

from typing import Any

from github_double import diffs, shapes
from github_double.exchange import Answer, Call, Refused, custom, lookup, paged, route
from github_double.state import ACTIONS, Pull, Review, ReviewComment


def draft(call: Call, pull: Pull, commit: str, fields: dict[str, Any], review: int | None) -> ReviewComment:
    """Return a new comment, or refuse it with 422 if its lines are not in the diff of the commit."""
    patch = diffs.patch_of(call.state, pull, commit, fields["path"])
    reasons = refusals(patch, fields)
    if len(fields["body"]) > call.state.limits.body_characters:
        reasons.append(f"Body is too long (maximum is {call.state.limits.body_characters} characters)")
    if reasons:
        raise Refused(422, "Unprocessable Entity", reasons)
    comment = _new_comment(call, pull, commit, fields, review)
    if comment.original_line is not None and patch:
        page = diffs.place(patch, comment.side, comment.original_line)
        assert page is not None
        comment.position, comment.hunk = page
        comment.original_position = comment.position
    if commit != pull.head_sha:
        diffs.reanchor(call.state, pull, comment)
    return comment


def refusals(patch: str | None, fields: dict[str, Any]) -> list[str]:
    """Return GitHub's messages on a wrong anchor."""
    if patch is None:
        return [diffs.NO_PATH]
    if fields.get("subject_type") == "file":
        return []
    if fields.get("line") is None:
        return [diffs.NOT_IN_DIFF]
    side = fields.get("side", "RIGHT")
    start_side = fields.get("start_side", side)
    refusal = diffs.refusal(patch, side, fields["line"], start_side, fields.get("start_line"))
    return [refusal] if refusal else []


def check_commit(call: Call, pull: Pull, commit: str | None) -> str:
    """Return the commit of a comment, which must be or have been in the pull request."""
    if commit is None:
        return pull.head_sha
    repository = call.state.repository
    if not any(commit == head or commit in repository.between(pull.base_sha, head) for head in pull.heads):
        raise Refused(422, "Unprocessable Entity", ["Commit is not part of the pull request"])
    return commit


def _new_comment(
    call: Call, pull: Pull, commit: str, fields: dict[str, Any], review: int | None
) -> ReviewComment:
    now, side = call.state.now(), fields.get("side", "RIGHT")
    on_lines = fields.get("subject_type", "line") == "line"
    line = fields.get("line") if on_lines else None
    start = fields.get("start_line") if on_lines else None
    return ReviewComment(
        id=call.state.new_id(),
        number=pull.number,
        review=review,
        author=call.token.login,
        body=fields["body"],
        path=fields["path"],
        subject=fields.get("subject_type", "line"),
        side=side,
        line=line,
        start_side=fields.get("start_side", side) if start else None,
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
    """In order; a pending review is visible to its author only."""
    number = call.pull().number
    records = [item for item in call.state.reviews.values() if item.number == number]
    records = [item for item in records if item.state != "PENDING" or item.author == call.token.login]
    page, links = paged(call, records)
    return Answer(200, [shapes.review(call.state, call.urls, item) for item in page], links)


@route("POST", "pulls/{pull_number}/reviews", "pull_requests")
def create_review(call: Call) -> Answer:
    """One anchor outside the diff rejects the complete review."""
    item, event = call.pull(), call.body.get("event")
    body = _body(call, event)
    _check_event(call, item, event)
    commit = check_commit(call, item, call.body.get("commit_id"))
    review = call.state.new_id()
    comments = [draft(call, item, commit, fields, review) for fields in call.body.get("comments") or []]
    state = STATES.get(event or "", "PENDING")
    submitted = None if state == "PENDING" else call.state.now()
    new = Review(review, item.number, call.token.login, body, state, commit, submitted)
    call.state.reviews[review] = new
    call.state.review_comments.update((comment.id, comment) for comment in comments)
    return Answer(200, shapes.review(call.state, call.urls, new))


@route("GET", "pulls/{pull_number}/reviews/{review_id}")
def get_review(call: Call) -> Answer:
    return Answer(200, shapes.review(call.state, call.urls, _review(call)))


@route("GET", "pulls/{pull_number}/reviews/{review_id}/comments")
def list_comments_of_review(call: Call) -> Answer:
    item = _review(call)
    records = [entry for entry in call.state.review_comments.values() if entry.review == item.id]
    page, links = paged(call, records)
    comments = [shapes.review_comment(call.state, call.urls, entry) for entry in page]
    return Answer(200, [_without_lines(entry) for entry in comments], links)


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
    for comment in [entry for entry in call.state.review_comments.values() if entry.review == item.id]:
        del call.state.review_comments[comment.id]
    del call.state.reviews[item.id]
    return Answer(200, shapes.review(call.state, call.urls, item))


@route("PUT", "pulls/{pull_number}/reviews/{review_id}/dismissals", "pull_requests")
def dismiss_review(call: Call) -> Answer:
    """Only an approval or a request for changes can be dismissed."""
    item = _review(call)
    if item.state not in ("APPROVED", "CHANGES_REQUESTED"):
        raise Refused(
            422, "Unprocessable Entity", [f"Can not dismiss a {item.state.lower()} pull request review"]
        )
    item.state = "DISMISSED"
    return Answer(200, shapes.review(call.state, call.urls, item))


def _review(call: Call) -> Review:
    item = lookup(call.state.reviews, call.params["review_id"])
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
    records = call.state.reviews.values()
    if any(
        entry.number == item.number and entry.state == "PENDING" and entry.author == login
        for entry in records
    ):
        raise Refused(422, "Unprocessable Entity", ["User can only have one pending review per pull request"])


def _without_lines(comments: dict[str, object]) -> dict[str, object]:
    """This list omits lines that are null."""
    return {name: value for name, value in comments.items() if not (name.endswith("line") and value is None)}


@route("GET", "pulls/{pull_number}/comments")
def list_comments(call: Call) -> Answer:
    """Oldest first by default."""
    records = call.state.review_comments_of(call.pull().number)
    records = [item for item in records if item.updated >= call.query.get("since", "")]
    if "sort" in call.query:
        key = "updated" if call.query["sort"] == "updated" else "created"
        records.sort(key=lambda item: str(getattr(item, key)), reverse=call.query.get("direction") == "desc")
    page, links = paged(call, records)
    return Answer(200, [_json(call, item) for item in page], links)


@route("POST", "pulls/{pull_number}/comments", "pull_requests")
def create_comment(call: Call) -> Answer:
    """Create a comment in a review of its own, or a reply with `in_reply_to`."""
    if "in_reply_to" in call.body:
        return _reply(call, call.body["in_reply_to"])
    item = call.pull()
    fields: dict[str, Any] = call.body
    commit = check_commit(call, item, fields["commit_id"])
    try:
        comment = draft(call, item, commit, fields, call.state.new_id())
    except Refused as refused:
        raise _in_objects(refused) from None
    return Answer(201, _json(call, _keep(call, item, comment)))


@route("POST", "pulls/{pull_number}/comments/{comment_id}/replies", "pull_requests")
def create_reply(call: Call) -> Answer:
    return _reply(call, call.params["comment_id"])


@route("GET", "pulls/comments/{comment_id}")
def get_comment(call: Call) -> Answer:
    return Answer(200, _json(call, _comment(call)))


@route("PATCH", "pulls/comments/{comment_id}", "pull_requests")
def update_comment(call: Call) -> Answer:
    item = _comment(call)
    item.body, item.updated = call.text(resource="PullRequestReviewComment"), call.state.now()
    return Answer(200, _json(call, item))


@route("DELETE", "pulls/comments/{comment_id}", "pull_requests")
def delete_comment(call: Call) -> Answer:
    """The next comment of a thread becomes its first."""
    item = _comment(call)
    del call.state.review_comments[item.id]
    answers = [entry for entry in call.state.review_comments.values() if entry.reply_to == item.id]
    for answer in answers:
        answer.reply_to = None if answer is answers[0] else answers[0].id
    if answers:
        answers[0].resolved_by = item.resolved_by
    return Answer(204)


def _reply(call: Call, comment_id: int) -> Answer:
    """A reply is on the lines of the first comment of its thread."""
    item, root = call.pull(), call.state.review_comments.get(comment_id)
    if root is None or root.number != item.number:
        raise Refused(404, "Not Found")
    fields = {
        "body": call.text(resource="PullRequestReviewComment"),
        "path": root.path,
        "subject_type": "file",
    }
    new = draft(call, item, item.head_sha, fields, call.state.new_id())
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
        setattr(new, field, getattr(root, field))
    for field in ("original_start", "position", "original_position", "hunk"):
        setattr(new, field, getattr(root, field))
    new.reply_to = root.reply_to or root.id
    return Answer(201, _json(call, _keep(call, item, new)))


def _keep(call: Call, item: Pull, new: ReviewComment) -> ReviewComment:
    """Store a single comment in a review without a body, as GitHub does."""
    assert new.review is not None
    review = Review(new.review, item.number, new.author, "", "COMMENTED", new.original_commit, new.created)
    call.state.reviews[review.id] = review
    call.state.review_comments[new.id] = new
    return new


def _in_objects(refused: Refused) -> Refused:
    """Return the errors as objects, as GitHub does for a single comment."""
    sentences: list[str] = refused.answer.data["errors"]
    errors = [
        custom("PullRequestReviewComment", "pull_request_review_thread.line", entry) for entry in sentences
    ]
    return Refused(422, "Validation Failed", errors)


def _comment(call: Call) -> ReviewComment:
    return lookup(call.state.review_comments, call.params["comment_id"])


def _json(call: Call, item: ReviewComment) -> dict[str, Any]:
    return shapes.review_comment(call.state, call.urls, item)
