"""`rowcheck review --config PATH`: settings at another path of the repository, from the base side only."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from review_scenario import SETTINGS, Scenario, with_rows
from rowcheck.errors import RowcheckError
from rowcheck.github.review import Options

BAD_YEAR = "| Tool 19b | MMXX | [site](https://19b.example/) |"
LAX = SETTINGS + "rules: {row-schema: 'off'}\n"
BY_FILE = "tables: {tools: {match: {columns: [Name, Year, Link]}, row: row.json}}\n"
NO_FILE = r"is not a file of the repository at [0-9a-f]{9}; name one of the base branch by its path"
STRICT, LENIENT = '{"properties": {"Year": {"pattern": "^[0-9]+$"}}}', "{}"


@pytest.fixture
def scenario(scenario: Scenario) -> Scenario:
    """A list whose own settings accept every row, with stricter settings at other paths."""
    scenario.repo.commit({".github/rowcheck.yml": LAX, "lint/strict.yml": SETTINGS, "strict.yml": SETTINGS})
    return scenario


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        pytest.param([], 0, id="the list's own settings"),
        pytest.param(["--config", "lint/strict.yml"], 1, id="settings in a folder"),
        pytest.param(["--config", "strict.yml"], 1, id="settings at the top"),
        pytest.param(["--config", "./lint//strict.yml"], 1, id="a path that is not normal"),
    ],
)
def test_settings_are_read_at_a_path_of_the_repository(
    scenario: Scenario, arguments: list[str], status: int
) -> None:
    scenario.open_pull(with_rows(20, BAD_YEAR))
    done = scenario.run_command(*arguments)
    assert (done.returncode, done.stderr) == (status, "")


@pytest.mark.parametrize("path", ["lint/strict.yml", ".github/rowcheck.yml"])
def test_settings_are_read_from_the_base(scenario: Scenario, path: str) -> None:
    scenario.repo.commit({path: SETTINGS})
    scenario.open_pull({path: LAX, "README.md": with_rows(20, BAD_YEAR)})
    assert scenario.run_command("--config", path).returncode == 1
    assert f"This pull request changes `{path}`." in scenario.summaries[0]


def test_settings_can_be_read_from_the_default_branch(scenario: Scenario) -> None:
    scenario.repo.commit({"lint/strict.yml": LAX}, "lax")
    scenario.repo.git("checkout", "--quiet", "-B", "add")
    scenario.repo.commit({"README.md": with_rows(20, BAD_YEAR)})
    scenario.repo.main()
    scenario.double.open_pull("add", base="lax")
    assert scenario.run_command("--config", "lint/strict.yml").returncode == 0
    assert scenario.run_command("--config", "lint/strict.yml", "--settings-from", "default").returncode == 1


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        pytest.param({"lint/row.json": STRICT, "row.json": LENIENT}, 1, id="beside the settings"),
        pytest.param({"row.json": STRICT}, 1, id="else from the top"),
        pytest.param({"lint/row.json": LENIENT, "row.json": STRICT}, 0, id="not in both"),
    ],
)
def test_where_a_row_schema_is_read(
    scenario: Scenario, files: dict[str, str | bytes | None], expected: int
) -> None:
    scenario.repo.commit({"lint/by-file.yml": BY_FILE, **files})
    scenario.open_pull(with_rows(20, BAD_YEAR))
    scenario.run(options=Options(config="lint/by-file.yml"))
    assert sum("**row-schema**" in comment.body for comment in scenario.review_comments) == expected


def test_a_merge_queue_uses_the_same_settings(scenario: Scenario) -> None:
    scenario.open_pull(with_rows(20, BAD_YEAR))
    queued = {"event": "merge_group", "payload": scenario.double.merge_event("add")}
    assert scenario.run_command(**queued).returncode == 0
    assert scenario.run_command("--config", "lint/strict.yml", **queued).returncode == 1


@pytest.mark.parametrize(
    ("path", "message"),
    [
        pytest.param("no.yml", NO_FILE, id="a missing file"),
        pytest.param("head.yml", NO_FILE, id="a file of the head only"),
        pytest.param("lint", NO_FILE, id="a folder"),
        pytest.param("", NO_FILE, id="an empty path"),
        pytest.param("link.yml", NO_FILE, id="a link"),
        pytest.param("lint/out.yml", NO_FILE, id="a link out of the repository"),
        pytest.param(
            "../strict.yml",
            r"'\.\./strict\.yml' must be a path in the list",
            id="a path out of the repository",
        ),
        pytest.param("lint/../strict.yml", r"without '\.\.'", id="a path with two dots"),
        pytest.param("/etc/hosts", r"'/etc/hosts' must be a path in the list", id="an absolute path"),
        pytest.param("wrong.yml", r"^wrong\.yml:1: key 'fils' is unknown", id="wrong settings"),
    ],
)
def test_a_wrong_path_is_reported(scenario: Scenario, path: str, message: str) -> None:
    for name, target in (("link.yml", "strict.yml"), ("lint/out.yml", "../../etc/hosts")):
        (scenario.repo.path / name).symlink_to(target)
    scenario.repo.commit({"wrong.yml": "fils: []\n"})
    scenario.open_pull({"README.md": with_rows(20, BAD_YEAR), "head.yml": LAX})
    with pytest.raises(RowcheckError, match=message):
        scenario.run(options=Options(config=path))
    assert scenario.double.writes == []


def test_a_local_file_is_not_read(scenario: Scenario, tmp_path: Path) -> None:
    scenario.open_pull(with_rows(20, BAD_YEAR))
    (tmp_path / "mine.yml").write_text(LAX, encoding="utf-8")
    old = Path.cwd()
    os.chdir(tmp_path)
    try:
        done = scenario.run_command("--config", "mine.yml")
    finally:
        os.chdir(old)
    assert done.returncode == 2
    assert "rowcheck: --config 'mine.yml' is not a file of the repository" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        pytest.param(SETTINGS, ["They are valid and fit the list."], id="settings that fit"),
        pytest.param(
            "file: [README.md]\nrules: {order: of}\n",
            [
                "They have errors",
                "`.github/rowcheck.yml:1: key 'file' is unknown; did you mean 'files'?`",
                "`.github/rowcheck.yml:2: 'order' must be",
            ],
            id="settings with errors",
        ),
        pytest.param(
            "files: [READM.md]\n",
            ["They have errors", "no file of the repository matches 'READM.md'; did you mean 'README.md'?"],
            id="files that do not exist",
        ),
        pytest.param(
            "tables: {tools: {match: {columns: [Nmae]}}}\n",
            ["do not fit the list everywhere", "did you mean 'Name'?"],
            id="an entry without a table",
        ),
        pytest.param("files: ['*/*/*/*/*.md']\n", ["not compared with the list"], id="a glob that is costly"),
    ],
)
def test_the_settings_that_a_pull_request_proposes_are_validated(
    scenario: Scenario, settings: str, expected: list[str]
) -> None:
    scenario.open_pull({".github/rowcheck.yml": settings, "README.md": with_rows(20, BAD_YEAR)})
    assert scenario.run_command().returncode == 0
    for text in expected:
        assert text in scenario.summaries[0]


def test_the_nearest_settings_above_a_file_apply(scenario: Scenario) -> None:
    rows = with_rows(20, BAD_YEAR)
    scenario.repo.commit({"lists/rowcheck.yml": SETTINGS, "lists/README.md": with_rows(19)})
    scenario.open_pull({"README.md": rows, "lists/README.md": rows})
    done = scenario.run_command()
    assert (done.returncode, done.stderr) == (1, "")
    assert "file=lists/README.md" in done.stdout
    assert "file=README.md" not in done.stdout
