"""A review comment as it is asked for, judged against the diff before anything is kept."""

from __future__ import annotations

from typing import Any

from github_double import anchors, diffs
from github_double.exchange import Call, Refused
from github_double.state import Pull, ReviewComment


def draft(call: Call, pull: Pull, commit: str, asked: dict[str, Any], review: int | None) -> ReviewComment:
    """The comment to keep. Refused with 422 when its lines are not in the diff of that commit."""
    patch = diffs.patch_of(call.state, pull, commit, asked["path"])
    reasons = refusals(patch, asked)
    if len(asked["body"]) > call.state.limits.body_characters:
        reasons.append(f"Body is too long (maximum is {call.state.limits.body_characters} characters)")
    if reasons:
        raise Refused(422, "Unprocessable Entity", reasons)
    comment = _comment(call, pull, commit, asked, review)
    if comment.original_line is not None and patch:
        shown = anchors.place(patch, comment.side, comment.original_line)
        assert shown is not None
        comment.position, comment.hunk = shown
        comment.original_position = comment.position
    if commit != pull.head_sha:
        diffs.carry(call.state, pull, comment)
    return comment


def refusals(patch: str | None, asked: dict[str, Any]) -> list[str]:
    """What GitHub says against the anchor, as a list of sentences."""
    if patch is None:
        return [anchors.NO_PATH]
    if asked.get("subject_type") == "file":
        return []
    if asked.get("line") is None:
        return [anchors.NOT_IN_DIFF]
    side = asked.get("side", "RIGHT")
    start_side = asked.get("start_side", side)
    refusal = anchors.refusal(patch, side, asked["line"], start_side, asked.get("start_line"))
    return [refusal] if refusal else []


def check_commit(call: Call, pull: Pull, commit: str | None) -> str:
    """The commit a comment is about: one that is, or once was, in the pull request; by default its head."""
    if commit is None:
        return pull.head_sha
    repository = call.state.repository
    if not any(commit == head or commit in repository.between(pull.base_sha, head) for head in pull.heads):
        raise Refused(422, "Unprocessable Entity", ["Commit is not part of the pull request"])
    return commit


def _comment(call: Call, pull: Pull, commit: str, asked: dict[str, Any], review: int | None) -> ReviewComment:
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
