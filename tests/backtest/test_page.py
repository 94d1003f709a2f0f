from __future__ import annotations

import re
from dataclasses import replace

import cmarkgfm
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backtest_repository import Reader, comment, outcome, result
from rowcheck.backtest import page
from rowcheck.backtest.outcome import Comment, DiffLine, Outcome
from rowcheck.model import Edit, Fix, NotChecked
from rowcheck.reporters import review_comments
from rowcheck.reporters.review_comments import Suggestion
from rowcheck.text import visible

HOSTILE = (
    "</style></title><script>alert(1)</script><img src=x onerror=alert(1)>\"'&`]]>--><!--\u202e\x1b[31m\n"
)
TEXT = st.lists(st.sampled_from(list("<>&\"'/= \n`a")) | st.characters(codec="utf-8")).map("".join)
WORDS = st.lists(st.sampled_from(list("`*<>&'|\\#@1a ")) | st.characters(codec="utf-8")).map("".join)


def full_of(text: str) -> Outcome:
    """Return an outcome that has `text` wherever the list or the pull request can put it."""
    flagged = comment(text, text, path=text, headings=(text,), row=text)
    flagged = replace(flagged, context=(DiffLine("+", text),), old=(text,), new=(f"{text}2",))
    entry = outcome("#7", flagged)
    contribution = replace(entry.contribution, name=text, title=text, head=text, number=None)
    return replace(entry, contribution=contribution, not_checked=(NotChecked(text, 0, text),), failure=text)


def rendered(flagged: Comment, repository: str = "") -> str:
    return page.render(result(outcome("#7", flagged), web=repository))


def test_hostile_text_adds_no_tag_and_no_attribute() -> None:
    hostile = page.render(
        result(full_of(HOSTILE), origin=HOSTILE, settings=HOSTILE, web=f"javascript:{HOSTILE}")
    )
    plain = page.render(result(full_of("x"), origin="x", settings="x", web="x"))
    assert [(tag, set(attributes)) for tag, attributes in Reader(hostile).tags if tag != "mark"] == [
        (tag, set(attributes)) for tag, attributes in Reader(plain).tags if tag != "mark"
    ]
    assert (hostile.count("<style>"), hostile.count("</style>")) == (1, 1)
    assert "<script" not in hostile
    assert "\u202e" not in hostile
    assert "\x1b" not in hostile


@given(TEXT)
def test_any_text_is_shown_as_it_is_with_invisible_characters_spelled_out(text: str) -> None:
    reader = Reader(page.render(result(outcome("#7"), origin=f"[{text}]", settings=f"({text})")))
    assert f"1 pull request from [{visible(text)}], 1970-01-01, under ({visible(text)});" in reader.text
    assert {tag for tag, _ in reader.tags} == {
        *("html", "head", "meta", "title", "style", "body", "main", "h1", "p", "dl", "div", "dt", "dd")
    }


def test_the_page_loads_and_runs_nothing() -> None:
    text = rendered(comment(), "https://github.com/a/b")
    reader = Reader(text)
    attributes = {key for _, attributes in reader.tags for key in attributes}
    assert not attributes & {"src", "srcset", "data", "action", "style", "background"}
    assert "url(" not in text
    assert "@import" not in text
    links = {attributes["href"] for _, attributes in reader.tags if "href" in attributes}
    assert links == {"#order", "https://github.com/a/b/pull/7"}
    (policy,) = [
        attributes["content"]
        for _, attributes in reader.tags
        if attributes.get("http-equiv") == "Content-Security-Policy"
    ]
    assert str(policy).startswith("default-src 'none';")


@pytest.mark.parametrize(
    ("repository", "links"),
    [
        pytest.param("https://github.com/a?b&c", ["https://github.com/a?b&c/pull/7"], id="https"),
        pytest.param("http://example.org", ["http://example.org/pull/7"], id="http"),
        pytest.param("javascript:alert(1)//", [], id="a script"),
        pytest.param("data:text/html,hi", [], id="a data URL"),
        pytest.param("//example.org", [], id="no scheme"),
        pytest.param("", [], id="no page"),
    ],
)
def test_a_pull_request_is_a_link_only_to_a_web_page(repository: str, links: list[str]) -> None:
    tags = Reader(rendered(comment(), repository)).tags
    assert [at["href"] for tag, at in tags if tag == "a" and at["href"] != "#order"] == links


def test_each_anchor_has_a_target() -> None:
    tags = Reader(page.render(result(outcome("#7", comment(), comment("duplicate"))))).tags
    targets = {attributes["id"] for _, attributes in tags if "id" in attributes}
    assert {f"#{target}" for target in targets} == {at["href"] for _, at in tags if "href" in at}


def test_charts_have_their_numbers_as_text() -> None:
    reader = Reader(rendered(comment()))
    charts = [attributes for tag, attributes in reader.tags if tag == "svg"]
    assert [chart["aria-label"] for chart in charts] == [
        "pull requests over time, with and without findings",
        "order over time",
    ]
    assert {chart["role"] for chart in charts} == {"img"}
    assert "#7: 1 replayed, 1 with findings, 1 of them merged" in reader.text


def test_bars_are_stacked_from_the_bottom_and_as_high_as_their_share() -> None:
    text = page.render(
        result(
            *(outcome(f"#{number}", comment(), date=0) for number in (1, 2)),
            outcome("#3", comment(), merged=False, date=0),
            outcome("#4", date=0),
            *(outcome(f"#{number}", date=40 * 86_400) for number in range(5, 10)),
        )
    )
    chart = text.partition('<svg class="chart"')[2].partition("</svg>")[0]
    assert re.findall(
        r'<rect class="(\w+)" x="([\d.]+)%" y="([\d.]+)%" width="[\d.]+%" height="([\d.]+)%"', chart
    ) == [
        ("merged", "0.0", "60.0", "40.0"),
        ("others", "0.0", "40.0", "20.0"),
        ("clean", "0.0", "20.0", "20.0"),
        ("clean", "50.0", "0.0", "100.0"),
    ]


def test_the_rule_with_most_merged_pull_requests_is_first() -> None:
    text = page.render(
        result(
            outcome("#1", comment("order"), merged=False),
            outcome("#2", comment("order"), merged=False),
            outcome("#3", comment("duplicate")),
        )
    )
    assert re.findall(r'<h3 id="([\w-]+)">', text) == ["duplicate", "order"]
    assert "1 finding on merged pull requests" in text
    assert "2 findings on other pull requests" in text


def test_a_rule_has_at_most_a_hundred_comments() -> None:
    text = page.render(result(*(outcome(f"#{number}", comment()) for number in range(1, 151))))
    assert (text.count("<article>"), "50 more are in the JSON report." in text) == (100, True)
    assert "<summary>95 more</summary>" in text


@pytest.mark.parametrize(
    ("outcomes", "expected"),
    [
        pytest.param([], "0 pull requests from refs/pull/*", id="no contribution"),
        pytest.param([outcome("#1")], "1 pull request from refs/pull/*", id="no finding"),
        pytest.param([outcome("#1", failure="is torn")], "Not replayed", id="a failure"),
        pytest.param(
            [outcome("#1", not_checked=(NotChecked("a.md", 0, "is binary"),))],
            "a.md: is binary",
            id="a file that was not checked",
        ),
        pytest.param(
            [outcome("#1", comment(), merged=None)],
            "1 finding on pull requests",
            id="unknown whether it was merged",
        ),
    ],
)
def test_the_page_names_what_there_is(outcomes: list[Outcome], expected: str) -> None:
    assert expected in Reader(page.render(result(*outcomes))).text


def without_spaces(html: str) -> str:
    return "".join(Reader(html).text.split())


@given(WORDS, WORDS)
def test_a_comment_has_the_text_that_github_shows(message: str, title: str) -> None:
    flagged = comment(message=message, fix=Fix(title, (Edit(7, 7, None),), True))
    shown = rendered(flagged).partition('<div class="comment">')[2].partition("</div>")[0]
    assert without_spaces(shown) == without_spaces(cmarkgfm.github_flavored_markdown_to_html(flagged.body))


def test_a_suggestion_is_shown_as_a_diff() -> None:
    flagged = comment(fix=Fix("Move the row above line 6", (Edit(6, 5, "| Bob |"), Edit(7, 7, None)), True))
    suggestion = Suggestion(6, 7, ("| Bob |", "| Cy |"))
    body = review_comments.open_body(flagged.finding, suggestion).rpartition("\n\n")[0]
    html = rendered(replace(flagged, body=body, old=("| Cy |", "| Bob |"), new=suggestion.lines))
    assert re.findall(r'<span class="(\w+)">(. .*?)\n', html)[-3:] == [
        ("new", "+ | Bob |"),
        ("same", "  | Cy |"),
        ("old", "- | Bob |"),
    ]
    assert "suggestion" not in html.replace("Suggested change", "")


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        pytest.param("| Ada | 15 |", "| Ada | 1815 |", "| Ada | 1<mark>81</mark>5 |", id="an insertion"),
        pytest.param("| Ada | 1816 |", "| Ada | 1815 |", "| Ada | 181<mark>5</mark> |", id="a replacement"),
        pytest.param("| Ada | 1815 | x |", "| Ada | 1815 |", "| Ada | 1815 |", id="nothing for a removal"),
        pytest.param("| Bob |", "something else", "something else", id="nothing in another line"),
    ],
)
def test_what_a_line_changes_is_marked(old: str, new: str, expected: str) -> None:
    html = rendered(replace(comment(), context=(DiffLine("-", old), DiffLine("+", new))))
    assert f'<span class="new">+ {expected}\n</span>' in html


def test_a_block_with_more_added_than_removed_lines_is_not_marked() -> None:
    context = (
        DiffLine("-", "| Ada |"),
        DiffLine("+", "| Adam |"),
        DiffLine("+", "| Bob |"),
        DiffLine(" ", "end"),
    )
    assert "<mark>" not in rendered(replace(comment(), context=context))


def test_a_finding_without_an_anchor_is_said_to_be_in_the_summary() -> None:
    html = rendered(replace(comment(), lines=None, context=()))
    assert "(in the summary comment, because the diff does not contain this line)" in html
    assert "| Bob | 1815 |" in html
