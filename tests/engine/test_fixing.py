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
            id="a blank line that cuts the table is taken out",
        ),
        pytest.param(
            BASE.replace("\nThanks", "\n| [Cats](https://cats.example) | No |\n\nThanks"),
            BASE.replace("\nThanks", "| [Cats](https://cats.example) | No |\n\nThanks"),
            id="a row after a blank line joins the table",
        ),
        pytest.param(
            BASE.replace("\nThanks", "Thanks"),
            BASE,
            id="a sentence that has become a row gets its blank line back",
        ),
        pytest.param(BASE, BASE, id="what is in order stays as it is"),
    ],
)
def test_safe_fixes_mend_what_the_pull_request_broke(head: str, expected: str) -> None:
    (pair,) = fixed(head).pairs
    assert pair.head == expected


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
def test_line_ends_stay_and_so_does_the_lack_of_a_last_one(end: str) -> None:
    head = BASE.replace("| [Bees]", "\n| [Bees]").rstrip("\n").replace("\n", end)
    (pair,) = fixed(head).pairs
    assert pair.head == BASE.rstrip("\n").replace("\n", end)


def test_fixing_twice_changes_nothing_more() -> None:
    head = BASE.replace("| [Bees]", "\n| [Bees]").replace("\nThanks", "Thanks")
    once = fixed(head)
    again = fixed(once.pairs[0].head)
    assert again.pairs == once.pairs
    assert again.count == 0


def test_the_report_is_of_what_is_left_and_the_count_of_what_is_gone() -> None:
    head = BASE.replace("| [Bees]", "\n| [Bees]").replace(
        "(https://bees.example) | No |", "(https://bees.example) | No | Yes |"
    )
    before = check([Pair("README.md", BASE, head)], Settings())
    after = fixed(head)
    assert len(before.findings) == after.count + len(after.report.findings)


def test_only_the_fixes_that_are_wanted_are_put_together() -> None:
    old = "| Name | Auth |\n| --- | --- |\n" + "".join(f"| Ant {n} | No |\n" for n in range(9))
    pairs = (Pair("README.md", old, f"{old}|Bee 1|No|\n|Bee 2|No|\n"),)
    settings = Settings(rules={"order": "off"})
    report = check(pairs, settings)
    assert [finding.rule for finding in report.findings] == ["row-style", "row-style"]
    for left in report.findings:
        after = fixing.together(pairs, report, settings, wanted=lambda it, left=left: it != left)  # type: ignore[misc]
        assert after is not None
        assert [it.line for it in check(after, settings).findings] == [left.line]
    assert fixing.together(pairs, report, settings, wanted=lambda finding: False) is None


def test_no_more_is_tried_than_may_be() -> None:
    head = BASE.replace("| [Bees]", "\n| [Bees]")
    pairs = (Pair("README.md", BASE, head),)
    report = check(pairs, Settings())
    assert fixing.together(pairs, report, Settings(), wanted=lambda finding: True, tries=0) is None
    assert fixing.together(pairs, report, Settings(), wanted=lambda finding: True, tries=1) is not None
