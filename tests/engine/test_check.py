from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rowcheck.compare.edits import apply_edits
from rowcheck.engine.check import Pair, check
from rowcheck.markdown import documents
from rowcheck.markdown.documents import split_lines
from rowcheck.model import Counts, Fix, NotChecked, Report
from rowcheck.rules import IDS
from rowcheck.settings.settings import Settings, load_settings

HEADER = "| Name | Size |\n| --- | --- |\n"
TABLE = f"{HEADER}| [Ants](https://ants.example) | S |\n"
MORE = f"{TABLE}| [Bees](https://bees.example) | S |\n"
SHORT = f"{TABLE}| [Bees](https://bees.example) |\n"
UNKNOWN = "tables: {t: {match: {columns: [Other]}}}"


def settings(text: str) -> Settings:
    return load_settings(text, "rowcheck.yml", lambda path: None, IDS)


def rules_of(report: Report) -> list[str]:
    return [finding.rule for finding in report.findings]


@pytest.mark.parametrize(
    ("pairs", "config", "verdict", "counts"),
    [
        pytest.param([], "", "passed", Counts(), id="nothing to check passes"),
        pytest.param(
            [Pair("a.md", TABLE, MORE)],
            "",
            "passed",
            Counts(added=1, checked=1, not_checked=0),
            id="a correct row passes",
        ),
        pytest.param(
            [Pair("a.md", TABLE, SHORT)],
            "",
            "failed",
            Counts(added=1, checked=1, not_checked=0),
            id="an error fails",
        ),
        pytest.param(
            [Pair("a.md", None, MORE)],
            "",
            "passed",
            Counts(added=2, checked=2, not_checked=0),
            id="all rows of a new file count",
        ),
        pytest.param(
            [Pair("a.md", TABLE, SHORT)],
            "rules: {row-shape: warning}",
            "passed",
            Counts(added=1, checked=1, not_checked=0),
            id="a warning passes",
        ),
        pytest.param(
            [Pair("a.md", TABLE, SHORT)],
            "rules: {row-shape: off}",
            "passed",
            Counts(added=1, checked=1, not_checked=0),
            id="a rule that is off reports nothing",
        ),
        pytest.param(
            [Pair("a.md", None, MORE)],
            UNKNOWN,
            "not-checked",
            Counts(added=2, checked=0, not_checked=2),
            id="rows of a table without settings are not checked",
        ),
        pytest.param(
            [Pair("a.md", None, MORE), Pair("b.md", TABLE, SHORT)],
            UNKNOWN,
            "failed",
            Counts(added=3, checked=1, not_checked=2),
            id="rows of two files are added up",
        ),
    ],
)
def test_verdict_and_counts(pairs: list[Pair], config: str, verdict: str, counts: Counts) -> None:
    report = check(pairs, settings(config))
    assert (report.verdict, report.counts) == (verdict, counts)


def test_a_file_that_could_not_be_read_does_not_pass() -> None:
    unread = NotChecked("wide.md", 0, "is UTF-16 text; save it as UTF-8")
    report = check([Pair("a.md", TABLE, MORE)], Settings(), not_checked=[unread])
    assert (report.verdict, report.not_checked) == ("not-checked", (unread,))


def test_rows_not_checked_have_a_line_and_a_reason() -> None:
    report = check([Pair("a.md", None, MORE)], settings(UNKNOWN))
    reason = "no table in the settings has its table's columns"
    assert report.not_checked == (NotChecked("a.md", 3, reason), NotChecked("a.md", 4, reason))
    assert rules_of(report) == ["unknown-table"]


def test_findings_are_in_the_order_of_files_and_lines() -> None:
    two = f"{SHORT}| [Cows](https://cows.example) |\n"
    report = check([Pair("b.md", TABLE, two), Pair("a.md", TABLE, SHORT)], Settings())
    assert [(finding.path, finding.line) for finding in report.findings] == [
        ("a.md", 4),
        ("b.md", 4),
        ("b.md", 5),
    ]


def test_unchanged_files_count_for_duplicates_of_the_complete_list() -> None:
    unique = settings("tables: {t: {unique: [{by: Name.url, scope: list}]}}")
    pair = Pair("a.md", TABLE, MORE)
    assert rules_of(check([pair], unique)) == []
    report = check([pair], unique, rest=[("b.md", MORE.replace("Bees]", "Honey bees]"))])
    assert rules_of(report) == ["duplicate"]
    assert [(other.path, other.line) for other in report.findings[0].related] == [("b.md", 4)]


def test_a_waived_finding_is_kept_apart_and_does_not_fail() -> None:
    waived = settings("waivers: [{rule: row-shape, row: Bees, reason: so}]")
    report = check([Pair("a.md", TABLE, SHORT)], waived)
    assert (report.verdict, report.findings) == ("passed", ())
    assert [finding.line for finding in report.waived] == [4]


def test_rules_without_settings_are_named_as_off() -> None:
    pair = Pair("a.md", TABLE, MORE)
    assert "row-schema" in check([pair], Settings()).rules_off
    configured = settings("tables: {t: {row: {properties: {Size: {enum: [S]}}}}}")
    assert "row-schema" not in check([pair], configured).rules_off


def test_the_report_has_the_text_of_the_files_with_findings() -> None:
    report = check([Pair("a.md", TABLE, MORE), Pair("b.md", TABLE, SHORT)], Settings())
    assert report.texts == {"b.md": tuple(SHORT.splitlines())}


API = "| API | Auth |\n| --- | --- |\n"
ANTS = "| [Ants](https://ants.example) | No |\n"
BEES = "| [Bees](https://bees.example) | No |\n"
CATS = "| [Cats](https://cats.example) |\n"


@pytest.mark.parametrize(
    ("base", "head", "rules", "debt"),
    [
        pytest.param(API + ANTS, API + ANTS + CATS, ["row-shape"], 0, id="a new row with a problem"),
        pytest.param(API + CATS, API + CATS + ANTS, [], 0, id="an unchanged row is not checked"),
        pytest.param(
            API + CATS,
            API + CATS.replace("Cats]", "Big Cats]"),
            [],
            1,
            id="an older problem of a row that was edited elsewhere is debt",
        ),
        pytest.param(
            API + ANTS + BEES + CATS,
            API + CATS + ANTS + BEES,
            [],
            1,
            id="an older problem of a row that was moved is debt",
        ),
        pytest.param(
            API + ANTS,
            API + ANTS.replace("| No ", ""),
            ["row-shape"],
            0,
            id="a problem that an edit introduced",
        ),
    ],
)
def test_only_new_problems_are_reported(base: str, head: str, rules: list[str], debt: int) -> None:
    report = check([Pair("list.md", base, head)], Settings())
    assert (rules_of(report), report.debt) == (rules, debt)


def test_a_row_settled_by_one_rule_is_not_checked_by_later_ones() -> None:
    twice = API + ANTS + BEES
    report = check([Pair("list.md", twice, twice + ANTS.replace(" No |", " No | No |"))], Settings())
    assert rules_of(report) == ["row-shape"]


FIXABLE = """\
| API | Auth |
| --- | --- |
| [Ants](https://ants.example) | No |
| [Bees](https://bees.example) | No |
"""


def fixes(base: str, head: str) -> list[Fix]:
    report = check([Pair("list.md", base, head)], Settings())
    return [finding.fix for finding in report.findings if finding.fix]


@pytest.mark.parametrize(
    ("head", "titles"),
    [
        pytest.param(
            f"{FIXABLE}\n| [Cats](https://cats.example) | No |\n",
            ["Join the table"],
            id="a fix that removes its finding is offered",
        ),
        pytest.param(
            f"{FIXABLE}    | [Cats](https://cats.example) | No |\nThanks.\n",
            [],
            id="a fix that would make the next line a row is not offered",
        ),
        pytest.param(f"{FIXABLE}| [Cats](https://cats.example) |\n", [], id="a problem without candidates"),
    ],
)
def test_only_fixes_that_hold_are_offered(head: str, titles: list[str]) -> None:
    assert [fix.title for fix in fixes(FIXABLE, head)] == titles


def test_an_offered_fix_changes_its_own_lines_only() -> None:
    head = f"# A\n\n{FIXABLE}\n| [Cats](https://cats.example) | No |\n\nThe end.\n"
    (fix,) = fixes(FIXABLE, head)
    before = split_lines(head)
    edited = [line for edit in fix.edits for line in range(edit.line, edit.end_line + 1)]
    assert list(apply_edits(before, fix.edits)) == [
        text for line, text in enumerate(before, 1) if line not in edited
    ]


def test_no_fix_is_offered_without_verification() -> None:
    pair = Pair("list.md", FIXABLE, f"{FIXABLE}\n| [Cats](https://cats.example) | No |\n")
    (finding,) = check([pair], Settings(), offer_fixes=False).findings
    assert finding.fix is None


def test_a_cache_may_give_one_document_for_both_versions() -> None:
    document = documents.read("a.md", SHORT)
    report = check([Pair("a.md", SHORT, SHORT)], Settings(), read=lambda path, text: document)
    assert (report.findings, report.counts) == ((), Counts())


LINES = [
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
DOCUMENTS = st.lists(st.sampled_from(LINES), max_size=14).map("\n".join)


@given(DOCUMENTS, DOCUMENTS)
def test_every_added_row_is_checked_or_named_as_not_checked(base: str, head: str) -> None:
    report = check([Pair("a.md", base, head)], settings("tables: {t: {match: {columns: [c, d]}}}"))
    assert report.counts.added == report.counts.checked + report.counts.not_checked
    rows = [entry for entry in report.not_checked if entry.line]
    assert len(rows) == report.counts.not_checked


@given(DOCUMENTS)
def test_an_unchanged_file_has_no_findings(text: str) -> None:
    report = check([Pair("a.md", text, text)], Settings())
    assert (report.findings, report.counts, report.debt) == ((), Counts(), 0)


@given(DOCUMENTS, DOCUMENTS)
def test_checking_twice_gives_the_same_report(base: str, head: str) -> None:
    pairs = [Pair("a.md", base, head)]
    assert check(pairs, Settings()) == check(pairs, Settings())
