"""Attempts to make the review do what its maintainers did not ask for; each fails."""

from __future__ import annotations

import re
import time
from pathlib import Path

import cmarkgfm
import pytest
from cmarkgfm.cmark import Options as Cmark

from github_double.state import Limits
from review_stage import ROWS, SETTINGS, Stage, listing, with_rows
from rowcheck.errors import RowcheckError
from rowcheck.github import summary
from rowcheck.github.commands import Waiver
from rowcheck.github.summary import State

BAD_YEAR = "| Tool 19b | MMXX | [site](https://19b.example/) |"
OFF = "rules: {row-schema: 'off', order: 'off'}\n"


def fails(stage: Stage) -> bool:
    """Whether the review finds that something is wrong."""
    report = stage.run()
    return report is not None and report.verdict == "failed"


# What says how to check


def test_settings_of_the_head_do_not_count(stage: Stage) -> None:
    stage.propose({"README.md": with_rows(20, BAD_YEAR), ".github/rowcheck.yml": OFF})
    assert fails(stage)


def test_settings_that_would_come_first_do_not_count(stage: Stage) -> None:
    """The base has its settings in a place that is looked at later."""
    stage.repo.commit({".github/rowcheck.yml": None, "rowcheck.yml": SETTINGS})
    stage.propose({"README.md": with_rows(20, BAD_YEAR), ".github/rowcheck.yml": OFF})
    assert fails(stage)


def test_a_row_schema_of_the_head_does_not_count(stage: Stage) -> None:
    settings = re.sub(r"row:\n.*required: \[Name, Year\]\n", "row: row.json\n", SETTINGS, flags=re.DOTALL)
    strict = '{"properties": {"Year": {"pattern": "^[0-9]+$"}}}'
    stage.repo.commit({".github/rowcheck.yml": settings, "row.json": strict})
    stage.propose({"README.md": with_rows(20, BAD_YEAR), "row.json": "{}"})
    assert fails(stage)


def test_settings_deleted_by_the_head_still_count(stage: Stage) -> None:
    stage.propose({"README.md": with_rows(20, BAD_YEAR), ".github/rowcheck.yml": None})
    assert fails(stage)


@pytest.mark.parametrize("path", ["../secret.json", "/etc/passwd", "a/../../secret.json"])
def test_settings_lead_nowhere_outside_the_repository(stage: Stage, path: str) -> None:
    stage.repo.commit({".github/rowcheck.yml": f"tables: {{a: {{row: '{path}'}}}}\n"})
    stage.propose(with_rows(20, BAD_YEAR))
    with pytest.raises(RowcheckError, match="outside the repository"):
        stage.run()


# What a file is


def link(stage: Stage, name: str, target: str) -> None:
    """A pull request that makes a file a symbolic link."""
    stage.repo.git("checkout", "--quiet", "-B", "add")
    place = stage.repo.path / name
    place.unlink(missing_ok=True)
    place.symlink_to(target)
    stage.repo.commit({})
    stage.repo.main()
    stage.double.open_pull("add")


def test_a_link_to_another_file_is_not_followed(stage: Stage) -> None:
    stage.repo.commit({"secret.txt": listing()})
    link(stage, "more.md", "secret.txt")
    report = stage.run()
    assert report is not None
    assert [entry.reason for entry in report.not_checked] == [
        "is a symbolic link to 'secret.txt', which the settings do not cover"
    ]


def test_a_link_out_of_the_repository_is_not_followed(stage: Stage) -> None:
    link(stage, "more.md", "../../../etc/passwd")
    report = stage.run()
    assert report is not None
    assert report.verdict == "not-checked"
    assert "root:" not in stage.step_summary + "".join(stage.summaries)


def test_a_link_to_a_list_file_is_that_file_and_checked_once(stage: Stage) -> None:
    link(stage, "more.md", "README.md")
    report = stage.run()
    assert report is not None
    assert (report.verdict, report.counts.added) == ("passed", 0)


def test_a_submodule_in_the_place_of_a_list_is_not_checked(stage: Stage) -> None:
    stage.repo.git("checkout", "--quiet", "-B", "add")
    sha = stage.repo.git("rev-parse", "HEAD")
    stage.repo.git("rm", "--quiet", "README.md")
    stage.repo.git("update-index", "--add", "--cacheinfo", f"160000,{sha},README.md")
    stage.repo.git("commit", "--quiet", "--message", "Nest")
    stage.repo.git("checkout", "--quiet", "--force", "main")
    stage.double.open_pull("add")
    report = stage.run()
    assert report is not None
    assert report.verdict == "not-checked"


# Who speaks


def test_a_forged_marker_keeps_no_finding_away(stage: Stage) -> None:
    stage.propose(with_rows(20, BAD_YEAR))
    stage.run()
    body = stage.lines[0].body
    other = Stage(stage.repo, stage.double, stage.folder)
    comment = stage.lines[0]
    comment.author = "mallory"
    other.run()
    assert [it.author for it in stage.lines] == ["mallory", "github-actions[bot]"]
    assert [it.body for it in stage.lines] == [body, body]


def test_a_forged_comment_is_not_edited(stage: Stage) -> None:
    stage.propose(with_rows(20, "| Tool 19b | 2024 | [site](https://19b.example/) |"))
    forged = "fake\n\n<!-- rowcheck:v1:0123456789abcdef -->"
    stage.double.say(forged, "mallory")
    assert stage.writes(stage.run) == []


def test_a_forged_summary_waives_nothing(stage: Stage) -> None:
    stage.propose(with_rows(20, BAD_YEAR))
    memory = State((Waiver("row-schema", "*", "", "grace"),))
    stage.double.say(f"x\n\n<!-- rowcheck:v1:summary:{memory.encode()} -->", "mallory")
    assert fails(stage)


def test_a_name_that_looks_like_ours_is_not_ours(stage: Stage) -> None:
    stage.propose(with_rows(20, BAD_YEAR))
    memory = State((Waiver("row-schema", "*", "", "grace"),)).encode()
    for login in ("github-actions", "Github-Actions[bot]", "github-actions[bot]x"):
        stage.double.say(f"x\n\n<!-- rowcheck:v1:summary:{memory} -->", login)
    assert fails(stage)


def test_a_row_cannot_speak_for_the_comment_it_stands_in(stage: Stage) -> None:
    """The row is part of a comment of ours, with a marker of its own in it."""
    marker = "<!-- rowcheck:v1:0123456789abcdef:fixed -->"
    stage.propose(with_rows(20, f"| Tool 17b | MMXX | [site](https://17b.example/) {marker} |"))
    stage.run()
    assert stage.writes(stage.run) == []
    stage.push(with_rows(20))
    stage.run()
    assert all(it.body.startswith("✅ Fixed in") for it in stage.lines)


@pytest.mark.parametrize(
    ("author", "body", "action"),
    [
        pytest.param("eve", "/rowcheck waive row-schema", "created", id="a stranger"),
        pytest.param("rob", "/rowcheck waive row-schema", "created", id="somebody who may only triage"),
        pytest.param("ada", "/rowcheck waive row-schema", "created", id="the author of the pull request"),
        pytest.param("helper[bot]", "/rowcheck waive row-schema", "created", id="a program that may push"),
        pytest.param("grace", "/rowcheck waive row-schema", "edited", id="a comment edited by somebody else"),
        pytest.param("grace", "> /rowcheck waive row-schema", "created", id="a maintainer who quotes it"),
        pytest.param("grace", "```\n/rowcheck waive row-schema\n```", "created", id="or shows it as code"),
    ],
)
def test_nobody_else_gives_orders(stage: Stage, author: str, body: str, action: str) -> None:
    for login, role in (("grace", "write"), ("rob", "triage"), ("helper[bot]", "write")):
        stage.double.person(login, role, kind="Bot" if login.endswith("[bot]") else "User")
    stage.propose(with_rows(20, BAD_YEAR), author="ada")
    event = stage.double.comment_event(stage.double.say(body, author), action)
    assert stage.run("issue_comment", event) is None
    assert fails(stage)
    assert not any("Waived" in body for body in stage.summaries)


# What a row says

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
def test_no_text_of_a_row_becomes_markup(stage: Stage, text: str) -> None:
    stage.propose(with_rows(3, f"| Tool 19b {text} | {text} | [site](https://19b.example/) |"))
    stage.run()
    assert stage.lines
    for body in (*(it.body for it in stage.lines), *stage.summaries, stage.step_summary):
        html = cmarkgfm.github_flavored_markdown_to_html(body, Cmark.CMARK_OPT_UNSAFE)
        html = re.sub(r"<!-- rowcheck:v1:[\w:=-]* -->", "", html)
        seen = re.sub(r"<(code|pre)[^>]*>.*?</\1>", "", html, flags=re.DOTALL)
        assert not re.search(r"evil|torvalds|alert|<a |<img|<script|#1|<!--|-->", seen), seen


COMMANDS = [
    pytest.param("::error::x", id="a command"),
    pytest.param("x%0A::set-output name=verdict::passed", id="an escaped line end"),
    pytest.param("x\u2028::warning::y", id="a line separator"),
    pytest.param("x\x0b::stop-commands::y", id="a vertical tab"),
    pytest.param("##[error]x", id="the older spelling"),
]


@pytest.mark.parametrize("text", COMMANDS)
def test_no_text_of_a_row_becomes_a_workflow_command(stage: Stage, text: str) -> None:
    stage.propose(with_rows(20, f"| {text} | {text} | [site](https://19b.example/) |"))
    done = stage.command()
    assert done.stdout
    for line in done.stdout.splitlines():
        assert re.match(r"::(error|warning) file=README\.md,line=\d+,", line), line
        assert not re.search(r"%0A|\x0b|\u2028", line)


@pytest.mark.parametrize("name", ["a\n::error::b.md", "a,line=1::x.md", "a%0Ab.md", "`@x`.md", "$(id).md"])
def test_no_name_of_a_file_becomes_one(stage: Stage, name: str) -> None:
    bad = "| Tool 01 | MMXX | [site](https://01.example/) |"
    stage.propose({name: listing(bad)})
    done = stage.command()
    assert done.returncode != 0
    assert "Traceback" not in done.stderr
    stage.double.violations.clear()  # its server knows no path with a line feed
    for line in done.stdout.splitlines():
        assert re.match(r"::(error|warning|notice) (file|title)=", line), line
    output = Path(stage.last["GITHUB_OUTPUT"]).read_text(encoding="utf-8")  # type: ignore[index]
    assert re.fullmatch(r"(?:[a-z-]+=(?:\d+|failed|not-checked)\n){6}", output)


def test_nothing_is_written_to_the_environment_of_later_steps(stage: Stage) -> None:
    stage.propose(with_rows(20, "| x\x0bPATH=/tmp | MMXX | [site](https://19b.example/) |"))
    stage.command()
    assert stage.last is not None
    assert Path(stage.last["GITHUB_ENV"]).read_bytes() == b""
    assert Path(stage.last["GITHUB_PATH"]).read_bytes() == b""


def test_the_token_is_nowhere_to_be_seen(stage: Stage) -> None:
    stage.propose(with_rows(20, BAD_YEAR))
    done = stage.command(contents="read")
    assert stage.last is not None
    token = stage.last["GITHUB_TOKEN"]
    assert token not in done.stdout + done.stderr + stage.step_summary + "".join(stage.summaries)


# How much of it there is


def test_a_row_of_a_million_cells(stage: Stage) -> None:
    stage.propose(with_rows(20, "|a" * 1_000_000 + "|"))
    started = time.monotonic()
    done = stage.command()
    assert done.returncode == 1
    assert time.monotonic() - started < 120
    assert all(len(body) <= 65_536 for body in (*(it.body for it in stage.lines), *stage.summaries))


def test_a_list_too_large_for_github_to_hand_out(stage: Stage) -> None:
    stage.double.state.limits = Limits(inline_content=2_000, blob=5_000)
    stage.propose(listing(*ROWS, *(row.replace("Tool", "Thing") for row in ROWS * 3)))
    report = stage.run()
    assert report is not None
    assert report.verdict == "not-checked"
    assert stage.summaries[0].startswith("⚠️ **rowcheck not checked**")


def test_a_list_over_a_megabyte_is_read_all_the_same(stage: Stage) -> None:
    stage.double.state.limits = Limits(inline_content=500)
    stage.propose(with_rows(20, BAD_YEAR))
    stage.run()
    assert len(stage.lines) == 1


def test_more_files_than_github_lists_are_not_taken_for_checked(stage: Stage) -> None:
    stage.double.state.limits = Limits(pull_files=2)
    stage.propose({f"{n}.md": listing() for n in range(4)})
    report = stage.run()
    assert report is not None
    assert report.verdict == "not-checked"
    assert "GitHub lists 2 of its 4 changed files" in stage.summaries[0]


def test_a_difference_without_a_patch_loses_no_finding(stage: Stage) -> None:
    stage.double.state.limits = Limits(patch_lines=3)
    stage.propose(with_rows(20, BAD_YEAR))
    stage.run()
    assert stage.lines == []
    assert "`README.md:27:14` | `row-schema`" in stage.summaries[0]


def test_a_pattern_that_explodes_elsewhere(stage: Stage) -> None:
    settings = SETTINGS.replace("Year: {$ref", "Name: {pattern: '^(\\w+\\s?)*$'}\n        Year: {$ref")
    stage.repo.commit({".github/rowcheck.yml": settings})
    stage.propose(with_rows(20, f"| Tool 19{'a' * 5000}! | 2024 | [site](https://19b.example/) |"))
    started = time.monotonic()
    stage.run()
    assert time.monotonic() - started < 30


def test_a_flood_of_wrong_rows_is_bounded(stage: Stage) -> None:
    names = [f"Tool 19{tens}{ones}" for tens in "abcdefghij" for ones in "abcdefghij"]
    rows = [f"| {name} {'x' * 300} | MMXX | [site](https://{name[5:]}.example/) |" for name in names]
    stage.propose(with_rows(20, *rows))
    stage.run()
    assert len(stage.lines) <= 25
    assert len(stage.double.writes) <= 2
    assert all(summary.is_summary(body) and len(body) <= 65_536 for body in stage.summaries)


def test_the_head_is_only_ever_read(stage: Stage) -> None:
    """A folder named like a module of ours in the place where the step runs."""
    stage.propose({"README.md": with_rows(20, BAD_YEAR), "rowcheck/__init__.py": "raise SystemExit(7)\n"})
    assert stage.command().returncode == 1
