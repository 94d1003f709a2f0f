from __future__ import annotations

import re
import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from rowcheck.model import Counts, Edit, Finding, Fix, NotChecked, Related, Report
from rowcheck.reporters import terminal
from rowcheck.reporters.options import Options
from rowcheck.reporters.terminal import excerpt, glyphs

LONG = f"| Eve | {'very ' * 200}| 24 | {'long ' * 200}|"


def show(report: Report, *, quiet: bool = False, verbose: bool = False, colour: bool = False) -> str:
    return terminal.render(report, Options(colour=colour, width=60, quiet=quiet, verbose=verbose))


GOLDEN = [
    pytest.param(
        {},
        """\
README.md:3:9: error[row-schema]: '24' is not a year
  ┌─ Methods › Detection
3 │ | Ada | 24 |
  │         ^^
""",
        id="a finding has its message, headings, row and underlined cell",
    ),
    pytest.param(
        {"severity": "warning", "column": 0, "end_column": 0, "headings": ()},
        """\
README.md:3: warning[row-schema]: '24' is not a year
3 │ | Ada | 24 |
""",
        id="without headings and column there is only the row",
    ),
    pytest.param(
        {"fix": Fix("Write '2024'", (Edit(3, 3, "| Ada | 2024 |"),), True)},
        """\
README.md:3:9: error[row-schema]: '24' is not a year
  ┌─ Methods › Detection
3 │ | Ada | 24 |
  │         ^^
  = fix: Write '2024'
3 - | Ada | 24 |
3 + | Ada | 2024 |
""",
        id="a fix shows the old and the new line",
    ),
    pytest.param(
        {
            "rule": "order",
            "line": 12,
            "end_line": 12,
            "column": 3,
            "end_column": 6,
            "message": "'Cid' belongs above 'Dan' (line 7)",
            "related": (Related("README.md", 7, "'Dan' (2025)"), Related("more.md", 2, "'Cid' is here too")),
            "fix": Fix("Move the row to line 7", (Edit(12, 12, None), Edit(7, 6, "| Cid | 2023 |")), False),
        },
        """\
README.md:12:3: error[order]: 'Cid' belongs above 'Dan' (line 7)
   ┌─ Methods › Detection
12 │ | Cid | 2023 |
   │   ^^^
   = note: line 7: 'Dan' (2025)
   = note: more.md:2: 'Cid' is here too
   = fix (unsafe): Move the row to line 7
 7 + | Cid | 2023 |
12 - | Cid | 2023 |
""",
        id="a move shows both places and the related rows",
    ),
    pytest.param(
        {"line": 5, "end_line": 5, "column": 7, "end_column": 12, "message": "'画像' is a picture"},
        """\
README.md:5:7: error[row-schema]: '画像' is a picture
  ┌─ Methods › Detection
5 │ | 表 |→ 画像👩‍🔬 | ok |
  │         ^^^^^^
""",
        id="carets line up under wide letters and joined emoji",
    ),
    pytest.param(
        {"line": 6, "end_line": 6, "column": 1011, "end_column": 1013, "headings": ()},
        """\
README.md:6:1011: error[row-schema]: '24' is not a year
6 │ …ery very very very very | 24 | long long long long lon…
  │                            ^^
""",
        id="a long row is cut around the cell",
    ),
    pytest.param(
        {
            "line": 6,
            "end_line": 6,
            "column": 0,
            "fix": Fix("Write '2024'", (Edit(6, 6, LONG.replace("| 24 |", "| 2024 |")),), True),
            "headings": (),
        },
        """\
README.md:6: error[row-schema]: '24' is not a year
6 │ | Eve | very very very very very very very very very v…
  = fix: Write '2024'
6 - …ery very very very very | 24 | long long long long lon…
6 + …ery very very very very | 2024 | long long long long l…
""",
        id="the lines of a fix are cut around the change",
    ),
    pytest.param(
        {
            "line": 8,
            "end_line": 8,
            "column": 0,
            "message": "remove '\x1b[2J' and '\u202e'",
            "headings": ("\x9bA",),
        },
        """\
README.md:8: error[row-schema]: remove '\\x1b[2J' and '\\u202e'
  ┌─ \\x9bA
8 │ | \\x1b[2JZoe | \\u202e42 |
""",
        id="control characters are escaped",
    ),
    pytest.param(
        {"line": 1, "end_line": 12, "column": 1, "end_column": 5, "message": "12 rows are no table any more"},
        """\
README.md:1:1: error[row-schema]: 12 rows are no table any more
   ┌─ Methods › Detection
 1 │ | Name | Year |
 2 │ | --- | --- |
 3 │ | Ada | 24 |
 4 │ | Bob | 2025 |
 5 │ | 表 |→ 画像👩‍🔬 | ok |
 6 │ | Eve | very very very very very very very very very …
   │ … 6 more lines
""",
        id="the first six of many lines are shown, without carets",
    ),
    pytest.param(
        {
            "line": 9,
            "end_line": 9,
            "column": 0,
            "rule": "row-style",
            "fix": Fix("Take away the blanks", (Edit(9, 9, "| Blank | 1 |"),), True),
        },
        """\
README.md:9: error[row-style]: '24' is not a year
  ┌─ Methods › Detection
9 │ | Blank | 1 |
  = fix: Take away the blanks
9 - | Blank | 1 |··
9 + | Blank | 1 |
""",
        id="trailing spaces are visible in a fix",
    ),
    pytest.param(
        {"path": "other.md", "line": 30, "end_line": 30},
        """\
other.md:30:9: error[row-schema]: '24' is not a year
   ┌─ Methods › Detection
30 │ | Ada | 24 |
""",
        id="without the text only the row is shown, without carets",
    ),
]

TEXT = (
    "| Name | Year |",
    "| --- | --- |",
    "| Ada | 24 |",
    "| Bob | 2025 |",
    "| 表 |\t画像👩\u200d🔬 | ok |",
    LONG,
    "| Dan | 2025 |",
    "| \x1b[2JZoe | \u202e42 |",
    "| Blank | 1 |  ",
    "",
    "",
    "| Cid | 2023 |",
)


@pytest.mark.parametrize(("changes", "expected"), GOLDEN)
def test_a_finding_as_shown(finding: Finding, changes: dict[str, object], expected: str) -> None:
    shown = replace(finding, **changes)  # type: ignore[arg-type]
    text = show(Report((shown,), texts={"README.md": TEXT}), quiet=True)
    assert "\n".join(line.rstrip() for line in text.split("\n")) == expected


def test_a_whole_report(finding: Finding) -> None:
    fix = Fix("Write '2024'", (Edit(3, 3, "| Ada | 2024 |"),), True)
    report = Report(
        findings=(
            replace(finding, line=4, end_line=4, column=0, severity="warning", message="'Bob' may be 'Bo'"),
            replace(finding, fix=fix),
        ),
        counts=Counts(added=3, checked=2, not_checked=1),
        debt=4,
        not_checked=(
            NotChecked("README.md", 9, "the cell is too long"),
            NotChecked("b.md", 0, "it is not UTF-8"),
        ),
        rules_off=("unknown-table",),
        waived=(replace(finding, line=5),),
        texts={"README.md": TEXT},
    )
    assert (
        show(report)
        == """\
README.md:3:9: error[row-schema]: '24' is not a year
  ┌─ Methods › Detection
3 │ | Ada | 24 |
  │         ^^
  = fix: Write '2024'
3 - | Ada | 24 |
3 + | Ada | 2024 |

README.md:4: warning[row-schema]: 'Bob' may be 'Bo'
  ┌─ Methods › Detection
4 │ | Bob | 2025 |

README.md:9: not checked: the cell is too long
b.md: not checked: it is not UTF-8
failed: 1 error, 1 warning in 3 rows added (2 checked, 1 not checked); 1 file could not be checked; \
4 older findings were ignored; 1 waived; no settings for unknown-table
can be fixed: 1 with --fix
"""
    )


@pytest.mark.parametrize(
    ("report", "quiet", "expected"),
    [
        pytest.param(
            Report(), False, "passed: nothing to check, no rows added or changed\n", id="nothing to check"
        ),
        pytest.param(Report(), True, "", id="nothing at all when quiet"),
        pytest.param(
            Report(counts=Counts(added=1, checked=1, not_checked=0)),
            False,
            "passed: 1 row added, 1 checked\n",
            id="all rows passed",
        ),
    ],
)
def test_a_report_without_findings(report: Report, quiet: bool, expected: str) -> None:
    assert show(report, quiet=quiet) == expected


@pytest.mark.parametrize(
    ("safe", "expected"),
    [
        pytest.param((True, True), "can be fixed: 2 with --fix", id="safe fixes"),
        pytest.param((False,), "can be fixed: 1 with --fix --unsafe", id="unsafe fixes"),
        pytest.param((True, False), "can be fixed: 1 with --fix, 1 more with --fix --unsafe", id="both"),
    ],
)
def test_fixes_are_offered(finding: Finding, safe: tuple[bool, ...], expected: str) -> None:
    fixes = [Fix("Delete the row", (Edit(3, 3, None),), each) for each in safe]
    text = show(Report(tuple(replace(finding, fix=fix) for fix in fixes)))
    assert text.splitlines()[-1] == expected


def test_long_output_is_cut_unless_verbose(finding: Finding) -> None:
    report = Report(
        not_checked=tuple(NotChecked("README.md", line, "too long") for line in range(1, 11)),
        waived=(finding,),
    )
    assert "… 4 more not checked (see them with --verbose)\n" in show(report)
    assert "README.md:10: not checked: too long\n" in show(report, verbose=True)
    assert "README.md:3:9: waived[row-schema]: '24' is not a year\n" in show(report, verbose=True)


@given(data=st.data())
def test_only_printable_text_is_printed(data: st.DataObject, reports: SearchStrategy[Report]) -> None:
    shown = show(data.draw(reports), verbose=data.draw(st.booleans()))
    lines = shown.removesuffix("\n").split("\n")
    unsafe = {"Cc", "Cf", "Cs", "Zl", "Zp"}
    assert not [
        c for line in lines for c in line if c not in "\u200c\u200d" and unicodedata.category(c) in unsafe
    ]
    assert shown.encode("utf-8")


@given(data=st.data())
def test_colour_changes_no_text(data: st.DataObject, reports: SearchStrategy[Report]) -> None:
    report = data.draw(reports)
    assert re.sub(r"\x1b\[[\d;]*m", "", show(report, colour=True)) == show(report)


ROW = "| Ada | 24 |"
CUT = "a" * 500 + "CELL" + "b" * 500


@pytest.mark.parametrize(
    ("line", "span", "width", "expected"),
    [
        pytest.param(ROW, (9, 11), 80, ["| Ada | 24 |", "        ^^"], id="the span is underlined"),
        pytest.param(ROW, (0, 0), 80, ["| Ada | 24 |", ""], id="no known span, no carets"),
        pytest.param(ROW, (9, 9), 80, ["| Ada | 24 |", "        ^"], id="an empty span gets one caret"),
        pytest.param(
            ROW, (40, 50), 80, ["| Ada | 24 |", "            ^"], id="a span behind the end is at the end"
        ),
        pytest.param(
            "| 表 | 24 |", (7, 9), 80, ["| 表 | 24 |", "       ^^"], id="wide letters take two columns"
        ),
        pytest.param("| 画像 |", (3, 5), 80, ["| 画像 |", "  ^^^^"], id="wide letters get two carets each"),
        pytest.param("|\tAda | x", (3, 6), 80, ["|→  Ada | x", "    ^^^"], id="tabs reach to the next stop"),
        pytest.param(
            "| \u202eAda |",
            (3, 4),
            80,
            ["| \\u202eAda |", "  ^^^^^^"],
            id="an escaped character is underlined",
        ),
        pytest.param(
            CUT,
            (501, 505),
            20,
            ["…aaaaaaaCELLbbbbbbb…", "        ^^^^"],
            id="a long row is cut on both sides",
        ),
        pytest.param(CUT, (1, 3), 20, ["aaaaaaaaaaaaaaaaaa…", "^^"], id="at the start it is cut at the end"),
        pytest.param(
            CUT,
            (1003, 1005),
            20,
            ["…bbbbbbbbbbbbbbbbbb", "                 ^^"],
            id="at the end it is cut at the start",
        ),
        pytest.param(CUT, (0, 0), 20, ["aaaaaaaaaaaaaaaaaa…", ""], id="without a span the start is shown"),
        pytest.param(
            CUT, (2, 900), 12, ["…aaaaaaaaaa…", " ^^^^^^^^^^"], id="a span that is too long is cut at its end"
        ),
    ],
)
def test_excerpt(line: str, span: tuple[int, int], width: int, expected: list[str]) -> None:
    part = excerpt(line, *span, width)
    assert [part.text, (" " * part.indent + "^" * part.carets).rstrip()] == expected


@given(st.text(), st.integers(0, 60), st.integers(0, 60), st.integers(8, 40))
def test_it_fits_and_the_carets_stay_under_the_text(line: str, column: int, end: int, width: int) -> None:
    part = excerpt(line, column, end, width)
    columns = sum(wide for _, wide in glyphs(part.text))
    assert columns <= width or not any(wide < width - 1 for _, wide in glyphs(line))
    assert part.indent <= columns
    assert part.indent + part.carets <= columns + 1


@pytest.mark.parametrize(
    ("line", "widths"),
    [
        pytest.param("ab", [1, 1], id="a letter is one column"),
        pytest.param("表ｶＡ", [2, 1, 2], id="ideographs and full-width letters are two, half-width ones one"),
        pytest.param("e\u0301x", [1, 0, 1], id="a combining accent has no width"),
        pytest.param("ab\tc\t", [1, 1, 2, 1, 3], id="a tab reaches to the next stop"),
        pytest.param("👩\u200d🔬", [2, 0, 0], id="a joined emoji is one emoji"),
        pytest.param("👍🏽", [2, 0], id="a skin tone has no width"),
        pytest.param("✔\ufe0f", [1, 1], id="a symbol with an emoji selector is two columns"),
        pytest.param("👍\ufe0f", [2, 0], id="an emoji with an emoji selector is still two columns"),
        pytest.param("\x1b", [4], id="an escaped character is as wide as its escape"),
    ],
)
def test_glyphs(line: str, widths: list[int]) -> None:
    assert [width for _, width in glyphs(line)] == widths
