"""What should stand against what stands there: the writes that lead from one to the other. Pure.

Ours is a comment with our marker *and* our name: anybody can write a marker. A comment is known by
its finding's fingerprint, never by its line. Where everything stands as it should, there is nothing
to write.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from rowcheck.github import summary
from rowcheck.github.records import Comment, Draft
from rowcheck.github.summary import Summary
from rowcheck.model import Finding
from rowcheck.reporters import review_comments
from rowcheck.reporters.review_comments import ReviewComment


@dataclass(frozen=True, slots=True)
class Rewrite:
    """A comment's new text; `resolved` says what becomes of its thread, None leaves it as it is."""

    comment: int
    body: str
    resolved: bool | None = None


@dataclass(frozen=True, slots=True)
class Lines:
    """The writes to comments on lines; `left` are the findings for which none stands or will stand."""

    new: tuple[tuple[Finding, Draft], ...] = ()
    rewrites: tuple[Rewrite, ...] = ()
    surplus: tuple[int, ...] = ()
    left: tuple[Finding, ...] = ()

    @property
    def is_settled(self) -> bool:
        """Whether there is nothing to write."""
        return not (self.new or self.rewrites or self.surplus)


@dataclass(frozen=True, slots=True)
class Whole:
    """The writes to the summary: a text to post, or a new text for the one that stands."""

    post: str | None = None
    rewrite: Rewrite | None = None
    surplus: tuple[int, ...] = ()


def own(standing: Sequence[Comment], me: str) -> tuple[Comment, ...]:
    """The comments that we wrote: our name, and our marker at the end."""
    return tuple(
        comment
        for comment in standing
        if comment.author == me and (review_comments.marker(comment.body) or summary.is_summary(comment.body))
    )


def lines(
    items: Sequence[ReviewComment],
    standing: Sequence[Comment],
    me: str,
    *,
    head: str,
    waived: Mapping[str, str],
    refused: Collection[str] = (),
    limit: int = 25,
) -> Lines:
    """The writes to comments on lines. `items` are in the order of their importance.

    `waived` says who waived a fingerprint, `refused` are those whose lines GitHub took no comment on,
    `limit` is how many findings may be commented on at a time.
    """
    present, surplus = _present(standing, me)
    wanted = {item.finding.fingerprint for item in items}
    room = limit - len(wanted & present.keys())
    new: list[tuple[Finding, Draft]] = []
    rewrites: list[Rewrite] = []
    left: list[Finding] = []
    for item in items:
        name = item.finding.fingerprint
        comment = present.get(name)
        if comment:
            rewrites += _kept(comment, item)
            if comment.outdated:
                left.append(item.finding)
        elif item.lines and name not in refused and room > 0:
            room -= 1
            new.append((item.finding, _draft(item, item.lines)))
        else:
            left.append(item.finding)
    for name in present.keys() - wanted:
        rewrites += _settled(present[name], head, waived.get(name))
    rewrites.sort(key=lambda rewrite: rewrite.comment)
    return Lines(tuple(new), tuple(rewrites), surplus, tuple(left))


def whole(said: Summary, standing: Sequence[Comment], me: str) -> Whole:
    """The writes to the summary comment."""
    ours = [comment for comment in own(standing, me) if summary.is_summary(comment.body)]
    body = summary.render(said)
    if not ours:
        return Whole(None if said.is_silent else body)
    kept, *surplus = sorted(ours, key=lambda comment: comment.id)
    rewrite = None if _equal(kept.body, body) else Rewrite(kept.id, body)
    return Whole(None, rewrite, tuple(comment.id for comment in surplus))


def _present(standing: Sequence[Comment], me: str) -> tuple[dict[str, Comment], tuple[int, ...]]:
    """Our comments by fingerprint, one each: one that was answered, else the oldest; and the others' ids."""
    answered = {comment.reply_to for comment in standing if comment.reply_to}
    present: dict[str, Comment] = {}
    surplus: list[int] = []
    for comment in sorted(own(standing, me), key=lambda it: (it.id not in answered, it.id)):
        mark = review_comments.marker(comment.body)
        if mark is None or comment.reply_to:
            continue
        if mark.fingerprint not in present:
            present[mark.fingerprint] = comment
        elif comment.id not in answered:
            surplus.append(comment.id)
    return present, tuple(surplus)


def _kept(comment: Comment, item: ReviewComment) -> list[Rewrite]:
    """The rewrite of a comment whose finding holds, if its text is another by now."""
    body = review_comments.outdated_body(item.finding) if comment.outdated else _open_body(comment, item)
    if _equal(comment.body, body):
        return []
    mark = review_comments.marker(comment.body)
    return [Rewrite(comment.id, body, False if mark and mark.state != "open" else None)]


def _open_body(comment: Comment, item: ReviewComment) -> str:
    """Return the text of a comment where it is now; a suggestion replaces the lines of its comment."""
    suggestion = item.suggestion
    lines = (comment.start_line or comment.line, comment.line)
    if suggestion and lines != (suggestion.start, suggestion.end):
        suggestion = None
    return review_comments.open_body(item.finding, suggestion)


def _settled(comment: Comment, head: str, waived_by: str | None) -> list[Rewrite]:
    mark = review_comments.marker(comment.body)
    state = "waived" if waived_by else "fixed"
    if mark is None or mark.state == state:
        return []
    if waived_by:
        body = review_comments.waived_body(comment.body, waived_by)
    else:
        body = review_comments.fixed_body(comment.body, head)
    return [Rewrite(comment.id, body, True)]


def _draft(item: ReviewComment, at: tuple[int, int]) -> Draft:
    return Draft(item.finding.path, at[1], item.body, at[0] if at[0] < at[1] else None)


def _equal(one: str, other: str) -> bool:
    """Whether GitHub stores the same text; it may have changed line ends and the blanks at the end."""
    return one.replace("\r\n", "\n").rstrip() == other.rstrip()
