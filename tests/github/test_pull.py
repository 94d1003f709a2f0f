from __future__ import annotations

import pytest

from github_double.state import Limits
from review_stage import SETTINGS, Stage, listing, with_rows
from rowcheck.github import events
from rowcheck.github.records import ChangedFiles
from rowcheck.github.source import Commits, PullRequest

GOOD = "| Tool 19b | 2024 | [site](https://19b.example/) |"
TWIN = "| Other | 2024 | [site](https://19b.example) |"
ACROSS_THE_LIST = SETTINGS.replace("as: work}", "as: work, scope: list}")


def test_a_row_that_another_file_has_is_found(stage: Stage) -> None:
    stage.repo.commit({".github/rowcheck.yml": ACROSS_THE_LIST, "docs/more.md": listing(TWIN)})
    stage.propose(with_rows(20, GOOD))
    report = stage.run()
    assert report is not None
    assert [(it.rule, it.related[0].path) for it in report.findings] == [("duplicate", "docs/more.md")]


@pytest.mark.parametrize(
    "limits",
    [
        pytest.param(Limits(tree_entries=1), id="a repository of more entries than GitHub lists"),
        pytest.param(Limits(inline_content=500, blob=2_500), id="a file too large to be read"),
    ],
)
def test_what_could_not_be_compared_is_told(stage: Stage, limits: Limits) -> None:
    more = listing(*(f"| A {n} | 2024 | [site](https://a{n}.example) |" for n in range(99)))
    stage.repo.commit({".github/rowcheck.yml": ACROSS_THE_LIST, "docs/more.md": more})
    stage.propose(with_rows(20, GOOD))
    stage.double.state.limits = limits
    report = stage.run()
    assert report is not None
    assert report.verdict == "not-checked"
    assert "`the rest of the list`" in stage.summaries[0]


def test_only_so_many_files_are_read(stage: Stage) -> None:
    stage.repo.commit({f"docs/{n}.md": listing(TWIN) for n in range(9)})
    stage.propose(with_rows(20, GOOD))
    head = stage.double.state.pulls[1].head_sha
    source = PullRequest(
        events.read_environment(stage.environ()).connect(),
        Commits("main", "main", head, "main"),
        ChangedFiles,
        max_unchanged=4,
    )
    assert len(list(source.listing(lambda path: path.endswith(".md")))) == 4
    assert source.unlisted == "there are too many files to read for duplicates across the whole list"
    assert sum("/git/blobs/" in entry.path for entry in stage.double.log) == 4


@pytest.mark.parametrize(
    ("files", "added"),
    [
        pytest.param({"README.md": None, "LIST.md": with_rows(20, GOOD)}, 1, id="a list with another name"),
        pytest.param({"docs/new.md": listing(GOOD)}, 1, id="a new list"),
        pytest.param({"README.md": None}, 0, id="a list that is gone"),
        pytest.param({"notes.txt": GOOD}, 0, id="no list at all"),
        pytest.param({"README.md": with_rows(20, GOOD).encode("utf-16")}, 0, id="text in wide characters"),
    ],
)
def test_the_rows_that_are_new(stage: Stage, files: dict[str, str | bytes | None], added: int) -> None:
    stage.propose(files)
    report = stage.run()
    assert report is not None
    assert report.counts.added == added


def test_what_the_base_got_meanwhile_is_not_this_pull_requests(stage: Stage) -> None:
    stage.propose(with_rows(20, GOOD))
    stage.repo.commit({"README.md": with_rows(0, "| Zzz | MM | bad |")})
    stage.double.push("add")
    report = stage.run()
    assert report is not None
    assert (report.verdict, report.counts.added) == ("passed", 1)


def test_settings_come_from_the_tip_of_the_base(stage: Stage) -> None:
    stage.propose(with_rows(20, "| Tool 19b | MMXX | [site](https://19b.example/) |"))
    stage.repo.commit({".github/rowcheck.yml": SETTINGS + "rules: {row-schema: 'off'}\n"})
    stage.double.push("add")
    report = stage.run()
    assert report is not None
    assert report.verdict == "passed"
