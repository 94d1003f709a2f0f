"""What the reporter tests share: one plain finding to vary, and reports of every kind that can be."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from rowcheck.model import Counts, Edit, Finding, Fix, NotChecked, Related, Report


@pytest.fixture(scope="session")
def finding() -> Finding:
    return Finding(
        rule="row-schema",
        severity="error",
        path="README.md",
        line=3,
        end_line=3,
        column=9,
        end_column=11,
        message="'24' is not a year",
        fingerprint="0123456789abcdef",
        headings=("Methods", "Detection"),
        row="| Ada | 24 |",
    )


@pytest.fixture(scope="session")
def text() -> tuple[str, ...]:
    """The head text that `finding` stands in."""
    return ("| Name | Year |", "| --- | --- |", "| Ada | 24 |", "| Bob | 2025 |")


# What hostile rows are made of, besides any character at all: line ends, escapes, marks of direction,
# bytes that are no UTF-8, markup and workflow commands.
_CONTROL = [
    "\n",
    "\r",
    "\t",
    "\x1b[2J",
    "\x9b",
    "\x00",
    "\x7f",
    "\u2028",
    "\u202e",
    "\u200b",
    "\udc80",
    "\udcff",
]
_MARKUP = [
    "::error::",
    "%0A",
    ",",
    "|",
    "`",
    "```",
    "~~~",
    "@all",
    "#1",
    "<!--",
    "-->",
    "</details>",
    "http://x.y",
]
_WIDE = ["表", "👩\u200d🔬"]
_HOSTILE = st.sampled_from([*_CONTROL, *_MARKUP, *_WIDE])
_TEXT = st.lists(st.one_of(_HOSTILE, st.text(max_size=8)), max_size=6).map("".join)
_LINE = st.integers(1, 12)
_COLUMN = st.integers(0, 40)


def _edits() -> SearchStrategy[tuple[Edit, ...]]:
    edit = st.tuples(_LINE, st.integers(-1, 3), st.none() | _TEXT).map(
        lambda it: Edit(it[0], it[0] + it[1], it[2])
    )
    return st.lists(edit, min_size=1, max_size=3).map(tuple)


def _findings() -> SearchStrategy[tuple[Finding, ...]]:
    finding = st.builds(
        Finding,
        rule=st.sampled_from(["order", "row-schema", "duplicate"]),
        severity=st.sampled_from(["error", "warning"]),
        path=_TEXT,
        line=_LINE,
        end_line=_LINE,
        column=_COLUMN,
        end_column=_COLUMN,
        message=_TEXT,
        fingerprint=st.text("0123456789abcdef", min_size=16, max_size=16),
        headings=st.lists(_TEXT, max_size=2).map(tuple),
        row=_TEXT,
        related=st.lists(st.builds(Related, path=_TEXT, line=_LINE, message=_TEXT), max_size=2).map(tuple),
        fix=st.none() | st.builds(Fix, title=_TEXT, edits=_edits(), safe=st.booleans()),
    )
    return st.lists(finding, max_size=4).map(tuple)


def _with_texts(report: Report, lines: tuple[str, ...]) -> Report:
    return replace(report, texts={finding.path: lines for finding in report.findings[1:]})


@pytest.fixture(scope="session")
def reports() -> SearchStrategy[Report]:
    """Any report, in step with nothing: spans may lie behind the text, and the text may be missing."""
    number = st.integers(0, 9)
    report = st.builds(
        Report,
        findings=_findings(),
        counts=st.builds(Counts, *[number] * 6),
        debt=number,
        not_checked=st.lists(st.builds(NotChecked, path=_TEXT, line=number, reason=_TEXT), max_size=3).map(
            tuple
        ),
        rules_off=st.lists(st.sampled_from(["order", "unknown-table"]), max_size=2).map(tuple),
        waived=_findings(),
    )
    return st.builds(_with_texts, report, st.lists(_TEXT, max_size=12).map(tuple))
