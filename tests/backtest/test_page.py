from __future__ import annotations

import re
from dataclasses import replace

import pytest

from backtest_past import Reader, outcome, result, said
from rowcheck.backtest import page
from rowcheck.backtest.outcome import Outcome, Shown
from rowcheck.model import NotChecked

HOSTILE = (
    "</style></title><script>alert(1)</script><img src=x onerror=alert(1)>\"'&`]]>--><!--\u202e\x1b[31m\n"
)


def hostile() -> Outcome:
    """An outcome whose every text tries to break out."""
    remark = said(HOSTILE, HOSTILE, path=HOSTILE, headings=(HOSTILE,), row=HOSTILE)
    remark = replace(remark, context=(Shown("+", HOSTILE),), old=(HOSTILE,), new=(f"{HOSTILE}2",))
    found = outcome("#7", remark)
    named = replace(found.contribution, name=HOSTILE, title=HOSTILE, head=HOSTILE, number=None)
    return replace(found, contribution=named, not_checked=(NotChecked(HOSTILE, 0, HOSTILE),), fault=HOSTILE)


def test_nothing_of_the_repository_breaks_out() -> None:
    bad = page.render(result(hostile(), origin=HOSTILE, settings=HOSTILE, web=f"javascript:{HOSTILE}"))
    read = Reader(bad)
    plain = Reader(page.render(result(outcome("#7", said()))))
    known = {tag for tag, _ in plain.tags} | {"mark", "span"}
    assert {tag for tag, _ in read.tags} <= known
    assert not [at for _, at in read.tags if any(key.startswith("on") for key in at)]
    assert (bad.count("<style>"), bad.count("</style>")) == (1, 1)
    assert "<script" not in bad
    assert "\u202e" not in bad
    assert "\x1b" not in bad


def test_it_fetches_and_runs_nothing() -> None:
    text = page.render(result(outcome("#7", said()), web="https://github.com/a/b"))
    read = Reader(text)
    attributes = {key for _, at in read.tags for key in at}
    assert not attributes & {"src", "srcset", "data", "action", "style", "background"}
    assert "url(" not in text
    assert "@import" not in text
    assert {at["href"] for _, at in read.tags if "href" in at} == {"#order", "https://github.com/a/b/pull/7"}
    (policy,) = [at["content"] for _, at in read.tags if at.get("http-equiv") == "Content-Security-Policy"]
    assert str(policy).startswith("default-src 'none';")


def test_every_place_that_is_linked_is_there() -> None:
    read = Reader(page.render(result(outcome("#7", said(), said("duplicate")))))
    places = {at["id"] for _, at in read.tags if "id" in at}
    assert {f"#{place}" for place in places} == {at["href"] for _, at in read.tags if "href" in at}


def test_pictures_say_what_they_show() -> None:
    read = Reader(page.render(result(outcome("#7", said()))))
    pictures = [at for tag, at in read.tags if tag == "svg"]
    assert [at["aria-label"] for at in pictures] == [
        "pull requests over time, with and without findings",
        "order over time",
    ]
    assert {at["role"] for at in pictures} == {"img"}
    assert "#7: 1 replayed, 1 with findings, 1 of them merged" in read.text


def test_the_rule_that_was_overruled_most_often_comes_first() -> None:
    text = page.render(
        result(
            outcome("#1", said("order"), merged=False),
            outcome("#2", said("order"), merged=False),
            outcome("#3", said("duplicate")),
        )
    )
    assert re.findall(r'<h3 id="([\w-]+)">', text) == ["duplicate", "order"]
    assert "1 finding on pull requests that were merged" in text
    assert "2 findings on others" in text


def test_all_but_the_first_hundred_are_left_to_the_json() -> None:
    text = page.render(result(*(outcome(f"#{number}", said()) for number in range(1, 151))))
    assert (text.count("<article>"), "… 50 more; the JSON has them all." in text) == (100, True)
    assert "<summary>95 more</summary>" in text


@pytest.mark.parametrize(
    ("outcomes", "expected"),
    [
        pytest.param([], "0 pull requests of refs/pull/*", id="nothing at all"),
        pytest.param([outcome("#1")], "1 pull request of refs/pull/*", id="nothing said"),
        pytest.param([outcome("#1", fault="is torn")], "Could not be replayed", id="what failed"),
        pytest.param([outcome("#1", said(), merged=None)], "1 finding on pull requests", id="nothing known"),
    ],
)
def test_what_there_is_is_told(outcomes: list[Outcome], expected: str) -> None:
    assert expected in Reader(page.render(result(*outcomes))).text
