from __future__ import annotations

from dataclasses import replace

import pytest

from rowcheck.engine import findings
from rowcheck.engine.findings import Findings
from rowcheck.markdown import documents
from rowcheck.model import Document, Finding, Problem, Row
from rowcheck.rules import row_shape
from rowcheck.settings.settings import Waiver

TEXT = """\
# List

## Papers

| Paper | Year |
| --- | --- |
| [Ants](https://arxiv.org/abs/2101.00001) | 2021 |
| Bees | 2022 |
"""
RULE = row_shape.check


def document(text: str = TEXT, path: str = "list.md") -> Document:
    return documents.read(path, text)


def finding(of: Document, row: int = 0, **details: str) -> Finding:
    """A finding on one of the rows of the document's only table."""
    (table,) = of.tables
    problem = Problem(table.rows[row].line, "is wrong", table.rows[row], **details)  # type: ignore[arg-type]
    return Findings().of(RULE, "error", problem, of, table)


def test_a_finding_says_where_it_stands() -> None:
    found = finding(document())
    assert (found.path, found.line, found.end_line) == ("list.md", 7, 7)
    assert found.headings == ("List", "Papers")
    assert found.row == "| [Ants](https://arxiv.org/abs/2101.00001) | 2021 |"
    assert (found.rule, found.severity, found.fix) == (RULE.id, "error", None)


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
def test_a_finding_is_the_same_when(text: str) -> None:
    assert finding(document(text)).fingerprint == finding(document()).fingerprint


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(finding(document(path="other.md")), id="in another file"),
        pytest.param(finding(document(TEXT.replace("## Papers", "## Books"))), id="in another section"),
        pytest.param(finding(document(), row=1), id="on another row"),
        pytest.param(finding(document(), subject="x"), id="about another subject"),
    ],
)
def test_a_finding_is_another_one(other: Finding) -> None:
    assert other.fingerprint != finding(document()).fingerprint


def test_faults_of_one_row_and_rule_are_numbered() -> None:
    of = document()
    (table,) = of.tables
    make = Findings()
    problems = [Problem(7, message, table.rows[0]) for message in ("one", "two", "three")]
    first, *others = [make.of(RULE, "error", problem, of, table).fingerprint for problem in problems]
    assert others == [f"{first}-2", f"{first}-3"]


def test_a_fault_of_no_row_shows_its_line_and_stays_within_the_file() -> None:
    found = Findings().of(RULE, "warning", Problem(99, "is gone"), document(), None)
    assert (found.line, found.row, found.headings) == (8, "| Bees | 2022 |", ("List", "Papers"))
    assert Findings().of(RULE, "warning", Problem(3, "is gone"), document(""), None).line == 1


@pytest.mark.parametrize(
    ("row", "key"),
    [
        pytest.param("| [Ants](https://arxiv.org/pdf/2101.00001) | x |", "arxiv:2101.00001", id="the work"),
        pytest.param("| Ants | [Code](https://github.com/Ant/Nest.git) |", "github:ant/nest", id="any link"),
        pytest.param("|  | **The  Ants** | x |", "the ants", id="the first name, where nothing is linked"),
        pytest.param("| | |", "| | |", id="the row itself, where nothing is said"),
    ],
)
def test_a_row_is_known_by(row: str, key: str) -> None:
    (table,) = document(f"| A | B | C |\n| - | - | - |\n{row}\n").tables
    assert findings.row_key(table.rows[0]) == key


def row() -> Row:
    return document().tables[0].rows[0]


@pytest.mark.parametrize(
    ("waiver", "given"),
    [
        pytest.param(Waiver(RULE.id, "Ants", "so"), True, id="by its title"),
        pytest.param(Waiver(RULE.id, "https://arxiv.org/abs/2101.00001", "so"), True, id="by its link"),
        pytest.param(Waiver(RULE.id, "Ants", "so", "list.md"), True, id="in this file"),
        pytest.param(Waiver(RULE.id, "Ants", "so", "other.md"), False, id="in another file only"),
        pytest.param(Waiver("order", "Ants", "so"), False, id="for another rule"),
        pytest.param(Waiver(RULE.id, "Bees", "so"), False, id="for another row"),
    ],
)
def test_a_maintainer_allows_a_row(waiver: Waiver, given: bool) -> None:
    found = finding(document())
    assert findings.waiver_for(found, row(), [waiver]) == (waiver if given else None)
    assert findings.waiver_for(replace(found, row=""), None, [waiver]) is None
