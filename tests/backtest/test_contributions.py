from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from backtest_past import Past, outcome, people
from rowcheck.backtest import contributions
from rowcheck.backtest.contributions import Contribution, Window
from rowcheck.errors import SourceError, UsageError
from rowcheck.sources.git import Git

ALL = Window()


def titles(found: Sequence[Contribution]) -> list[str]:
    return [one.title for one in found]


def test_each_commit_is_compared_with_the_one_before(past: Past) -> None:
    first, second, third = past.line(people("Ada"), people("Ada", "Bob"), people("Bob"))
    found = contributions.commits(past.store, third, ALL)
    assert [(one.base, one.head, one.name, one.title, one.merged) for one in found] == [
        (first, second, second[:9], "Version 2", True),
        (second, third, third[:9], "Version 3", True),
    ]


def test_a_merge_stands_for_what_it_brought(past: Past) -> None:
    (start,) = past.line(people("Ada"))
    side = past.commit({"README.md": people("Ada", "Bob")}, start, title="on the side")
    merge = past.commit({"README.md": people("Ada", "Bob")}, start, side, title="Merge Bob")
    found = contributions.commits(past.store, merge, ALL)
    assert [(one.base, one.head, one.title) for one in found] == [(start, merge, "Merge Bob")]


@pytest.mark.parametrize(
    ("window", "expected"),
    [
        pytest.param(Window(most=2), ["Version 3", "Version 4"], id="the newest so many"),
        pytest.param(Window(most=9), ["Version 2", "Version 3", "Version 4"], id="not more than there are"),
        pytest.param(Window(since=1_709_251_200), ["Version 3", "Version 4"], id="since March 2024"),
        pytest.param(Window(since=1_709_251_200, most=1), ["Version 4"], id="both"),
        pytest.param(Window(since=2_000_000_000), [], id="none so new"),
    ],
)
def test_a_window_chooses(past: Past, window: Window, expected: list[str]) -> None:
    commits = past.line(people("Ada"), people("Bob"), people("Cy"), people("Di"))
    assert titles(contributions.commits(past.store, commits[-1], window)) == expected


@pytest.mark.parametrize(
    ("window", "expected"),
    [
        pytest.param(ALL, "holds only 2 changes .* --unshallow', or replay those with '--most 2'", id="all"),
        pytest.param(Window(most=3), "holds only 2 changes", id="more than it holds"),
        pytest.param(Window(since=0), "holds only 2 changes", id="further back than it goes"),
        pytest.param(Window(most=2), None, id="as many as it holds"),
        pytest.param(Window(since=1_711_929_600), None, id="not as far back as it goes"),
    ],
)
def test_a_shallow_clone_says_where_it_ends(past: Past, window: Window, expected: str | None) -> None:
    past.line(people("Ada"), people("Bob"), people("Cy"), people("Di"), people("Eve"))
    past.git("clone", "--quiet", "--depth=3", f"file://{past.path}", "shallow")
    git = Git(past.path / "shallow")
    if expected:
        with pytest.raises(SourceError, match=expected):
            contributions.commits(git, "HEAD", window)
    else:
        assert titles(contributions.commits(git, "HEAD", window)) == ["Version 4", "Version 5"]


@dataclass(frozen=True)
class Scene:
    """A main line with a merged pull request on it; heads are kept as GitHub keeps them."""

    past: Past
    start: str
    merge: str
    tip: str


@pytest.fixture
def scene(past: Past) -> Scene:
    start, second = past.line(people("Ada"), people("Ada", "Bob"))
    side = past.commit({"README.md": people("Ada", "Cy")}, start, title="Add Cy")
    merge = past.commit({"README.md": people("Ada", "Bob", "Cy")}, second, side, title="Merge Cy")
    tip = past.commit({"README.md": people("Ada", "Bob", "Cy", "Di")}, merge)
    past.point("refs/heads/main", tip)
    past.point("refs/pull/7/head", side)
    return Scene(past, start, merge, tip)


def read(past: Past, glob: str, tip: str | None = None) -> list[tuple[str, str, str, bool]]:
    return [(one.name, one.base, one.head, one.forked) for one in contributions.pulls(past.store, glob, tip)]


@pytest.mark.parametrize(
    "glob", ["refs/pulls/*", "refs/pulls", "refs/pulls/", "refs/pulls/*/head", "refs/p*/*"]
)
def test_pairs_are_read_by_number(past: Past, glob: str) -> None:
    first, second, third = past.line(people("Ada"), people("Bob"), people("Cy"))
    past.pull(10, first, second)
    past.pull(9, first, third)
    past.point("refs/other/1/head", third)
    assert read(past, glob) == [("#9", first, third, True), ("#10", first, second, False)]


def test_one_pull_request_can_be_asked_for(past: Past) -> None:
    first, second = past.line(people("Ada"), people("Bob"))
    past.pull(1, first, second)
    past.pull(11, first, second)
    assert [name for name, *_ in read(past, "refs/pulls/1")] == ["#1"]


def test_a_merged_head_is_compared_with_where_it_left_the_main_line(scene: Scene) -> None:
    side = scene.past.git("rev-parse", "refs/pull/7/head")
    assert read(scene.past, "refs/pull/*", scene.tip) == [("#7", scene.start, side, False)]


def test_a_head_that_took_in_the_main_line_is_compared_with_what_it_took(scene: Scene) -> None:
    mine = scene.past.commit({"README.md": people("Ada", "Eve")}, scene.start)
    both = scene.past.commit({"README.md": people("Ada", "Bob", "Cy", "Eve")}, mine, scene.merge)
    scene.past.point("refs/pull/8/head", both)
    assert read(scene.past, "refs/pull/8", scene.tip) == [("#8", scene.merge, both, False)]


def test_a_head_on_the_main_line_is_compared_with_the_commit_before(scene: Scene) -> None:
    scene.past.point("refs/pull/9/head", scene.tip)
    assert read(scene.past, "refs/pull/9", scene.tip) == [("#9", scene.merge, scene.tip, False)]


def test_a_trial_merge_is_no_pull_request(scene: Scene) -> None:
    scene.past.point("refs/pull/7/merge", scene.merge)
    assert [name for name, *_ in read(scene.past, "refs/pull/*", scene.tip)] == ["#7"]


def test_heads_may_be_branches_of_a_remote(scene: Scene) -> None:
    scene.past.point("refs/remotes/origin/pr/7", scene.merge)
    assert [name for name, *_ in read(scene.past, "refs/remotes/origin/pr/*", scene.tip)] == ["#7"]


def test_a_head_that_never_was_on_the_main_line_says_so(scene: Scene) -> None:
    scene.past.point("refs/pull/1/head", scene.past.commit({"README.md": people("Zoe")}))
    stranger, merged = contributions.pulls(scene.past.store, "refs/pull/*", scene.tip)
    assert (stranger.name, stranger.reason) == (
        "#1",
        "has no commit in common with what it was to be merged into",
    )
    assert merged.reason == ""


def test_the_heads_that_the_main_line_contains_are_told(scene: Scene) -> None:
    scene.past.point("refs/pull/8/head", scene.past.commit({"a.md": "a"}, scene.start))
    side = scene.past.git("rev-parse", "refs/pull/7/head")
    assert contributions.merged_into(scene.past.store, "refs/pull/*", scene.tip) == {side}


def test_no_ref_is_told_with_how_to_fetch_some(scene: Scene) -> None:
    with pytest.raises(UsageError, match=r"no ref fits 'refs/none/\*'.*git fetch origin '\+refs/pull/"):
        contributions.pulls(scene.past.store, "refs/none/*", scene.tip)


def test_heads_alone_need_a_main_line(scene: Scene) -> None:
    with pytest.raises(UsageError, match="heads without a base"):
        contributions.pulls(scene.past.store, "refs/pull/*", None)


def test_a_shallow_clone_does_not_tell_where_heads_left(scene: Scene) -> None:
    scene.past.git("clone", "--quiet", "--depth=1", f"file://{scene.past.path}", "shallow")
    git = Git(scene.past.path / "shallow")
    git.run("fetch", "--quiet", "--depth=1", "origin", "+refs/pull/*/head:refs/pull/*/head")
    with pytest.raises(SourceError, match="--unshallow"):
        contributions.pulls(git, "refs/pull/*", scene.tip)


NOW = datetime(2024, 6, 15, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("2023-02-03", "2023-02-03T00:00", id="a day"),
        pytest.param("2023-2", "2023-02-01T00:00", id="a month"),
        pytest.param("2023", "2023-01-01T00:00", id="a year"),
        pytest.param("1 day", "2024-06-14T12:00", id="a day ago"),
        pytest.param("2 weeks ago", "2024-06-01T12:00", id="weeks ago, in so many words"),
        pytest.param("4 Years", "2020-06-15T12:00", id="years of 365 days and a quarter"),
    ],
)
def test_a_date_is_read(text: str, expected: str) -> None:
    found = datetime.fromtimestamp(contributions.seconds(text, NOW), UTC)
    assert found.isoformat(timespec="minutes").removesuffix("+00:00") == expected


@pytest.mark.parametrize(
    "text", ["", "yesterday", "2023-13", "2023-02-30", "3 fortnights", "99999 years", "soon"]
)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match=f"^'{text}' is no date for --since; write"):
        contributions.seconds(text, NOW)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        pytest.param("https://github.com/ada/list.git", "https://github.com/ada/list", id="https"),
        pytest.param(
            "https://ada:secret@github.com/ada/list", "https://github.com/ada/list", id="with a token"
        ),
        pytest.param("git@github.com:ada/the.list.git", "https://github.com/ada/the.list", id="ssh"),
        pytest.param("ssh://git@github.com/ada/list/", "https://github.com/ada/list", id="ssh as a URL"),
        pytest.param("https://example.org/ada/list.git", "", id="elsewhere"),
        pytest.param("/home/ada/list", "", id="a folder"),
        pytest.param('https://github.com/ada/"><script>', "", id="no name of a repository"),
        pytest.param(None, "", id="nowhere"),
    ],
)
def test_a_clone_tells_where_its_page_is(past: Past, url: str | None, expected: str) -> None:
    if url is not None:
        past.git("config", "remote.origin.url", url)
    assert contributions.web_page(past.store) == expected


def test_contributions_have_pages_of_their_own() -> None:
    pull, commit = outcome("#7").contribution, outcome("abc").contribution
    assert contributions.web_address("https://github.com/a/b", pull) == "https://github.com/a/b/pull/7"
    assert (
        contributions.web_address("https://github.com/a/b", commit)
        == f"https://github.com/a/b/commit/{'b' * 40}"
    )
    assert contributions.web_address("", pull) == ""
