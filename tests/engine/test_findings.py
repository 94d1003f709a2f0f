from __future__ import annotations

from dataclasses import replace

import pytest

from rowcheck.engine.findings import Located, is_row_of, is_waived, removed, row_key, to_findings
from rowcheck.markdown import documents
from rowcheck.model import Document, Finding, Problem
from rowcheck.settings.settings import Waiver

TEXT = """\
# List

## Papers

| Paper | Year |
| --- | --- |
| [Ants](https://arxiv.org/abs/2101.00001) | 2021 |
| Bees | 2022 |
"""


def document(text: str = TEXT, path: str = "list.md") -> Document:
    return documents.read(path, text)


def finding(of: Document, row: int = 0, **details: str) -> Finding:
    """Return a finding on one of the rows of the document's only table."""
    (table,) = of.tables
    problem = Problem(table.rows[row].line, "is wrong", table.rows[row], **details)  # type: ignore[arg-type]
    (reported,) = to_findings([Located("row-shape", "error", problem, table)], of)
    return reported.finding


def test_a_finding_has_a_place() -> None:
    found = finding(document())
    assert (found.path, found.line, found.end_line) == ("list.md", 7, 7)
    assert found.headings == ("List", "Papers")
    assert found.row == "| [Ants](https://arxiv.org/abs/2101.00001) | 2021 |"
    assert (found.rule, found.severity, found.fix) == ("row-shape", "error", None)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(TEXT.replace("# List\n", "# List\n\nMore.\n"), id="lines are added above"),
        pytest.param(TEXT.replace(" | ", "   |   "), id="the table is re-aligned"),
        pytest.param(TEXT.replace("2021 |", "2020 |"), id="another cell changes"),
        pytest.param(TEXT.replace("[Ants]", "[The ants]"), id="the title changes, the link does not"),
        pytest.param(TEXT.replace("/abs/2101.00001", "/pdf/2101.00001v2"), id="another address of the work"),
        pytest.param(TEXT.replace("\n", "\r\n"), id="other line ends"),
    ],
)
def test_the_fingerprint_stays_the_same(text: str) -> None:
    assert finding(document(text)).fingerprint == finding(document()).fingerprint


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(finding(document(path="other.md")), id="in another file"),
        pytest.param(finding(document(TEXT.replace("## Papers", "## Books"))), id="in another section"),
        pytest.param(finding(document(), row=1), id="on another row"),
        pytest.param(finding(document(), subject="x"), id="about another subject"),
        pytest.param(finding(document(), part="Year:minimum"), id="about another column or keyword"),
    ],
)
def test_the_fingerprint_differs(other: Finding) -> None:
    assert other.fingerprint != finding(document()).fingerprint


def test_equal_fingerprints_are_numbered_in_the_order_of_the_file() -> None:
    of = document()
    (table,) = of.tables
    problems = [Problem(7, message, table.rows[0], column=9 - n) for n, message in enumerate("abc")]
    reported = to_findings([Located("order", "error", problem, table) for problem in problems], of)
    first, *others = [entry.finding.fingerprint for entry in reported]
    assert others == [f"{first}-2", f"{first}-3"]
    assert [entry.finding.message for entry in reported] == ["c", "b", "a"]
    assert {entry.finding.identity for entry in reported} == {(first, "")}


def test_a_finding_keeps_its_fingerprint_when_another_of_its_row_is_fixed() -> None:
    of = document()
    (table,) = of.tables
    problems = [
        Problem(7, "is wrong", table.rows[0], part=part) for part in ("Paper:pattern", "Year:minimum")
    ]
    located = [Located("row-schema", "error", problem, table) for problem in problems]
    both = [entry.finding for entry in to_findings(located, of)]
    (last,) = (entry.finding for entry in to_findings(located[1:], of))
    assert last.fingerprint == both[1].fingerprint
    assert [found.old_fingerprint for found in both] == [last.old_fingerprint, f"{last.old_fingerprint}-2"]


def test_a_finding_without_a_row_shows_its_line_and_stays_within_the_file() -> None:
    (past_the_end,) = to_findings([Located("order", "warning", Problem(99, "is gone"), None)], document())
    found = past_the_end.finding
    assert (found.line, found.row, found.headings) == (8, "| Bees | 2022 |", ("List", "Papers"))
    (empty,) = to_findings([Located("order", "warning", Problem(3, "is gone"), None)], document(""))
    assert empty.finding.line == 1


@pytest.mark.parametrize(
    ("row", "key"),
    [
        pytest.param("| [Ants](https://arxiv.org/pdf/2101.00001) | x |", "arxiv:2101.00001", id="the work"),
        pytest.param("| Ants | [Code](https://github.com/Ant/Nest.git) |", "github:ant/nest", id="any link"),
        pytest.param("|  | **The  Ants** | x |", "the ants", id="the first text of a row without links"),
        pytest.param("| | |", "| | |", id="the source of an empty row"),
    ],
)
def test_row_keys(row: str, key: str) -> None:
    (table,) = document(f"| A | B | C |\n| - | - | - |\n{row}\n").tables
    assert row_key(table.rows[0]) == key


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        pytest.param(["a", "b"], ["b"], {"a": 1}, id="one finding less"),
        pytest.param(["a", "a"], ["a"], {"a": 1}, id="one of two alike less"),
        pytest.param(["a", "b"], [], {"a": 1, "b": 1}, id="all removed"),
        pytest.param(["a"], ["a"], {}, id="nothing changes"),
        pytest.param(["a", "b"], ["c"], {}, id="a new finding spoils the fix"),
        pytest.param(["a"], ["a", "a"], {}, id="one more of the same spoils the fix"),
    ],
)
def test_what_a_fix_removes(before: list[str], after: list[str], expected: dict[str, int]) -> None:
    found = finding(document())
    old, new = ([replace(found, fingerprint=f"{name}-2") for name in names] for names in (before, after))
    assert removed(old, new) == {(name, ""): times for name, times in expected.items()}


@pytest.mark.parametrize(
    ("waiver", "expected"),
    [
        pytest.param(Waiver("row-shape", "Ants", "so"), True, id="by its title"),
        pytest.param(Waiver("row-shape", " *ants* ", "so"), True, id="case, spaces and emphasis are ignored"),
        pytest.param(Waiver("row-shape", "https://arxiv.org/abs/2101.00001", "so"), True, id="by its link"),
        pytest.param(Waiver("row-shape", "2021", "so"), True, id="by a cell"),
        pytest.param(Waiver("row-shape", "Ants", "so", "list.md"), True, id="in this file"),
        pytest.param(Waiver("row-shape", "Ants", "so", "other.md"), False, id="in another file only"),
        pytest.param(Waiver("order", "Ants", "so"), False, id="of another rule"),
        pytest.param(Waiver("row-shape", "Bees", "so"), False, id="of another row"),
        pytest.param(Waiver("row-shape", "Ant", "so"), False, id="by a part of its title"),
        pytest.param(Waiver("row-shape", "", "so"), False, id="by an empty name"),
    ],
)
def test_waivers(waiver: Waiver, expected: bool) -> None:
    found = finding(document())
    assert is_waived(found, [waiver]) == expected
    # A finding of no row is waived by the cells of its line.
    assert is_waived(replace(found, row_names=()), [waiver]) == expected


def test_a_row_is_named_by_the_url_of_a_reference_link() -> None:
    found = finding(document(f"{TEXT.replace('Bees', '[Bees][b]')}\n[b]: https://bees.example\n"), row=1)
    assert is_row_of("https://bees.example", found)
    assert is_row_of("Bees", found)
