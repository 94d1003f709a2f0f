"""Bring what stands on a pull request to what should stand there, whatever goes wrong on the way.

Every round lists what stands and writes what is missing. A write whose answer is lost is not
repeated: the next round sees whether it was carried out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from rowcheck.github import comments, reconcile, summary
from rowcheck.github.faults import ForbiddenError, InvalidError, LimitedError, LostError, MissingError
from rowcheck.github.reconcile import Item, Lines, Rewrite
from rowcheck.github.records import Comment, Draft, Pull, Review
from rowcheck.github.repository import Repository
from rowcheck.github.summary import Summary
from rowcheck.github.waivers import Memory
from rowcheck.model import Finding
from rowcheck.reporters.wording import faults as counted

Outcome: TypeAlias = Literal["done", "moved", "read-only"]

ACTIONS_BOT = "github-actions[bot]"
"""Whose token a workflow has, unless it brings another."""

_ROUNDS = 4
_REVIEW_MARKER = "<!-- rowcheck:v1:review -->"


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands on a pull request now."""

    lines: tuple[Comment, ...] = ()
    whole: tuple[Comment, ...] = ()


@dataclass(frozen=True, slots=True)
class Wanted:
    """What should stand there. `waived` says who waived which fingerprint."""

    items: Sequence[Item]
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


def _round(desk: Desk, wanted: Wanted, standing: Standing) -> Outcome:
    lines = _lines(desk, wanted, standing)
    reviews = desk.repository.reviews(desk.pull.number) if wanted.request_changes else ()
    outstanding = [review for review in reviews if _is_outstanding(review, desk.me)]
    event = _event(wanted, outstanding)
    unsettled = bool(outstanding) and not _errors(wanted)
    whole = reconcile.whole(_said(wanted, lines.left), standing.whole, desk.me)
    if not any((lines.new, lines.rewrites, lines.surplus, whole.post, whole.rewrite, whole.surplus)) and not (
        unsettled or event == "REQUEST_CHANGES"
    ):
        return "done"
    if _has_moved(desk):
        return "moved"
    refused = _post(desk, event, lines.new, wanted)
    _rewrite(desk, lines)
    if unsettled:
        for review in outstanding:
            desk.repository.dismiss(desk.pull.number, review.id, "Nothing is wrong any more.")
    _tell(desk, wanted, (*lines.left, *refused), refused, standing)
    return "done"


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


def _errors(wanted: Wanted) -> bool:
    return any(item.finding.severity == "error" for item in wanted.items)


def _is_outstanding(review: Review, me: str) -> bool:
    return (
        review.author == me and review.state == "CHANGES_REQUESTED" and review.body.endswith(_REVIEW_MARKER)
    )


def _event(wanted: Wanted, outstanding: Sequence[Review]) -> str:
    """COMMENT, unless the list asks for more and no such review of ours stands yet."""
    asked = wanted.request_changes and _errors(wanted) and not outstanding
    return "REQUEST_CHANGES" if asked else "COMMENT"


def _post(
    desk: Desk, event: str, new: Sequence[tuple[Finding, Draft]], wanted: Wanted
) -> tuple[Finding, ...]:
    """Post one review; the findings that GitHub takes on no line and on no file come back."""
    if not new and event == "COMMENT":
        return ()
    shown = [finding for finding, _ in new] or wanted.summary.report.findings
    body = f"rowcheck found {counted(shown)}.\n\n{_REVIEW_MARKER}"
    try:
        desk.repository.post_review(desk.pull, event, body, [draft for _, draft in new])
    except InvalidError:
        return tuple(finding for finding, draft in new if not _posted_alone(desk, finding, draft))
    return ()


def _posted_alone(desk: Desk, finding: Finding, draft: Draft) -> bool:
    """One comment by itself, since one that GitHub refuses takes all others of its review along."""
    with suppress(InvalidError):
        desk.repository.post_line_comment(desk.pull, draft)
        return True
    with suppress(InvalidError):
        desk.repository.post_file_comment(desk.pull, finding.path, comments.opened(finding))
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


def _tell(
    desk: Desk, wanted: Wanted, left: Sequence[Finding], refused: Sequence[Finding], standing: Standing
) -> None:
    """Post or edit the summary."""
    whole = reconcile.whole(_said(wanted, left, refused), standing.whole, desk.me)
    if whole.post is not None:
        desk.repository.post_comment(desk.pull.number, whole.post)
    if whole.rewrite is not None:
        desk.repository.edit_comment(whole.rewrite.comment, whole.rewrite.body)
    for comment in whole.surplus:
        desk.repository.delete_comment(comment)
