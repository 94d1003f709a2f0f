from __future__ import annotations

from pathlib import Path

import pytest

from review_scenario import SETTINGS, Scenario, with_rows
from rowcheck.github import across
from rowcheck.github.records import ChangedFile
from rowcheck.github.review import Options
from rowcheck.markdown import documents

PAPER = "| Tool 19b | 2024 | [site](https://arxiv.org/abs/2103.00020) |"
SAME_PAPER = "| Tool 21b | 2024 | [site](https://arxiv.org/pdf/2103.00020v2) |"
ON = SETTINGS + "github: {across_pull_requests: true}\n"


def patch(*lines: str) -> ChangedFile:
    return ChangedFile("README.md", "modified", "", patch="\n".join(["@@ -5,1 +5,9 @@ head", *lines]))


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param([" | a |", "+| A | [x](https://x.example) |"], [(6, "A")], id="an added row"),
        pytest.param(["+| [A](https://x.example) | b |"], [(5, "A")], id="the title is the text of the link"),
        pytest.param(["+no row [x](https://x.example)"], [], id="a line without a pipe is not a row"),
        pytest.param(["+| A | b |"], [], id="a row without a link has no work"),
        pytest.param(["+| A | ![x](https://x.example/badge.svg) |"], [], id="an image is not a link"),
        pytest.param(
            ["-| A | [x](https://x.example) |", "+| A. | [x](https://x.example/) |"],
            [],
            id="an edited row is not added",
        ),
    ],
)
def test_rows_that_a_patch_adds(lines: list[str], expected: list[tuple[int, str]]) -> None:
    rows = across.added_rows([patch(*lines)], lambda path: True)
    assert [(row.line, row.title) for row in rows] == expected


def test_files_outside_the_list_add_nothing() -> None:
    row = "+| A | [x](https://x.example) |"
    assert across.added_rows([patch(row)], lambda path: False) == ()


def test_a_row_is_named_as_in_other_messages() -> None:
    text = "| Date | Paper |\n| --- | --- |\n| 2024-05 | [CLIP](https://arxiv.org/abs/2103.00020) |\n"
    patch = "@@ -2,0 +3 @@\n+" + text.splitlines()[2]
    rows = across.added_rows([ChangedFile("a.md", "modified", "", patch=patch)], lambda path: True)
    (row,) = across.with_names(rows, [documents.read("a.md", text)])
    assert row.title == "CLIP"
    assert list(across.with_names(rows, [])) == list(rows)


def test_both_pull_requests_learn_which_was_opened_first(scenario: Scenario) -> None:
    scenario.repo.commit({".github/rowcheck.yml": ON})
    scenario.open_pull(with_rows(20, PAPER), "one")
    scenario.open_pull(with_rows(22, SAME_PAPER), "two")
    scenario.run(payload=scenario.double.pull_event(number=2))
    (comment,) = scenario.double.review_comments(2)
    assert comment.body.startswith(
        "⚠️ **duplicate**: `'Tool 21b' is also added by pull request 1, which was opened first`"
    )
    scenario.run(payload=scenario.double.pull_event(number=1))
    (comment,) = scenario.double.review_comments(1)
    assert "'Tool 19b' is also added by pull request 2, which was opened later" in comment.body
    assert scenario.writes(lambda: scenario.run(payload=scenario.double.pull_event(number=2))) == []


def test_a_work_added_to_the_base_branch_since_is_reported(scenario: Scenario) -> None:
    scenario.repo.commit({".github/rowcheck.yml": ON})
    scenario.open_pull(with_rows(22, SAME_PAPER), "one")
    scenario.repo.commit({"README.md": with_rows(20, PAPER)})
    scenario.double.push("one")
    scenario.run()
    (comment,) = scenario.review_comments
    assert "'Tool 21b' was added to 'main' since this branch left it" in comment.body


def test_it_is_a_warning_and_does_not_fail_the_check(scenario: Scenario) -> None:
    scenario.repo.commit({".github/rowcheck.yml": ON})
    scenario.open_pull(with_rows(20, PAPER), "one")
    scenario.open_pull(with_rows(22, SAME_PAPER), "two")
    assert scenario.run_command(payload=scenario.double.pull_event(number=2)).returncode == 0


def test_it_is_off_by_default(scenario: Scenario) -> None:
    scenario.open_pull(with_rows(20, PAPER), "one")
    scenario.open_pull(with_rows(22, SAME_PAPER), "two")
    scenario.run(payload=scenario.double.pull_event(number=2))
    assert scenario.double.review_comments(2) == []
    assert not any(entry.path == "/repos/lists/awesome/pulls" for entry in scenario.double.log)


def test_closed_pull_requests_are_ignored(scenario: Scenario) -> None:
    scenario.repo.commit({".github/rowcheck.yml": ON})
    scenario.open_pull(with_rows(20, PAPER), "one")
    scenario.open_pull(with_rows(22, SAME_PAPER), "two")
    scenario.double.close(1)
    scenario.run(payload=scenario.double.pull_event(number=2))
    assert scenario.double.review_comments(2) == []


def test_a_cached_head_needs_no_request(scenario: Scenario, tmp_path: Path) -> None:
    scenario.repo.commit({".github/rowcheck.yml": ON})
    scenario.open_pull(with_rows(20, PAPER), "one")
    scenario.open_pull(with_rows(22, SAME_PAPER), "two")
    options = Options(cache=str(tmp_path / "cache"))
    assert [run_and_count(scenario, options) for _ in range(2)] == [1, 0]
    scenario.push(with_rows(20, PAPER + " "), "one", 1)
    assert run_and_count(scenario, options) == 1


def run_and_count(scenario: Scenario, options: Options) -> int:
    """Check pull request 2, and return how often the files of pull request 1 were requested."""
    before = len(scenario.double.log)
    scenario.run(payload=scenario.double.pull_event(number=2), options=options)
    return sum(entry.path.endswith("/pulls/1/files") for entry in scenario.double.log[before:])


def test_only_the_newest_pull_requests_are_read(scenario: Scenario) -> None:
    scenario.repo.commit({".github/rowcheck.yml": ON})
    for number in range(across.MAX_PULLS + 3):
        scenario.open_pull(with_rows(20, PAPER.replace("19b", f"19b{number}")), f"other-{number}")
    scenario.open_pull(with_rows(22, SAME_PAPER), "own")
    own = across.MAX_PULLS + 4
    scenario.run(payload=scenario.double.pull_event(number=own))
    paths = {entry.path for entry in scenario.double.log if entry.path.endswith("/files")}
    assert len(paths) == across.MAX_PULLS + 1  # including its own
    assert "/repos/lists/awesome/pulls/3/files" not in paths
    assert f"/repos/lists/awesome/pulls/{own - 1}/files" in paths
    assert sum(entry.path == "/repos/lists/awesome/pulls" for entry in scenario.double.log) == 1


@pytest.mark.parametrize("text", ["", "[]", '{"a": 3}', "no JSON", '{"a": [["x"]]}'])
def test_a_damaged_cache_is_ignored(scenario: Scenario, tmp_path: Path, text: str) -> None:
    scenario.repo.commit({".github/rowcheck.yml": ON})
    scenario.open_pull(with_rows(20, PAPER), "one")
    scenario.open_pull(with_rows(22, SAME_PAPER), "two")
    (tmp_path / across.CACHE_NAME).write_text(text, encoding="utf-8")
    assert run_and_count(scenario, Options(cache=str(tmp_path))) == 1
    assert run_and_count(scenario, Options(cache=str(tmp_path))) == 0
