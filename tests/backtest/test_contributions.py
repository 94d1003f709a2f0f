from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from backtest_repository import Repository, outcome, people
from rowcheck.backtest.contributions import (
    Contribution,
    Window,
    merged_heads,
    parse_since,
    read_commits,
    read_pulls,
    repository_page,
    web_address,
)
from rowcheck.errors import SourceError, UsageError
from rowcheck.sources.git import Git

ALL = Window()


def titles(contributions: Sequence[Contribution]) -> list[str]:
    return [contribution.title for contribution in contributions]


def test_each_commit_is_compared_with_its_parent(repository: Repository) -> None:
    first, second, third = repository.line(people("Ada"), people("Ada", "Bob"), people("Bob"))
    commits = read_commits(repository.store, third, ALL)
    assert [(entry.base, entry.head, entry.name, entry.title, entry.merged) for entry in commits] == [
        (first, second, second[:9], "Version 2", True),
        (second, third, third[:9], "Version 3", True),
    ]


def test_a_merge_is_one_contribution(repository: Repository) -> None:
    (start,) = repository.line(people("Ada"))
    side = repository.commit({"README.md": people("Ada", "Bob")}, start, title="on the side")
    merge = repository.commit({"README.md": people("Ada", "Bob")}, start, side, title="Merge Bob")
    commits = read_commits(repository.store, merge, ALL)
    assert [(entry.base, entry.head, entry.title) for entry in commits] == [(start, merge, "Merge Bob")]


@pytest.mark.parametrize(
    ("window", "expected"),
    [
        pytest.param(Window(limit=2), ["Version 3", "Version 4"], id="the newest two"),
        pytest.param(Window(limit=9), ["Version 2", "Version 3", "Version 4"], id="a high limit"),
        pytest.param(Window(since=1_709_251_200), ["Version 3", "Version 4"], id="since March 2024"),
        pytest.param(Window(since=1_709_251_200, limit=1), ["Version 4"], id="a date and a limit"),
        pytest.param(Window(since=2_000_000_000), [], id="a date after the last commit"),
    ],
)
def test_a_window_selects_the_newest_commits(
    repository: Repository, window: Window, expected: list[str]
) -> None:
    commits = repository.line(people("Ada"), people("Bob"), people("Cy"), people("Di"))
    assert titles(read_commits(repository.store, commits[-1], window)) == expected


@pytest.mark.parametrize(
    ("window", "expected"),
    [
        pytest.param(ALL, "has only 2 changes .* --unshallow', or .* '--most 2'", id="all commits"),
        pytest.param(Window(limit=3), "has only 2 changes", id="more than it has"),
        pytest.param(Window(since=0), "has only 2 changes", id="a date before its first commit"),
        pytest.param(Window(limit=2), None, id="as many as it has"),
        pytest.param(Window(since=1_711_929_600), None, id="a date after its first commit"),
    ],
)
def test_a_shallow_clone_must_reach_back_to_the_start_of_the_window(
    repository: Repository, window: Window, expected: str | None
) -> None:
    repository.line(people("Ada"), people("Bob"), people("Cy"), people("Di"), people("Eve"))
    repository.git("clone", "--quiet", "--depth=3", f"file://{repository.path}", "shallow")
    git = Git(repository.path / "shallow")
    if expected:
        with pytest.raises(SourceError, match=expected):
            read_commits(git, "HEAD", window)
    else:
        assert titles(read_commits(git, "HEAD", window)) == ["Version 4", "Version 5"]


@dataclass(frozen=True)
class Scene:
    """A main line with a merged pull request on it, whose head is kept as on GitHub."""

    repository: Repository
    start: str
    merge: str
    tip: str


@pytest.fixture
def scene(repository: Repository) -> Scene:
    start, second = repository.line(people("Ada"), people("Ada", "Bob"))
    side = repository.commit({"README.md": people("Ada", "Cy")}, start, title="Add Cy")
    merge = repository.commit({"README.md": people("Ada", "Bob", "Cy")}, second, side, title="Merge Cy")
    tip = repository.commit({"README.md": people("Ada", "Bob", "Cy", "Di")}, merge)
    repository.point("refs/heads/main", tip)
    repository.point("refs/pull/7/head", side)
    return Scene(repository, start, merge, tip)


def read(repository: Repository, glob: str, tip: str | None = None) -> list[tuple[str, str, str, bool]]:
    pulls = read_pulls(repository.store, glob, tip)
    return [(pull.name, pull.base, pull.head, pull.diverged) for pull in pulls]


@pytest.mark.parametrize(
    "glob", ["refs/pulls/*", "refs/pulls", "refs/pulls/", "refs/pulls/*/head", "refs/p*/*"]
)
def test_pairs_of_refs_are_sorted_by_number(repository: Repository, glob: str) -> None:
    first, second, third = repository.line(people("Ada"), people("Bob"), people("Cy"))
    repository.pull(10, first, second)
    repository.pull(9, first, third)
    repository.point("refs/other/1/head", third)
    assert read(repository, glob) == [("#9", first, third, True), ("#10", first, second, False)]


def test_one_pull_request_can_be_selected(repository: Repository) -> None:
    first, second = repository.line(people("Ada"), people("Bob"))
    repository.pull(1, first, second)
    repository.pull(11, first, second)
    assert [name for name, *_ in read(repository, "refs/pulls/1")] == ["#1"]


def test_a_merged_head_is_compared_with_the_commit_where_it_left_the_main_line(scene: Scene) -> None:
    side = scene.repository.git("rev-parse", "refs/pull/7/head")
    assert read(scene.repository, "refs/pull/*", scene.tip) == [("#7", scene.start, side, False)]


def test_a_head_that_merged_the_main_line_is_compared_with_the_commit_it_merged(scene: Scene) -> None:
    mine = scene.repository.commit({"README.md": people("Ada", "Eve")}, scene.start)
    both = scene.repository.commit({"README.md": people("Ada", "Bob", "Cy", "Eve")}, mine, scene.merge)
    scene.repository.point("refs/pull/8/head", both)
    assert read(scene.repository, "refs/pull/8", scene.tip) == [("#8", scene.merge, both, False)]


def test_a_head_on_the_main_line_is_compared_with_its_parent(scene: Scene) -> None:
    scene.repository.point("refs/pull/9/head", scene.tip)
    assert read(scene.repository, "refs/pull/9", scene.tip) == [("#9", scene.merge, scene.tip, False)]


def test_a_trial_merge_is_not_a_pull_request(scene: Scene) -> None:
    scene.repository.point("refs/pull/7/merge", scene.merge)
    assert [name for name, *_ in read(scene.repository, "refs/pull/*", scene.tip)] == ["#7"]


def test_heads_can_be_branches_of_a_remote(scene: Scene) -> None:
    scene.repository.point("refs/remotes/origin/pr/7", scene.merge)
    assert [name for name, *_ in read(scene.repository, "refs/remotes/origin/pr/*", scene.tip)] == ["#7"]


def test_a_head_without_a_common_commit_has_a_failure(scene: Scene) -> None:
    scene.repository.point("refs/pull/1/head", scene.repository.commit({"README.md": people("Zoe")}))
    unrelated, merged = read_pulls(scene.repository.store, "refs/pull/*", scene.tip)
    assert (unrelated.name, unrelated.failure) == (
        "#1",
        "has no commit in common with the branch to merge into",
    )
    assert merged.failure == ""


def test_merged_heads_are_those_that_the_main_line_contains(scene: Scene) -> None:
    scene.repository.point("refs/pull/8/head", scene.repository.commit({"a.md": "a"}, scene.start))
    side = scene.repository.git("rev-parse", "refs/pull/7/head")
    assert merged_heads(scene.repository.store, "refs/pull/*", scene.tip) == {side}


def test_an_error_without_a_matching_ref_says_how_to_fetch_some(scene: Scene) -> None:
    with pytest.raises(UsageError, match=r"no ref matches 'refs/none/\*'.*git fetch origin '\+refs/pull/"):
        read_pulls(scene.repository.store, "refs/none/*", scene.tip)


def test_heads_without_bases_need_a_main_line(scene: Scene) -> None:
    with pytest.raises(UsageError, match="heads without a base"):
        read_pulls(scene.repository.store, "refs/pull/*", None)


def test_a_shallow_clone_must_contain_the_commits_where_heads_left(scene: Scene) -> None:
    scene.repository.git("clone", "--quiet", "--depth=1", f"file://{scene.repository.path}", "shallow")
    git = Git(scene.repository.path / "shallow")
    git.run("fetch", "--quiet", "--depth=1", "origin", "+refs/pull/*/head:refs/pull/*/head")
    with pytest.raises(SourceError, match="--unshallow"):
        read_pulls(git, "refs/pull/*", scene.tip)


NOW = datetime(2024, 6, 15, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("2023-02-03", "2023-02-03T00:00", id="a day"),
        pytest.param("2023-2", "2023-02-01T00:00", id="a month"),
        pytest.param("2023", "2023-01-01T00:00", id="a year"),
        pytest.param("1 day", "2024-06-14T12:00", id="a day ago"),
        pytest.param("2 weeks ago", "2024-06-01T12:00", id="weeks, with ago"),
        pytest.param("4 Years", "2020-06-15T12:00", id="years of 365.25 days"),
    ],
)
def test_a_date_or_an_age_is_parsed(text: str, expected: str) -> None:
    moment = datetime.fromtimestamp(parse_since(text, NOW), UTC)
    assert moment.isoformat(timespec="minutes").removesuffix("+00:00") == expected


@pytest.mark.parametrize(
    "text", ["", "yesterday", "2023-13", "2023-02-30", "3 fortnights", "99999 years", "soon"]
)
def test_other_text_is_not_a_date(text: str) -> None:
    with pytest.raises(UsageError, match=f"^'{text}' is not a date for --since; write"):
        parse_since(text, NOW)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        pytest.param("https://github.com/ada/list.git", "https://github.com/ada/list", id="https"),
        pytest.param(
            "https://ada:secret@github.com/ada/list", "https://github.com/ada/list", id="with a token"
        ),
        pytest.param("git@github.com:ada/the.list.git", "https://github.com/ada/the.list", id="ssh"),
        pytest.param("ssh://git@github.com/ada/list/", "https://github.com/ada/list", id="ssh as a URL"),
        pytest.param("https://example.org/ada/list.git", "", id="another host"),
        pytest.param("/home/ada/list", "", id="a folder"),
        pytest.param('https://github.com/ada/"><script>', "", id="not the name of a repository"),
        pytest.param(None, "", id="no remote"),
    ],
)
def test_the_page_of_a_clone_is_found_by_its_remote(
    repository: Repository, url: str | None, expected: str
) -> None:
    if url is not None:
        repository.git("config", "remote.origin.url", url)
    assert repository_page(repository.store) == expected


def test_pull_requests_and_commits_have_pages() -> None:
    pull, commit = outcome("#7").contribution, outcome("abc").contribution
    assert web_address("https://github.com/a/b", pull) == "https://github.com/a/b/pull/7"
    assert web_address("https://github.com/a/b", commit) == f"https://github.com/a/b/commit/{'b' * 40}"
    assert web_address("", pull) == ""
