from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import pytest

from backtest_repository import CONFIG, Repository, people
from rowcheck.backtest.contributions import Contribution, read_pulls
from rowcheck.backtest.outcome import Outcome
from rowcheck.backtest.replay import CommitSource, diff_contexts, diffs, in_processes, patch, replay
from rowcheck.engine import session
from rowcheck.engine.check import Pair
from rowcheck.sources.base import FileChange, Version

PATCH = (
    "@@ -1,3 +1,4 @@ head\n a\n-b\n+B\n+c\r\n d\n@@ -10,2 +11,1 @@\n x\n-y\n\\ No newline at end of file\n"
)


def replayed(repository: Repository) -> list[Outcome]:
    return replay(repository.path, None, read_pulls(repository.store, "refs/pulls/*", None))


def test_a_head_is_compared_with_its_merge_base(repository: Repository) -> None:
    first, second = repository.line(people("Ada"), people("Ada", "Bob"))
    repository.pull(1, second, repository.commit({"README.md": people("Ada", "Cy")}, first))
    (outcome,) = replayed(repository)
    assert (outcome.merge_base, outcome.counts.added, outcome.added_rows) == (first, 1, ("Cy|1815",))


def test_contributions_of_one_chunk_have_separate_outcomes(repository: Repository) -> None:
    first, second, third = repository.line(
        people("Ada"), people("Ada", "Bob"), people("Ada", "Bob") + "| Cy |\n"
    )
    for number, (base, head) in enumerate([(first, second), (second, second), (second, third)], 1):
        repository.pull(number, base, head)
    outcomes = replayed(repository)
    assert [(entry.changes_list, entry.counts.added, sorted(entry.rules)) for entry in outcomes] == [
        (True, 1, []),
        (False, 0, []),
        (True, 1, ["row-shape"]),
    ]


def test_a_comment_has_the_diff_above_it_and_no_marker(repository: Repository) -> None:
    first, second = repository.line(people("Ada"), people("Ada") + "| Cy |\n")
    repository.pull(1, first, second)
    ((comment,),) = (outcome.comments for outcome in replayed(repository))
    assert comment.lines == (6, 6)
    assert ["".join(line) for line in comment.context] == [
        " | Name | Year |",
        " | --- | --- |",
        " | Ada | 1815 |",
        "+| Cy |",
    ]
    assert comment.body.startswith("❌ **row-shape**: `the row has 1 cell, the header 2")
    assert "<!--" not in comment.body


def test_a_row_with_other_spacing_is_not_an_added_row(repository: Repository) -> None:
    first, second = repository.line(people("Ada"), people("Ada").replace("| Ada |", "|  Ada  |"))
    repository.pull(1, first, second)
    (outcome,) = replayed(repository)
    assert (outcome.changes_list, outcome.added_rows) == (True, ())


def test_a_missing_merge_base_in_a_shallow_clone_mentions_the_clone(
    repository: Repository, tmp_path: Path
) -> None:
    first, second = repository.line(people("Ada"), people("Ada", "Bob"))
    repository.pull(1, second, repository.commit({"README.md": people("Ada", "Cy")}, first))
    shallow = Repository(tmp_path / "shallow")
    repository.git("clone", "--quiet", "--depth=1", f"file://{repository.path}", str(shallow.path))
    shallow.git("fetch", "--quiet", "--depth=1", "origin", "+refs/pulls/*:refs/pulls/*")
    (outcome,) = replayed(shallow)
    assert outcome.failure == "has no commit in common with its base, as far as this shallow clone reaches"


def test_a_contribution_with_a_missing_commit_fails_alone(repository: Repository) -> None:
    first, second = repository.line(people("Ada"), people("Ada", "Bob"))
    pulls = [Contribution(f"#{n}", first, "f" * 40 if n == 2 else second, 0, "", n) for n in (1, 2, 3)]
    outcomes = replay(repository.path, None, pulls)
    assert [outcome.contribution.name for outcome in outcomes] == ["#1", "#2", "#3"]
    assert [outcome.counts.added for outcome in outcomes] == [1, 0, 1]
    assert [outcome.failure.partition(";")[0] for outcome in outcomes] == [
        "",
        "a commit to compare is missing",
        "",
    ]


def test_a_contribution_that_crashes_the_check_fails_alone(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = session.check

    def crash_on_bob(pairs: Sequence[Pair], *arguments: object, **options: object) -> object:
        if any("Bob" in pair.head for pair in pairs):
            raise LookupError("no Bob")
        return run(pairs, *arguments, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(session, "check", crash_on_bob)
    first, second, third = repository.line(people("Ada"), people("Ada", "Cy"), people("Ada", "Bob"))
    repository.pull(1, first, second)
    repository.pull(2, first, third)
    assert [outcome.failure for outcome in replayed(repository)] == ["", "LookupError: no Bob"]


def contributions(count: int) -> list[Contribution]:
    return [Contribution(str(number), "", "", 0, "", number) for number in range(count)]


def replay_but_13(chunk: Sequence[Contribution]) -> list[Outcome]:
    """Return outcomes without a check; number 13 ends the process."""
    if any(contribution.number == 13 for contribution in chunk):
        os._exit(1)
    return [Outcome(contribution) for contribution in chunk]


@pytest.mark.parametrize("jobs", [1, 2, 3])
@pytest.mark.parametrize("count", [0, 1, 5, 13])
def test_outcomes_are_in_the_order_of_the_contributions(count: int, jobs: int) -> None:
    outcomes = in_processes(replay_but_13, contributions(count), jobs)
    assert [outcome.contribution.number for outcome in outcomes] == list(range(count))


def test_a_contribution_whose_process_is_killed_fails_alone() -> None:
    outcomes = list(in_processes(replay_but_13, contributions(60), 2))
    assert [outcome.contribution.number for outcome in outcomes] == list(range(60))
    (failed,) = [outcome for outcome in outcomes if outcome.failure]
    assert (failed.contribution.number, failed.failure) == (
        13,
        "its process was killed; was there enough memory?",
    )


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param(1, [" a"], id="the first line of a hunk"),
        pytest.param(2, [" a", "-b", "+B"], id="a removed line above"),
        pytest.param(4, ["-b", "+B", "+c", " d"], id="at most four lines, without line ends"),
        pytest.param(11, [" x"], id="nothing of the hunk before"),
        pytest.param(5, [], id="a line outside of the hunks"),
    ],
)
def test_a_comment_is_below_up_to_four_lines_of_its_hunk(line: int, expected: list[str]) -> None:
    assert ["".join(shown) for shown in diff_contexts(PATCH).get(line, ())] == expected


def test_an_empty_patch_has_no_lines() -> None:
    assert diff_contexts("") == {}


def test_one_command_gives_the_differences_of_many_pairs(repository: Repository) -> None:
    first, second, third = repository.line(people("Ada"), people("Bob"), people("Cy"))
    renamed = repository.commit({"README.md": None, "a b.md": people("Ada")}, first)
    merge = repository.commit({"README.md": people("Cy")}, second, third)
    pairs = [
        (first, second),
        (second, second),
        (first, third),
        (first, renamed),
        (second, merge),
        (first, third),
    ]
    paths = [[entry.path for entry in entries] for entries in diffs(repository.store, pairs)]
    readme = ["README.md"]
    assert paths == [readme, [], readme, ["README.md", "a b.md"], readme, readme]


def test_no_pair_has_no_difference(repository: Repository) -> None:
    assert diffs(repository.store, []) == []


def test_a_source_gives_both_versions(repository: Repository) -> None:
    first, second = repository.line(people("Ada"), people("Bob"))
    (entries,) = diffs(repository.store, [(first, second)])
    source = CommitSource(repository.store, second, entries)
    before, after = people("Ada").encode(), people("Bob").encode()
    assert list(source.changes(lambda path: True)) == [FileChange("README.md", before, after)]
    assert list(source.listing(lambda path: True)) == [Version("README.md", after)]
    assert source.selects("README.md")


def test_settings_are_those_of_the_work_tree(repository: Repository) -> None:
    repository.commit({"rowcheck.yml": "files: [old.md]\n"})
    repository.configure()
    assert CommitSource(repository.store).trusted("rowcheck.yml") == CONFIG
    assert CommitSource(repository.store).trusted("none.yml") is None


def test_settings_of_a_bare_repository_are_those_of_its_head(repository: Repository) -> None:
    repository.line(CONFIG, path="rowcheck.yml")
    repository.git("config", "core.bare", "true")
    assert CommitSource(repository.store).trusted("rowcheck.yml") == CONFIG


def test_a_patch_begins_with_its_first_hunk(repository: Repository) -> None:
    first, second = repository.line(people("Ada"), people("Ada", "Bob"))
    text = patch(repository.store, first, second, "README.md")
    assert text.startswith("@@ -3,3 +3,4 @@")
    assert text.splitlines()[-1] == "+| Bob | 1815 |"
    assert patch(repository.store, first, second, "none.md") == ""
