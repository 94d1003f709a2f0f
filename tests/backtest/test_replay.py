from __future__ import annotations

from pathlib import Path

from backtest_past import Past, people
from rowcheck.backtest.contributions import pulls
from rowcheck.backtest.replay import Replayer
from rowcheck.settings.settings import Settings
from rowcheck.sources.git import Git


def test_a_head_is_compared_with_where_it_left_its_base(past: Past) -> None:
    first, second = past.line(people("Ada"), people("Ada", "Bob"))
    past.pull(1, second, past.commit({"README.md": people("Ada", "Cy")}, first))
    (outcome,) = Replayer(past.store, Settings()).outcomes(pulls(past.store, "refs/pulls/*", None))
    assert (outcome.fork, outcome.counts.added, outcome.rows) == (first, 1, ("Cy|1815",))


def test_neighbours_have_outcomes_of_their_own(past: Past) -> None:
    first, second, third = past.line(people("Ada"), people("Ada", "Bob"), people("Ada", "Bob") + "| Cy |\n")
    for number, (base, head) in enumerate([(first, second), (second, second), (second, third)], 1):
        past.pull(number, base, head)
    found = list(Replayer(past.store, Settings()).outcomes(pulls(past.store, "refs/pulls/*", None)))
    assert [(one.listed, one.counts.added, sorted(one.rules)) for one in found] == [
        (True, 1, []),
        (False, 0, []),
        (True, 1, ["row-shape"]),
    ]


def test_a_comment_stands_where_github_would_show_it(past: Past) -> None:
    first, second = past.line(people("Ada"), people("Ada") + "| Cy |\n")
    past.pull(1, first, second)
    (outcome,) = Replayer(past.store, Settings()).outcomes(pulls(past.store, "refs/pulls/*", None))
    (remark,) = outcome.remarks
    assert remark.lines == (6, 6)
    assert ["".join(shown) for shown in remark.context] == [
        " | Name | Year |",
        " | --- | --- |",
        " | Ada | 1815 |",
        "+| Cy |",
    ]
    assert remark.body.startswith("❌ **row-shape**: `the row has 1 cell, the table 2 columns")
    assert "<!--" not in remark.body


def test_a_row_that_is_only_spaced_otherwise_is_none_to_look_for(past: Past) -> None:
    first, second = past.line(people("Ada"), people("Ada").replace("| Ada |", "|  Ada  |"))
    past.pull(1, first, second)
    (outcome,) = Replayer(past.store, Settings()).outcomes(pulls(past.store, "refs/pulls/*", None))
    assert (outcome.listed, outcome.rows) == (True, ())


def test_a_shallow_clone_says_that_it_may_be_at_fault(past: Past, tmp_path: Path) -> None:
    first, second = past.line(people("Ada"), people("Ada", "Bob"))
    past.pull(1, second, past.commit({"README.md": people("Ada", "Cy")}, first))
    shallow = tmp_path / "shallow"
    past.git("clone", "--quiet", "--depth=1", f"file://{past.path}", str(shallow))
    git = Git(shallow)
    git.run("fetch", "--quiet", "--depth=1", "origin", "+refs/pulls/*:refs/pulls/*")
    (outcome,) = Replayer(git, Settings()).outcomes(pulls(git, "refs/pulls/*", None))
    assert outcome.fault == "has no commit in common with its base, as far as this shallow clone goes"
