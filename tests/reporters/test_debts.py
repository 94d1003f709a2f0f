from __future__ import annotations

import pytest

from rowcheck.reporters import debts
from rowcheck.reporters.debt import Debt, RuleDebt, TableDebt
from rowcheck.reporters.debts import Mending
from rowcheck.reporters.options import Options

RULES = (RuleDebt("order", "error", 3, 2, 1, 1),)


def debt_of(*headings: tuple[str, ...], path: str = "README.md") -> Debt:
    worst = tuple(TableDebt(path, 5, it, ("a",), 7, {"order": 2, "similar": 1}) for it in headings)
    return Debt(1, len(worst), 1707, 3, 2, RULES, worst, 0)


@pytest.mark.parametrize(
    ("headings", "shown"),
    [
        pytest.param([("List", "Ants"), ("List", "Bees")], ["Ants", "Bees"], id="the title they share goes"),
        pytest.param([("List",), ("List", "Bees")], ["List", "List › Bees"], id="no path becomes empty"),
        pytest.param([("List", "Ants")], ["List › Ants"], id="one table keeps its whole path"),
        pytest.param([(), ("List",)], ["(no heading)", "List"], id="a table without a heading"),
        pytest.param(
            [("List", "\x1b[31m"), ("List", "a")],
            ["\\x1b[31m", "a"],
            id="nothing reaches the terminal as it is",
        ),
    ],
)
def test_where_a_table_stands(headings: list[tuple[str, ...]], shown: list[str]) -> None:
    lines = debts.as_text(debt_of(*headings), Options(), limited=False).splitlines()
    assert [line.split("  ")[0] for line in lines[6:]] == shown


def test_the_commonest_fault_of_a_table_comes_first() -> None:
    text = debts.as_text(debt_of(("List",)), Options(), limited=False)
    assert text.splitlines()[-1] == "List      5     7  order 2, similar 1"


def test_many_tables_are_named_on_demand_only() -> None:
    many = debt_of(*[("List", str(number)) for number in range(30)])
    text = debts.as_text(many, Options(), limited=False)
    assert text.endswith("… 10 more tables (see them with --verbose)\n")
    assert debts.as_text(many, Options(verbose=True), limited=False).count("order 2") == 30
    assert debts.as_text(many, Options(quiet=True), limited=False) == (
        "1,707 rows of 30 tables in 1 file: 3 faults in 2 lines\n"
    )


def test_colour_changes_nothing_else() -> None:
    plain = debts.as_text(debt_of(("List",)), Options(), limited=False)
    coloured = debts.as_text(debt_of(("List",)), Options(colour=True), limited=False)
    assert "\x1b[" in coloured
    assert coloured.replace("\x1b[1m", "").replace("\x1b[0m", "").split() == plain.split()


def test_a_narrow_terminal_is_not_overrun() -> None:
    text = debts.as_text(debt_of(("List", "Ants " * 40)), Options(width=60), limited=True)
    assert max(map(len, text.splitlines())) <= 60


def test_a_long_place_leaves_room_for_its_faults() -> None:
    text = debts.as_text(debt_of(("List", "Ants " * 40), ("Bees",)), Options(width=80), limited=True)
    rows = text.splitlines()[-3:]
    assert rows[0].split() == ["table", "line", "rows", "faults"]
    assert all(row.endswith("   5     7  order 2, similar 1") for row in rows[1:])


@pytest.mark.parametrize(
    ("mending", "said"),
    [
        pytest.param(None, "'rowcheck audit --patches DIR' writes", id="there may be patches"),
        pytest.param(Mending(2, 3, "fixes"), "2 patches for 3 faults: git apply fixes/*.patch", id="some"),
        pytest.param(Mending(0, 0, "fixes"), "no fault has a fix", id="none"),
    ],
)
def test_what_to_do_about_it(mending: Mending | None, said: str) -> None:
    assert said in debts.advice(debt_of(("List",)), mending, quiet=False)
