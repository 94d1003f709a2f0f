"""Every suggestion, put in the place of the lines it stands on, gives exactly the fixed list."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from github_double.state import ReviewComment
from review_stage import ROWS, Stage, listing, with_rows
from rowcheck.engine.check import Pair, check
from rowcheck.reporters import review_comments
from rowcheck.rules import IDS
from rowcheck.settings.settings import load_settings


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
    known = load_settings(settings, ".github/rowcheck.yml", lambda path: None, IDS)
    before = {finding.fingerprint for finding in report.findings}
    buttons = [comment for comment in stage.lines if suggested(comment) is not None]
    assert len(buttons) == sum(finding.fix is not None for finding in report.findings) == 8
    for comment in buttons:
        after = check([Pair("README.md", base, applied(head, comment))], known).findings
        mark = review_comments.marker(comment.body)
        assert mark is not None
        assert {finding.fingerprint for finding in after} == before - {mark.fingerprint}
