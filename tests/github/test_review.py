"""Complete runs: a list, a pull request, an event, and the comments afterwards."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import Any

import pytest

from github_double import faults
from review_scenario import ROWS, SETTINGS, Scenario, listing, with_rows
from rowcheck.github.review import Options

GOOD = "| Tool 19b | 2024 | [site](https://19b.example/) |"
BAD_YEAR = "| Tool 19b | MMXX | [site](https://19b.example/) |"
MISPLACED = "| Tool 17b | 2024 | [site](https://17b.example/) |"
BAD_LINE = 27


def test_a_good_row_gets_no_comment(scenario: Scenario) -> None:
    scenario.open_pull(with_rows(20, GOOD))
    done = scenario.run_command()
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert scenario.double.writes == []
    assert "passed" in scenario.step_summary


def test_a_bad_row_gets_a_comment_on_its_line_and_a_summary(scenario: Scenario) -> None:
    scenario.open_pull(with_rows(20, BAD_YEAR))
    done = scenario.run_command()
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.startswith("::error file=README.md,line=27,")
    (comment,) = scenario.review_comments
    assert (comment.path, comment.line, comment.side) == ("README.md", BAD_LINE, "RIGHT")
    assert comment.body.startswith(
        "❌ **row-schema**: `'Year' should be a year like 2024, not 'MMXX'`\n\n<!-- rowcheck:v1:"
    )
    (summary,) = scenario.summaries
    assert summary.startswith("❌ **rowcheck failed**: 1 error in 1 row added (1 checked)\n")
    (review,) = scenario.double.reviews(1)
    assert (review.state, review.commit) == ("COMMENTED", scenario.double.state.pulls[1].head_sha)


def test_outputs_of_the_step(scenario: Scenario) -> None:
    scenario.open_pull(with_rows(20, BAD_YEAR))
    scenario.run()
    assert scenario.last is not None
    outputs = Path(scenario.last["GITHUB_OUTPUT"]).read_text(encoding="utf-8").split()
    assert outputs == [
        "verdict=failed",
        "errors=1",
        "warnings=0",
        "added=1",
        "modified=0",
        "moved=0",
        "removed=0",
        "checked=1",
        "not-checked=0",
    ]
    assert Path(scenario.last["GITHUB_ENV"]).read_bytes() == b""


def test_a_second_run_writes_nothing(scenario: Scenario) -> None:
    scenario.open_pull(with_rows(20, BAD_YEAR, MISPLACED))
    scenario.run()
    assert scenario.review_comments
    assert scenario.writes(scenario.run) == []
    assert scenario.writes(scenario.run_command) == []


def test_ten_requests_are_enough(scenario: Scenario) -> None:
    noise = {f"src/{number}.py": "pass\n" for number in range(150)}
    scenario.open_pull({**noise, "README.md": with_rows(20, GOOD)})
    scenario.run()
    assert len(scenario.double.log) <= 10


def test_a_pull_request_without_a_list_file_gets_no_comment(scenario: Scenario) -> None:
    scenario.open_pull({"src/main.py": "print()\n"})
    assert scenario.run_command().returncode == 0
    assert scenario.double.writes == []


def test_a_fixed_finding_is_struck_out_and_reopened_when_it_comes_back(scenario: Scenario) -> None:
    scenario.open_pull(with_rows(20, BAD_YEAR))
    scenario.run()
    first = scenario.review_comments[0].body
    scenario.push(with_rows(20, GOOD))
    scenario.run()
    (comment,) = scenario.review_comments
    head = scenario.double.state.pulls[1].head_sha[:9]
    assert comment.body.startswith(f"✅ Fixed in {head}: ~~❌ **row-schema**: `'Year' should be")
    assert scenario.summaries[0].startswith("✅ **rowcheck passed**: 1 row added, 1 checked")
    assert scenario.writes(scenario.run) == []
    scenario.push(with_rows(20, BAD_YEAR))
    scenario.run()
    (comment,) = scenario.review_comments
    assert comment.body.split("\n")[0] == first.split("\n")[0]
    assert scenario.writes(scenario.run) == []


def test_a_rebase_that_shifts_the_row_changes_no_comment(scenario: Scenario) -> None:
    scenario.open_pull(with_rows(20, BAD_YEAR))
    scenario.run()
    before = [comment.body for comment in scenario.review_comments]
    scenario.push(with_rows(20, BAD_YEAR).replace("A list.\n", "A list.\n\nOf tools.\n"))
    assert scenario.writes(scenario.run) == []
    assert [comment.body for comment in scenario.review_comments] == before


def test_a_wrong_row_that_moves_keeps_its_comment(scenario: Scenario) -> None:
    scenario.open_pull(with_rows(20, BAD_YEAR))
    scenario.run()
    scenario.push(with_rows(5, BAD_YEAR))
    scenario.run()
    assert len([comment for comment in scenario.review_comments if "row-schema" in comment.body]) == 1
    assert scenario.writes(scenario.run) == []


def test_the_finding_of_an_outdated_comment_is_listed_in_the_summary(scenario: Scenario) -> None:
    scenario.open_pull(with_rows(20, BAD_YEAR))
    scenario.run()
    scenario.push(with_rows(20, BAD_YEAR.replace("MMXX", "MMXXI")))
    scenario.run()
    (comment,) = scenario.review_comments
    assert comment.outdated
    assert "This is still the case, on line 27 now." in comment.body
    assert "`README.md:27:14` | `row-schema` |" in scenario.summaries[0]
    assert scenario.writes(scenario.run) == []


def test_a_reply_by_a_person_is_kept(scenario: Scenario) -> None:
    scenario.open_pull(with_rows(20, BAD_YEAR))
    scenario.run()
    scenario.double.reply(scenario.review_comments[0], "But it is in Roman numerals!")
    scenario.push(with_rows(20, GOOD))
    scenario.run()
    assert [comment.author for comment in scenario.review_comments] == ["github-actions[bot]", "ada"]


def test_a_thread_is_resolved_if_the_token_may(scenario: Scenario) -> None:
    scopes = {"pull_requests": "write", "contents": "write"}
    scenario.open_pull(with_rows(20, BAD_YEAR))
    scenario.run(**scopes)
    scenario.push(with_rows(20, GOOD))
    scenario.run(**scopes)
    assert scenario.review_comments[0].resolved_by == "github-actions[bot]"
    scenario.push(with_rows(20, BAD_YEAR))
    scenario.run(**scopes)
    assert scenario.review_comments[0].resolved_by is None


def test_findings_beyond_the_limit_are_listed_in_the_summary(scenario: Scenario) -> None:
    rows = [f"| Tool 19{chr(97 + n)} | MMXX | [site](https://19{n}.example/) |" for n in range(26)]
    rows += [f"| Tool 19z{n} | MMXX | [site](https://20{n}.example/) |" for n in range(4)]
    scenario.open_pull(with_rows(20, *rows))
    scenario.run()
    assert len(scenario.review_comments) == 25
    assert scenario.summaries[0].count("`row-schema`") == 5
    assert len(scenario.double.reviews(1)) == 1
    assert scenario.writes(scenario.run) == []


def test_the_limit_is_set_in_the_settings(scenario: Scenario) -> None:
    scenario.repo.commit({".github/rowcheck.yml": SETTINGS + "github: {inline_comments: 1}\n"})
    scenario.open_pull(with_rows(20, BAD_YEAR, MISPLACED))
    scenario.run()
    assert len(scenario.review_comments) == 1


def test_errors_come_before_warnings_at_the_limit(scenario: Scenario) -> None:
    settings = SETTINGS + "rules: {order: warning}\ngithub: {inline_comments: 1}\n"
    scenario.repo.commit({".github/rowcheck.yml": settings})
    scenario.open_pull(with_rows(20, MISPLACED, BAD_YEAR))
    scenario.run()
    assert [comment.body.split(":")[0] for comment in scenario.review_comments] == ["❌ **row-schema**"]
    assert "| ⚠️ | `README.md:27:1` | `order` |" in scenario.summaries[0]


def test_reviews_only_comment_by_default(scenario: Scenario) -> None:
    scenario.open_pull(with_rows(20, BAD_YEAR, MISPLACED))
    scenario.run()
    scenario.push(with_rows(20, BAD_YEAR))
    scenario.run()
    scenario.push(with_rows(20, GOOD))
    scenario.run()
    assert {review.state for review in scenario.double.reviews(1)} == {"COMMENTED"}


def test_a_read_only_token_gives_annotations_and_a_step_summary(scenario: Scenario) -> None:
    scenario.open_pull(with_rows(20, BAD_YEAR))
    done = scenario.run_command(event="pull_request", contents="read")
    assert done.returncode == 1
    assert "::error file=README.md,line=27" in done.stdout
    assert "The token may not write to pull requests" in scenario.step_summary
    assert scenario.review_comments == []


def test_a_run_stops_if_the_head_moves(scenario: Scenario) -> None:
    scenario.open_pull(with_rows(20, BAD_YEAR))
    scenario.repo.git("checkout", "--quiet", "add")
    moved = scenario.repo.commit({"README.md": with_rows(20, GOOD)})
    scenario.repo.main()
    scenario.double.faults.add(
        faults.meanwhile(lambda: scenario.double.push(moved)), path="/issues/1/comments$"
    )
    assert scenario.run() is None
    assert scenario.double.writes == []


@pytest.mark.parametrize(
    "happens",
    [
        pytest.param("retarget", id="a new base branch"),
        pytest.param("close", id="closed"),
    ],
)
def test_a_run_stops_if_the_pull_request_changes(scenario: Scenario, happens: str) -> None:
    scenario.repo.git("branch", "old")
    scenario.open_pull(with_rows(20, BAD_YEAR))
    actions = {"retarget": lambda: scenario.double.retarget("old"), "close": scenario.double.close}
    scenario.double.faults.add(faults.meanwhile(actions[happens]), path="/issues/1/comments$")
    assert scenario.run() is None
    assert scenario.double.writes == []


def test_a_pull_request_from_a_deleted_fork_is_checked(scenario: Scenario) -> None:
    scenario.open_pull(with_rows(20, BAD_YEAR))
    scenario.double.delete_fork()
    scenario.run()
    assert len(scenario.review_comments) == 1


def test_a_closed_pull_request_is_not_checked(scenario: Scenario) -> None:
    scenario.open_pull(with_rows(20, BAD_YEAR))
    scenario.double.close()
    assert scenario.run() is None
    assert scenario.double.writes == []


def test_settings_come_from_the_base_and_their_change_is_reported(scenario: Scenario) -> None:
    lax = SETTINGS + "rules: {row-schema: 'off'}\n"
    scenario.open_pull({"README.md": with_rows(20, BAD_YEAR), ".github/rowcheck.yml": lax})
    scenario.run()
    assert len(scenario.review_comments) == 1
    assert "This pull request changes `.github/rowcheck.yml`." in scenario.summaries[0]


def test_a_change_of_a_row_schema_is_reported(scenario: Scenario) -> None:
    settings = re.sub(r"row:\n.*required: \[Name, Year\]\n", "row: row.json\n", SETTINGS, flags=re.DOTALL)
    scenario.repo.commit({".github/rowcheck.yml": settings, "row.json": '{"required": ["Year"]}'})
    scenario.open_pull(
        {"row.json": "{}", "README.md": with_rows(20, "| Tool 19b | | [s](https://x.example) |")}
    )
    scenario.run()
    assert len(scenario.review_comments) == 1
    assert "`row.json`" in scenario.summaries[0]


@pytest.mark.parametrize(
    ("branch", "expected"),
    [pytest.param("base", 0, id="the base branch"), pytest.param("default", 1, id="the default branch")],
)
def test_branch_of_the_settings(scenario: Scenario, branch: Any, expected: int) -> None:
    lax = SETTINGS + "rules: {row-schema: 'off'}\n"
    scenario.repo.commit({".github/rowcheck.yml": lax}, "lax")
    scenario.repo.git("checkout", "--quiet", "-B", "add")
    scenario.repo.commit({"README.md": with_rows(20, BAD_YEAR)})
    scenario.repo.main()
    scenario.double.open_pull("add", base="lax")
    scenario.run(options=Options(settings_from=branch))
    assert len(scenario.review_comments) == expected


def test_wrong_settings_end_the_run_without_a_comment(scenario: Scenario) -> None:
    scenario.repo.commit({".github/rowcheck.yml": "fils: []\n"})
    scenario.open_pull(with_rows(20, BAD_YEAR))
    done = scenario.run_command()
    assert done.returncode == 2
    assert "did you mean 'files'?" in done.stderr
    assert "Traceback" not in done.stderr
    assert scenario.double.writes == []


def test_older_findings_get_no_comment(scenario: Scenario) -> None:
    scenario.repo.commit({"README.md": listing(*ROWS[:5], BAD_YEAR)})
    scenario.open_pull(listing(*ROWS[:5], BAD_YEAR, "| Tool 20 | 2020 | [site](https://20.example/) |"))
    scenario.run()
    assert scenario.review_comments == []


def test_a_merge_group_is_checked_without_comments(scenario: Scenario) -> None:
    scenario.open_pull(with_rows(20, BAD_YEAR))
    done = scenario.run_command(event="merge_group", payload=scenario.double.merge_event("add"))
    assert done.returncode == 1
    assert "::error" in done.stdout
    assert scenario.double.writes == []


def test_a_manual_run_checks_a_pull_request_by_number(scenario: Scenario) -> None:
    scenario.open_pull(with_rows(20, BAD_YEAR))
    scenario.run("workflow_dispatch", scenario.double.dispatch_event(number="1"))
    assert len(scenario.review_comments) == 1


def test_a_review_that_requests_changes_is_dismissed_when_the_errors_are_gone(scenario: Scenario) -> None:
    scenario.repo.commit({".github/rowcheck.yml": SETTINGS + "github: {request_changes: true}\n"})
    scenario.open_pull(with_rows(20, BAD_YEAR))
    scenario.run()
    assert [review.state for review in scenario.double.reviews(1)] == ["CHANGES_REQUESTED"]
    assert scenario.writes(scenario.run) == []
    scenario.push(with_rows(20, BAD_YEAR, MISPLACED))
    scenario.run()
    assert [review.state for review in scenario.double.reviews(1)] == ["CHANGES_REQUESTED", "COMMENTED"]
    scenario.push(with_rows(20, GOOD))
    scenario.run()
    assert [review.state for review in scenario.double.reviews(1)] == ["DISMISSED", "COMMENTED"]
    assert scenario.writes(scenario.run) == []


def test_the_token_can_belong_to_another_account(scenario: Scenario) -> None:
    scenario.open_pull(with_rows(20, BAD_YEAR))
    app: dict[str, str] = {"login": "list-keeper[bot]", "pull_requests": "write"}
    scenario.run(**app)
    assert scenario.review_comments[0].author == "list-keeper[bot]"
    assert scenario.writes(lambda: scenario.run(**app)) == []


def test_a_finding_whose_line_is_refused_is_listed_in_the_summary(scenario: Scenario) -> None:
    scenario.open_pull(with_rows(20, BAD_YEAR, MISPLACED))
    refusal = faults.refusal(422, "Unprocessable Entity", ["Pull request review thread line must be part"])
    scenario.double.faults.add(refusal, method="POST", path="/reviews$")
    scenario.double.faults.add(refusal, method="POST", path="/pulls/1/comments$", times=3)
    scenario.run()
    assert len(scenario.review_comments) == 1
    assert scenario.summaries[0].count("`row-schema`") + scenario.summaries[0].count("`order`") == 1
    assert scenario.writes(scenario.run) == []


def test_a_finding_whose_line_is_refused_gets_a_comment_on_the_file(scenario: Scenario) -> None:
    scenario.open_pull(with_rows(20, BAD_YEAR))
    refusal = faults.refusal(422, "Unprocessable Entity", ["Pull request review thread line must be part"])
    scenario.double.faults.add(refusal, method="POST", path="/reviews$")
    scenario.double.faults.add(refusal, method="POST", path="/pulls/1/comments$", times=1)
    scenario.run()
    assert [comment.subject for comment in scenario.review_comments] == ["file"]
    assert scenario.writes(scenario.run) == []


def test_the_patch_of_the_summary_fixes_every_finding(scenario: Scenario) -> None:
    scenario.open_pull(with_rows(20, "| Tool 03b | 2024 | [site](https://03b.example/) |", MISPLACED))
    scenario.run()
    patch = re.search(r"```diff\n(.*?)```", scenario.summaries[0], re.DOTALL)
    assert patch
    scenario.repo.git("checkout", "--quiet", "add")
    subprocess.run(["git", "apply", "-"], cwd=scenario.repo.path, input=patch[1], text=True, check=True)
    fixed = (scenario.repo.path / "README.md").read_text(encoding="utf-8")
    scenario.repo.git("checkout", "--quiet", ".")
    scenario.push(fixed)
    report = scenario.run()
    assert report is not None
    assert report.findings == ()


def test_a_check_run_is_created_once(scenario: Scenario) -> None:
    names = [f"Tool 19{tens}{ones}" for tens in "abcdef" for ones in "abcdefghij"]
    rows = [f"| {name} | MMXX | [site](https://{name[5:]}.example/) |" for name in names]
    scenario.open_pull(with_rows(20, *rows))
    scopes = {"pull_requests": "write", "checks": "write"}
    scenario.run(options=Options(check_run=True), **scopes)
    (run,) = scenario.double.state.check_runs.values()
    assert (run.conclusion, len(run.annotations)) == ("failure", 60)
    assert scenario.writes(lambda: scenario.run(options=Options(check_run=True), **scopes)) == []


def test_a_wrong_payload_is_reported(scenario: Scenario) -> None:
    done = scenario.run_command(payload={"action": "opened"})
    assert done.returncode == 2
    assert "the payload of the event 'pull_request_target' is not as GitHub sends it" in done.stderr
