from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rowcheck.engine.check import Pair, check
from rowcheck.model import Counts, NotChecked, Report
from rowcheck.rules import IDS
from rowcheck.settings.settings import Settings, load_settings

HEADER = "| Name | Size |\n| --- | --- |\n"
TABLE = f"{HEADER}| [Ants](https://ants.example) | S |\n"
MORE = f"{TABLE}| [Bees](https://bees.example) | S |\n"
SHORT = f"{TABLE}| [Bees](https://bees.example) |\n"


def settings(text: str) -> Settings:
    return load_settings(text, "rowcheck.yml", lambda path: None, IDS)


def rules_of(report: Report) -> list[str]:
    return [finding.rule for finding in report.findings]


@pytest.mark.parametrize(
    ("pairs", "said", "verdict", "counts"),
    [
        pytest.param([], "", "passed", Counts(), id="nothing to check"),
        pytest.param([Pair("a.md", TABLE, MORE)], "", "passed", Counts(1, 1, 0), id="all is well"),
        pytest.param([Pair("a.md", TABLE, SHORT)], "", "failed", Counts(1, 1, 0), id="a fault"),
        pytest.param([Pair("a.md", None, MORE)], "", "passed", Counts(2, 2, 0), id="a new file"),
        pytest.param(
            [Pair("a.md", TABLE, SHORT)],
            "rules: {row-shape: warning}",
            "passed",
            Counts(1, 1, 0),
            id="a warning fails nobody",
        ),
        pytest.param(
            [Pair("a.md", TABLE, SHORT)],
            "rules: {row-shape: off}",
            "passed",
            Counts(1, 1, 0),
            id="a rule is off",
        ),
        pytest.param(
            [Pair("a.md", None, MORE)],
            "tables: {t: {match: {columns: [Other]}}}",
            "not-checked",
            Counts(2, 0, 2),
            id="a table that the settings do not know",
        ),
        pytest.param(
            [Pair("a.md", None, MORE), Pair("b.md", TABLE, SHORT)],
            "tables: {t: {match: {columns: [Other]}}}",
            "failed",
            Counts(3, 1, 2),
            id="rows of two files, one of them new",
        ),
    ],
)
def test_a_verdict_and_three_numbers(pairs: list[Pair], said: str, verdict: str, counts: Counts) -> None:
    report = check(pairs, settings(said))
    assert (report.verdict, report.counts) == (verdict, counts)


def test_what_could_not_be_read_is_no_pass() -> None:
    unread = NotChecked("wide.md", 0, "is UTF-16 text; save it as UTF-8")
    report = check([Pair("a.md", TABLE, MORE)], Settings(), not_checked=[unread])
    assert (report.verdict, report.not_checked) == ("not-checked", (unread,))


def test_rows_not_checked_are_named_by_line_and_reason() -> None:
    report = check([Pair("a.md", None, MORE)], settings("tables: {t: {match: {columns: [Other]}}}"))
    reason = "no table in the settings has its table's columns"
    assert report.not_checked == (NotChecked("a.md", 3, reason), NotChecked("a.md", 4, reason))


def test_findings_come_in_the_order_of_files_and_lines() -> None:
    two = f"{SHORT}| [Cows](https://cows.example) |\n"
    report = check([Pair("b.md", TABLE, two), Pair("a.md", TABLE, SHORT)], Settings())
    assert [(finding.path, finding.line) for finding in report.findings] == [
        ("a.md", 4),
        ("b.md", 4),
        ("b.md", 5),
    ]


def test_a_file_of_the_rest_counts_for_duplicates_of_the_whole_list() -> None:
    unique = settings("tables: {t: {unique: [{by: Name.url, scope: list}]}}")
    pair = Pair("a.md", TABLE, MORE)
    assert rules_of(check([pair], unique)) == []
    report = check([pair], unique, rest=[("b.md", MORE.replace("Bees]", "Honey bees]"))])
    assert rules_of(report) == ["duplicate"]
    assert [(other.path, other.line) for other in report.findings[0].related] == [("b.md", 4)]


def test_what_a_maintainer_allows_is_shown_and_does_not_count() -> None:
    waived = settings("waivers: [{rule: row-shape, row: Bees, reason: so}]")
    report = check([Pair("a.md", TABLE, SHORT)], waived)
    assert (report.verdict, report.findings) == ("passed", ())
    assert [finding.line for finding in report.waived] == [4]


def test_rules_without_settings_are_named_as_off() -> None:
    pair = Pair("a.md", TABLE, MORE)
    assert "row-schema" in check([pair], Settings()).rules_off
    asked = settings("tables: {t: {row: {properties: {Size: {enum: [S]}}}}}")
    assert "row-schema" not in check([pair], asked).rules_off


def test_a_report_brings_the_text_of_the_files_that_findings_stand_in() -> None:
    report = check([Pair("a.md", TABLE, MORE), Pair("b.md", TABLE, SHORT)], Settings())
    assert report.texts == {"b.md": tuple(SHORT.splitlines())}


MARKS = [
    "| a | b |",
    "| - | - |",
    "| c | d |",
    "| c |",
    "|",
    "",
    "    | x | y |",
    "> | a | b |",
    "```",
    "<br>",
    "text",
]
DOCUMENTS = st.lists(st.sampled_from(MARKS), max_size=14).map("\n".join)


@given(DOCUMENTS, DOCUMENTS)
def test_every_added_row_is_accounted_for(base: str, head: str) -> None:
    report = check([Pair("a.md", base, head)], settings("tables: {t: {match: {columns: [c, d]}}}"))
    assert report.counts.added == report.counts.checked + report.counts.not_checked
    rows = [entry for entry in report.not_checked if entry.line]
    assert len(rows) == report.counts.not_checked


@given(DOCUMENTS)
def test_what_did_not_change_is_not_judged(text: str) -> None:
    report = check([Pair("a.md", text, text)], Settings())
    assert (report.findings, report.counts, report.debt) == ((), Counts(), 0)


@given(DOCUMENTS, DOCUMENTS)
def test_checking_twice_says_the_same(base: str, head: str) -> None:
    pairs = [Pair("a.md", base, head)]
    assert check(pairs, Settings()) == check(pairs, Settings())
