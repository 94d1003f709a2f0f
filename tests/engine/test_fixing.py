from __future__ import annotations

import pytest

from rowcheck.engine import fixing
from rowcheck.engine.check import Pair, check
from rowcheck.settings.settings import Settings

BASE = """\
# List

| API | Auth |
| --- | --- |
| [Ants](https://ants.example) | No |
| [Bees](https://bees.example) | No |

Thanks for reading.
"""


def fixed(head: str, *, unsafe: bool = False) -> fixing.Fixed:
    return fixing.fix([Pair("README.md", BASE, head)], Settings(), unsafe=unsafe)


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        pytest.param(
            BASE.replace("| [Bees]", "\n| [Bees]"),
            BASE,
            id="a blank line in the table is removed",
        ),
        pytest.param(
            BASE.replace("\nThanks", "\n| [Cats](https://cats.example) | No |\n\nThanks"),
            BASE.replace("\nThanks", "| [Cats](https://cats.example) | No |\n\nThanks"),
            id="a row after a blank line joins the table",
        ),
        pytest.param(
            BASE.replace("\nThanks", "Thanks"),
            BASE,
            id="a sentence that became a row gets its blank line back",
        ),
        pytest.param(BASE, BASE, id="a correct list is not changed"),
    ],
)
def test_safe_fixes(head: str, expected: str) -> None:
    (pair,) = fixed(head).pairs
    assert pair.head == expected


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
def test_line_ends_and_a_missing_last_one_are_kept(end: str) -> None:
    head = BASE.replace("| [Bees]", "\n| [Bees]").rstrip("\n").replace("\n", end)
    (pair,) = fixed(head).pairs
    assert pair.head == BASE.rstrip("\n").replace("\n", end)


def test_fixing_twice_changes_nothing_more() -> None:
    head = BASE.replace("| [Bees]", "\n| [Bees]").replace("\nThanks", "Thanks")
    once = fixed(head)
    again = fixed(once.pairs[0].head)
    assert again.pairs == once.pairs
    assert again.count == 0


def test_the_report_is_on_the_fixed_text_and_the_count_is_of_removed_findings() -> None:
    head = BASE.replace("| [Bees]", "\n| [Bees]").replace(
        "(https://bees.example) | No |", "(https://bees.example) | No | Yes |"
    )
    before = check([Pair("README.md", BASE, head)], Settings())
    after = fixed(head)
    assert len(before.findings) == after.count + len(after.report.findings)


def test_only_wanted_fixes_are_applied() -> None:
    old = "| Name | Auth |\n| --- | --- |\n" + "".join(f"| Ant {n} | No |\n" for n in range(9))
    pairs = (Pair("README.md", old, f"{old}|Bee 1|No|\n|Bee 2|No|\n"),)
    settings = Settings(rules={"order": "off"})
    report = check(pairs, settings)
    assert [finding.rule for finding in report.findings] == ["row-style", "row-style"]
    for left in report.findings:
        after = fixing.apply_together(
            pairs, report, settings, wanted=lambda finding, left=left: finding != left
        )  # type: ignore[misc]
        assert after is not None
        assert [finding.line for finding in check(after, settings).findings] == [left.line]
    assert fixing.apply_together(pairs, report, settings, wanted=lambda finding: False) is None


def test_the_number_of_tries_is_limited() -> None:
    head = BASE.replace("| [Bees]", "\n| [Bees]")
    pairs = (Pair("README.md", BASE, head),)
    report = check(pairs, Settings())
    assert fixing.apply_together(pairs, report, Settings(), wanted=lambda finding: True, tries=0) is None
    assert fixing.apply_together(pairs, report, Settings(), wanted=lambda finding: True, tries=1) is not None
