from __future__ import annotations

from dataclasses import replace

import pytest

from rowcheck.model import Counts, Finding, NotChecked, Report
from rowcheck.reporters import wording


@pytest.mark.parametrize(
    ("severities", "report", "expected"),
    [
        pytest.param(
            "", Report(), "passed: nothing to check, no rows added or changed", id="nothing to check"
        ),
        pytest.param(
            "",
            Report(rules_off=("row-schema",)),
            "passed: nothing to check, no rows added or changed",
            id="nothing to check, whatever rules are off",
        ),
        pytest.param(
            "",
            Report(counts=Counts(added=3, checked=3, not_checked=0)),
            "passed: 3 rows added, 3 checked",
            id="three good rows",
        ),
        pytest.param(
            "",
            Report(
                counts=Counts(added=2000, checked=1000, not_checked=1000),
                not_checked=(NotChecked("README.md", 9, "too long"),),
            ),
            "not checked: 2,000 rows added, 1,000 checked, 1,000 not checked",
            id="numbers have a thousands separator",
        ),
        pytest.param(
            "",
            Report(counts=Counts(added=1, checked=1, not_checked=0)),
            "passed: 1 row added, 1 checked",
            id="singular and plural agree",
        ),
        pytest.param(
            "eew",
            Report(counts=Counts(added=5, checked=5, not_checked=0), debt=4),
            "failed: 2 errors, 1 warning in 5 rows added (5 checked); 4 older findings were ignored",
            id="debt is counted",
        ),
        pytest.param(
            "w",
            Report(counts=Counts(added=1, checked=1, not_checked=0), debt=1),
            "passed: 1 warning in 1 row added (1 checked); 1 older finding was ignored",
            id="warnings pass",
        ),
        pytest.param(
            "",
            Report(
                counts=Counts(added=5, checked=3, not_checked=2),
                not_checked=(NotChecked("README.md", 9, "too long"),) * 2,
            ),
            "not checked: 5 rows added, 3 checked, 2 not checked",
            id="rows that were not checked have their own verdict",
        ),
        pytest.param(
            "e",
            Report(
                counts=Counts(added=5, checked=3, not_checked=2),
                not_checked=(NotChecked("README.md", 9, "too long"),) * 2,
            ),
            "failed: 1 error in 5 rows added (3 checked, 2 not checked)",
            id="an error fails, even when some rows were not checked",
        ),
        pytest.param(
            "",
            Report(counts=Counts(added=2, modified=1, checked=3)),
            "passed: 2 rows added, 1 changed, 3 checked",
            id="changed rows are counted",
        ),
        pytest.param(
            "",
            Report(counts=Counts(modified=1, checked=1)),
            "passed: 1 row changed, 1 checked",
            id="without added rows, the changed ones come first",
        ),
        pytest.param(
            "w",
            Report(counts=Counts(moved=1, removed=2000, checked=1)),
            "passed: 1 warning in 1 row moved, 2,000 removed (1 checked)",
            id="moved and removed rows are counted",
        ),
        pytest.param(
            "e", Report(), "failed: 1 error, no rows added or changed", id="an error beside the rows"
        ),
        pytest.param(
            "",
            Report(not_checked=(NotChecked("README.md", 0, "it is not UTF-8"),)),
            "not checked: no rows added or changed; 1 file could not be checked",
            id="a file that could not be read does not pass",
        ),
        pytest.param(
            "",
            Report(
                counts=Counts(added=1, checked=1, not_checked=0), rules_off=("row-schema", "unknown-table")
            ),
            "passed: 1 row added, 1 checked; no settings for row-schema, unknown-table",
            id="rules without settings are named",
        ),
    ],
)
def test_the_verdict_sentence(finding: Finding, severities: str, report: Report, expected: str) -> None:
    names = {"e": "error", "w": "warning"}
    found = tuple(replace(finding, severity=names[letter]) for letter in severities)
    assert wording.verdict_sentence(replace(report, findings=found)) == expected


def test_waived_findings_are_counted(finding: Finding) -> None:
    report = Report(counts=Counts(added=1, checked=1, not_checked=0), waived=(finding,))
    assert wording.verdict_sentence(report) == "passed: 1 row added, 1 checked; 1 waived"


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        pytest.param({}, "README.md:3:9: error[row-schema]: '24' is not a year", id="with its column"),
        pytest.param(
            {"column": 0}, "README.md:3: error[row-schema]: '24' is not a year", id="without a column"
        ),
        pytest.param(
            {"path": "\x1b.md", "message": "'\u202e' is not a year"},
            "\\x1b.md:3:9: error[row-schema]: '\\u202e' is not a year",
            id="control characters are escaped",
        ),
    ],
)
def test_headline(finding: Finding, changes: dict[str, object], expected: str) -> None:
    assert wording.headline(replace(finding, **changes)) == expected  # type: ignore[arg-type]


def test_heading_path() -> None:
    assert wording.heading_path(("Methods", "Det\x1bection")) == "Methods › Det\\x1bection"
