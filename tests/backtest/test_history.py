from __future__ import annotations

from collections.abc import Sequence

import pytest

from backtest_past import Past, people
from rowcheck.backtest import history
from rowcheck.backtest.contribution import Contribution
from rowcheck.backtest.history import Window
from rowcheck.errors import SourceError
from rowcheck.sources.git import Git

ALL = Window()


def titles(found: Sequence[Contribution]) -> list[str]:
    return [one.title for one in found]


def test_each_commit_is_compared_with_the_one_before(past: Past) -> None:
    first, second, third = past.line(people("Ada"), people("Ada", "Bob"), people("Bob"))
    found = history.read(past.store, third, ALL)
    assert [(one.base, one.head, one.name, one.title, one.merged) for one in found] == [
        (first, second, second[:9], "Version 2", True),
        (second, third, third[:9], "Version 3", True),
    ]


def test_a_merge_stands_for_what_it_brought(past: Past) -> None:
    (start,) = past.line(people("Ada"))
    side = past.commit({"README.md": people("Ada", "Bob")}, start, title="on the side")
    merge = past.commit({"README.md": people("Ada", "Bob")}, start, side, title="Merge Bob")
    found = history.read(past.store, merge, ALL)
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
    assert titles(history.read(past.store, commits[-1], window)) == expected


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
            history.read(git, "HEAD", window)
    else:
        assert titles(history.read(git, "HEAD", window)) == ["Version 4", "Version 5"]
