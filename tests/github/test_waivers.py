from __future__ import annotations

import pytest

from rowcheck.github import commands
from rowcheck.github.commands import Command, Request, Waiver
from rowcheck.github.summary import State
from rowcheck.model import Finding, Report

ROW = "| **[CLIP](https://arxiv.org/abs/2103.00020)** | CVPR 2021 | `code` |"


@pytest.mark.parametrize(
    ("rule", "row", "waived"),
    [
        pytest.param("order", "CLIP", True, id="by its title"),
        pytest.param("order", " clip ", True, id="case and blanks do not count"),
        pytest.param("order", "https://arxiv.org/abs/2103.00020", True, id="by its link"),
        pytest.param("order", "CVPR 2021", True, id="by a cell"),
        pytest.param("order", "code", True, id="by a cell in code"),
        pytest.param("order", "*", True, id="every row"),
        pytest.param("order", "CLI", False, id="not by a part of its title"),
        pytest.param("duplicate", "CLIP", False, id="not for another rule"),
        pytest.param("order", "", False, id="not by nothing"),
    ],
)
def test_what_a_waiver_covers(rule: str, row: str, waived: bool) -> None:
    finding = Finding("order", "error", "x.md", 3, 3, 0, 0, "m", "0" * 16, (), ROW)
    report, given = commands.apply([Waiver(rule, row, "so", "grace")], Report(findings=(finding,)))
    assert given == ({"0" * 16: "grace"} if waived else {})
    assert (report.findings, report.waived) == (((), (finding,)) if waived else ((finding,), ()))


@pytest.mark.parametrize(
    ("given", "left"),
    [
        pytest.param([Command("check")], ["A", "B"], id="a check waives nothing"),
        pytest.param([Command("waive", "order", "C")], ["A", "B", "C"], id="one more"),
        pytest.param([Command("waive", "order", "a", "why")], ["B", "a"], id="the last word counts"),
        pytest.param([Command("unwaive", "order", "A")], ["B"], id="one less"),
        pytest.param([Command("unwaive", "order", "*")], [], id="all of a rule"),
        pytest.param([Command("unwaive", "duplicate", "*")], ["A", "B"], id="none of another rule"),
    ],
)
def test_commands_change_what_is_waived(given: list[Command], left: list[str]) -> None:
    held = (Waiver("order", "A", "", "grace"), Waiver("order", "B", "", "grace"))
    assert [it.row for it in commands.updated(held, Request(tuple(given), "mia", 1))] == left


def test_a_memory_survives_being_written() -> None:
    memory = State((Waiver("order", "Ä | -->", "weil", "grace"),), frozenset({"0123456789abcdef"}))
    assert State.decode(memory.encode()) == memory
    assert State.decode(State().encode()) == State()


def test_a_memory_cannot_end_the_comment_it_is_kept_in() -> None:
    assert "--" not in State((Waiver("order", "-->" * 50, "-->", "grace"),)).encode()


@pytest.mark.parametrize(
    "letters", ["x", "AAAA", "bnVsbA==", "W10=", "eyJ3YWl2ZWQiOiBbe31dfQ==", "eyJ3YWl2ZWQiOiA1fQ=="]
)
def test_damaged_letters_are_no_memory(letters: str) -> None:
    assert State.decode(letters) == State()
