from __future__ import annotations

from typing import Any

import pytest

from rowcheck.github import placing
from rowcheck.github.records import ChangedFile
from rowcheck.model import Edit, Finding, Fix, Report

HEAD = ("a", "b", "c", "d", "e")
PATCH = "@@ -1,2 +1,3 @@\n a\n+b\n c"


def finding(line: int, severity: Any = "error", path: str = "x.md", **more: Any) -> Finding:
    name = f"{path}{line}"
    values = {"end_line": line, "column": 0, "end_column": 0, "headings": (), "row": ""} | more
    return Finding(
        rule="order", severity=severity, path=path, line=line, message="m", fingerprint=name, **values
    )


def placed(*findings: Finding, patch: str | None = PATCH, head: tuple[str, ...] = HEAD) -> list[Any]:
    report = Report(findings=findings, texts={"x.md": head, "y.md": head})
    files = [ChangedFile(path, "modified", "", patch=patch) for path in ("x.md", "y.md")]
    return list(placing.items(report, files))


def test_errors_come_first_then_files_then_lines() -> None:
    found = placed(
        finding(1, "warning"), finding(3), finding(2, path="y.md"), finding(2), finding(1, "warning", "y.md")
    )
    order = [(item.finding.severity, item.finding.path, item.finding.line) for item in found]
    assert order == [
        ("error", "x.md", 2),
        ("error", "x.md", 3),
        ("error", "y.md", 2),
        ("warning", "x.md", 1),
        ("warning", "y.md", 1),
    ]


@pytest.mark.parametrize(
    ("made", "patch", "head", "lines"),
    [
        pytest.param(finding(2), PATCH, HEAD, (2, 2), id="on its line"),
        pytest.param(finding(1, end_line=3), PATCH, HEAD, (1, 3), id="on all of its lines"),
        pytest.param(
            finding(3, end_line=5), PATCH, HEAD, (3, 3), id="on the first, where the others are not shown"
        ),
        pytest.param(finding(5), PATCH, HEAD, None, id="nowhere, where no hunk shows it"),
        pytest.param(finding(2), None, HEAD, None, id="nowhere, where GitHub gives no patch"),
        pytest.param(finding(2), PATCH, ("a", "x", "c"), None, id="nowhere, where GitHub counts otherwise"),
        pytest.param(finding(9), PATCH, HEAD, None, id="nowhere, beyond the end"),
        pytest.param(finding(2, path="z.md"), PATCH, HEAD, None, id="nowhere, in a file that is not listed"),
    ],
)
def test_where_a_comment_stands(
    made: Finding, patch: str | None, head: tuple[str, ...], lines: tuple[int, int] | None
) -> None:
    (item,) = placed(made, patch=patch, head=head)
    assert item.lines == lines


@pytest.mark.parametrize(
    ("edit", "patch", "head", "offered"),
    [
        pytest.param(Edit(2, 2, "B"), PATCH, HEAD, True, id="within the hunk"),
        pytest.param(Edit(5, 5, "E"), PATCH, HEAD, False, id="not beyond it"),
        pytest.param(Edit(2, 2, "\ufffd"), PATCH, HEAD, False, id="not with a sign for what was no text"),
        pytest.param(
            Edit(2, 2, "B"), PATCH.replace("b", "b\r"), HEAD, False, id="not where lines end in CRLF"
        ),
        pytest.param(Edit(2, 2, "B"), PATCH, ("a", "x", "c"), False, id="not for another line"),
    ],
)
def test_where_a_suggestion_is_offered(edit: Edit, patch: str, head: tuple[str, ...], offered: bool) -> None:
    (item,) = placed(finding(2, fix=Fix("Do it", (edit,), safe=True)), patch=patch, head=head)
    assert (item.block is not None) is offered
