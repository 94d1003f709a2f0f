from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from rowcheck.model import Edit, Finding, Fix
from rowcheck.reporters import review_comments
from rowcheck.reporters.markdown import LIMIT
from rowcheck.reporters.review_comments import NO_ANCHORS, Anchors, Marker, ReviewComment, Suggestion

FINGERPRINT = "0123456789abcdef"
ORDER = Finding(
    "order", "error", "x.md", 3, 3, 0, 0, "'A' belongs above 'B' (line 2)", FINGERPRINT, (), "| A |"
)
HEAD = ("a", "b", "c", "d", "e")
PATCH = "@@ -1,2 +1,3 @@\n a\n+b\n c"


def finding(line: int, *edits: Edit, severity: Any = "error", path: str = "x.md", **values: Any) -> Finding:
    return Finding(
        rule="order",
        severity=severity,
        path=path,
        line=line,
        message="m",
        fingerprint=f"{path}{line}",
        fix=Fix("Do it", edits, safe=True) if edits else None,
        **{"end_line": line, "column": 0, "end_column": 0, "headings": (), "row": ""} | values,
    )


def comments_on(
    *findings: Finding, patch: str | None = PATCH, head: tuple[str, ...] = HEAD
) -> tuple[ReviewComment, ...]:
    paths = ("x.md", "y.md")
    return review_comments.review_comments(findings, dict.fromkeys(paths, patch), dict.fromkeys(paths, head))


# Text and marker


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(f"x\n\n<!-- rowcheck:v1:{FINGERPRINT} -->", Marker(FINGERPRINT), id="at the end"),
        pytest.param(
            f"x\n\n<!-- rowcheck:v1:{FINGERPRINT}-2 -->", Marker(f"{FINGERPRINT}-2"), id="with a number"
        ),
        pytest.param(
            f"x\r\n<!-- rowcheck:v1:{FINGERPRINT} -->\r\n", Marker(FINGERPRINT), id="with CRLF line ends"
        ),
        pytest.param(
            f"x\n\n<!-- rowcheck:v1:{FINGERPRINT}:fixed -->", Marker(FINGERPRINT, "fixed"), id="fixed"
        ),
        pytest.param(
            f"x\n\n<!-- rowcheck:v1:{FINGERPRINT}:waived -->", Marker(FINGERPRINT, "waived"), id="waived"
        ),
        pytest.param(f"<!-- rowcheck:v1:{FINGERPRINT} -->\n\nx", None, id="above other text"),
        pytest.param("<!-- rowcheck:v1:xyz -->", None, id="without a fingerprint"),
        pytest.param("<!-- rowcheck:v1:summary: -->", None, id="of the summary"),
        pytest.param("", None, id="in an empty comment"),
    ],
)
def test_marker_of_a_comment(body: str, expected: Marker | None) -> None:
    assert review_comments.marker(body) == expected


def test_a_comment_is_marked_as_fixed_and_then_as_waived() -> None:
    body = review_comments.open_body(ORDER)
    fixed = review_comments.fixed_body(body, "abcdef0123456789")
    waived = review_comments.waived_body(fixed, "grace")
    assert fixed.startswith("✅ Fixed in abcdef012: ~~❌ **order**: `'A' belongs above 'B' (line 2)`~~\n")
    assert waived.startswith("☑️ Waived by `grace`: ~~❌ **order**: `'A' belongs above 'B' (line 2)`~~\n")
    assert review_comments.marker(fixed) == Marker(FINGERPRINT, "fixed")
    assert review_comments.marker(waived) == Marker(FINGERPRINT, "waived")


def test_an_outdated_comment_refers_to_the_patch_only_where_there_is_a_fix() -> None:
    assert "\n\nThis is still the case, on line 3 now.\n\n" in review_comments.outdated_body(ORDER)
    fixable = replace(ORDER, fix=Fix("Move it", (), safe=True))
    assert "The summary comment has a patch." in review_comments.outdated_body(fixable)


@pytest.mark.parametrize(
    ("lines", "fence"),
    [
        pytest.param(("| a |",), "```", id="three backticks"),
        pytest.param(("| ``` |",), "````", id="one more than the longest run"),
        pytest.param(("| a |", "| `````` |"), "```````", id="in any line"),
        pytest.param((), "```", id="no lines, to delete"),
    ],
)
def test_fence_of_a_suggestion(lines: tuple[str, ...], fence: str) -> None:
    block = review_comments.suggestion_block(Suggestion(1, 1, lines))
    assert block == "\n".join([f"{fence}suggestion", *lines, fence])


def test_a_suggestion_too_long_for_a_comment_is_left_out() -> None:
    body = review_comments.open_body(ORDER, Suggestion(1, 1, ("x" * 70_000,)))
    assert "suggestion" not in body
    assert review_comments.marker(body) == Marker(FINGERPRINT)


def test_a_long_message_is_shortened_to_fit_a_comment() -> None:
    long = replace(ORDER, message="x" * 100_000, fix=Fix("y" * 100_000, (), safe=True))
    assert len(review_comments.open_body(long)) < LIMIT


# Suggestions


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        pytest.param(finding(2), None, id="without a fix"),
        pytest.param(finding(2, Edit(2, 2, "B")), Suggestion(2, 2, ("B",)), id="a line is replaced"),
        pytest.param(finding(2, Edit(2, 2, None)), Suggestion(2, 2, ()), id="a line is deleted"),
        pytest.param(
            finding(4, Edit(2, 1, "d"), Edit(4, 4, None)), Suggestion(2, 4, ("d", "b", "c")), id="a move up"
        ),
        pytest.param(
            finding(2, Edit(2, 2, None), Edit(5, 4, "b")), Suggestion(2, 4, ("c", "d", "b")), id="a move down"
        ),
        pytest.param(finding(3, Edit(3, 2, "")), Suggestion(3, 3, ("", "c")), id="a line is inserted above"),
        pytest.param(
            finding(5, Edit(6, 5, "f")), Suggestion(5, 5, ("e", "f")), id="a line is inserted at the end"
        ),
        pytest.param(
            finding(4, Edit(2, 2, "B")),
            Suggestion(2, 4, ("B", "c", "d")),
            id="the finding's line is part",
        ),
        pytest.param(finding(2, Edit(2, 2, "b")), None, id="nothing would change"),
        pytest.param(finding(2, Edit(9, 9, "x")), None, id="a line beyond the end"),
    ],
)
def test_suggestion_for_a_fix(made: Finding, expected: Suggestion | None) -> None:
    assert review_comments.suggestion_for(made, HEAD) == expected


def test_a_long_move_has_no_suggestion() -> None:
    made = finding(80, Edit(2, 1, "x"), Edit(80, 80, None))
    assert review_comments.suggestion_for(made, ["x"] * 100) is None


# Anchors

TWO_HUNKS = """\
@@ -1,3 +1,4 @@ # Head
 one
-two
+zwei
+drei
 four
@@ -20,2 +21,2 @@
 twenty
-last
+end\r
\\ No newline at end of file"""


@pytest.mark.parametrize(
    ("start", "end", "accepted"),
    [
        pytest.param(1, 1, True, id="a context line"),
        pytest.param(2, 3, True, id="added lines"),
        pytest.param(1, 4, True, id="a complete hunk"),
        pytest.param(4, 5, False, id="a line beyond the hunk"),
        pytest.param(4, 21, False, id="lines of two hunks"),
        pytest.param(21, 22, True, id="the second hunk"),
        pytest.param(0, 1, False, id="a line before the first"),
    ],
)
def test_lines_that_accept_a_comment(start: int, end: int, accepted: bool) -> None:
    assert Anchors.parse(TWO_HUNKS).accept(start, end) is accepted


def test_a_patch_shows_the_text_of_the_head() -> None:
    anchors = Anchors.parse(TWO_HUNKS)
    assert anchors.show(2, "zwei")
    assert not anchors.show(2, "two")
    assert anchors.show(22, "end")


@pytest.mark.parametrize("patch", [None, "", "Binary files differ"])
def test_no_patch_accepts_no_comment(patch: str | None) -> None:
    assert Anchors.parse(patch) == NO_ANCHORS


# Comments of a report


def test_errors_come_first_then_files_then_lines() -> None:
    comments = comments_on(
        finding(1, severity="warning"),
        finding(3),
        finding(2, path="y.md"),
        finding(2),
        finding(1, severity="warning", path="y.md"),
    )
    order = [(it.finding.severity, it.finding.path, it.finding.line) for it in comments]
    assert order == [
        ("error", "x.md", 2),
        ("error", "x.md", 3),
        ("error", "y.md", 2),
        ("warning", "x.md", 1),
        ("warning", "y.md", 1),
    ]


@pytest.mark.parametrize(
    ("made", "patch", "head", "lines"),
    [
        pytest.param(finding(2), PATCH, HEAD, (2, 2), id="its line"),
        pytest.param(finding(1, end_line=3), PATCH, HEAD, (1, 3), id="all of its lines"),
        pytest.param(finding(3, end_line=5), PATCH, HEAD, (3, 3), id="its first line, at the end of a hunk"),
        pytest.param(finding(5), PATCH, HEAD, None, id="none, if no hunk has the line"),
        pytest.param(finding(2), None, HEAD, None, id="none, if there is no patch"),
        pytest.param(finding(2), PATCH, ("a", "x", "c"), None, id="none, if the line has another text"),
        pytest.param(finding(9), PATCH, HEAD, None, id="none, if the line is beyond the end"),
        pytest.param(finding(2, path="z.md"), PATCH, HEAD, None, id="none, if the file did not change"),
    ],
)
def test_lines_of_a_comment(
    made: Finding, patch: str | None, head: tuple[str, ...], lines: tuple[int, int] | None
) -> None:
    (comment,) = comments_on(made, patch=patch, head=head)
    assert comment.lines == lines


@pytest.mark.parametrize(
    ("edit", "patch", "head", "offered"),
    [
        pytest.param(Edit(2, 2, "B"), PATCH, HEAD, True, id="offered within the hunk"),
        pytest.param(Edit(5, 5, "E"), PATCH, HEAD, False, id="not offered beyond the hunk"),
        pytest.param(Edit(2, 2, "\ufffd"), PATCH, HEAD, False, id="not offered for bytes that are not UTF-8"),
        pytest.param(
            Edit(2, 2, "B"), PATCH.replace("b", "b\r"), HEAD, False, id="not offered for lines with CRLF"
        ),
        pytest.param(Edit(2, 2, "B"), PATCH, ("a", "x", "c"), False, id="not offered for another text"),
    ],
)
def test_suggestion_in_a_comment(edit: Edit, patch: str, head: tuple[str, ...], offered: bool) -> None:
    (comment,) = comments_on(finding(2, edit), patch=patch, head=head)
    assert (comment.suggestion is not None) is offered
