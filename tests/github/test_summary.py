from __future__ import annotations

import pytest

from rowcheck.github import summary
from rowcheck.github.commands import Waiver
from rowcheck.github.summary import State, Summary
from rowcheck.model import Counts, Finding, NotChecked, Report
from rowcheck.reporters.markdown import LIMIT


def finding(number: int = 1, message: str = "'A' is wrong") -> Finding:
    return Finding("order", "error", "x.md", number, number, 2, 3, message, f"{number:016x}", (), "| A |")


FOUND = finding()
WAIVED = State((Waiver("order", "*", "", "grace"),))


@pytest.mark.parametrize(
    ("summary_", "empty"),
    [
        pytest.param(Summary(Report()), True, id="an empty report"),
        pytest.param(
            Summary(Report(counts=Counts(added=3, checked=3, not_checked=0), debt=7)),
            True,
            id="good rows and debt",
        ),
        pytest.param(Summary(Report(findings=(FOUND,))), False, id="a finding"),
        pytest.param(
            Summary(Report(not_checked=(NotChecked("x.md", 0, "why"),))),
            False,
            id="a file that was not checked",
        ),
        pytest.param(Summary(Report(), settings_changed=("rowcheck.yml",)), False, id="changed settings"),
        pytest.param(Summary(Report(), state=WAIVED), False, id="a waiver"),
        pytest.param(Summary(Report(), state=State((), frozenset({"0"}))), True, id="refused lines only"),
    ],
)
def test_a_summary_without_anything_to_report_is_empty(summary_: Summary, empty: bool) -> None:
    assert summary_.is_empty is empty


def test_text_of_a_summary() -> None:
    unread = NotChecked("big.md", 0, "has more than 5 bytes; split the list")
    report = Report(
        findings=(FOUND,), counts=Counts(added=2, checked=1, not_checked=1), not_checked=(unread,)
    )
    content = Summary(report, unposted=(FOUND,), patch="--- a\n+++ b\n", settings_changed=("rowcheck.yml",))
    verdict, *rest = summary.render(content).split("\n\n")
    assert verdict == (
        "❌ **rowcheck failed**: 1 error in 2 rows added (1 checked, 1 not checked); "
        "1 file could not be checked"
    )
    assert rest == [
        "⚠️ This pull request changes `rowcheck.yml`. The changes take effect once they are merged.",
        "| | Where | Rule | What |\n| --- | --- | --- | --- |\n"
        "| ❌ | `x.md:1:2` | `order` | `'A' is wrong` |",
        "| Not checked | Why |\n| --- | --- |\n| `big.md` | `has more than 5 bytes; split the list` |",
        "<details><summary>A patch with all compatible fixes, for <code>git apply</code></summary>",
        "```diff\n--- a\n+++ b\n```",
        "</details>",
        "<!-- rowcheck:v1:summary: -->",
    ]


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(
            Summary(Report(), unposted=[finding(n, "x" * 5_000) for n in range(500)]),
            id="hundreds of findings",
        ),
        pytest.param(
            Summary(Report(not_checked=tuple(NotChecked("x" * 400, 0, "y") for _ in range(500)))),
            id="hundreds of files",
        ),
        pytest.param(Summary(Report(), patch="+x\n" * 50_000), id="a long patch"),
        pytest.param(
            Summary(Report(), state=State(tuple(Waiver("order", "x", "y" * 500, "z") for _ in range(40)))),
            id="many waivers",
        ),
    ],
)
def test_a_long_summary_fits_and_is_recognized(content: Summary) -> None:
    body = summary.render(content)
    assert len(body) <= LIMIT
    assert summary.is_summary(body)
    assert summary.stored_state(body) == content.state


def test_a_fence_in_the_patch_does_not_end_the_block() -> None:
    body = summary.render(Summary(Report(), patch="+```\n+x\n"))
    assert "````diff\n+```\n+x\n````" in body


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("<!-- rowcheck:v1:summary: -->\nx", id="a marker above other text"),
        pytest.param("x", id="text without a marker"),
        pytest.param("<!-- rowcheck:v1:0123456789abcdef -->", id="the marker of a finding"),
    ],
)
def test_comments_that_are_not_summaries(body: str) -> None:
    assert not summary.is_summary(body)
    assert summary.stored_state(body) == State()


def test_a_state_is_decoded_as_it_was_encoded() -> None:
    state = State((Waiver("order", "Ä | -->", "because", "grace"),), frozenset({"0123456789abcdef"}))
    assert State.decode(state.encode()) == state
    assert State.decode(State().encode()) == State()


def test_an_encoded_state_does_not_end_an_html_comment() -> None:
    assert "--" not in State((Waiver("order", "-->" * 50, "-->", "grace"),)).encode()


@pytest.mark.parametrize(
    "text", ["x", "AAAA", "bnVsbA==", "W10=", "eyJ3YWl2ZWQiOiBbe31dfQ==", "eyJ3YWl2ZWQiOiA1fQ=="]
)
def test_a_damaged_state_is_empty(text: str) -> None:
    assert State.decode(text) == State()
