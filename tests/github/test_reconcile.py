from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rowcheck.github import reconcile, summary
from rowcheck.github.reconcile import ReviewCommentWrites
from rowcheck.github.records import Comment
from rowcheck.github.summary import Summary
from rowcheck.model import Finding, Report
from rowcheck.reporters import review_comments
from rowcheck.reporters.review_comments import ReviewComment, Suggestion

ME = "github-actions[bot]"
HEAD = "abcdef0123456789"


def fingerprint(number: int) -> str:
    return f"{number:016x}"


def finding(number: int, message: str = "m") -> Finding:
    return Finding("order", "error", "x.md", number, number, 0, 0, message, fingerprint(number), (), "")


def wanted_on(number: int, **fields: Any) -> ReviewComment:
    return ReviewComment(finding(number), **({"lines": (number, number)} | fields))


def comment_on(number: int, author: str = ME, id_: int = 0, **fields: Any) -> Comment:
    body = fields.pop("body", review_comments.open_body(finding(number)))
    return Comment(id_ or 100 + number, author, body, **({"path": "x.md", "line": number} | fields))


def writes(wanted: list[ReviewComment], existing: list[Comment], **fields: Any) -> ReviewCommentWrites:
    return reconcile.review_comment_writes(
        wanted, existing, ME, head=HEAD, waived_by=fields.pop("waived", {}), **fields
    )


def test_a_missing_comment_is_posted() -> None:
    result = writes([wanted_on(1), wanted_on(2)], [comment_on(1)])
    assert [draft.line for _, draft in result.new] == [2]
    assert (result.edits, result.deletions, result.unposted) == ((), (), ())


def test_nothing_is_written_if_every_comment_is_there() -> None:
    assert writes([wanted_on(1)], [comment_on(1)]) == ReviewCommentWrites()


def test_line_ends_and_trailing_space_are_ignored() -> None:
    body = review_comments.open_body(finding(1)).replace("\n", "\r\n") + "\n"
    assert writes([wanted_on(1)], [comment_on(1, body=body)]) == ReviewCommentWrites()


def test_a_comment_with_another_text_is_edited() -> None:
    result = writes([ReviewComment(finding(1, "other"), (1, 1))], [comment_on(1)])
    assert [(edit.comment, edit.resolved) for edit in result.edits] == [(101, None)]


def test_a_comment_with_a_fingerprint_of_version_0_1_is_kept_and_its_marker_renewed() -> None:
    now = replace(finding(2), old_fingerprint=fingerprint(1))
    result = writes([ReviewComment(now, (1, 1))], [comment_on(1)])
    assert (result.new, result.deletions, result.unposted) == ((), (), ())
    (edit,) = result.edits
    assert (edit.comment, edit.resolved) == (101, None)
    assert (marker := review_comments.marker(edit.body)) is not None
    assert marker.fingerprint == now.fingerprint


@pytest.mark.parametrize(
    ("waived", "state"),
    [
        pytest.param({}, "fixed", id="fixed"),
        pytest.param({fingerprint(1): "grace"}, "waived", id="waived"),
    ],
)
def test_the_comment_of_a_gone_finding_is_struck_out_and_its_thread_resolved(
    waived: dict[str, str], state: str
) -> None:
    (edit,) = writes([], [comment_on(1)], waived=waived).edits
    marker = review_comments.marker(edit.body)
    assert marker is not None
    assert (marker.state, edit.resolved) == (state, True)
    assert writes([], [comment_on(1, body=edit.body)], waived=waived) == ReviewCommentWrites()


def test_the_comment_of_a_finding_that_comes_back_is_reopened() -> None:
    closed = review_comments.fixed_body(review_comments.open_body(finding(1)), HEAD)
    (edit,) = writes([wanted_on(1)], [comment_on(1, body=closed)]).edits
    assert (edit.body, edit.resolved) == (review_comments.open_body(finding(1)), False)


@pytest.mark.parametrize(
    "comment",
    [
        pytest.param(comment_on(1, "mallory"), id="by another author"),
        pytest.param(comment_on(1, ""), id="by a deleted account"),
        pytest.param(comment_on(1, body="no marker"), id="ours, without a marker"),
        pytest.param(comment_on(1, reply_to=50), id="a reply"),
    ],
)
def test_other_comments_are_left_alone(comment: Comment) -> None:
    result = writes([wanted_on(1)], [comment])
    assert [draft.line for _, draft in result.new] == [1]
    assert result.edits == result.deletions == ()


def test_the_older_of_two_comments_is_kept() -> None:
    assert writes([wanted_on(1)], [comment_on(1, id_=7), comment_on(1, id_=5)]).deletions == (7,)


def test_a_comment_with_a_reply_is_kept() -> None:
    reply = Comment(9, "ada", "why?", "x.md", 1, reply_to=7)
    assert writes([wanted_on(1)], [comment_on(1, id_=7), comment_on(1, id_=5), reply]).deletions == (5,)


def test_comments_with_replies_are_not_deleted() -> None:
    replies = [Comment(20 + to, "ada", "why?", "x.md", 1, reply_to=to) for to in (5, 7)]
    assert writes([wanted_on(1)], [comment_on(1, id_=7), comment_on(1, id_=5), *replies]).deletions == ()


def test_the_finding_of_an_outdated_comment_is_listed_in_the_summary() -> None:
    result = writes([wanted_on(1)], [comment_on(1, line=None)])
    assert result.new == ()
    assert [finding.line for finding in result.unposted] == [1]
    assert "on line 1 now" in result.edits[0].body


def test_a_comment_on_a_file_is_not_outdated() -> None:
    assert writes([wanted_on(1)], [comment_on(1, line=None, on_file=True)]) == ReviewCommentWrites()


def test_a_finding_without_a_line_or_with_a_refused_line_is_listed_in_the_summary() -> None:
    result = writes([wanted_on(1, lines=None), wanted_on(2), wanted_on(3)], [], refused={fingerprint(2)})
    assert [finding.line for finding in result.unposted] == [1, 2]
    assert [draft.line for _, draft in result.new] == [3]


def test_existing_comments_count_towards_the_limit() -> None:
    result = writes([wanted_on(n) for n in range(1, 6)], [comment_on(4), comment_on(5)], limit=3)
    assert [draft.line for _, draft in result.new] == [1]
    assert [finding.line for finding in result.unposted] == [2, 3]


@pytest.mark.parametrize(
    ("start", "line", "shown"),
    [
        pytest.param(1, 3, True, id="on its lines"),
        pytest.param(None, 3, False, id="on the last line only"),
        pytest.param(2, 4, False, id="on lines that moved"),
    ],
)
def test_a_suggestion_is_shown_only_on_the_lines_it_replaces(
    start: int | None, line: int, shown: bool
) -> None:
    wanted = wanted_on(3, lines=(1, 3), suggestion=Suggestion(1, 3, ("y",)))
    old = comment_on(3, body=review_comments.open_body(finding(3)), start_line=start, line=line)
    bodies = [edit.body for edit in writes([wanted], [old]).edits]
    assert any("suggestion" in body for body in bodies) is shown


@given(
    wanted=st.sets(st.integers(1, 9)),
    existing=st.lists(st.integers(1, 9), max_size=12),
    closed=st.sets(st.integers(1, 9)),
)
def test_a_second_run_writes_nothing(wanted: set[int], existing: list[int], closed: set[int]) -> None:
    present = [
        comment_on(
            n, id_=100 + index, body=_closed(n) if n in closed else review_comments.open_body(finding(n))
        )
        for index, n in enumerate(existing)
    ]
    comments = [wanted_on(n) for n in sorted(wanted)]
    result = writes(comments, present)
    after = [comment for comment in present if comment.id not in result.deletions]
    bodies = {edit.comment: edit.body for edit in result.edits}
    after = [replace(comment, body=bodies.get(comment.id, comment.body)) for comment in after]
    after += [
        comment_on(new.line, id_=500 + index, body=draft.body)
        for index, (new, draft) in enumerate(result.new)
    ]
    assert writes(comments, after) == ReviewCommentWrites()
    open_comments = sorted(
        marker.fingerprint
        for comment in after
        if (marker := review_comments.marker(comment.body)) and marker.state == "open"
    )
    assert open_comments == sorted(map(fingerprint, wanted))


def _closed(number: int) -> str:
    return review_comments.fixed_body(review_comments.open_body(finding(number)), HEAD)


EMPTY = Summary(Report())
FILLED = Summary(Report(findings=(finding(1),)))


@pytest.mark.parametrize(
    ("wanted", "existing", "is_expected"),
    [
        pytest.param(EMPTY, [], lambda result: result == reconcile.SummaryWrites(), id="empty, none there"),
        pytest.param(FILLED, [], lambda result: result.post is not None, id="new, none there"),
        pytest.param(FILLED, [EMPTY], lambda result: result.edit.comment == 1, id="changed"),
        pytest.param(EMPTY, [FILLED], lambda result: result.edit.comment == 1, id="empty, one there"),
        pytest.param(FILLED, [FILLED], lambda result: result == reconcile.SummaryWrites(), id="unchanged"),
        pytest.param(FILLED, [FILLED, FILLED], lambda result: result.deletions == (2,), id="two there"),
    ],
)
def test_writes_to_the_summary(
    wanted: Summary, existing: list[Summary], is_expected: Callable[[Any], bool]
) -> None:
    present = [Comment(number, ME, summary.render(old)) for number, old in enumerate(existing, 1)]
    assert is_expected(reconcile.summary_writes(wanted, present, ME))
