from __future__ import annotations

from pathlib import Path

import pytest

from backtest_repository import Repository, people
from rowcheck.backtest import landing
from rowcheck.backtest.contributions import Contribution
from rowcheck.backtest.landing import Landing
from rowcheck.backtest.outcome import Outcome
from rowcheck.errors import SourceError, UsageError
from rowcheck.settings.settings import Settings


def outcome(merge_base: str = "", head: str = "", *rows: str, number: int = 1) -> Outcome:
    contribution = Contribution(f"#{number}", merge_base, head, 0, "", number)
    return Outcome(contribution, merge_base=merge_base, added_rows=rows)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("3\n#5\n", {3, 5}, id="numbers without a header"),
        pytest.param("pull\trows\tlanded\n3\t1\ty\n4\t1\tn\n", {3}, id="a column landed"),
        pytest.param("number\tmerged\n3\tTrue\n4\tfalse\n", {3}, id="a column merged"),
        pytest.param("pull\tmerged\tlanded\n3\tn\ty\n4\ty\tn\n", {3}, id="landed before merged"),
        pytest.param("", set(), id="an empty table"),
    ],
)
def test_a_table_names_the_merged_pull_requests(tmp_path: Path, text: str, expected: set[int]) -> None:
    table = tmp_path / "merged.tsv"
    table.write_text(text, encoding="utf-8")
    table_landing = landing.from_table(str(table))
    assert table_landing.numbers == expected
    assert [table_landing.merged(outcome(number=n)) for n in (3, 4)] == [3 in expected, 4 in expected]


@pytest.mark.parametrize("text", ["three\n", "pull\tmerged\nx\ty\n", "pull\tmerged\n3\n"])
def test_a_table_of_something_else_is_an_error(tmp_path: Path, text: str) -> None:
    table = tmp_path / "merged.tsv"
    table.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match="is not a table of merged pull requests"):
        landing.from_table(str(table))


def test_a_missing_table_is_an_error() -> None:
    with pytest.raises(SourceError, match=r"^none\.tsv: cannot be read: No such file"):
        landing.from_table("none.tsv")


@pytest.fixture
def line(repository: Repository) -> tuple[list[str], Landing]:
    commits = repository.line(people("Ada", "Old"), people("Ada"), people("Ada", "Bob", "Cy"))
    heads = frozenset({"merged"})
    return commits, landing.from_main_line(repository.store, commits[-1], heads, Settings().covers)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param(["Bob|1815"], True, id="its row is there"),
        pytest.param(["Bob|1815", "Di|1815"], True, id="half of its rows are there"),
        pytest.param(["Bob|1815", "Di|1815", "Eve|1815"], False, id="fewer than half are there"),
        pytest.param(["Di|1815"], False, id="none is there"),
        pytest.param(["Old|1815"], False, id="its row was there only before"),
        pytest.param([], False, id="it adds no row"),
    ],
)
def test_a_squashed_pull_request_is_merged_where_half_of_its_rows_landed(
    line: tuple[list[str], Landing], rows: list[str], expected: bool
) -> None:
    commits, main_line = line
    assert main_line.merged(outcome(commits[1], "squashed", *rows)) is expected


def test_a_head_on_the_main_line_is_merged(line: tuple[list[str], Landing]) -> None:
    assert line[1].merged(outcome(line[0][0], "merged"))


def test_without_a_main_line_it_is_unknown() -> None:
    assert Landing().merged(outcome("a", "b", "Bob|1815")) is None


def test_rows_are_compared_without_their_spacing() -> None:
    text = "| Ada |  1815|\nAda | 1815\n| --- | --- |\nnot a row\n"
    assert list(landing.table_rows(text.splitlines())) == ["Ada|1815", "Ada|1815"]
