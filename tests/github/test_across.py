from __future__ import annotations

from pathlib import Path

import pytest

from review_stage import SETTINGS, Stage, with_rows
from rowcheck.github import across
from rowcheck.github.records import ChangedFile
from rowcheck.github.review import Options

PAPER = "| Tool 19b | 2024 | [site](https://arxiv.org/abs/2103.00020) |"
SAME_PAPER = "| Tool 21b | 2024 | [site](https://arxiv.org/pdf/2103.00020v2) |"
ON = SETTINGS + "github: {across_pull_requests: true}\n"


def patch(*lines: str) -> ChangedFile:
    return ChangedFile("README.md", "modified", "", patch="\n".join(["@@ -5,1 +5,9 @@ head", *lines]))


@pytest.mark.parametrize(
    ("lines", "named"),
    [
        pytest.param([" | a |", "+| A | [x](https://x.example) |"], [(6, "A")], id="an added row is named"),
        pytest.param(["+| [A](https://x.example) | b |"], [(5, "A")], id="its title is without the link"),
        pytest.param(["+no row [x](https://x.example)"], [], id="a line without a pipe is no row"),
        pytest.param(["+| A | b |"], [], id="a row without a link names no work"),
        pytest.param(["+| A | ![x](https://x.example/badge.svg) |"], [], id="an image is no link"),
        pytest.param(
            ["-| A | [x](https://x.example) |", "+| A. | [x](https://x.example/) |"],
            [],
            id="an edited row adds nothing",
        ),
    ],
)
def test_what_a_patch_adds(lines: list[str], named: list[tuple[int, str]]) -> None:
    found = across.added_rows([patch(*lines)], lambda path: True)
    assert [(it.line, it.title) for it in found] == named


def test_files_that_are_no_part_of_the_list_add_nothing() -> None:
    row = "+| A | [x](https://x.example) |"
    assert across.added_rows([patch(row)], lambda path: False) == ()


def test_both_are_told_who_was_first(stage: Stage) -> None:
    stage.repo.commit({".github/rowcheck.yml": ON})
    stage.propose(with_rows(20, PAPER), "one")
    stage.propose(with_rows(22, SAME_PAPER), "two")
    stage.run(payload=stage.double.pull_event(number=2))
    (comment,) = stage.double.review_comments(2)
    assert comment.body.startswith(
        "⚠️ **duplicate**: `'Tool 21b' is also added by pull request 1, which was opened first`"
    )
    stage.run(payload=stage.double.pull_event(number=1))
    (comment,) = stage.double.review_comments(1)
    assert "'Tool 19b' is also added by pull request 2, which was opened later" in comment.body
    assert stage.writes(lambda: stage.run(payload=stage.double.pull_event(number=2))) == []


def test_what_has_come_to_the_base_meanwhile_is_told(stage: Stage) -> None:
    stage.repo.commit({".github/rowcheck.yml": ON})
    stage.propose(with_rows(22, SAME_PAPER), "one")
    stage.repo.commit({"README.md": with_rows(20, PAPER)})
    stage.double.push("one")
    stage.run()
    (comment,) = stage.lines
    assert "'Tool 21b' was added to 'main' since this branch left it" in comment.body


def test_it_is_a_warning_and_fails_nothing(stage: Stage) -> None:
    stage.repo.commit({".github/rowcheck.yml": ON})
    stage.propose(with_rows(20, PAPER), "one")
    stage.propose(with_rows(22, SAME_PAPER), "two")
    assert stage.command(payload=stage.double.pull_event(number=2)).returncode == 0


def test_it_is_off_unless_the_list_wants_it(stage: Stage) -> None:
    stage.propose(with_rows(20, PAPER), "one")
    stage.propose(with_rows(22, SAME_PAPER), "two")
    stage.run(payload=stage.double.pull_event(number=2))
    assert stage.double.review_comments(2) == []
    assert not any(entry.path == "/repos/lists/awesome/pulls" for entry in stage.double.log)


def test_a_closed_pull_request_does_not_count(stage: Stage) -> None:
    stage.repo.commit({".github/rowcheck.yml": ON})
    stage.propose(with_rows(20, PAPER), "one")
    stage.propose(with_rows(22, SAME_PAPER), "two")
    stage.double.close(1)
    stage.run(payload=stage.double.pull_event(number=2))
    assert stage.double.review_comments(2) == []


def test_a_head_that_is_known_costs_no_request(stage: Stage, tmp_path: Path) -> None:
    stage.repo.commit({".github/rowcheck.yml": ON})
    stage.propose(with_rows(20, PAPER), "one")
    stage.propose(with_rows(22, SAME_PAPER), "two")
    options = Options(cache=str(tmp_path / "cache"))
    asked = [run_and_count(stage, options) for _ in range(2)]
    assert asked == [1, 0]
    stage.push(with_rows(20, PAPER + " "), "one", 1)
    assert run_and_count(stage, options) == 1


def run_and_count(stage: Stage, options: Options) -> int:
    """How often the files of pull request 1 are asked for while 2 is checked."""
    before = len(stage.double.log)
    stage.run(payload=stage.double.pull_event(number=2), options=options)
    return sum(entry.path.endswith("/pulls/1/files") for entry in stage.double.log[before:])


def test_only_so_many_are_looked_into_the_newest_ones(stage: Stage) -> None:
    stage.repo.commit({".github/rowcheck.yml": ON})
    for number in range(across.MAX_PULLS + 3):
        stage.propose(with_rows(20, PAPER.replace("19b", f"19b{number}")), f"other-{number}")
    stage.propose(with_rows(22, SAME_PAPER), "own")
    own = across.MAX_PULLS + 4
    stage.run(payload=stage.double.pull_event(number=own))
    asked = {entry.path for entry in stage.double.log if entry.path.endswith("/files")}
    assert len(asked) == across.MAX_PULLS + 1  # and its own
    assert "/repos/lists/awesome/pulls/3/files" not in asked
    assert f"/repos/lists/awesome/pulls/{own - 1}/files" in asked
    assert sum(entry.path == "/repos/lists/awesome/pulls" for entry in stage.double.log) == 1


@pytest.mark.parametrize("text", ["", "[]", '{"a": 3}', "no JSON", '{"a": [["x"]]}'])
def test_a_damaged_cache_is_ignored(stage: Stage, tmp_path: Path, text: str) -> None:
    stage.repo.commit({".github/rowcheck.yml": ON})
    stage.propose(with_rows(20, PAPER), "one")
    stage.propose(with_rows(22, SAME_PAPER), "two")
    (tmp_path / across.CACHE_NAME).write_text(text, encoding="utf-8")
    assert run_and_count(stage, Options(cache=str(tmp_path))) == 1
    assert run_and_count(stage, Options(cache=str(tmp_path))) == 0
