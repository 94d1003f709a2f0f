from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from rowcheck.github import reconcile, summary
from rowcheck.github.reconcile import ReviewCommentWrites
from rowcheck.github.records import Comment
from rowcheck.github.summary import Summary
from rowcheck.model import Finding, Report
from rowcheck.reporters import review_comments
from rowcheck.reporters.review_comments import ReviewComment, Suggestion

ME = "github-actions[bot]"
HEAD = "abcdef0123456789"


def name(number: int) -> str:
    return f"{number:016x}"


def finding(number: int, message: str = "m") -> Finding:
    return Finding("order", "error", "x.md", number, number, 0, 0, message, name(number), (), "")


def item(number: int, **how: Any) -> ReviewComment:
    return ReviewComment(finding(number), **({"lines": (number, number)} | how))


def said(number: int, author: str = ME, as_: int = 0, **how: Any) -> Comment:
    body = how.pop("body", review_comments.open_body(finding(number)))
    return Comment(as_ or 100 + number, author, body, **({"path": "x.md", "line": number} | how))


def plan(items: list[ReviewComment], standing: list[Comment], **how: Any) -> ReviewCommentWrites:
    return reconcile.review_comment_writes(
        items, standing, ME, head=HEAD, waived_by=how.pop("waived", {}), **how
    )


def test_what_is_missing_is_posted() -> None:
    made = plan([item(1), item(2)], [said(1)])
    assert [draft.line for _, draft in made.new] == [2]
    assert (made.edits, made.deletions, made.unposted) == ((), (), ())


def test_where_all_stands_as_it_should_there_is_nothing_to_do() -> None:
    assert plan([item(1)], [said(1)]) == ReviewCommentWrites()


def test_line_ends_and_blanks_that_github_changed_do_not_count() -> None:
    body = review_comments.open_body(finding(1)).replace("\n", "\r\n") + "\n"
    assert plan([item(1)], [said(1, body=body)]) == ReviewCommentWrites()


def test_another_text_is_an_edit() -> None:
    made = plan([ReviewComment(finding(1, "other"), (1, 1))], [said(1)])
    assert [(it.comment, it.resolved) for it in made.edits] == [(101, None)]


@pytest.mark.parametrize(
    ("waived", "state"),
    [
        pytest.param({}, "fixed", id="it is fixed"),
        pytest.param({name(1): "grace"}, "waived", id="it is waived"),
    ],
)
def test_what_is_gone_is_struck_and_its_thread_resolved(waived: dict[str, str], state: str) -> None:
    (rewrite,) = plan([], [said(1)], waived=waived).edits
    mark = review_comments.marker(rewrite.body)
    assert mark is not None
    assert (mark.state, rewrite.resolved) == (state, True)
    assert plan([], [said(1, body=rewrite.body)], waived=waived) == ReviewCommentWrites()


def test_what_comes_back_is_opened_again() -> None:
    struck = review_comments.fixed_body(review_comments.open_body(finding(1)), HEAD)
    (rewrite,) = plan([item(1)], [said(1, body=struck)]).edits
    assert (rewrite.body, rewrite.resolved) == (review_comments.open_body(finding(1)), False)


@pytest.mark.parametrize(
    "comment",
    [
        pytest.param(said(1, "mallory"), id="by another author"),
        pytest.param(said(1, ""), id="by a deleted account"),
        pytest.param(said(1, body="no marker"), id="of ours, without a marker"),
        pytest.param(said(1, reply_to=50), id="an answer"),
    ],
)
def test_a_comment_that_is_not_one_of_ours_is_let_be(comment: Comment) -> None:
    made = plan([item(1)], [comment])
    assert [draft.line for _, draft in made.new] == [1]
    assert made.edits == made.deletions == ()


def test_of_two_the_older_one_stays() -> None:
    assert plan([item(1)], [said(1, as_=7), said(1, as_=5)]).deletions == (7,)


def test_of_two_the_one_with_an_answer_stays() -> None:
    answer = Comment(9, "ada", "why?", "x.md", 1, reply_to=7)
    assert plan([item(1)], [said(1, as_=7), said(1, as_=5), answer]).deletions == (5,)


def test_no_thread_with_an_answer_is_ever_deleted() -> None:
    answers = [Comment(20 + to, "ada", "why?", "x.md", 1, reply_to=to) for to in (5, 7)]
    assert plan([item(1)], [said(1, as_=7), said(1, as_=5), *answers]).deletions == ()


def test_an_outdated_comment_stays_and_its_finding_goes_to_the_summary() -> None:
    made = plan([item(1)], [said(1, line=None)])
    assert made.new == ()
    assert [it.line for it in made.unposted] == [1]
    assert "on line 1 now" in made.edits[0].body


def test_a_comment_on_the_whole_file_is_not_outdated() -> None:
    assert plan([item(1)], [said(1, line=None, whole_file=True)]) == ReviewCommentWrites()


def test_what_has_no_line_or_was_refused_is_left_for_the_summary() -> None:
    made = plan([item(1, lines=None), item(2), item(3)], [], refused={name(2)})
    assert [it.line for it in made.unposted] == [1, 2]
    assert [draft.line for _, draft in made.new] == [3]


def test_the_limit_counts_what_stands_already() -> None:
    made = plan([item(n) for n in range(1, 6)], [said(4), said(5)], limit=3)
    assert [draft.line for _, draft in made.new] == [1]
    assert [it.line for it in made.unposted] == [2, 3]


@pytest.mark.parametrize(
    ("start", "line", "shown"),
    [
        pytest.param(1, 3, True, id="on its own lines"),
        pytest.param(None, 3, False, id="on the last of them only"),
        pytest.param(2, 4, False, id="on lines that moved"),
    ],
)
def test_a_suggestion_stands_only_on_the_lines_it_replaces(start: int | None, line: int, shown: bool) -> None:
    wanted = item(3, lines=(1, 3), suggestion=Suggestion(1, 3, ("y",)))
    old = said(3, body=review_comments.open_body(finding(3)), start_line=start, line=line)
    bodies = [rewrite.body for rewrite in plan([wanted], [old]).edits]
    assert any("suggestion" in body for body in bodies) is shown


@given(
    wanted=some.sets(some.integers(1, 9)),
    standing=some.lists(some.integers(1, 9), max_size=12),
    struck=some.sets(some.integers(1, 9)),
)
def test_a_second_run_writes_nothing(wanted: set[int], standing: list[int], struck: set[int]) -> None:
    present = [
        said(n, as_=100 + at, body=_struck(n) if n in struck else review_comments.open_body(finding(n)))
        for at, n in enumerate(standing)
    ]
    items = [item(n) for n in sorted(wanted)]
    made = plan(items, present)
    after = [comment for comment in present if comment.id not in made.deletions]
    bodies = {rewrite.comment: rewrite.body for rewrite in made.edits}
    after = [replace(comment, body=bodies.get(comment.id, comment.body)) for comment in after]
    after += [said(it.line, as_=500 + at, body=draft.body) for at, (it, draft) in enumerate(made.new)]
    assert plan(items, after) == ReviewCommentWrites()
    open_ = sorted(
        mark.fingerprint for it in after if (mark := review_comments.marker(it.body)) and mark.state == "open"
    )
    assert open_ == sorted(map(name, wanted))


def _struck(number: int) -> str:
    return review_comments.fixed_body(review_comments.open_body(finding(number)), HEAD)


SILENT = Summary(Report())
LOUD = Summary(Report(findings=(finding(1),)))


@pytest.mark.parametrize(
    ("wanted", "standing", "look"),
    [
        pytest.param(
            SILENT, [], lambda made: made == reconcile.SummaryWrites(), id="nothing to say, nothing said"
        ),
        pytest.param(LOUD, [], lambda made: made.post is not None, id="something to say for the first time"),
        pytest.param(LOUD, [SILENT], lambda made: made.edit.comment == 1, id="something else to say"),
        pytest.param(SILENT, [LOUD], lambda made: made.edit.comment == 1, id="all is well again"),
        pytest.param(LOUD, [LOUD], lambda made: made == reconcile.SummaryWrites(), id="it is said already"),
        pytest.param(LOUD, [LOUD, LOUD], lambda made: made.deletions == (2,), id="it is said twice"),
    ],
)
def test_the_summary(wanted: Summary, standing: list[Summary], look: Callable[[Any], bool]) -> None:
    present = [Comment(at, ME, summary.render(it)) for at, it in enumerate(standing, 1)]
    assert look(reconcile.summary_writes(wanted, present, ME))
