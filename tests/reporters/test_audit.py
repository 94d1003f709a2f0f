from __future__ import annotations

import pytest

from rowcheck.engine.check import Pair, check
from rowcheck.markdown import documents
from rowcheck.model import Finding, Report
from rowcheck.reporters import audit
from rowcheck.reporters.audit import Debt, RuleDebt, TableDebt, WrittenPatches
from rowcheck.reporters.options import Options
from rowcheck.settings.settings import Settings

RULES = (RuleDebt("order", "error", 3, 2, 1, 1),)


def debt_in(*headings: tuple[str, ...], path: str = "README.md") -> Debt:
    worst = tuple(TableDebt(path, 5, path_of, ("a",), 7, {"order": 2, "similar": 1}) for path_of in headings)
    return Debt(1, len(worst), 1707, 3, 2, RULES, worst, 0)


@pytest.mark.parametrize(
    ("headings", "shown"),
    [
        pytest.param(
            [("List", "Ants"), ("List", "Bees")], ["Ants", "Bees"], id="shared headings are dropped"
        ),
        pytest.param([("List",), ("List", "Bees")], ["List", "List › Bees"], id="a path is never left empty"),
        pytest.param([("List", "Ants")], ["List › Ants"], id="a single table keeps its full path"),
        pytest.param([(), ("List",)], ["(no heading)", "List"], id="a table without a heading"),
        pytest.param(
            [("List", "\x1b[31m"), ("List", "a")],
            ["\\x1b[31m", "a"],
            id="control characters are escaped",
        ),
    ],
)
def test_tables_are_named_by_their_headings(headings: list[tuple[str, ...]], shown: list[str]) -> None:
    lines = audit.as_text(debt_in(*headings), Options(), limited=False).splitlines()
    assert [line.split("  ")[0] for line in lines[6:]] == shown


def test_the_most_frequent_rule_of_a_table_comes_first() -> None:
    text = audit.as_text(debt_in(("List",)), Options(), limited=False)
    assert text.splitlines()[-1] == "List      5     7  order 2, similar 1"


def test_the_list_of_tables_is_cut_unless_verbose() -> None:
    many = debt_in(*[("List", str(number)) for number in range(30)])
    text = audit.as_text(many, Options(), limited=False)
    assert text.endswith("… 10 more tables (see them with --verbose)\n")
    assert audit.as_text(many, Options(verbose=True), limited=False).count("order 2") == 30
    assert audit.as_text(many, Options(quiet=True), limited=False) == (
        "1,707 rows of 30 tables in 1 file: 3 findings on 2 lines\n"
    )


def test_colour_changes_no_text() -> None:
    plain = audit.as_text(debt_in(("List",)), Options(), limited=False)
    coloured = audit.as_text(debt_in(("List",)), Options(colour=True), limited=False)
    assert "\x1b[" in coloured
    assert coloured.replace("\x1b[1m", "").replace("\x1b[0m", "").split() == plain.split()


def test_tables_fit_a_narrow_terminal() -> None:
    text = audit.as_text(debt_in(("List", "Ants " * 40)), Options(width=60), limited=True)
    assert max(map(len, text.splitlines())) <= 60


def test_a_long_heading_path_leaves_room_for_the_counts() -> None:
    text = audit.as_text(debt_in(("List", "Ants " * 40), ("Bees",)), Options(width=80), limited=True)
    rows = text.splitlines()[-3:]
    assert rows[0].split() == ["table", "line", "rows", "findings"]
    assert all(row.endswith("   5     7  order 2, similar 1") for row in rows[1:])


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        pytest.param(None, "'rowcheck audit --patches DIR' writes", id="patches are possible"),
        pytest.param(
            WrittenPatches(2, 3, "fixes"),
            "2 patches for 3 findings: git apply fixes/*.patch",
            id="patches were written",
        ),
        pytest.param(WrittenPatches(0, 0, "fixes"), "no finding has a fix", id="nothing can be fixed"),
    ],
)
def test_the_advice_names_the_next_command(written: WrittenPatches | None, expected: str) -> None:
    assert expected in audit.advice(debt_in(("List",)), written, quiet=False)


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


def counted_in(*texts: str) -> Debt:
    pairs = [Pair(f"{name}.md", None, text) for name, text in zip("ab", texts, strict=False)]
    read = [documents.read(pair.path, pair.head) for pair in pairs]
    return audit.debt_of(check(pairs, Settings()), read)


def test_files_tables_rows_and_findings_are_counted() -> None:
    debt = counted_in(LIST, LIST)
    assert (debt.lists, debt.tables, debt.rows, debt.faults, debt.faulty_lines) == (2, 4, 8, 8, 8)
    assert debt.not_checked == 0


def test_rules_are_sorted_by_number_of_findings() -> None:
    assert [
        (rule.rule, rule.severity, rule.faults, rule.lines, rule.tables) for rule in counted_in(LIST).rules
    ] == [
        ("row-shape", "error", 2, 2, 2),
        ("duplicate", "error", 1, 1, 1),
        ("stray-row", "error", 1, 1, 1),
    ]


def test_findings_with_a_verified_fix_are_counted() -> None:
    assert {rule.rule: rule.fixable for rule in counted_in(LIST).rules} == {
        "duplicate": 0,
        "row-shape": 0,
        "stray-row": 1,
    }


def test_tables_are_sorted_by_findings_and_include_rows_below_them() -> None:
    assert [
        (table.headings[-1], table.line, table.rows, table.faults) for table in counted_in(LIST).worst
    ] == [
        ("Ants", 5, 3, {"duplicate": 1, "row-shape": 1, "stray-row": 1}),
        ("Bees", 15, 1, {"row-shape": 1}),
    ]


@pytest.mark.parametrize(
    ("line", "headings", "place"),
    [
        pytest.param(1, (), ((), 0), id="above the first table"),
        pytest.param(7, ("One",), (("One",), 3), id="in a table"),
        pytest.param(9, ("One",), (("One",), 3), id="below a table"),
        pytest.param(12, ("Two",), (("Two",), 0), id="under another heading than the table above"),
    ],
)
def test_a_finding_is_counted_for_its_table(
    line: int, headings: tuple[str, ...], place: tuple[tuple[str, ...], int]
) -> None:
    text = "# One\n\n| a | b |\n|-|-|\n| c | d |\n| e | f |\n| g | h |\n\n| i | j |\n\n# Two\n\n| k | l |\n"
    finding = Finding("row-shape", "error", "a.md", line, line, 0, 0, "wrong", "f", headings, "")
    (table,) = audit.debt_of(Report((finding,)), [documents.read("a.md", text)]).worst
    assert (table.headings, table.line) == place


def test_a_list_without_tables_has_no_debt() -> None:
    assert counted_in("No table.\n") == Debt(0, 0, 0, 0, 0, (), (), 0)
