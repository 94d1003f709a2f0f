from __future__ import annotations

from pathlib import Path

import pytest

from backtest_past import Past, people
from rowcheck.backtest import landing
from rowcheck.backtest.contributions import Contribution
from rowcheck.backtest.landing import Landing
from rowcheck.backtest.outcome import Outcome
from rowcheck.errors import SourceError, UsageError
from rowcheck.settings.settings import Settings


def outcome(fork: str = "", head: str = "", *rows: str, number: int = 1) -> Outcome:
    return Outcome(Contribution(f"#{number}", fork, head, 0, "", number), fork=fork, rows=rows)


def merged(known: Landing, one: Outcome) -> bool | None:
    return known.judged(one).contribution.merged


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("3\n#5\n", {3, 5}, id="numbers alone"),
        pytest.param("pull\trows\tlanded\n3\t1\ty\n4\t1\tn\n", {3}, id="a column that says so"),
        pytest.param("number\tmerged\n3\tTrue\n4\tfalse\n", {3}, id="or another"),
        pytest.param("pull\tmerged\tlanded\n3\tn\ty\n4\ty\tn\n", {3}, id="rows count more than the button"),
        pytest.param("", set(), id="none"),
    ],
)
def test_a_table_tells(tmp_path: Path, text: str, expected: set[int]) -> None:
    table = tmp_path / "merged.tsv"
    table.write_text(text, encoding="utf-8")
    known = landing.from_table(str(table))
    assert known.numbers == expected
    assert [merged(known, outcome(number=number)) for number in (3, 4)] == [3 in expected, 4 in expected]


@pytest.mark.parametrize("text", ["three\n", "pull\tmerged\nx\ty\n", "pull\tmerged\n3\n"])
def test_a_table_of_something_else_is_refused(tmp_path: Path, text: str) -> None:
    table = tmp_path / "merged.tsv"
    table.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match="is no table of merged pull requests"):
        landing.from_table(str(table))


def test_a_table_that_is_not_there_is_told() -> None:
    with pytest.raises(SourceError, match=r"^none\.tsv: cannot be read: No such file"):
        landing.from_table("none.tsv")


@pytest.fixture
def line(past: Past) -> tuple[list[str], Landing]:
    commits = past.line(people("Ada", "Old"), people("Ada"), people("Ada", "Bob", "Cy"))
    return commits, landing.from_line(past.store, commits[-1], frozenset({"merged"}), Settings().covers)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param(["Bob|1815"], True, id="its row stands there"),
        pytest.param(["Bob|1815", "Di|1815"], True, id="half of them do"),
        pytest.param(["Bob|1815", "Di|1815", "Eve|1815"], False, id="fewer than half do"),
        pytest.param(["Di|1815"], False, id="none does"),
        pytest.param(["Old|1815"], False, id="it stood there only before"),
        pytest.param([], False, id="it adds none"),
    ],
)
def test_rows_tell_what_was_squashed(
    line: tuple[list[str], Landing], rows: list[str], expected: bool
) -> None:
    commits, known = line
    assert merged(known, outcome(commits[1], "squashed", *rows)) is expected


def test_the_commit_itself_tells_at_once(line: tuple[list[str], Landing]) -> None:
    assert merged(line[1], outcome(line[0][0], "merged"))


def test_nothing_tells_without_a_main_line() -> None:
    assert merged(Landing(), outcome("a", "b", "Bob|1815")) is None


def test_rows_are_told_apart_by_their_words() -> None:
    text = "| Ada |  1815|\nAda | 1815\n| --- | --- |\nno row\n"
    assert list(landing.rows_of(text.splitlines())) == ["Ada|1815", "Ada|1815"]
