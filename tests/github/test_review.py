"""The whole way: a list, a pull request, an event; what stands afterwards."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import Any

import pytest

from github_double import faults
from review_stage import ROWS, SETTINGS, Stage, listing, with_rows
from rowcheck.github.review import Options

GOOD = "| Tool 19b | 2024 | [site](https://19b.example/) |"
BAD_YEAR = "| Tool 19b | MMXX | [site](https://19b.example/) |"
MISPLACED = "| Tool 17b | 2024 | [site](https://17b.example/) |"
BAD_LINE = 27


def test_a_good_row_is_met_with_silence(stage: Stage) -> None:
    stage.propose(with_rows(20, GOOD))
    done = stage.command()
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert stage.double.writes == []
    assert "passed" in stage.step_summary


def test_a_bad_row_gets_a_comment_on_its_line_and_a_summary(stage: Stage) -> None:
    stage.propose(with_rows(20, BAD_YEAR))
    done = stage.command()
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.startswith("::error file=README.md,line=27,")
    (comment,) = stage.lines
    assert (comment.path, comment.line, comment.side) == ("README.md", BAD_LINE, "RIGHT")
    assert comment.body.startswith(
        "❌ **row-schema**: `'Year' should be a year like 2024, not 'MMXX'`\n\n<!-- rowcheck:v1:"
    )
    (summary,) = stage.summaries
    assert summary.startswith("❌ **rowcheck failed**: 1 error in 1 row added (1 checked)\n")
    (review,) = stage.double.reviews(1)
    assert (review.state, review.commit) == ("COMMENTED", stage.double.state.pulls[1].head_sha)


def test_the_outputs_are_numbers_and_a_word(stage: Stage) -> None:
    stage.propose(with_rows(20, BAD_YEAR))
    stage.run()
    assert stage.last is not None
    told = Path(stage.last["GITHUB_OUTPUT"]).read_text(encoding="utf-8").split()
    assert told == ["verdict=failed", "errors=1", "warnings=0", "added=1", "checked=1", "not-checked=0"]
    assert Path(stage.last["GITHUB_ENV"]).read_bytes() == b""


def test_a_second_run_writes_nothing(stage: Stage) -> None:
    stage.propose(with_rows(20, BAD_YEAR, MISPLACED))
    stage.run()
    assert stage.lines
    assert stage.writes(stage.run) == []
    assert stage.writes(stage.command) == []


def test_a_few_requests_are_enough(stage: Stage) -> None:
    noise = {f"src/{number}.py": "pass\n" for number in range(150)}
    stage.propose({**noise, "README.md": with_rows(20, GOOD)})
    stage.run()
    assert len(stage.double.log) <= 10


def test_a_pull_request_without_a_list_file_is_left_alone(stage: Stage) -> None:
    stage.propose({"src/main.py": "print()\n"})
    assert stage.command().returncode == 0
    assert stage.double.writes == []


def test_what_is_fixed_is_marked_and_what_comes_back_is_unmarked(stage: Stage) -> None:
    stage.propose(with_rows(20, BAD_YEAR))
    stage.run()
    opened = stage.lines[0].body
    stage.push(with_rows(20, GOOD))
    stage.run()
    (comment,) = stage.lines
    head = stage.double.state.pulls[1].head_sha[:9]
    assert comment.body.startswith(f"✅ Fixed in {head}: ~~❌ **row-schema**: `'Year' should be")
    assert stage.summaries[0].startswith("✅ **rowcheck passed**: 1 row added, 1 checked")
    assert stage.writes(stage.run) == []
    stage.push(with_rows(20, BAD_YEAR))
    stage.run()
    (comment,) = stage.lines
    assert comment.body.split("\n")[0] == opened.split("\n")[0]
    assert stage.writes(stage.run) == []


def test_a_rebase_that_shifts_the_row_changes_no_comment_but_the_lines_it_names(stage: Stage) -> None:
    stage.propose(with_rows(20, BAD_YEAR))
    stage.run()
    before = [comment.body for comment in stage.lines]
    stage.push(with_rows(20, BAD_YEAR).replace("A list.\n", "A list.\n\nOf tools.\n"))
    assert stage.writes(stage.run) == []
    assert [comment.body for comment in stage.lines] == before


def test_a_row_that_moves_and_stays_wrong_is_not_commented_on_twice(stage: Stage) -> None:
    stage.propose(with_rows(20, BAD_YEAR))
    stage.run()
    stage.push(with_rows(5, BAD_YEAR))
    stage.run()
    assert len([it for it in stage.lines if "row-schema" in it.body]) == 1
    assert stage.writes(stage.run) == []


def test_a_comment_on_lines_that_are_gone_is_carried_on_in_the_summary(stage: Stage) -> None:
    stage.propose(with_rows(20, BAD_YEAR))
    stage.run()
    stage.push(with_rows(20, BAD_YEAR.replace("MMXX", "MMXXI")))
    stage.run()
    (comment,) = stage.lines
    assert comment.outdated
    assert "This is still the case, on line 27 now." in comment.body
    assert "`README.md:27:14` | `row-schema` |" in stage.summaries[0]
    assert stage.writes(stage.run) == []


def test_a_human_answer_is_never_taken_away(stage: Stage) -> None:
    stage.propose(with_rows(20, BAD_YEAR))
    stage.run()
    stage.double.answer(stage.lines[0], "But it is in Roman numerals!")
    stage.push(with_rows(20, GOOD))
    stage.run()
    assert [comment.author for comment in stage.lines] == ["github-actions[bot]", "ada"]


def test_a_thread_is_resolved_where_the_token_may(stage: Stage) -> None:
    scopes = {"pull_requests": "write", "contents": "write"}
    stage.propose(with_rows(20, BAD_YEAR))
    stage.run(**scopes)
    stage.push(with_rows(20, GOOD))
    stage.run(**scopes)
    assert stage.lines[0].resolved_by == "github-actions[bot]"
    stage.push(with_rows(20, BAD_YEAR))
    stage.run(**scopes)
    assert stage.lines[0].resolved_by is None


def test_no_more_than_the_limit_stands_on_lines_and_the_rest_in_the_summary(stage: Stage) -> None:
    rows = [f"| Tool 19{chr(97 + n)} | MMXX | [site](https://19{n}.example/) |" for n in range(26)]
    rows += [f"| Tool 19z{n} | MMXX | [site](https://20{n}.example/) |" for n in range(4)]
    stage.propose(with_rows(20, *rows))
    stage.run()
    assert len(stage.lines) == 25
    assert stage.summaries[0].count("`row-schema`") == 5
    assert len(stage.double.reviews(1)) == 1
    assert stage.writes(stage.run) == []


def test_settings_say_how_many_comments(stage: Stage) -> None:
    stage.repo.commit({".github/rowcheck.yml": SETTINGS + "github: {inline_comments: 1}\n"})
    stage.propose(with_rows(20, BAD_YEAR, MISPLACED))
    stage.run()
    assert len(stage.lines) == 1


def test_errors_come_before_warnings_where_there_is_not_room_for_all(stage: Stage) -> None:
    """The warning's row stands above the error's."""
    settings = SETTINGS + "rules: {order: warning}\ngithub: {inline_comments: 1}\n"
    stage.repo.commit({".github/rowcheck.yml": settings})
    stage.propose(with_rows(20, MISPLACED, BAD_YEAR))
    stage.run()
    assert [comment.body.split(":")[0] for comment in stage.lines] == ["❌ **row-schema**"]
    assert "| ⚠️ | `README.md:27:1` | `order` |" in stage.summaries[0]


def test_no_review_ever_approves_or_asks_for_changes_by_itself(stage: Stage) -> None:
    stage.propose(with_rows(20, BAD_YEAR, MISPLACED))
    stage.run()
    stage.push(with_rows(20, BAD_YEAR))
    stage.run()
    stage.push(with_rows(20, GOOD))
    stage.run()
    assert {review.state for review in stage.double.reviews(1)} == {"COMMENTED"}


def test_a_read_only_token_leaves_annotations_and_the_step_summary(stage: Stage) -> None:
    stage.propose(with_rows(20, BAD_YEAR))
    done = stage.command(event="pull_request", contents="read")
    assert done.returncode == 1
    assert "::error file=README.md,line=27" in done.stdout
    assert "The token may not write to pull requests" in stage.step_summary
    assert stage.lines == []


def test_a_head_that_moves_stops_the_run(stage: Stage) -> None:
    stage.propose(with_rows(20, BAD_YEAR))
    stage.repo.git("checkout", "--quiet", "add")
    moved = stage.repo.commit({"README.md": with_rows(20, GOOD)})
    stage.repo.main()
    stage.double.faults.add(faults.meanwhile(lambda: stage.double.push(moved)), path="/issues/1/comments$")
    assert stage.run() is None
    assert stage.double.writes == []


@pytest.mark.parametrize(
    "happens",
    [
        pytest.param("retarget", id="it is for another branch now"),
        pytest.param("close", id="it is closed now"),
    ],
)
def test_a_pull_request_that_changes_meanwhile_stops_the_run(stage: Stage, happens: str) -> None:
    stage.repo.git("branch", "old")
    stage.propose(with_rows(20, BAD_YEAR))
    actions = {"retarget": lambda: stage.double.retarget("old"), "close": stage.double.close}
    stage.double.faults.add(faults.meanwhile(actions[happens]), path="/issues/1/comments$")
    assert stage.run() is None
    assert stage.double.writes == []


def test_a_deleted_fork_is_no_obstacle(stage: Stage) -> None:
    stage.propose(with_rows(20, BAD_YEAR))
    stage.double.delete_fork()
    stage.run()
    assert len(stage.lines) == 1


def test_a_closed_pull_request_is_left_alone(stage: Stage) -> None:
    stage.propose(with_rows(20, BAD_YEAR))
    stage.double.close()
    assert stage.run() is None
    assert stage.double.writes == []


def test_settings_come_from_the_base_and_a_change_of_them_is_told(stage: Stage) -> None:
    lax = SETTINGS + "rules: {row-schema: 'off'}\n"
    stage.propose({"README.md": with_rows(20, BAD_YEAR), ".github/rowcheck.yml": lax})
    stage.run()
    assert len(stage.lines) == 1
    assert "This pull request changes `.github/rowcheck.yml`." in stage.summaries[0]


def test_a_change_of_a_row_schema_is_told(stage: Stage) -> None:
    settings = re.sub(r"row:\n.*required: \[Name, Year\]\n", "row: row.json\n", SETTINGS, flags=re.DOTALL)
    stage.repo.commit({".github/rowcheck.yml": settings, "row.json": '{"required": ["Year"]}'})
    stage.propose({"row.json": "{}", "README.md": with_rows(20, "| Tool 19b | | [s](https://x.example) |")})
    stage.run()
    assert len(stage.lines) == 1
    assert "`row.json`" in stage.summaries[0]


@pytest.mark.parametrize(
    ("source", "found"),
    [pytest.param("base", 0, id="the base branch"), pytest.param("default", 1, id="the default branch")],
)
def test_the_settings_of_a_branch_count(stage: Stage, source: Any, found: int) -> None:
    lax = SETTINGS + "rules: {row-schema: 'off'}\n"
    stage.repo.commit({".github/rowcheck.yml": lax}, "lax")
    stage.repo.git("checkout", "--quiet", "-B", "add")
    stage.repo.commit({"README.md": with_rows(20, BAD_YEAR)})
    stage.repo.main()
    stage.double.open_pull("add", base="lax")
    stage.run(options=Options(settings_from=source))
    assert len(stage.lines) == found


def test_wrong_settings_are_an_error_of_the_run_and_no_comment(stage: Stage) -> None:
    stage.repo.commit({".github/rowcheck.yml": "fils: []\n"})
    stage.propose(with_rows(20, BAD_YEAR))
    done = stage.command()
    assert done.returncode == 2
    assert "did you mean 'files'?" in done.stderr
    assert "Traceback" not in done.stderr
    assert stage.double.writes == []


def test_old_faults_are_nobodys(stage: Stage) -> None:
    stage.repo.commit({"README.md": listing(*ROWS[:5], BAD_YEAR)})
    stage.propose(listing(*ROWS[:5], BAD_YEAR, "| Tool 20 | 2020 | [site](https://20.example/) |"))
    stage.run()
    assert stage.lines == []


def test_a_merge_queue_is_checked_without_comments(stage: Stage) -> None:
    stage.propose(with_rows(20, BAD_YEAR))
    done = stage.command(event="merge_group", payload=stage.double.merge_event("add"))
    assert done.returncode == 1
    assert "::error" in done.stdout
    assert stage.double.writes == []


def test_a_maintainer_starts_it_by_number(stage: Stage) -> None:
    stage.propose(with_rows(20, BAD_YEAR))
    stage.run("workflow_dispatch", stage.double.dispatch_event(number="1"))
    assert len(stage.lines) == 1


def test_changes_are_requested_only_where_the_list_asks_and_dismissed_when_green(stage: Stage) -> None:
    stage.repo.commit({".github/rowcheck.yml": SETTINGS + "github: {request_changes: true}\n"})
    stage.propose(with_rows(20, BAD_YEAR))
    stage.run()
    assert [review.state for review in stage.double.reviews(1)] == ["CHANGES_REQUESTED"]
    assert stage.writes(stage.run) == []
    stage.push(with_rows(20, BAD_YEAR, MISPLACED))
    stage.run()
    assert [review.state for review in stage.double.reviews(1)] == ["CHANGES_REQUESTED", "COMMENTED"]
    stage.push(with_rows(20, GOOD))
    stage.run()
    assert [review.state for review in stage.double.reviews(1)] == ["DISMISSED", "COMMENTED"]
    assert stage.writes(stage.run) == []


def test_another_account_may_be_behind_the_token(stage: Stage) -> None:
    stage.propose(with_rows(20, BAD_YEAR))
    app: dict[str, str] = {"login": "list-keeper[bot]", "pull_requests": "write"}
    stage.run(**app)
    assert stage.lines[0].author == "list-keeper[bot]"
    assert stage.writes(lambda: stage.run(**app)) == []


def test_one_line_that_github_refuses_loses_no_finding(stage: Stage) -> None:
    stage.propose(with_rows(20, BAD_YEAR, MISPLACED))
    refusal = faults.refusal(422, "Unprocessable Entity", ["Pull request review thread line must be part"])
    stage.double.faults.add(refusal, method="POST", path="/reviews$")
    stage.double.faults.add(refusal, method="POST", path="/pulls/1/comments$", times=3)
    stage.run()
    assert len(stage.lines) == 1
    assert stage.summaries[0].count("`row-schema`") + stage.summaries[0].count("`order`") == 1
    assert stage.writes(stage.run) == []


def test_a_refused_line_becomes_a_comment_on_the_file(stage: Stage) -> None:
    stage.propose(with_rows(20, BAD_YEAR))
    refusal = faults.refusal(422, "Unprocessable Entity", ["Pull request review thread line must be part"])
    stage.double.faults.add(refusal, method="POST", path="/reviews$")
    stage.double.faults.add(refusal, method="POST", path="/pulls/1/comments$", times=1)
    stage.run()
    assert [comment.subject for comment in stage.lines] == ["file"]
    assert stage.writes(stage.run) == []


def test_the_patch_of_the_summary_gives_a_list_without_findings(stage: Stage) -> None:
    stage.propose(with_rows(20, "| Tool 03b | 2024 | [site](https://03b.example/) |", MISPLACED))
    stage.run()
    patch = re.search(r"```diff\n(.*?)```", stage.summaries[0], re.DOTALL)
    assert patch
    stage.repo.git("checkout", "--quiet", "add")
    subprocess.run(["git", "apply", "-"], cwd=stage.repo.path, input=patch[1], text=True, check=True)
    fixed = (stage.repo.path / "README.md").read_text(encoding="utf-8")
    stage.repo.git("checkout", "--quiet", ".")
    stage.push(fixed)
    report = stage.run()
    assert report is not None
    assert report.findings == ()


def test_a_check_run_stands_where_it_is_asked_for_and_the_token_may(stage: Stage) -> None:
    names = [f"Tool 19{tens}{ones}" for tens in "abcdef" for ones in "abcdefghij"]
    rows = [f"| {name} | MMXX | [site](https://{name[5:]}.example/) |" for name in names]
    stage.propose(with_rows(20, *rows))
    scopes = {"pull_requests": "write", "checks": "write"}
    stage.run(options=Options(check_run=True), **scopes)
    (run,) = stage.double.state.check_runs.values()
    assert (run.conclusion, len(run.annotations)) == ("failure", 60)
    assert stage.writes(lambda: stage.run(options=Options(check_run=True), **scopes)) == []


def test_a_payload_that_is_none_is_told(stage: Stage) -> None:
    done = stage.command(payload={"action": "opened"})
    assert done.returncode == 2
    assert "the payload of the event 'pull_request_target' is not as GitHub sends it" in done.stderr
