from __future__ import annotations

from typing import Any

import pytest

from review_stage import SETTINGS, Stage, with_rows

BAD_YEAR = "| Tool 19b | MMXX | [site](https://19b.example/) |"
MISPLACED = "| Tool 17b | 2024 | [site](https://17b.example/) |"


@pytest.fixture
def stage(stage: Stage) -> Stage:
    """A pull request of ada's with a wrong row; grace may push, rob may triage."""
    stage.double.person("grace", "write")
    stage.double.person("mia", "maintain")
    stage.double.person("rob", "triage")
    stage.propose(with_rows(20, BAD_YEAR), author="ada")
    return stage


def reactions(stage: Stage) -> list[str]:
    """The reactions to the last comment of a person."""
    said = [it for it in stage.double.issue_comments(1) if not it.author.endswith("[bot]")]
    return [reaction.content for reaction in said[-1].reactions]


@pytest.mark.parametrize(
    "author",
    [
        pytest.param("ada", id="the author of the pull request"),
        pytest.param("grace", id="somebody who may push"),
        pytest.param("mia", id="somebody who maintains"),
    ],
)
def test_who_may_ask_for_a_check(stage: Stage, author: str) -> None:
    stage.comment("/rowcheck", author)
    assert len(stage.lines) == 1
    assert reactions(stage) == ["eyes", "rocket"]


@pytest.mark.parametrize(
    "author", [pytest.param("rob", id="who may only triage"), pytest.param("eve", id="a stranger")]
)
def test_who_may_not(stage: Stage, author: str) -> None:
    assert stage.comment("/rowcheck", author) is None
    assert stage.lines == []
    assert reactions(stage) == ["-1"]


def test_the_newest_head_is_checked(stage: Stage) -> None:
    made = stage.double.say("/revalidate", "grace")
    payload = stage.double.comment_event(made)
    stage.push(with_rows(20, BAD_YEAR, MISPLACED))
    stage.run("issue_comment", payload)
    assert {comment.commit for comment in stage.lines} == {stage.double.state.pulls[1].head_sha}


def test_the_command_runs_as_a_workflow_starts_it(stage: Stage) -> None:
    made = stage.double.say("/rowcheck", "grace")
    done = stage.command(event="issue_comment", payload=stage.double.comment_event(made))
    assert (done.returncode, done.stderr) == (1, "")
    assert len(stage.lines) == 1


@pytest.mark.parametrize(
    ("body", "how"),
    [
        pytest.param("> /rowcheck", {}, id="a quote"),
        pytest.param("see `/rowcheck`", {}, id="a word in a line"),
        pytest.param("```\n/rowcheck\n```", {}, id="code"),
    ],
)
def test_what_is_no_command_gets_no_answer(stage: Stage, body: str, how: dict[str, Any]) -> None:
    assert stage.writes(lambda: stage.comment(body, "grace", **how)) == []


def test_a_word_that_is_none_is_not_understood(stage: Stage) -> None:
    assert stage.comment("/rowcheck wave order", "grace") is None
    assert reactions(stage) == ["confused"]


def test_a_rule_that_is_none_is_not_understood(stage: Stage) -> None:
    assert stage.comment("/rowcheck waive odrer", "grace") is None
    assert reactions(stage) == ["confused"]


def test_the_settings_name_the_commands(stage: Stage) -> None:
    stage.repo.commit({".github/rowcheck.yml": SETTINGS + "github: {commands: check}\n"})
    assert stage.comment("/rowcheck", "grace") is None
    assert stage.comment("/check", "grace") is not None


def test_a_waiver_is_recorded_and_honoured_until_it_is_taken_back(stage: Stage) -> None:
    stage.run()
    report = stage.comment('/rowcheck waive row-schema "Tool 19b" Roman numerals are fine', "grace")
    assert report is not None
    assert (report.verdict, len(report.waived)) == ("passed", 1)
    assert stage.lines[0].body.startswith("☑️ Waived by `grace`: ~~❌ **row-schema**: ")
    row = "| `row-schema` | `Tool 19b` | `Roman numerals are fine` | `grace` |"
    assert row in stage.summaries[0]
    assert stage.writes(stage.run) == []
    report = stage.comment('/rowcheck unwaive row-schema "Tool 19b"', "mia")
    assert report is not None
    assert report.verdict == "failed"
    assert stage.lines[0].body.startswith("❌ **row-schema**: ")
    assert row not in stage.summaries[0]
    assert stage.writes(stage.run) == []


def test_a_waiver_may_come_before_any_comment_of_ours(stage: Stage) -> None:
    stage.comment("/rowcheck waive row-schema https://19b.example/ fine", "grace")
    assert stage.lines == []
    assert "| `row-schema` | `https://19b.example/` | `fine` | `grace` |" in stage.summaries[0]


@pytest.mark.parametrize("author", ["ada", "rob", "eve"])
def test_only_who_may_push_may_waive(stage: Stage, author: str) -> None:
    assert stage.comment("/rowcheck waive row-schema", author) is None
    assert reactions(stage) == ["-1"]
    assert stage.summaries == []


def test_a_waiver_for_every_row(stage: Stage) -> None:
    report = stage.comment("/rowcheck waive row-schema", "grace")
    assert report is not None
    assert report.verdict == "passed"
    assert "| `row-schema` | every row | none given | `grace` |" in stage.summaries[0]


def test_a_waiver_that_fits_no_row_changes_nothing_but_is_shown(stage: Stage) -> None:
    report = stage.comment('/rowcheck waive row-schema "Tool 18" so', "grace")
    assert report is not None
    assert report.verdict == "failed"
    assert "`Tool 18`" in stage.summaries[0]


def test_what_waivers_say_cannot_break_out_of_the_summary(stage: Stage) -> None:
    reason = "--> @everyone [x](https://evil.example) | `` <img src=x> <!-- rowcheck:v1:summary: -->"
    stage.comment(f'/rowcheck waive row-schema "Tool 19b" {reason}', "grace")
    assert stage.writes(stage.run) == []
    assert "`@everyone" not in stage.summaries[0]
    assert " @everyone" not in stage.summaries[0].replace("@\u200beveryone", "")
    assert stage.run().waived  # type: ignore[union-attr]
