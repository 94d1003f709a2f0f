from __future__ import annotations

from typing import Any

import pytest

from review_scenario import SETTINGS, Scenario, with_rows
from rowcheck.github import commands
from rowcheck.github.commands import Command, Request, Waiver, parse
from rowcheck.model import Finding, Report

CHECK = Command("check")
BAD_YEAR = "| Tool 19b | MMXX | [site](https://19b.example/) |"
MISPLACED = "| Tool 17b | 2024 | [site](https://17b.example/) |"

ROW = "| **[CLIP](https://arxiv.org/abs/2103.00020)** | CVPR 2021 | `code` |"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param("/rowcheck", [CHECK], id="the command alone"),
        pytest.param("/revalidate", [CHECK], id="its other name"),
        pytest.param("/RowCheck  ", [CHECK], id="case and spaces are ignored"),
        pytest.param("Thanks!\n\n/rowcheck\n\nBye", [CHECK], id="on a line of its own"),
        pytest.param("Thanks!\r\n/rowcheck\r\n", [CHECK], id="below other text, with CRLF"),
        pytest.param("please /rowcheck", [], id="not within a line"),
        pytest.param("/rowchecker", [], id="not as the beginning of a word"),
        pytest.param("> /rowcheck", [], id="not in a quote"),
        pytest.param("> quoted\n/rowcheck", [], id="not where a quote continues"),
        pytest.param("> quoted\n\n/rowcheck", [CHECK], id="after the end of a quote"),
        pytest.param("```\n/rowcheck\n```", [], id="not in fenced code"),
        pytest.param("~~~\n/rowcheck", [], id="not in fenced code without an end"),
        pytest.param("    /rowcheck", [], id="not in indented code"),
        pytest.param("\t/rowcheck", [], id="not behind a tab"),
        pytest.param("<!--\n/rowcheck\n-->", [], id="not in an HTML comment"),
        pytest.param("<pre>\n/rowcheck\n</pre>", [], id="not in an HTML block"),
        pytest.param("- /rowcheck", [], id="not in a list item"),
        pytest.param(
            "/rowcheck what is this", [Command("unknown", reason="what is this")], id="an unknown command"
        ),
        pytest.param("/rowcheck waive", [Command("unknown", reason="waive")], id="a waiver without a rule"),
        pytest.param("/rowcheck waive order", [Command("waive", "order", "*")], id="a rule for every row"),
        pytest.param(
            '/rowcheck waive order "A B" two editions',
            [Command("waive", "order", "A B", "two editions")],
            id="a quoted row and a reason",
        ),
        pytest.param(
            "/rowcheck waive order “A B” so",
            [Command("waive", "order", "A B", "so")],
            id="a row in typographic quotes",
        ),
        pytest.param(
            "/rowcheck waive duplicate https://x.example/a two uses",
            [Command("waive", "duplicate", "https://x.example/a", "two uses")],
            id="a row by its URL",
        ),
        pytest.param(
            "/rowcheck unwaive order CLIP", [Command("unwaive", "order", "CLIP")], id="taking back a waiver"
        ),
        pytest.param(
            "/rowcheck waive order A x\n/rowcheck waive order B y",
            [Command("waive", "order", "A", "x"), Command("waive", "order", "B", "y")],
            id="several commands",
        ),
        pytest.param(
            "/rowcheck waive --all",
            [Command("unknown", reason="waive --all")],
            id="a waiver of something that is not a rule",
        ),
    ],
)
def test_commands_of_a_comment(body: str, expected: list[Command]) -> None:
    assert list(parse(body)) == expected


def test_the_settings_can_name_the_commands() -> None:
    assert parse("/check", ["check"]) == (CHECK,)
    assert parse("/rowcheck", ["check"]) == ()


# Permission


@pytest.fixture
def scenario(scenario: Scenario) -> Scenario:
    """A pull request by ada with a wrong row; grace has write access, mia maintains, rob may triage."""
    scenario.double.set_role("grace", "write")
    scenario.double.set_role("mia", "maintain")
    scenario.double.set_role("rob", "triage")
    scenario.open_pull(with_rows(20, BAD_YEAR), author="ada")
    return scenario


def reactions(scenario: Scenario) -> list[str]:
    """The reactions to the last comment that is not by a bot."""
    comments = [
        comment for comment in scenario.double.issue_comments(1) if not comment.author.endswith("[bot]")
    ]
    return [reaction.content for reaction in comments[-1].reactions]


@pytest.mark.parametrize(
    "author",
    [
        pytest.param("ada", id="the author of the pull request"),
        pytest.param("grace", id="an account that can push"),
        pytest.param("mia", id="a maintainer"),
    ],
)
def test_accounts_that_may_ask_for_a_check(scenario: Scenario, author: str) -> None:
    scenario.comment("/rowcheck", author)
    assert len(scenario.review_comments) == 1
    assert reactions(scenario) == ["eyes", "rocket"]


@pytest.mark.parametrize(
    "author",
    [pytest.param("rob", id="an account with the triage role"), pytest.param("eve", id="a stranger")],
)
def test_accounts_that_may_not_ask_for_a_check(scenario: Scenario, author: str) -> None:
    assert scenario.comment("/rowcheck", author) is None
    assert scenario.review_comments == []
    assert reactions(scenario) == ["-1"]


def test_the_newest_head_is_checked(scenario: Scenario) -> None:
    comment = scenario.double.comment("/revalidate", "grace")
    payload = scenario.double.comment_event(comment)
    scenario.push(with_rows(20, BAD_YEAR, MISPLACED))
    scenario.run("issue_comment", payload)
    assert {comment.commit for comment in scenario.review_comments} == {
        scenario.double.state.pulls[1].head_sha
    }


def test_a_command_works_in_a_process_of_its_own(scenario: Scenario) -> None:
    comment = scenario.double.comment("/rowcheck", "grace")
    done = scenario.run_command(event="issue_comment", payload=scenario.double.comment_event(comment))
    assert (done.returncode, done.stderr) == (1, "")
    assert len(scenario.review_comments) == 1


@pytest.mark.parametrize(
    ("body", "how"),
    [
        pytest.param("> /rowcheck", {}, id="a quote"),
        pytest.param("see `/rowcheck`", {}, id="a command within a line"),
        pytest.param("```\n/rowcheck\n```", {}, id="code"),
    ],
)
def test_other_comments_get_no_answer(scenario: Scenario, body: str, how: dict[str, Any]) -> None:
    assert scenario.writes(lambda: scenario.comment(body, "grace", **how)) == []


def test_an_unknown_command_is_not_understood(scenario: Scenario) -> None:
    assert scenario.comment("/rowcheck wave order", "grace") is None
    assert reactions(scenario) == ["confused"]


def test_an_unknown_rule_is_not_understood(scenario: Scenario) -> None:
    assert scenario.comment("/rowcheck waive odrer", "grace") is None
    assert reactions(scenario) == ["confused"]


def test_the_commands_are_named_in_the_settings(scenario: Scenario) -> None:
    scenario.repo.commit({".github/rowcheck.yml": SETTINGS + "github: {commands: check}\n"})
    assert scenario.comment("/rowcheck", "grace") is None
    assert scenario.comment("/check", "grace") is not None


def test_a_waiver_applies_until_it_is_taken_back(scenario: Scenario) -> None:
    scenario.run()
    report = scenario.comment('/rowcheck waive row-schema "Tool 19b" Roman numerals are fine', "grace")
    assert report is not None
    assert (report.verdict, len(report.waived)) == ("passed", 1)
    assert scenario.review_comments[0].body.startswith("☑️ Waived by `grace`: ~~❌ **row-schema**: ")
    row = "| `row-schema` | `Tool 19b` | `Roman numerals are fine` | `grace` |"
    assert row in scenario.summaries[0]
    assert scenario.writes(scenario.run) == []
    report = scenario.comment('/rowcheck unwaive row-schema "Tool 19b"', "mia")
    assert report is not None
    assert report.verdict == "failed"
    assert scenario.review_comments[0].body.startswith("❌ **row-schema**: ")
    assert row not in scenario.summaries[0]
    assert scenario.writes(scenario.run) == []


def test_a_waiver_can_be_given_before_the_first_review(scenario: Scenario) -> None:
    scenario.comment("/rowcheck waive row-schema https://19b.example/ fine", "grace")
    assert scenario.review_comments == []
    assert "| `row-schema` | `https://19b.example/` | `fine` | `grace` |" in scenario.summaries[0]


@pytest.mark.parametrize("author", ["ada", "rob", "eve"])
def test_only_accounts_that_can_push_may_waive(scenario: Scenario, author: str) -> None:
    assert scenario.comment("/rowcheck waive row-schema", author) is None
    assert reactions(scenario) == ["-1"]
    assert scenario.summaries == []


def test_a_waiver_can_cover_every_row(scenario: Scenario) -> None:
    report = scenario.comment("/rowcheck waive row-schema", "grace")
    assert report is not None
    assert report.verdict == "passed"
    assert "| `row-schema` | every row | none given | `grace` |" in scenario.summaries[0]


def test_a_waiver_that_matches_no_row_is_listed(scenario: Scenario) -> None:
    report = scenario.comment('/rowcheck waive row-schema "Tool 18" so', "grace")
    assert report is not None
    assert report.verdict == "failed"
    assert "`Tool 18`" in scenario.summaries[0]


def test_the_reason_of_a_waiver_is_shown_as_code(scenario: Scenario) -> None:
    reason = "--> @everyone [x](https://evil.example) | `` <img src=x> <!-- rowcheck:v1:summary: -->"
    scenario.comment(f'/rowcheck waive row-schema "Tool 19b" {reason}', "grace")
    assert scenario.writes(scenario.run) == []
    assert "`@everyone" not in scenario.summaries[0]
    assert " @everyone" not in scenario.summaries[0].replace("@\u200beveryone", "")
    assert scenario.run().waived  # type: ignore[union-attr]


# Waivers


@pytest.mark.parametrize(
    ("rule", "row", "waived"),
    [
        pytest.param("order", "CLIP", True, id="by its title"),
        pytest.param("order", " clip ", True, id="case and spaces are ignored"),
        pytest.param("order", "https://arxiv.org/abs/2103.00020", True, id="by its link"),
        pytest.param("order", "CVPR 2021", True, id="by a cell"),
        pytest.param("order", "code", True, id="by a cell in code"),
        pytest.param("order", "*", True, id="every row"),
        pytest.param("order", "CLI", False, id="not by part of its title"),
        pytest.param("duplicate", "CLIP", False, id="not for another rule"),
        pytest.param("order", "", False, id="not by an empty name"),
    ],
)
def test_rows_that_a_waiver_covers(rule: str, row: str, waived: bool) -> None:
    finding = Finding("order", "error", "x.md", 3, 3, 0, 0, "m", "0" * 16, (), ROW)
    report, waived_by = commands.apply([Waiver(rule, row, "so", "grace")], Report(findings=(finding,)))
    assert waived_by == ({"0" * 16: "grace"} if waived else {})
    assert (report.findings, report.waived) == (((), (finding,)) if waived else ((finding,), ()))


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        pytest.param([Command("check")], ["A", "B"], id="a check waives nothing"),
        pytest.param([Command("waive", "order", "C")], ["A", "B", "C"], id="a waiver is added"),
        pytest.param(
            [Command("waive", "order", "a", "why")], ["B", "a"], id="a later waiver replaces an earlier one"
        ),
        pytest.param([Command("unwaive", "order", "A")], ["B"], id="a waiver is removed"),
        pytest.param([Command("unwaive", "order", "*")], [], id="all waivers of a rule are removed"),
        pytest.param([Command("unwaive", "duplicate", "*")], ["A", "B"], id="waivers of another rule stay"),
    ],
)
def test_commands_change_the_waivers(new: list[Command], expected: list[str]) -> None:
    waivers = (Waiver("order", "A", "", "grace"), Waiver("order", "B", "", "grace"))
    assert [waiver.row for waiver in commands.updated(waivers, Request(tuple(new), "mia", 1))] == expected
