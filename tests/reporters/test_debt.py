from __future__ import annotations

import pytest

from rowcheck.engine.check import Pair, check
from rowcheck.markdown import documents
from rowcheck.model import Finding, Report
from rowcheck.reporters import debt
from rowcheck.reporters.debt import Debt
from rowcheck.settings.config import Settings

LIST = """\
# List

## Ants

| Name | Size |
| --- | --- |
| [Fire](https://ants.example/fire) | S |
| [Fire](https://ants.example/fire) | S |
| [Weaver](https://ants.example/weaver) |

| [Lost](https://ants.example/lost) | S |

## Bees

| Name | Size |
| --- | --- |
| [Honey](https://bees.example) | M | L |
"""


def debt_of(*texts: str) -> Debt:
    pairs = [Pair(f"{name}.md", None, text) for name, text in zip("ab", texts, strict=False)]
    read = [documents.read(pair.path, pair.head) for pair in pairs]
    return debt.debt_of(check(pairs, Settings()), read)


def test_the_whole_is_counted() -> None:
    found = debt_of(LIST, LIST)
    assert found[:5] == (2, 4, 8, 8, 8)
    assert found.not_checked == 0


def test_rules_are_told_the_worst_first() -> None:
    assert [(it.rule, it.severity, *it[2:5]) for it in debt_of(LIST).rules] == [
        ("row-shape", "error", 2, 2, 2),
        ("duplicate", "error", 1, 1, 1),
        ("stray-row", "error", 1, 1, 1),
    ]


def test_a_fault_counts_as_fixable_where_a_fix_holds() -> None:
    assert {it.rule: it.fixable for it in debt_of(LIST).rules} == {
        "duplicate": 0,
        "row-shape": 0,
        "stray-row": 1,
    }


def test_tables_are_told_the_worst_first_and_a_row_below_one_is_its_own() -> None:
    assert [(it.headings[-1], it.line, it.rows, dict(it.faults)) for it in debt_of(LIST).worst] == [
        ("Ants", 5, 3, {"duplicate": 1, "row-shape": 1, "stray-row": 1}),
        ("Bees", 15, 1, {"row-shape": 1}),
    ]


@pytest.mark.parametrize(
    ("line", "headings", "place"),
    [
        pytest.param(1, (), ((), 0), id="above the first table"),
        pytest.param(7, ("One",), (("One",), 3), id="in a table"),
        pytest.param(9, ("One",), (("One",), 3), id="below a table"),
        pytest.param(12, ("Two",), (("Two",), 0), id="under another heading than the table above it"),
    ],
)
def test_where_a_fault_is_counted(
    line: int, headings: tuple[str, ...], place: tuple[tuple[str, ...], int]
) -> None:
    text = "# One\n\n| a | b |\n|-|-|\n| c | d |\n| e | f |\n| g | h |\n\n| i | j |\n\n# Two\n\n| k | l |\n"
    finding = Finding("row-shape", "error", "a.md", line, line, 0, 0, "is so", "f", headings, "")
    (table,) = debt.debt_of(Report((finding,)), [documents.read("a.md", text)]).worst
    assert (table.headings, table.line) == place


def test_a_list_without_tables_has_no_debt() -> None:
    assert debt_of("No table.\n") == (0, 0, 0, 0, 0, (), (), 0)
