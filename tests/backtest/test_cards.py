from __future__ import annotations

import re
from dataclasses import replace

import cmarkgfm
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backtest_past import Reader, outcome, said
from rowcheck.backtest.cards import card, difference
from rowcheck.backtest.outcome import Remark, Shown
from rowcheck.backtest.tally import Said
from rowcheck.model import Edit, Fix
from rowcheck.reporters import review_comments
from rowcheck.reporters.review_comments import Suggestion

WORDS = st.lists(st.sampled_from(list("`*<>&'|\\#@1a ")) | st.characters(codec="utf-8")).map("".join)


def shown(remark: Remark, repository: str = "") -> str:
    return card(Said(outcome("#7", remark), remark), repository)


def comment(html: str) -> str:
    """The words of the comment, without blanks."""
    return "".join(Reader(html.partition('<div class="comment">')[2]).text.split())


def as_github_shows_it(body: str) -> str:
    return "".join(Reader(cmarkgfm.github_flavored_markdown_to_html(body)).text.split())


@given(WORDS, WORDS)
def test_the_words_are_those_that_are_posted(message: str, title: str) -> None:
    remark = said(message=message, fix=Fix(title, (Edit(7, 7, None),), True))
    assert comment(shown(remark)) == as_github_shows_it(remark.body)


def test_a_suggestion_is_shown_as_a_difference() -> None:
    remark = said(fix=Fix("Move the row above line 6", (Edit(6, 5, "| Bob |"), Edit(7, 7, None)), True))
    block = Suggestion(6, 7, ("| Bob |", "| Cy |"))
    body, _, _ = review_comments.open_body(remark.finding, block).rpartition("\n\n")
    html = shown(replace(remark, body=body, old=("| Cy |", "| Bob |"), new=block.lines))
    assert re.findall(r'<span class="(\w+)">(. .*?)\n', html)[-3:] == [
        ("new", "+ | Bob |"),
        ("same", "  | Cy |"),
        ("old", "- | Bob |"),
    ]
    assert "suggestion" not in html.replace("Suggested change", "")


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        pytest.param("| Ada | 15 |", "| Ada | 1815 |", "| Ada | 1<mark>81</mark>5 |", id="what was put in"),
        pytest.param(
            "| Ada | 1816 |", "| Ada | 1815 |", "| Ada | 181<mark>5</mark> |", id="what was replaced"
        ),
        pytest.param(
            "| Ada | 1815 | x |", "| Ada | 1815 |", "| Ada | 1815 |", id="nothing where it was taken out"
        ),
        pytest.param("| Bob |", "something else", "something else", id="nothing in another line"),
    ],
)
def test_what_a_line_changes_is_marked(old: str, new: str, expected: str) -> None:
    html = difference((Shown("-", old), Shown("+", new)))
    assert f'<span class="new">+ {expected}\n</span>' in html


def test_lines_that_do_not_answer_each_other_are_not_compared() -> None:
    html = difference(
        (Shown("-", "| Ada |"), Shown("+", "| Adam |"), Shown("+", "| Bob |"), Shown(" ", "end"))
    )
    assert "<mark>" not in html


def test_a_comment_without_a_line_says_where_it_would_stand() -> None:
    html = shown(replace(said(), lines=None, context=()))
    assert "(in the summary: the difference does not show this line)" in html
    assert "| Bob | 1815 |" in html


@pytest.mark.parametrize(
    ("repository", "expected"),
    [
        pytest.param(
            "https://github.com/a/b", ["https://github.com/a/b/pull/7"], id="a repository on GitHub"
        ),
        pytest.param("", [], id="a repository of nowhere"),
    ],
)
def test_a_pull_request_is_linked_where_it_has_a_page(repository: str, expected: list[str]) -> None:
    assert [at["href"] for tag, at in Reader(shown(said(), repository)).tags if tag == "a"] == expected
