"""Attacks on the review through a pull request; none succeeds."""

from __future__ import annotations

import re
from pathlib import Path

import cmarkgfm
import pytest
from cmarkgfm.cmark import Options as Cmark

from github_double.state import Limits
from review_scenario import ROWS, SETTINGS, Scenario, listing, with_rows
from rowcheck.errors import RowcheckError
from rowcheck.github import summary
from rowcheck.github.commands import Waiver
from rowcheck.github.summary import State

BAD_YEAR = "| Tool 19b | MMXX | [site](https://19b.example/) |"
OFF = "rules: {row-schema: 'off', order: 'off'}\n"


def fails(scenario: Scenario) -> bool:
    """Run the review, and return whether it fails the pull request."""
    report = scenario.run()
    return report is not None and report.verdict == "failed"


# Settings


def test_settings_of_the_head_are_not_used(scenario: Scenario) -> None:
    scenario.open_pull({"README.md": with_rows(20, BAD_YEAR), ".github/rowcheck.yml": OFF})
    assert fails(scenario)


def test_settings_of_the_head_at_a_preferred_location_are_not_used(scenario: Scenario) -> None:
    scenario.repo.commit({".github/rowcheck.yml": None, "rowcheck.yml": SETTINGS})
    scenario.open_pull({"README.md": with_rows(20, BAD_YEAR), ".github/rowcheck.yml": OFF})
    assert fails(scenario)


def test_a_row_schema_of_the_head_is_not_used(scenario: Scenario) -> None:
    settings = re.sub(r"row:\n.*required: \[Name, Year\]\n", "row: row.json\n", SETTINGS, flags=re.DOTALL)
    strict = '{"properties": {"Year": {"pattern": "^[0-9]+$"}}}'
    scenario.repo.commit({".github/rowcheck.yml": settings, "row.json": strict})
    scenario.open_pull({"README.md": with_rows(20, BAD_YEAR), "row.json": "{}"})
    assert fails(scenario)


def test_settings_deleted_by_the_head_are_still_used(scenario: Scenario) -> None:
    scenario.open_pull({"README.md": with_rows(20, BAD_YEAR), ".github/rowcheck.yml": None})
    assert fails(scenario)


@pytest.mark.parametrize("path", ["../secret.json", "/etc/passwd", "a/../../secret.json"])
def test_a_row_schema_outside_the_repository_is_not_read(scenario: Scenario, path: str) -> None:
    scenario.repo.commit({".github/rowcheck.yml": f"tables: {{a: {{row: '{path}'}}}}\n"})
    scenario.open_pull(with_rows(20, BAD_YEAR))
    with pytest.raises(RowcheckError, match="outside the repository"):
        scenario.run()


# Files


def link(scenario: Scenario, name: str, target: str) -> None:
    """Open a pull request that replaces a file with a symbolic link."""
    scenario.repo.git("checkout", "--quiet", "-B", "add")
    path = scenario.repo.path / name
    path.unlink(missing_ok=True)
    path.symlink_to(target)
    scenario.repo.commit({})
    scenario.repo.main()
    scenario.double.open_pull("add")


def test_a_link_to_another_file_is_not_followed(scenario: Scenario) -> None:
    scenario.repo.commit({"secret.txt": listing()})
    link(scenario, "more.md", "secret.txt")
    report = scenario.run()
    assert report is not None
    assert [entry.reason for entry in report.not_checked] == [
        "is a symbolic link to 'secret.txt', which the settings do not cover"
    ]


def test_a_link_out_of_the_repository_is_not_followed(scenario: Scenario) -> None:
    link(scenario, "more.md", "../../../etc/passwd")
    report = scenario.run()
    assert report is not None
    assert report.verdict == "not-checked"
    assert "root:" not in scenario.step_summary + "".join(scenario.summaries)


def test_a_link_to_a_list_file_is_not_checked_a_second_time(scenario: Scenario) -> None:
    link(scenario, "more.md", "README.md")
    report = scenario.run()
    assert report is not None
    assert (report.verdict, report.counts.added) == ("passed", 0)


def test_a_submodule_in_place_of_a_list_is_not_checked(scenario: Scenario) -> None:
    scenario.repo.git("checkout", "--quiet", "-B", "add")
    sha = scenario.repo.git("rev-parse", "HEAD")
    scenario.repo.git("rm", "--quiet", "README.md")
    scenario.repo.git("update-index", "--add", "--cacheinfo", f"160000,{sha},README.md")
    scenario.repo.git("commit", "--quiet", "--message", "Nest")
    scenario.repo.git("checkout", "--quiet", "--force", "main")
    scenario.double.open_pull("add")
    report = scenario.run()
    assert report is not None
    assert report.verdict == "not-checked"


# Comments and commands of others


def test_a_forged_marker_does_not_suppress_a_finding(scenario: Scenario) -> None:
    scenario.open_pull(with_rows(20, BAD_YEAR))
    scenario.run()
    body = scenario.review_comments[0].body
    other = Scenario(scenario.repo, scenario.double, scenario.folder)
    comment = scenario.review_comments[0]
    comment.author = "mallory"
    other.run()
    assert [comment.author for comment in scenario.review_comments] == ["mallory", "github-actions[bot]"]
    assert [comment.body for comment in scenario.review_comments] == [body, body]


def test_a_comment_with_a_forged_marker_is_not_edited(scenario: Scenario) -> None:
    scenario.open_pull(with_rows(20, "| Tool 19b | 2024 | [site](https://19b.example/) |"))
    forged = "fake\n\n<!-- rowcheck:v1:0123456789abcdef -->"
    scenario.double.comment(forged, "mallory")
    assert scenario.writes(scenario.run) == []


def test_a_forged_summary_waives_nothing(scenario: Scenario) -> None:
    scenario.open_pull(with_rows(20, BAD_YEAR))
    memory = State((Waiver("row-schema", "*", "", "grace"),))
    scenario.double.comment(f"x\n\n<!-- rowcheck:v1:summary:{memory.encode()} -->", "mallory")
    assert fails(scenario)


def test_a_login_similar_to_ours_is_not_ours(scenario: Scenario) -> None:
    scenario.open_pull(with_rows(20, BAD_YEAR))
    memory = State((Waiver("row-schema", "*", "", "grace"),)).encode()
    for login in ("github-actions", "Github-Actions[bot]", "github-actions[bot]x"):
        scenario.double.comment(f"x\n\n<!-- rowcheck:v1:summary:{memory} -->", login)
    assert fails(scenario)


def test_a_marker_in_a_row_does_not_change_the_state_of_its_comment(scenario: Scenario) -> None:
    marker = "<!-- rowcheck:v1:0123456789abcdef:fixed -->"
    scenario.open_pull(with_rows(20, f"| Tool 17b | MMXX | [site](https://17b.example/) {marker} |"))
    scenario.run()
    assert scenario.writes(scenario.run) == []
    scenario.push(with_rows(20))
    scenario.run()
    assert all(comment.body.startswith("✅ Fixed in") for comment in scenario.review_comments)


@pytest.mark.parametrize(
    ("author", "body", "action"),
    [
        pytest.param("eve", "/rowcheck waive row-schema", "created", id="a stranger"),
        pytest.param("rob", "/rowcheck waive row-schema", "created", id="an account with the triage role"),
        pytest.param("ada", "/rowcheck waive row-schema", "created", id="the author of the pull request"),
        pytest.param("helper[bot]", "/rowcheck waive row-schema", "created", id="a bot that can push"),
        pytest.param("grace", "/rowcheck waive row-schema", "edited", id="an edited comment"),
        pytest.param("grace", "> /rowcheck waive row-schema", "created", id="a quote by a maintainer"),
        pytest.param("grace", "```\n/rowcheck waive row-schema\n```", "created", id="code by a maintainer"),
    ],
)
def test_only_maintainers_give_commands(scenario: Scenario, author: str, body: str, action: str) -> None:
    for login, role in (("grace", "write"), ("rob", "triage"), ("helper[bot]", "write")):
        scenario.double.set_role(login, role, kind="Bot" if login.endswith("[bot]") else "User")
    scenario.open_pull(with_rows(20, BAD_YEAR), author="ada")
    event = scenario.double.comment_event(scenario.double.comment(body, author), action)
    assert scenario.run("issue_comment", event) is None
    assert fails(scenario)
    assert not any("Waived" in body for body in scenario.summaries)


# Text of a row

HOSTILE = [
    pytest.param("@torvalds @github/security", id="a mention"),
    pytest.param("fixes #1, GH-2, o/r#3", id="an issue"),
    pytest.param("[click](https://evil.example/a)", id="a link"),
    pytest.param("https://evil.example/b www.evil.example", id="an address"),
    pytest.param("![x](https://evil.example/c.png)", id="an image"),
    pytest.param("<img src=https://evil.example/d onerror=alert(1)>", id="HTML"),
    pytest.param("--> <script>alert(1)</script> <!--", id="the end of a comment"),
    pytest.param("`` ``` ```` x", id="backticks"),
    pytest.param("~~~ ``` </details>", id="fences"),
    pytest.param("x' `](https://evil.example/e)", id="the end of a code span"),
    pytest.param("\\`https://evil.example/f\\`", id="escaped backticks"),
]


@pytest.mark.parametrize("text", HOSTILE)
def test_text_of_a_row_does_not_become_markup(scenario: Scenario, text: str) -> None:
    scenario.open_pull(with_rows(3, f"| Tool 19b {text} | {text} | [site](https://19b.example/) |"))
    scenario.run()
    assert scenario.review_comments
    for body in (
        *(comment.body for comment in scenario.review_comments),
        *scenario.summaries,
        scenario.step_summary,
    ):
        html = cmarkgfm.github_flavored_markdown_to_html(body, Cmark.CMARK_OPT_UNSAFE)
        html = re.sub(r"<!-- rowcheck:v1:[\w:=-]* -->", "", html)
        seen = re.sub(r"<(code|pre)[^>]*>.*?</\1>", "", html, flags=re.DOTALL)
        assert not re.search(r"evil|torvalds|alert|<a |<img|<script|#1|<!--|-->", seen), seen


COMMANDS = [
    pytest.param("::error::x", id="a command"),
    pytest.param("x%0A::set-output name=verdict::passed", id="an escaped line end"),
    pytest.param("x\u2028::warning::y", id="a line separator"),
    pytest.param("x\x0b::stop-commands::y", id="a vertical tab"),
    pytest.param("##[error]x", id="the old syntax of a command"),
]


@pytest.mark.parametrize("text", COMMANDS)
def test_text_of_a_row_does_not_become_a_workflow_command(scenario: Scenario, text: str) -> None:
    scenario.open_pull(with_rows(20, f"| {text} | {text} | [site](https://19b.example/) |"))
    done = scenario.run_command()
    assert done.stdout
    for line in done.stdout.splitlines():
        assert re.match(r"::(error|warning) file=README\.md,line=\d+,", line), line
        assert not re.search(r"%0A|\x0b|\u2028", line)


@pytest.mark.parametrize("name", ["a\n::error::b.md", "a,line=1::x.md", "a%0Ab.md", "`@x`.md", "$(id).md"])
def test_the_name_of_a_file_does_not_become_a_workflow_command(scenario: Scenario, name: str) -> None:
    bad = "| Tool 01 | MMXX | [site](https://01.example/) |"
    scenario.open_pull({name: listing(bad)})
    done = scenario.run_command()
    assert done.returncode != 0
    assert "Traceback" not in done.stderr
    scenario.double.violations.clear()  # the double cannot route a path with a line feed
    for line in done.stdout.splitlines():
        assert re.match(r"::(error|warning|notice) (file|title)=", line), line
    output = Path(scenario.last["GITHUB_OUTPUT"]).read_text(encoding="utf-8")  # type: ignore[index]
    assert re.fullmatch(r"(?:[a-z-]+=(?:\d+|failed|not-checked)\n){9}", output)


def test_the_environment_of_later_steps_is_not_written(scenario: Scenario) -> None:
    scenario.open_pull(with_rows(20, "| x\x0bPATH=/tmp | MMXX | [site](https://19b.example/) |"))
    scenario.run_command()
    assert scenario.last is not None
    assert Path(scenario.last["GITHUB_ENV"]).read_bytes() == b""
    assert Path(scenario.last["GITHUB_PATH"]).read_bytes() == b""


def test_the_token_is_not_printed(scenario: Scenario) -> None:
    scenario.open_pull(with_rows(20, BAD_YEAR))
    done = scenario.run_command(contents="read")
    assert scenario.last is not None
    token = scenario.last["GITHUB_TOKEN"]
    assert token not in done.stdout + done.stderr + scenario.step_summary + "".join(scenario.summaries)


# Size


def test_a_row_of_a_million_cells_is_reported(scenario: Scenario) -> None:
    scenario.open_pull(with_rows(20, "|a" * 1_000_000 + "|"))
    assert scenario.run_command().returncode == 1
    assert all(
        len(body) <= 65_536
        for body in (*(comment.body for comment in scenario.review_comments), *scenario.summaries)
    )


def test_a_list_too_large_for_the_api_is_not_checked(scenario: Scenario) -> None:
    scenario.double.state.limits = Limits(inline_content=2_000, blob=5_000)
    scenario.open_pull(listing(*ROWS, *(row.replace("Tool", "Thing") for row in ROWS * 3)))
    report = scenario.run()
    assert report is not None
    assert report.verdict == "not-checked"
    assert scenario.summaries[0].startswith("⚠️ **rowcheck not checked**")


def test_a_list_over_a_megabyte_is_read_as_a_blob(scenario: Scenario) -> None:
    scenario.double.state.limits = Limits(inline_content=500)
    scenario.open_pull(with_rows(20, BAD_YEAR))
    scenario.run()
    assert len(scenario.review_comments) == 1


def test_files_that_github_does_not_list_are_not_checked(scenario: Scenario) -> None:
    scenario.double.state.limits = Limits(pull_files=2)
    scenario.open_pull({f"{n}.md": listing() for n in range(4)})
    report = scenario.run()
    assert report is not None
    assert report.verdict == "not-checked"
    assert "GitHub lists 2 of its 4 changed files" in scenario.summaries[0]


def test_findings_in_a_file_without_a_patch_are_in_the_summary(scenario: Scenario) -> None:
    scenario.double.state.limits = Limits(patch_lines=3)
    scenario.open_pull(with_rows(20, BAD_YEAR))
    scenario.run()
    assert scenario.review_comments == []
    assert "`README.md:27:14` | `row-schema`" in scenario.summaries[0]


def test_a_pattern_with_exponential_backtracking_elsewhere_is_matched(scenario: Scenario) -> None:
    settings = SETTINGS.replace("Year: {$ref", "Name: {pattern: '^(\\w+\\s?)*$'}\n        Year: {$ref")
    scenario.repo.commit({".github/rowcheck.yml": settings})
    scenario.open_pull(with_rows(20, f"| Tool 19{'a' * 5000}! | 2024 | [site](https://19b.example/) |"))
    report = scenario.run()
    assert report is not None
    assert [finding.rule for finding in report.findings] == ["row-schema"]


def test_many_wrong_rows_get_a_limited_number_of_comments(scenario: Scenario) -> None:
    names = [f"Tool 19{tens}{ones}" for tens in "abcdefghij" for ones in "abcdefghij"]
    rows = [f"| {name} {'x' * 300} | MMXX | [site](https://{name[5:]}.example/) |" for name in names]
    scenario.open_pull(with_rows(20, *rows))
    scenario.run()
    assert len(scenario.review_comments) <= 25
    assert len(scenario.double.writes) <= 2
    assert all(summary.is_summary(body) and len(body) <= 65_536 for body in scenario.summaries)


def test_code_of_the_head_is_not_run(scenario: Scenario) -> None:
    scenario.open_pull(
        {"README.md": with_rows(20, BAD_YEAR), "rowcheck/__init__.py": "raise SystemExit(7)\n"}
    )
    assert scenario.run_command().returncode == 1
