from __future__ import annotations

from dataclasses import dataclass

import pytest

from backtest_past import Past, people
from rowcheck.backtest import pulls
from rowcheck.errors import SourceError, UsageError
from rowcheck.sources.git import Git


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
    return [(one.name, one.base, one.head, one.forked) for one in pulls.read(past.store, glob, tip)]


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
    stranger, merged = pulls.read(scene.past.store, "refs/pull/*", scene.tip)
    assert (stranger.name, stranger.reason) == (
        "#1",
        "has no commit in common with what it was to be merged into",
    )
    assert merged.reason == ""


def test_the_heads_that_the_main_line_contains_are_told(scene: Scene) -> None:
    scene.past.point("refs/pull/8/head", scene.past.commit({"a.md": "a"}, scene.start))
    side = scene.past.git("rev-parse", "refs/pull/7/head")
    assert pulls.merged_into(scene.past.store, "refs/pull/*", scene.tip) == {side}


def test_no_ref_is_told_with_how_to_fetch_some(scene: Scene) -> None:
    with pytest.raises(UsageError, match=r"no ref fits 'refs/none/\*'.*git fetch origin '\+refs/pull/"):
        pulls.read(scene.past.store, "refs/none/*", scene.tip)


def test_heads_alone_need_a_main_line(scene: Scene) -> None:
    with pytest.raises(UsageError, match="heads without a base"):
        pulls.read(scene.past.store, "refs/pull/*", None)


def test_a_shallow_clone_does_not_tell_where_heads_left(scene: Scene) -> None:
    scene.past.git("clone", "--quiet", "--depth=1", f"file://{scene.past.path}", "shallow")
    git = Git(scene.past.path / "shallow")
    git.run("fetch", "--quiet", "--depth=1", "origin", "+refs/pull/*/head:refs/pull/*/head")
    with pytest.raises(SourceError, match="--unshallow"):
        pulls.read(git, "refs/pull/*", scene.tip)
