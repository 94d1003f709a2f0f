"""Comments on the diff: list, one by one, answers."""

from __future__ import annotations

from typing import Any

from github_double.drafts import check_commit, draft
from github_double.exchange import Answer, Call, Refused, custom, found, paged, route
from github_double.shapes import pulls
from github_double.state import Pull, Review, ReviewComment


@route("GET", "pulls/{pull_number}/comments")
def listed(call: Call) -> Answer:
    """Oldest first unless asked otherwise."""
    held = call.state.review_comments_of(call.pull().number)
    held = [item for item in held if item.updated >= call.query.get("since", "")]
    if "sort" in call.query:
        key = "updated" if call.query["sort"] == "updated" else "created"
        held.sort(key=lambda item: str(getattr(item, key)), reverse=call.query.get("direction") == "desc")
    shown, links = paged(call, held)
    return Answer(200, [_said(call, item) for item in shown], links)


@route("POST", "pulls/{pull_number}/comments", "pull_requests")
def create(call: Call) -> Answer:
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
def reply(call: Call) -> Answer:
    return _reply(call, call.given["comment_id"])


@route("GET", "pulls/comments/{comment_id}")
def comment(call: Call) -> Answer:
    return Answer(200, _said(call, _comment(call)))


@route("PATCH", "pulls/comments/{comment_id}", "pull_requests")
def update(call: Call) -> Answer:
    item = _comment(call)
    item.body, item.updated = call.text(resource="PullRequestReviewComment"), call.state.now()
    return Answer(200, _said(call, item))


@route("DELETE", "pulls/comments/{comment_id}", "pull_requests")
def delete(call: Call) -> Answer:
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
    return pulls.review_comment(call.state, call.urls, item)
