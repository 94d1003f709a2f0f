"""Bring what stands on a pull request to what should stand there, whatever goes wrong on the way.

Every round lists what stands and writes what is missing. A write whose answer is lost is not
repeated: the next round sees whether it was carried out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from rowcheck.github import reconcile, reviews, summary
from rowcheck.github.faults import ForbiddenError, InvalidError, LimitedError, LostError, MissingError
from rowcheck.github.reconcile import Lines, Rewrite, Whole
from rowcheck.github.records import Comment, Draft, Pull, Review
from rowcheck.github.repository import Repository
from rowcheck.github.summary import Summary
from rowcheck.github.waivers import Memory
from rowcheck.model import Finding
from rowcheck.reporters import review_comments
from rowcheck.reporters.review_comments import ReviewComment

Outcome: TypeAlias = Literal["done", "moved", "read-only"]

ACTIONS_BOT = "github-actions[bot]"
"""Whose token a workflow has, unless it brings another."""

_ROUNDS = 4


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands on a pull request now."""

    lines: tuple[Comment, ...] = ()
    whole: tuple[Comment, ...] = ()


@dataclass(frozen=True, slots=True)
class Wanted:
    """What should stand there. `waived` says who waived which fingerprint."""

    items: Sequence[ReviewComment]
    summary: Summary
    waived: Mapping[str, str]
    limit: int = 25
    request_changes: bool = False


@dataclass(frozen=True, slots=True)
class Desk:
    """Where to write: as `me`, on the pull request at the head that was checked."""

    repository: Repository
    pull: Pull
    me: str

    def named(self, first: Standing) -> Desk:
        """The desk with our own name, which matters once a comment says that it is ours."""
        bodies = (comment.body for comment in (*first.lines, *first.whole))
        if self.me or not any("<!-- rowcheck:v1:" in body for body in bodies):
            return self
        return replace(self, me=self.repository.viewer() or ACTIONS_BOT)

    def memory(self, first: Standing) -> Memory:
        """What our summary remembers; nothing where there is none yet."""
        ours = [it for it in reconcile.own(first.whole, self.me) if summary.is_summary(it.body)]
        return summary.memory(min(ours, key=lambda it: it.id).body) if ours else Memory()

    def standing(self) -> Standing:
        number = self.pull.number
        return Standing(self.repository.line_comments(number), self.repository.comments(number))


def publish(desk: Desk, wanted: Wanted, first: Standing) -> Outcome:
    """Write what is missing; `first` is what stood when the run began. Raises GitHubError when it cannot."""
    standing: Standing | None = first
    for tried in range(1, _ROUNDS + 1):
        try:
            now = standing or desk.standing()
            return _round(desk.named(now), wanted, now)
        except ForbiddenError:
            return "read-only"
        except (LostError, LimitedError) as fault:
            if tried == _ROUNDS:
                raise
            desk.repository.connection.patience.pause(fault, tried)
            standing = None
    raise AssertionError("the last round returns or raises")


@dataclass(frozen=True, slots=True)
class _Plan:
    """All that is to be written in one round; `dismissed` are reviews that block no longer."""

    lines: Lines
    whole: Whole
    event: reviews.Event
    dismissed: tuple[Review, ...]

    @property
    def is_empty(self) -> bool:
        return (
            self.lines.is_settled and self.whole == Whole() and self.event == "COMMENT" and not self.dismissed
        )


def _round(desk: Desk, wanted: Wanted, standing: Standing) -> Outcome:
    plan = _plan(desk, wanted, standing)
    if plan.is_empty:
        return "done"
    if _has_moved(desk):
        return "moved"
    refused = _post(desk, plan, wanted)
    _rewrite(desk, plan.lines)
    for review in plan.dismissed:
        desk.repository.dismiss(desk.pull.number, review.id, reviews.DISMISSAL)
    said = _said(wanted, (*plan.lines.left, *refused), refused)
    _tell(desk, reconcile.whole(said, standing.whole, desk.me))
    return "done"


def _plan(desk: Desk, wanted: Wanted, standing: Standing) -> _Plan:
    lines = _lines(desk, wanted, standing)
    whole = reconcile.whole(_said(wanted, lines.left), standing.whole, desk.me)
    if not wanted.request_changes:
        return _Plan(lines, whole, "COMMENT", ())
    blocking = reviews.blocking(desk.repository.reviews(desk.pull.number), desk.me)
    wrong = any(item.finding.severity == "error" for item in wanted.items)
    return _Plan(lines, whole, reviews.event(wrong, blocking), () if wrong else blocking)


def _lines(desk: Desk, wanted: Wanted, standing: Standing) -> Lines:
    return reconcile.lines(
        wanted.items,
        standing.lines,
        desk.me,
        head=desk.pull.head,
        waived=wanted.waived,
        refused=wanted.summary.memory.refused,
        limit=wanted.limit,
    )


def _said(wanted: Wanted, left: Sequence[Finding], refused: Iterable[Finding] = ()) -> Summary:
    """The summary, with what it has to remember: waivers, and lines that GitHub refused."""
    memory = wanted.summary.memory
    names = {finding.fingerprint for finding in wanted.summary.report.findings}
    known = (memory.refused & names) | {finding.fingerprint for finding in refused}
    return replace(wanted.summary, left=left, memory=replace(memory, refused=frozenset(known)))


def _has_moved(desk: Desk) -> bool:
    """Whether another run is to judge by now: the head, the base branch or the state is another."""
    now = desk.repository.pull(desk.pull.number)
    return (now.head, now.base_branch, now.is_open) != (desk.pull.head, desk.pull.base_branch, True)


def _post(desk: Desk, plan: _Plan, wanted: Wanted) -> tuple[Finding, ...]:
    """Post one review; the findings that GitHub takes on no line and on no file come back."""
    new = plan.lines.new
    if not new and plan.event == "COMMENT":
        return ()
    body = reviews.body([finding for finding, _ in new] or wanted.summary.report.findings)
    try:
        desk.repository.post_review(desk.pull, plan.event, body, [draft for _, draft in new])
    except InvalidError:
        return tuple(finding for finding, draft in new if not _posted_alone(desk, finding, draft))
    return ()


def _posted_alone(desk: Desk, finding: Finding, draft: Draft) -> bool:
    """One comment by itself, since one that GitHub refuses takes all others of its review along."""
    with suppress(InvalidError):
        desk.repository.post_line_comment(desk.pull, draft)
        return True
    with suppress(InvalidError):
        desk.repository.post_file_comment(desk.pull, finding.path, review_comments.open_body(finding))
        return True
    return False


def _rewrite(desk: Desk, lines: Lines) -> None:
    for rewrite in lines.rewrites:
        try:
            desk.repository.edit_line_comment(rewrite.comment, rewrite.body)
        except MissingError:  # somebody deleted it since it was listed
            continue
    for comment in lines.surplus:
        desk.repository.delete_line_comment(comment)
    _settle(desk, lines.rewrites)


def _settle(desk: Desk, rewrites: Sequence[Rewrite]) -> None:
    """Resolve the threads of what is fixed, where the token may; the comment says it in any case."""
    wanted = {rewrite.comment: rewrite.resolved for rewrite in rewrites if rewrite.resolved is not None}
    if not wanted:
        return
    try:
        for thread in desk.repository.threads(desk.pull.number):
            resolved = wanted.get(thread.first_comment)
            may = thread.may_resolve if resolved else thread.may_unresolve
            if resolved is not None and may and thread.resolved != resolved:
                desk.repository.settle(thread, resolved=resolved)
    except (ForbiddenError, MissingError, InvalidError):
        return


def _tell(desk: Desk, whole: Whole) -> None:
    """Post or edit the summary."""
    if whole.post is not None:
        desk.repository.post_comment(desk.pull.number, whole.post)
    if whole.rewrite is not None:
        desk.repository.edit_comment(whole.rewrite.comment, whole.rewrite.body)
    for comment in whole.surplus:
        desk.repository.delete_comment(comment)
