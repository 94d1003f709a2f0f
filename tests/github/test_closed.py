from __future__ import annotations

import pytest

from github_double import faults
from review_scenario import SETTINGS, Scenario, with_rows
from rowcheck.errors import RowcheckError

BAD_YEAR = "| Tool 19b | MMXX | [site](https://19b.example/) |"
ANSWER = "This pull request is closed, and rowcheck checks open ones only.\n\n<!-- rowcheck:v1:closed -->"


@pytest.fixture
def scenario(scenario: Scenario) -> Scenario:
    """A closed pull request by ada; grace may push."""
    scenario.double.set_role("grace", "write")
    scenario.open_pull(with_rows(20, BAD_YEAR), author="ada")
    scenario.double.close()
    return scenario


def reactions(scenario: Scenario) -> list[list[str]]:
    """The reactions to each comment that is not by a bot."""
    comments = scenario.double.issue_comments(1)
    return [
        [reaction.content for reaction in comment.reactions]
        for comment in comments
        if not comment.author.endswith("[bot]")
    ]


@pytest.mark.parametrize("author", ["ada", "grace"])
@pytest.mark.parametrize("command", ["/rowcheck", "/revalidate"])
def test_a_command_is_answered_with_a_comment(scenario: Scenario, author: str, command: str) -> None:
    assert scenario.comment(command, author) is None
    assert scenario.summaries == [ANSWER]
    assert reactions(scenario) == [["eyes", "-1"]]
    assert scenario.review_comments == []


def test_it_works_in_a_process_of_its_own(scenario: Scenario) -> None:
    comment = scenario.double.comment("/rowcheck", "grace")
    done = scenario.run_command(event="issue_comment", payload=scenario.double.comment_event(comment))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "rowcheck: nothing to do: the pull request is closed\n"
    assert scenario.summaries == [ANSWER]


def test_the_answer_is_posted_once(scenario: Scenario) -> None:
    event = scenario.double.comment_event(scenario.double.comment("/rowcheck", "grace"))
    scenario.run("issue_comment", event)
    scenario.run("issue_comment", event)
    scenario.comment("/rowcheck", "ada")
    assert scenario.summaries == [ANSWER]
    assert reactions(scenario) == [["eyes", "-1"], ["eyes", "-1"]]


def test_an_account_without_permission_gets_a_reaction_only(scenario: Scenario) -> None:
    assert scenario.comment("/rowcheck", "eve") is None
    assert reactions(scenario) == [["-1"]]
    assert scenario.summaries == []


@pytest.mark.parametrize("body", ["fine", "> /rowcheck", "see `/rowcheck`", "/merge"])
def test_other_comments_get_no_answer(scenario: Scenario, body: str) -> None:
    assert scenario.writes(lambda: scenario.comment(body, "grace")) == []


def test_a_waiver_is_not_stored(scenario: Scenario) -> None:
    assert scenario.comment("/rowcheck waive row-schema", "grace") is None
    assert scenario.summaries == [ANSWER]


def test_the_settings_name_the_commands_even_if_the_base_branch_was_deleted(scenario: Scenario) -> None:
    scenario.double.reopen()
    scenario.repo.git("checkout", "--quiet", "-b", "old")
    scenario.repo.commit({".github/rowcheck.yml": SETTINGS + "github: {commands: look}\n"})
    scenario.repo.main()
    scenario.double.retarget("old")
    scenario.double.close()
    scenario.repo.git("branch", "--quiet", "--delete", "--force", "old")
    assert scenario.writes(lambda: scenario.comment("/rowcheck", "grace")) == []
    scenario.comment("/look", "grace")
    assert scenario.summaries == [ANSWER]


def test_the_same_comment_by_another_account_is_ignored(scenario: Scenario) -> None:
    scenario.double.comment(ANSWER, "mallory")
    scenario.comment("/rowcheck", "grace")
    assert scenario.summaries == [ANSWER]


def test_a_read_only_token_posts_nothing(scenario: Scenario) -> None:
    assert scenario.comment("/rowcheck", "grace", contents="read") is None
    assert scenario.summaries == []


@pytest.mark.parametrize(
    "fault",
    [
        pytest.param(faults.error(502), id="before it takes effect"),
        pytest.param(faults.error(502).after(), id="after it took effect"),
    ],
)
def test_a_lost_answer_is_repaired_by_the_next_command(scenario: Scenario, fault: faults.Fault) -> None:
    scenario.double.faults.add(fault, method="POST", path="/issues/1/comments$")
    with pytest.raises(RowcheckError, match="try again later"):
        scenario.comment("/rowcheck", "grace")
    scenario.comment("/rowcheck", "grace")
    assert scenario.summaries == [ANSWER]


def test_a_reopened_pull_request_is_checked_again(scenario: Scenario) -> None:
    scenario.comment("/rowcheck", "grace")
    scenario.double.reopen()
    assert scenario.comment("/rowcheck", "grace") is not None
    assert len(scenario.review_comments) == 1
    assert scenario.summaries[0] == ANSWER
    assert scenario.summaries[1].startswith("❌ **rowcheck failed**")
