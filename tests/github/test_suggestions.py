"""Every suggestion, put in the place of the lines it stands on, gives exactly the fixed list."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from github_double.state import ReviewComment
from review_stage import ROWS, Stage, listing, with_rows
from rowcheck.engine.check import Pair, check
from rowcheck.github import comments
from rowcheck.github.suggestions import Block, block
from rowcheck.model import Edit, Finding, Fix
from rowcheck.rules import IDS
from rowcheck.settings import config

HEAD = ("a", "b", "c", "d", "e")


def finding(line: int, *edits: Edit) -> Finding:
    fix = Fix("Do it", edits, safe=True) if edits else None
    return Finding("order", "error", "x.md", line, line, 0, 0, "m", "0" * 16, (), "", fix=fix)


@pytest.mark.parametrize(
    ("made", "wanted"),
    [
        pytest.param(finding(2), None, id="no fix, no block"),
        pytest.param(finding(2, Edit(2, 2, "B")), Block(2, 2, ("B",)), id="a line is replaced"),
        pytest.param(finding(2, Edit(2, 2, "B")), Block(2, 2, ("B",)), id="the line itself"),
        pytest.param(finding(2, Edit(2, 2, None)), Block(2, 2, ()), id="a line is deleted"),
        pytest.param(
            finding(4, Edit(2, 1, "d"), Edit(4, 4, None)), Block(2, 4, ("d", "b", "c")), id="a move up"
        ),
        pytest.param(
            finding(2, Edit(2, 2, None), Edit(5, 4, "b")), Block(2, 4, ("c", "d", "b")), id="a move down"
        ),
        pytest.param(finding(3, Edit(3, 2, "")), Block(3, 3, ("", "c")), id="a line is put in above"),
        pytest.param(finding(5, Edit(6, 5, "f")), Block(5, 5, ("e", "f")), id="a line is put in at the end"),
        pytest.param(
            finding(4, Edit(2, 2, "B")),
            Block(2, 4, ("B", "c", "d")),
            id="the finding's own line too",
        ),
        pytest.param(finding(2, Edit(2, 2, "b")), None, id="nothing would change"),
        pytest.param(finding(2, Edit(9, 9, "x")), None, id="a line that is not there"),
    ],
)
def test_the_block_of_a_fix(made: Finding, wanted: Block | None) -> None:
    assert block(made, HEAD) == wanted


def test_a_block_is_not_long() -> None:
    made = finding(80, Edit(2, 1, "x"), Edit(80, 80, None))
    assert block(made, ["x"] * 100) is None


def suggested(comment: ReviewComment) -> list[str] | None:
    """The lines that GitHub would put in, read as its Markdown does."""
    found = re.search(r"^(`{3,})suggestion\n(.*?)^\1$", comment.body, re.DOTALL | re.MULTILINE)
    return found[2].split("\n")[:-1] if found else None


def applied(text: str, comment: ReviewComment) -> str:
    """The text after a click on the button."""
    new = suggested(comment)
    assert new is not None
    assert comment.line is not None
    lines = text.split("\n")
    lines[(comment.start or comment.line) - 1 : comment.line] = new
    return "\n".join(lines)


@pytest.mark.parametrize(
    ("base", "head", "fixed"),
    [
        pytest.param(
            listing(),
            with_rows(20, "| Tool 18b | 2024 | [site](https://18b.example/) |"),
            with_rows(19, "| Tool 18b | 2024 | [site](https://18b.example/) |"),
            id="a row moves up within the hunk",
        ),
        pytest.param(
            listing(),
            with_rows(20, "| Tool 21b | 2024 | [site](https://21b.example/) |"),
            with_rows(22, "| Tool 21b | 2024 | [site](https://21b.example/) |"),
            id="a row moves down within the hunk",
        ),
        pytest.param(
            listing(),
            with_rows(20, "|Tool 19b|2024|[site](https://19b.example/)|"),
            with_rows(20, "| Tool 19b | 2024 | [site](https://19b.example/) |"),
            id="a row gets the table's style",
        ),
        pytest.param(
            listing(),
            with_rows(20, "|Tool 19b ````suggestion|2024|[site](https://19b.example/) ```|"),
            with_rows(20, "| Tool 19b ````suggestion | 2024 | [site](https://19b.example/) ``` |"),
            id="a row with fences in it",
        ),
        pytest.param(
            listing(),
            with_rows(20, "", "| Tool 19b | 2024 | [site](https://19b.example/) |"),
            with_rows(20, "| Tool 19b | 2024 | [site](https://19b.example/) |"),
            id="a blank line goes",
        ),
    ],
)
def test_a_suggestion_gives_the_fixed_list(stage: Stage, base: str, head: str, fixed: str) -> None:
    stage.propose(head)
    stage.run()
    buttons = [comment for comment in stage.lines if suggested(comment) is not None]
    assert buttons
    for comment in buttons:
        assert applied(head, comment) == fixed
    stage.push(fixed)
    report = stage.run()
    assert report is not None
    assert report.findings == ()


def test_a_move_out_of_the_hunk_has_no_button_but_a_patch(stage: Stage) -> None:
    stage.propose(with_rows(20, "| Tool 03b | 2024 | [site](https://03b.example/) |"))
    stage.run()
    assert [suggested(comment) for comment in stage.lines] == [None]
    assert "Fix: `Move the row above line 11`" in stage.lines[0].body
    assert "```diff" in stage.summaries[0]


def test_no_button_where_lines_end_in_crlf(stage: Stage) -> None:
    text = with_rows(20, "|Tool 19b|2024|[site](https://19b.example/)|")
    stage.repo.commit({"README.md": listing().replace("\n", "\r\n").encode()})
    stage.propose({"README.md": text.replace("\n", "\r\n").encode()})
    stage.run()
    assert [(comment.line, suggested(comment)) for comment in stage.lines] == [(27, None)]
    assert "```diff" not in stage.summaries[0]


def test_no_button_where_bytes_are_no_text(stage: Stage) -> None:
    row = b"|Tool 19b \xff|2024|[site](https://19b.example/)|"
    stage.propose({"README.md": listing().encode().replace(ROWS[20].encode(), row)})
    stage.run()
    assert stage.lines
    assert [suggested(comment) for comment in stage.lines] == [None] * len(stage.lines)


def test_every_suggestion_of_the_example_takes_its_finding_away(stage: Stage) -> None:
    """Each of them by itself, as one click does."""
    example = Path(__file__).parents[2] / "examples" / "vision-language-models"
    base = (example / "README.md").read_text(encoding="utf-8")
    settings = (example / ".github" / "rowcheck.yml").read_text(encoding="utf-8")
    stage.repo.commit({"README.md": base, ".github/rowcheck.yml": settings})
    stage.repo.git("apply", str(example / "pull-request.patch"))
    head = (stage.repo.path / "README.md").read_text(encoding="utf-8")
    stage.repo.git("checkout", "--quiet", ".")
    stage.propose(head)
    report = stage.run()
    assert report is not None
    known = config.load(settings, ".github/rowcheck.yml", lambda path: None, IDS)
    before = {finding.fingerprint for finding in report.findings}
    buttons = [comment for comment in stage.lines if suggested(comment) is not None]
    assert len(buttons) == sum(finding.fix is not None for finding in report.findings) == 8
    for comment in buttons:
        after = check([Pair("README.md", base, applied(head, comment))], known).findings
        mark = comments.mark(comment.body)
        assert mark is not None
        assert {finding.fingerprint for finding in after} == before - {mark.fingerprint}
