"""The writes that bring the comments on a pull request to what they should be. Pure functions.

A comment is ours if it has our marker and our account as its author, since anyone can write a marker. It
belongs to a finding by its fingerprint, never by its line. If every comment is as it should be, there is
nothing to write.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from rowcheck.github import summary
from rowcheck.github.records import Comment, Draft
from rowcheck.github.summary import State, Summary
from rowcheck.model import Finding
from rowcheck.reporters import review_comments
from rowcheck.reporters.review_comments import ReviewComment


@dataclass(frozen=True, slots=True)
class Edit:
    """A new text for a comment; `resolved` is the new state of its thread, None to leave it."""

    comment: int
    body: str
    resolved: bool | None = None


@dataclass(frozen=True, slots=True)
class ReviewCommentWrites:
    """The writes to review comments; `unposted` are the findings that get no comment, or an outdated one."""

    new: tuple[tuple[Finding, Draft], ...] = ()
    edits: tuple[Edit, ...] = ()
    deletions: tuple[int, ...] = ()
    unposted: tuple[Finding, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not (self.new or self.edits or self.deletions)


@dataclass(frozen=True, slots=True)
class SummaryWrites:
    """The writes to the summary comment: a text to post, or an edit of the existing one."""

    post: str | None = None
    edit: Edit | None = None
    deletions: tuple[int, ...] = ()


def own(comments: Sequence[Comment], login: str) -> tuple[Comment, ...]:
    """Return the comments that were written by the account `login` and have a marker."""
    return tuple(
        comment
        for comment in comments
        if comment.author == login
        and (review_comments.marker(comment.body) or summary.is_summary(comment.body))
    )


def stored_state(comments: Sequence[Comment], login: str) -> State:
    """Return the state stored in our summary; an empty one where there is no summary yet."""
    summaries = [comment for comment in own(comments, login) if summary.is_summary(comment.body)]
    if not summaries:
        return State()
    return summary.stored_state(min(summaries, key=lambda comment: comment.id).body)


def review_comment_writes(
    wanted: Sequence[ReviewComment],
    existing: Sequence[Comment],
    login: str,
    *,
    head: str,
    waived_by: Mapping[str, str],
    refused: Collection[str] = (),
    limit: int = 25,
) -> ReviewCommentWrites:
    """Return the writes to review comments.

    `wanted` are in the order of their importance, of which at most `limit` have a comment at a time.
    `waived_by` maps the fingerprints of waived findings to accounts, and `refused` are the fingerprints of
    findings on whose lines GitHub accepts no comment.
    """
    present, deletions = _present(existing, login)
    for comment in wanted:
        name, old_name = comment.finding.fingerprint, comment.finding.old_fingerprint
        if name not in present and old_name in present:
            present[name] = present.pop(old_name)
    fingerprints = {comment.finding.fingerprint for comment in wanted}
    room = limit - len(fingerprints & present.keys())
    new: list[tuple[Finding, Draft]] = []
    edits: list[Edit] = []
    unposted: list[Finding] = []
    for comment in wanted:
        finding = comment.finding
        old = present.get(finding.fingerprint)
        if old:
            edits += _open_edits(old, comment)
            if old.outdated:
                unposted.append(finding)
        elif comment.lines and finding.fingerprint not in refused and room > 0:
            room -= 1
            start, end = comment.lines
            draft = Draft(finding.path, comment.body, end, start if start < end else None)
            new.append((finding, draft))
        else:
            unposted.append(finding)
    for fingerprint in present.keys() - fingerprints:
        edits += _closing_edits(present[fingerprint], head, waived_by.get(fingerprint))
    edits.sort(key=lambda edit: edit.comment)
    return ReviewCommentWrites(tuple(new), tuple(edits), deletions, tuple(unposted))


def summary_writes(wanted: Summary, existing: Sequence[Comment], login: str) -> SummaryWrites:
    """Return the writes to the summary comment."""
    summaries = [comment for comment in own(existing, login) if summary.is_summary(comment.body)]
    body = summary.render(wanted)
    if not summaries:
        return SummaryWrites(None if wanted.is_empty else body)
    kept, *surplus = sorted(summaries, key=lambda comment: comment.id)
    edit = None if _same_text(kept.body, body) else Edit(kept.id, body)
    return SummaryWrites(None, edit, tuple(comment.id for comment in surplus))


def _present(comments: Sequence[Comment], login: str) -> tuple[dict[str, Comment], tuple[int, ...]]:
    """Return one comment of ours for each fingerprint, and the duplicates to delete.

    A comment with replies is preferred, then the oldest; comments with replies are never deleted.
    """
    answered = {comment.reply_to for comment in comments if comment.reply_to}
    present: dict[str, Comment] = {}
    deletions: list[int] = []
    for comment in sorted(own(comments, login), key=lambda comment: (comment.id not in answered, comment.id)):
        marker = review_comments.marker(comment.body)
        if marker is None or comment.reply_to:
            continue
        if marker.fingerprint not in present:
            present[marker.fingerprint] = comment
        elif comment.id not in answered:
            deletions.append(comment.id)
    return present, tuple(deletions)


def _open_edits(old: Comment, wanted: ReviewComment) -> list[Edit]:
    """Return the edit of a comment whose finding is still there, if its text changes."""
    if old.outdated:
        body = review_comments.outdated_body(wanted.finding)
    else:
        # A suggestion replaces the lines of its comment, so it is left out where they are others.
        suggestion = wanted.suggestion
        if suggestion and (suggestion.start, suggestion.end) != (old.start_line or old.line, old.line):
            suggestion = None
        body = review_comments.open_body(wanted.finding, suggestion)
    if _same_text(old.body, body):
        return []
    marker = review_comments.marker(old.body)
    return [Edit(old.id, body, False if marker and marker.state != "open" else None)]


def _closing_edits(old: Comment, head: str, waived_by: str | None) -> list[Edit]:
    """Return the edit of a comment whose finding is gone, unless its text says so."""
    marker = review_comments.marker(old.body)
    if marker is None or marker.state == ("waived" if waived_by else "fixed"):
        return []
    if waived_by:
        return [Edit(old.id, review_comments.waived_body(old.body, waived_by), True)]
    return [Edit(old.id, review_comments.fixed_body(old.body, head), True)]


def _same_text(text: str, other: str) -> bool:
    """Compare as GitHub stores text, which may change line ends and trailing whitespace."""
    return text.replace("\r\n", "\n").rstrip() == other.rstrip()
