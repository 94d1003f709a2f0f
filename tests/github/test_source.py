from __future__ import annotations

import pytest

from github_double.state import Limits
from review_scenario import SETTINGS, Scenario, listing, with_rows
from rowcheck.github import events
from rowcheck.github.records import ChangedFiles
from rowcheck.github.source import Commits, PullRequest

GOOD = "| Tool 19b | 2024 | [site](https://19b.example/) |"
TWIN = "| Other | 2024 | [site](https://19b.example) |"
ACROSS_THE_LIST = SETTINGS.replace("as: work}", "as: work, scope: list}")


def test_a_duplicate_in_an_unchanged_file_is_reported(scenario: Scenario) -> None:
    scenario.repo.commit({".github/rowcheck.yml": ACROSS_THE_LIST, "docs/more.md": listing(TWIN)})
    scenario.open_pull(with_rows(20, GOOD))
    report = scenario.run()
    assert report is not None
    assert [(finding.rule, finding.related[0].path) for finding in report.findings] == [
        ("duplicate", "docs/more.md")
    ]


@pytest.mark.parametrize(
    "limits",
    [
        pytest.param(Limits(tree_entries=1), id="a repository with more entries than GitHub lists"),
        pytest.param(Limits(inline_content=500, blob=2_500), id="a file too large to be read"),
    ],
)
def test_unchanged_files_that_cannot_be_read_are_reported(scenario: Scenario, limits: Limits) -> None:
    more = listing(*(f"| A {n} | 2024 | [site](https://a{n}.example) |" for n in range(99)))
    scenario.repo.commit({".github/rowcheck.yml": ACROSS_THE_LIST, "docs/more.md": more})
    scenario.open_pull(with_rows(20, GOOD))
    scenario.double.state.limits = limits
    report = scenario.run()
    assert report is not None
    assert report.verdict == "not-checked"
    assert "`the rest of the list`" in scenario.summaries[0]


def test_the_number_of_unchanged_files_is_limited(scenario: Scenario) -> None:
    scenario.repo.commit({f"docs/{n}.md": listing(TWIN) for n in range(9)})
    scenario.open_pull(with_rows(20, GOOD))
    head = scenario.double.state.pulls[1].head_sha
    source = PullRequest(
        events.read_environment(scenario.environ()).connect(),
        Commits("main", "main", head, "main"),
        ChangedFiles,
        max_unchanged=4,
    )
    assert len(list(source.listing(lambda path: path.endswith(".md")))) == 4
    assert source.unlisted == "there are too many files to read for duplicates across the list"
    assert sum("/git/blobs/" in entry.path for entry in scenario.double.log) == 4


@pytest.mark.parametrize(
    ("files", "added"),
    [
        pytest.param({"README.md": None, "LIST.md": with_rows(20, GOOD)}, 1, id="a renamed list"),
        pytest.param({"docs/new.md": listing(GOOD)}, 1, id="a new list"),
        pytest.param({"README.md": None}, 0, id="a deleted list"),
        pytest.param({"notes.txt": GOOD}, 0, id="another file"),
        pytest.param({"README.md": with_rows(20, GOOD).encode("utf-16")}, 0, id="a list in UTF-16"),
    ],
)
def test_added_rows_of_a_pull_request(
    scenario: Scenario, files: dict[str, str | bytes | None], added: int
) -> None:
    scenario.open_pull(files)
    report = scenario.run()
    assert report is not None
    assert report.counts.added == added


def test_rows_added_to_the_base_branch_since_are_not_counted(scenario: Scenario) -> None:
    scenario.open_pull(with_rows(20, GOOD))
    scenario.repo.commit({"README.md": with_rows(0, "| Zzz | MM | bad |")})
    scenario.double.push("add")
    report = scenario.run()
    assert report is not None
    assert (report.verdict, report.counts.added) == ("passed", 1)


def test_settings_come_from_the_tip_of_the_base(scenario: Scenario) -> None:
    scenario.open_pull(with_rows(20, "| Tool 19b | MMXX | [site](https://19b.example/) |"))
    scenario.repo.commit({".github/rowcheck.yml": SETTINGS + "rules: {row-schema: 'off'}\n"})
    scenario.double.push("add")
    report = scenario.run()
    assert report is not None
    assert report.verdict == "passed"
