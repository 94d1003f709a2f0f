"""Publish a review: post, edit and delete comments until they are as they should be.

Every attempt lists the existing comments and writes what is missing. A write whose answer is lost is not
repeated: the next attempt lists the comments again and finds out whether it was carried out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from rowcheck.github import reconcile
from rowcheck.github.api import Repository
from rowcheck.github.connection import ForbiddenError, InvalidError, MissingError
from rowcheck.github.reconcile import Edit, ReviewCommentWrites, SummaryWrites
from rowcheck.github.records import Comment, Draft, Pull, Review
from rowcheck.github.summary import Summary
from rowcheck.model import Finding
from rowcheck.reporters import review_comments
from rowcheck.reporters.review_comments import ReviewComment
from rowcheck.reporters.wording import severity_counts

Outcome: TypeAlias = Literal["done", "moved", "read-only"]
ReviewEvent: TypeAlias = Literal["COMMENT", "REQUEST_CHANGES"]

ACTIONS_BOT = "github-actions[bot]"
"""The account of a workflow's own token."""

DISMISSAL = "There are no errors any more."
CLOSED_MARKER = "<!-- rowcheck:v1:closed -->"
CLOSED_NOTICE = f"This pull request is closed, and rowcheck checks open ones only.\n\n{CLOSED_MARKER}"
_REVIEW_MARKER = "<!-- rowcheck:v1:review -->"


@dataclass(frozen=True, slots=True)
class Comments:
    """The comments on a pull request: on lines and files of the diff, and on the pull request itself."""

    review: tuple[Comment, ...] = ()
    issue: tuple[Comment, ...] = ()


@dataclass(frozen=True, slots=True)
class Target:
    """The pull request to comment on, at the head that was checked, and the account of the token."""

    repository: Repository
    pull: Pull
    login: str

    def comments(self) -> Comments:
        number = self.pull.number
        return Comments(self.repository.review_comments(number), self.repository.issue_comments(number))

    def with_login(self, comments: Comments) -> Target:
        """Look up the account of the token, which is needed only where a comment has our marker."""
        bodies = (comment.body for comment in (*comments.review, *comments.issue))
        if self.login or not any("<!-- rowcheck:v1:" in body for body in bodies):
            return self
        return replace(self, login=self.repository.viewer() or ACTIONS_BOT)


@dataclass(frozen=True, slots=True)
class Wanted:
    """The comments that a pull request should have. `waived_by` maps fingerprints to accounts."""

    comments: Sequence[ReviewComment]
    summary: Summary
    waived_by: Mapping[str, str]
    limit: int = 25
    request_changes: bool = False


def publish(target: Target, wanted: Wanted, existing: Comments) -> Outcome:
    """Write what is missing; `existing` are the comments when the run began.

    Raises GitHubError if some of it could not be written.
    """
    first = iter([existing])

    def attempt() -> Outcome:
        comments = next(first, None) or target.comments()
        return _publish(target.with_login(comments), wanted, comments)

    try:
        return target.repository.connection.retry(attempt)
    except ForbiddenError:
        return "read-only"


def publish_closed_notice(target: Target) -> None:
    """Answer a command on a closed pull request, unless the answer is already there. Raises GitHubError."""
    comments = target.repository.issue_comments(target.pull.number)
    login = target.with_login(Comments(issue=comments)).login
    if any(comment.author == login and comment.body.endswith(CLOSED_MARKER) for comment in comments):
        return
    with suppress(ForbiddenError):  # the conversation is locked, or the token is read-only
        target.repository.post_issue_comment(target.pull.number, CLOSED_NOTICE)


def _publish(target: Target, wanted: Wanted, existing: Comments) -> Outcome:
    repository, pull = target.repository, target.pull
    writes = reconcile.review_comment_writes(
        wanted.comments,
        existing.review,
        target.login,
        head=pull.head,
        waived_by=wanted.waived_by,
        refused=wanted.summary.state.refused,
        limit=wanted.limit,
    )
    summary = reconcile.summary_writes(_summary(wanted, writes.unposted), existing.issue, target.login)
    event, dismissals = _review_event(target, wanted)
    if writes.is_empty and summary == SummaryWrites() and event == "COMMENT" and not dismissals:
        return "done"
    now = repository.pull(pull.number)
    if (now.head, now.base_branch, now.is_open) != (pull.head, pull.base_branch, True):
        return "moved"
    refused = _post_review(target, event, writes.new, wanted)
    _edit_review_comments(target, writes)
    for review in dismissals:
        repository.dismiss_review(pull.number, review.id, DISMISSAL)
    final = _summary(wanted, (*writes.unposted, *refused), refused)
    _write_summary(target, reconcile.summary_writes(final, existing.issue, target.login))
    return "done"


def _summary(wanted: Wanted, unposted: Sequence[Finding], refused: Iterable[Finding] = ()) -> Summary:
    """Return the summary with the findings that have no comment, and the refused lines in its state."""
    state = wanted.summary.state
    fingerprints = {finding.fingerprint for finding in wanted.summary.report.findings}
    all_refused = (state.refused & fingerprints) | {finding.fingerprint for finding in refused}
    return replace(wanted.summary, unposted=unposted, state=replace(state, refused=frozenset(all_refused)))


def _review_event(target: Target, wanted: Wanted) -> tuple[ReviewEvent, tuple[Review, ...]]:
    """Return the event of a new review, and the reviews to dismiss.

    Where the settings ask for it, errors request changes, in one review at a time. A bot never approves.
    """
    if not wanted.request_changes:
        return "COMMENT", ()
    blocking = tuple(
        review
        for review in target.repository.reviews(target.pull.number)
        if review.author == target.login
        and review.state == "CHANGES_REQUESTED"
        and review.body.endswith(_REVIEW_MARKER)
    )
    if any(comment.finding.severity == "error" for comment in wanted.comments):
        return "COMMENT" if blocking else "REQUEST_CHANGES", ()
    return "COMMENT", blocking


def _post_review(
    target: Target, event: ReviewEvent, new: Sequence[tuple[Finding, Draft]], wanted: Wanted
) -> tuple[Finding, ...]:
    """Post the new comments as one review, and return the findings that GitHub refused a comment for."""
    if not new and event == "COMMENT":
        return ()
    findings = [finding for finding, _ in new] or wanted.summary.report.findings
    body = f"rowcheck found {severity_counts(findings)}.\n\n{_REVIEW_MARKER}"
    try:
        target.repository.post_review(target.pull, event, body, [draft for _, draft in new])
    except InvalidError:  # one refused comment rejects the complete review
        return tuple(finding for finding, draft in new if not _post_alone(target, finding, draft))
    return ()


def _post_alone(target: Target, finding: Finding, draft: Draft) -> bool:
    """Post one comment by itself, on its lines or else on the file."""
    for alternative in (draft, Draft(finding.path, review_comments.open_body(finding))):
        with suppress(InvalidError):
            target.repository.post_review_comment(target.pull, alternative)
            return True
    return False


def _edit_review_comments(target: Target, writes: ReviewCommentWrites) -> None:
    for edit in writes.edits:
        with suppress(MissingError):  # it was deleted since it was listed
            target.repository.edit_review_comment(edit.comment, edit.body)
    for comment in writes.deletions:
        target.repository.delete_review_comment(comment)
    _resolve_threads(target, writes.edits)


def _resolve_threads(target: Target, edits: Sequence[Edit]) -> None:
    """Resolve and reopen threads where the token may; the text of the comment says the same anyway."""
    resolved = {edit.comment: edit.resolved for edit in edits if edit.resolved is not None}
    if not resolved:
        return
    with suppress(ForbiddenError, MissingError, InvalidError):
        for thread in target.repository.threads(target.pull.number):
            wanted = resolved.get(thread.first_comment)
            allowed = thread.may_resolve if wanted else thread.may_unresolve
            if wanted is not None and allowed and thread.resolved != wanted:
                target.repository.set_resolved(thread, wanted)


def _write_summary(target: Target, writes: SummaryWrites) -> None:
    if writes.post is not None:
        target.repository.post_issue_comment(target.pull.number, writes.post)
    if writes.edit is not None:
        target.repository.edit_issue_comment(writes.edit.comment, writes.edit.body)
    for comment in writes.deletions:
        target.repository.delete_issue_comment(comment)
