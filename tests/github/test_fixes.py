"""Fixes in comments: suggestions, and the patch of the summary, applied to the list as GitHub and git do."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from github_double.state import ReviewComment
from review_scenario import ROWS, SETTINGS, Scenario, listing, with_rows
from rowcheck.engine.check import Pair, check
from rowcheck.engine.session import Inputs
from rowcheck.github import review
from rowcheck.reporters import review_comments
from rowcheck.rules import IDS
from rowcheck.settings.settings import load_settings

# Suggestions


def suggested(comment: ReviewComment) -> list[str] | None:
    """Return the lines of a suggestion, parsed as GitHub does."""
    match = re.search(r"^(`{3,})suggestion\n(.*?)^\1$", comment.body, re.DOTALL | re.MULTILINE)
    return match[2].split("\n")[:-1] if match else None


def applied(text: str, comment: ReviewComment) -> str:
    """Return the text after the suggestion was committed."""
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
            id="a row in another style",
        ),
        pytest.param(
            listing(),
            with_rows(20, "|Tool 19b ````suggestion|2024|[site](https://19b.example/) ```|"),
            with_rows(20, "| Tool 19b ````suggestion | 2024 | [site](https://19b.example/) ``` |"),
            id="a row with fences",
        ),
        pytest.param(
            listing(),
            with_rows(20, "", "| Tool 19b | 2024 | [site](https://19b.example/) |"),
            with_rows(20, "| Tool 19b | 2024 | [site](https://19b.example/) |"),
            id="an empty line above a row",
        ),
    ],
)
def test_a_suggestion_fixes_the_list(scenario: Scenario, base: str, head: str, fixed: str) -> None:
    scenario.open_pull(head)
    scenario.run()
    suggestions = [comment for comment in scenario.review_comments if suggested(comment) is not None]
    assert suggestions
    for comment in suggestions:
        assert applied(head, comment) == fixed
    scenario.push(fixed)
    report = scenario.run()
    assert report is not None
    assert report.findings == ()


def test_a_move_out_of_the_hunk_is_in_the_patch_only(scenario: Scenario) -> None:
    scenario.open_pull(with_rows(20, "| Tool 03b | 2024 | [site](https://03b.example/) |"))
    scenario.run()
    assert [suggested(comment) for comment in scenario.review_comments] == [None]
    assert "Fix: `Move the row above line 11`" in scenario.review_comments[0].body
    assert "```diff" in scenario.summaries[0]


def test_no_suggestion_for_lines_with_crlf(scenario: Scenario) -> None:
    text = with_rows(20, "|Tool 19b|2024|[site](https://19b.example/)|")
    scenario.repo.commit({"README.md": listing().replace("\n", "\r\n").encode()})
    scenario.open_pull({"README.md": text.replace("\n", "\r\n").encode()})
    scenario.run()
    assert [(comment.line, suggested(comment)) for comment in scenario.review_comments] == [(27, None)]
    assert "```diff" not in scenario.summaries[0]


def test_no_suggestion_for_bytes_that_are_not_utf8(scenario: Scenario) -> None:
    row = b"|Tool 19b \xff|2024|[site](https://19b.example/)|"
    scenario.open_pull({"README.md": listing().encode().replace(ROWS[20].encode(), row)})
    scenario.run()
    assert scenario.review_comments
    assert [suggested(comment) for comment in scenario.review_comments] == [None] * len(
        scenario.review_comments
    )


def test_every_suggestion_of_the_example_fixes_its_finding_alone(scenario: Scenario) -> None:
    example = Path(__file__).parents[2] / "examples" / "vision-language-models"
    base = (example / "README.md").read_text(encoding="utf-8")
    settings = (example / ".github" / "rowcheck.yml").read_text(encoding="utf-8")
    scenario.repo.commit({"README.md": base, ".github/rowcheck.yml": settings})
    scenario.repo.git("apply", str(example / "pull-request.patch"))
    head = (scenario.repo.path / "README.md").read_text(encoding="utf-8")
    scenario.repo.git("checkout", "--quiet", ".")
    scenario.open_pull(head)
    report = scenario.run()
    assert report is not None
    loaded = load_settings(settings, ".github/rowcheck.yml", lambda path: None, IDS)
    before = {finding.fingerprint for finding in report.findings}
    suggestions = [comment for comment in scenario.review_comments if suggested(comment) is not None]
    assert len(suggestions) == sum(finding.fix is not None for finding in report.findings) == 9
    for comment in suggestions:
        after = check([Pair("README.md", base, applied(head, comment))], loaded).findings
        marker = review_comments.marker(comment.body)
        assert marker is not None
        assert {finding.fingerprint for finding in after} == before - {marker.fingerprint}


# The patch of the summary

KIND = SETTINGS.replace(
    "      required:",
    "        Link: {$ref: rowcheck:link, properties: {text: {enum: [site]}}}\n      required:",
)


def inputs(head: bytes, base: str = listing(), settings: str = SETTINGS) -> Inputs:
    """Return one file at both versions, as a session reads it."""
    loaded = load_settings(settings, ".github/rowcheck.yml", lambda path: None, IDS)
    text = head.decode("utf-8-sig", "replace")
    return Inputs(loaded, (Pair("README.md", base, text),), {"README.md": head})


def patched(folder: Path, head: bytes, patch: str) -> bytes:
    """Return the file after `git apply`."""
    (folder / "README.md").write_bytes(head)
    subprocess.run(["git", "apply", "-"], cwd=folder, input=patch.encode(), check=True)
    return (folder / "README.md").read_bytes()


def many(count: int, text: str = "Site") -> list[str]:
    return [f"| Tool 19b{n:03} | 2024 | [{text}](https://{n}.example/) |" for n in range(100, 100 + count)]


@pytest.mark.parametrize(
    ("head", "fixed", "settings"),
    [
        pytest.param(
            with_rows(20, "| Tool 03b | 2024 | [site](https://03b.example/) |"),
            with_rows(4, "| Tool 03b | 2024 | [site](https://03b.example/) |"),
            SETTINGS,
            id="a row that moves far",
        ),
        pytest.param(
            with_rows(20, *many(60)),
            with_rows(20, *many(60, "site")),
            KIND,
            id="sixty rows",
        ),
        pytest.param(
            "\ufeff" + with_rows(20, *many(1)).replace("# Tools\n\nA list.\n\n", ""),
            "\ufeff" + with_rows(20, *many(1, "site")).replace("# Tools\n\nA list.\n\n", ""),
            KIND,
            id="a file with a byte order mark",
        ),
    ],
)
def test_the_patch_makes_all_fixes(tmp_path: Path, head: str, fixed: str, settings: str) -> None:
    files = inputs(head.encode(), settings=settings)
    patch = review.patch_of_fixes(files, review.check_inputs(files))
    assert patched(tmp_path, head.encode(), patch).decode() == fixed


def test_a_waived_finding_is_not_in_the_patch(tmp_path: Path) -> None:
    head = with_rows(20, *many(2)).encode()
    files = inputs(head, settings=KIND)
    report = review.check_inputs(files)
    first, _ = report.findings
    after = patched(tmp_path, head, review.patch_of_fixes(files, report, {first.fingerprint})).decode()
    assert after == with_rows(20, *many(1), *many(2, "site")[1:])


@pytest.mark.parametrize(
    "head",
    [
        pytest.param(
            with_rows(20, "| Tool 19b | 2024 | [site](https://19b.example/) |").encode(), id="no finding"
        ),
        pytest.param(
            with_rows(20, "| Tool 19b | MMXX | [site](https://19b.example/) |").encode(),
            id="a finding without a fix",
        ),
        pytest.param(with_rows(20, *many(1)).replace("\n", "\r\n").encode(), id="lines with CRLF"),
        pytest.param(
            with_rows(20, *many(1)).encode().replace(b"A list", b"\xff"), id="bytes that are not UTF-8"
        ),
        pytest.param(listing(*ROWS).encode(), id="no change"),
    ],
)
def test_no_patch_for_a_list_without_applicable_fixes(head: bytes) -> None:
    files = inputs(head, settings=KIND)
    assert review.patch_of_fixes(files, review.check_inputs(files)) == ""


def test_unread_files_are_not_checked() -> None:
    (entry,) = review.check_inputs(inputs(listing().encode()), "was not looked at").not_checked
    assert (entry.path, entry.line, entry.reason) == ("the rest of the list", 0, "was not looked at")
