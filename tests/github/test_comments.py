from __future__ import annotations

from dataclasses import replace

import pytest

from rowcheck.github import comments
from rowcheck.github.comments import Mark
from rowcheck.github.suggestions import Block
from rowcheck.model import Finding, Fix
from rowcheck.reporters.markup import LIMIT

NAME = "0123456789abcdef"
FINDING = Finding("order", "error", "x.md", 3, 3, 0, 0, "'A' belongs above 'B' (line 2)", NAME, (), "| A |")


@pytest.mark.parametrize(
    ("body", "found"),
    [
        pytest.param(f"x\n\n<!-- rowcheck:v1:{NAME} -->", Mark(NAME), id="a marker at the end"),
        pytest.param(f"x\n\n<!-- rowcheck:v1:{NAME}-2 -->", Mark(f"{NAME}-2"), id="a numbered one"),
        pytest.param(f"x\r\n<!-- rowcheck:v1:{NAME} -->\r\n", Mark(NAME), id="other line ends"),
        pytest.param(f"x\n\n<!-- rowcheck:v1:{NAME}:fixed -->", Mark(NAME, "fixed"), id="what is fixed"),
        pytest.param(f"x\n\n<!-- rowcheck:v1:{NAME}:waived -->", Mark(NAME, "waived"), id="what is waived"),
        pytest.param(f"<!-- rowcheck:v1:{NAME} -->\n\nx", None, id="a marker above other text"),
        pytest.param("<!-- rowcheck:v1:xyz -->", None, id="no fingerprint"),
        pytest.param("<!-- rowcheck:v1:summary: -->", None, id="the summary's"),
        pytest.param("", None, id="nothing"),
    ],
)
def test_the_marker_of_a_comment(body: str, found: Mark | None) -> None:
    assert comments.mark(body) == found


def test_a_comment_is_fixed_waived_and_opened_again() -> None:
    body = comments.opened(FINDING)
    fixed = comments.fixed(body, "abcdef0123456789")
    waived = comments.waived(fixed, "grace")
    assert fixed.startswith("✅ Fixed in abcdef012: ~~❌ **order**: `'A' belongs above 'B' (line 2)`~~\n")
    assert waived.startswith("☑️ Waived by `grace`: ~~❌ **order**: `'A' belongs above 'B' (line 2)`~~\n")
    assert comments.mark(fixed) == Mark(NAME, "fixed")
    assert comments.mark(waived) == Mark(NAME, "waived")


@pytest.mark.parametrize(
    ("lines", "fence"),
    [
        pytest.param(("| a |",), "```", id="three backticks"),
        pytest.param(("| ``` |",), "````", id="one more than any run within"),
        pytest.param(("| a |", "| `````` |"), "```````", id="in any line"),
        pytest.param((), "```", id="nothing at all deletes"),
    ],
)
def test_the_fence_of_a_suggestion(lines: tuple[str, ...], fence: str) -> None:
    made = comments.suggestion(Block(1, 1, lines))
    assert made == "\n".join([f"{fence}suggestion", *lines, fence])


def test_a_suggestion_too_long_for_a_comment_is_left_out() -> None:
    body = comments.opened(FINDING, Block(1, 1, ("x" * 70_000,)))
    assert "suggestion" not in body
    assert comments.mark(body) == Mark(NAME)


def test_a_message_of_any_length_fits() -> None:
    made = replace(FINDING, message="x" * 100_000, fix=Fix("y" * 100_000, (), safe=True))
    assert len(comments.opened(made)) < LIMIT
