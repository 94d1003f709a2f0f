from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from rowcheck.model import Finding, NotChecked, Report
from rowcheck.reporters import annotations


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        pytest.param(
            {},
            "::error file=README.md,line=3,endLine=3,col=9,endColumn=11,title=rowcheck%3A row-schema"
            "::'24' is not a year\n",
            id="an error is annotated at its line and columns",
        ),
        pytest.param(
            {"severity": "warning", "column": 0, "end_column": 0},
            "::warning file=README.md,line=3,endLine=3,title=rowcheck%3A row-schema::'24' is not a year\n",
            id="a warning without columns is annotated at its line",
        ),
        pytest.param(
            {"end_line": 5},
            "::error file=README.md,line=3,endLine=5,title=rowcheck%3A row-schema::'24' is not a year\n",
            id="a span of several lines has no columns",
        ),
        pytest.param(
            {"path": "a,b:c%.md", "column": 0, "message": "100 %: a, b"},
            "::error file=a%2Cb%3Ac%25.md,line=3,endLine=3,title=rowcheck%3A row-schema::100 %25: a, b\n",
            id="the separators of a command are escaped",
        ),
        pytest.param(
            {"column": 0, "message": "'x\r\n::set-env name=A::b' is not a year"},
            "::error file=README.md,line=3,endLine=3,title=rowcheck%3A row-schema"
            "::'x\\r\\n::set-env name=A::b' is not a year\n",
            id="text from a row cannot start a command",
        ),
    ],
)
def test_a_finding_is_a_command(finding: Finding, changes: dict[str, object], expected: str) -> None:
    assert annotations.render(Report((replace(finding, **changes),))) == expected  # type: ignore[arg-type]


def test_errors_come_first_and_what_was_not_checked_last(finding: Finding) -> None:
    warning = replace(finding, line=1, end_line=1, severity="warning")
    report = Report((warning, finding), not_checked=(NotChecked("b.md", 0, "it is not UTF-8"),))
    starts = [line.split(",")[0] for line in annotations.render(report).splitlines()]
    assert starts == ["::error file=README.md", "::warning file=README.md", "::warning file=b.md"]


def test_an_empty_report_has_no_commands() -> None:
    assert annotations.render(Report()) == ""


@pytest.mark.parametrize(
    ("errors", "warnings", "unchecked", "expected"),
    [
        pytest.param(10, 10, 0, None, id="ten and ten are shown"),
        pytest.param(11, 0, 0, "1 error more", id="the eleventh error is counted"),
        pytest.param(12, 13, 0, "2 errors, 3 warnings more", id="errors and warnings are counted separately"),
        pytest.param(0, 9, 3, "2 places not checked more", id="places not checked count as warnings"),
        pytest.param(
            11, 10, 1, "1 error, 1 place not checked more", id="a place not checked is never dropped silently"
        ),
    ],
)
def test_what_github_drops_is_counted(
    finding: Finding, errors: int, warnings: int, unchecked: int, expected: str | None
) -> None:
    found = [finding] * errors + [replace(finding, severity="warning")] * warnings
    report = Report(tuple(found), not_checked=(NotChecked("README.md", 1, "too long"),) * unchecked)
    lines = annotations.render(report).splitlines()
    shown = [line for line in lines if not line.startswith("::notice ")]
    notice = f"::notice title=rowcheck::{expected}: GitHub shows 10 errors and 10 warnings of a step"
    assert len(shown) == min(errors, 10) + min(warnings + unchecked, 10)
    assert lines[len(shown) :] == ([notice] if expected else [])


@given(data=st.data())
def test_every_line_is_one_command(data: st.DataObject, reports: SearchStrategy[Report]) -> None:
    report = data.draw(reports)
    lines = annotations.render(report).splitlines()
    commands = len(report.findings) + len(report.not_checked)
    assert len(lines) == commands
    assert all(re.match(r"::(error|warning) [^:]*::", line) for line in lines)
