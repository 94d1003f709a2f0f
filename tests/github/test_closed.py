from __future__ import annotations

import pytest

from github_double import faults
from review_stage import SETTINGS, Stage, with_rows
from rowcheck.errors import RowcheckError

BAD_YEAR = "| Tool 19b | MMXX | [site](https://19b.example/) |"
ANSWER = "This pull request is closed, and rowcheck checks open ones only.\n\n<!-- rowcheck:v1:closed -->"


@pytest.fixture
def stage(stage: Stage) -> Stage:
    """A closed pull request of ada's; grace may push."""
    stage.double.person("grace", "write")
    stage.propose(with_rows(20, BAD_YEAR), author="ada")
    stage.double.close()
    return stage


def reactions(stage: Stage) -> list[list[str]]:
    """The reactions to each comment of a person."""
    said = [it for it in stage.double.issue_comments(1) if not it.author.endswith("[bot]")]
    return [[reaction.content for reaction in it.reactions] for it in said]


@pytest.mark.parametrize("author", ["ada", "grace"])
@pytest.mark.parametrize("command", ["/rowcheck", "/revalidate"])
def test_a_command_is_answered_in_words(stage: Stage, author: str, command: str) -> None:
    assert stage.comment(command, author) is None
    assert stage.summaries == [ANSWER]
    assert reactions(stage) == [["eyes", "-1"]]
    assert stage.lines == []


def test_it_runs_as_a_workflow_starts_it(stage: Stage) -> None:
    made = stage.double.say("/rowcheck", "grace")
    done = stage.command(event="issue_comment", payload=stage.double.comment_event(made))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "rowcheck: nothing to do: the pull request is closed\n"
    assert stage.summaries == [ANSWER]


def test_it_is_said_once(stage: Stage) -> None:
    made = stage.double.say("/rowcheck", "grace")
    event = stage.double.comment_event(made)
    stage.run("issue_comment", event)
    stage.run("issue_comment", event)
    stage.comment("/rowcheck", "ada")
    assert stage.summaries == [ANSWER]
    assert reactions(stage) == [["eyes", "-1"], ["eyes", "-1"]]


def test_who_may_not_ask_is_refused_without_words(stage: Stage) -> None:
    assert stage.comment("/rowcheck", "eve") is None
    assert reactions(stage) == [["-1"]]
    assert stage.summaries == []


@pytest.mark.parametrize("body", ["fine", "> /rowcheck", "see `/rowcheck`", "/merge"])
def test_what_is_no_command_gets_no_answer(stage: Stage, body: str) -> None:
    assert stage.writes(lambda: stage.comment(body, "grace")) == []


def test_nothing_is_waived_there(stage: Stage) -> None:
    assert stage.comment("/rowcheck waive row-schema", "grace") is None
    assert stage.summaries == [ANSWER]


def test_the_settings_name_the_commands_even_where_the_base_branch_is_gone(stage: Stage) -> None:
    stage.double.reopen()
    stage.repo.git("checkout", "--quiet", "-b", "old")
    stage.repo.commit({".github/rowcheck.yml": SETTINGS + "github: {commands: look}\n"})
    stage.repo.main()
    stage.double.retarget("old")
    stage.double.close()
    stage.repo.git("branch", "--quiet", "--delete", "--force", "old")
    assert stage.writes(lambda: stage.comment("/rowcheck", "grace")) == []
    stage.comment("/look", "grace")
    assert stage.summaries == [ANSWER]


def test_the_answer_of_somebody_else_is_not_ours(stage: Stage) -> None:
    stage.double.say(ANSWER, "mallory")
    stage.comment("/rowcheck", "grace")
    assert stage.summaries == [ANSWER]


def test_a_token_that_may_not_comment_stays_silent(stage: Stage) -> None:
    assert stage.comment("/rowcheck", "grace", contents="read") is None
    assert stage.summaries == []


@pytest.mark.parametrize(
    "fault",
    [
        pytest.param(faults.error(502), id="before it took effect"),
        pytest.param(faults.error(502).after(), id="after it took effect"),
    ],
)
def test_a_lost_answer_is_made_up_for_by_the_next_command(stage: Stage, fault: faults.Fault) -> None:
    stage.double.faults.add(fault, method="POST", path="/issues/1/comments$")
    with pytest.raises(RowcheckError, match="try again later"):
        stage.comment("/rowcheck", "grace")
    stage.comment("/rowcheck", "grace")
    assert stage.summaries == [ANSWER]


def test_once_reopened_it_is_checked_as_ever(stage: Stage) -> None:
    stage.comment("/rowcheck", "grace")
    stage.double.reopen()
    assert stage.comment("/rowcheck", "grace") is not None
    assert len(stage.lines) == 1
    assert stage.summaries[0] == ANSWER
    assert stage.summaries[1].startswith("❌ **rowcheck failed**")
