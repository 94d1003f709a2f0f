"""`rowcheck review --config PATH`: settings elsewhere in the list's repository, from the base side only."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from review_stage import SETTINGS, Stage, with_rows
from rowcheck.errors import RowcheckError
from rowcheck.github.review import Options

BAD_YEAR = "| Tool 19b | MMXX | [site](https://19b.example/) |"
LAX = SETTINGS + "rules: {row-schema: 'off'}\n"
BY_FILE = "tables: {tools: {match: {columns: [Name, Year, Link]}, row: row.json}}\n"
NO_FILE = r"is not a file of the repository at [0-9a-f]{9}; name one of the base branch by its path"
STRICT, LENIENT = '{"properties": {"Year": {"pattern": "^[0-9]+$"}}}', "{}"


@pytest.fixture
def stage(stage: Stage) -> Stage:
    """A list whose own settings let everything pass, and which has stricter ones elsewhere."""
    stage.repo.commit({".github/rowcheck.yml": LAX, "lint/strict.yml": SETTINGS, "strict.yml": SETTINGS})
    return stage


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        pytest.param([], 0, id="the list's own settings"),
        pytest.param(["--config", "lint/strict.yml"], 1, id="settings in a folder"),
        pytest.param(["--config", "strict.yml"], 1, id="settings at the top"),
        pytest.param(["--config", "./lint//strict.yml"], 1, id="the same by a longer path"),
    ],
)
def test_settings_are_read_at_a_path_of_the_list(stage: Stage, arguments: list[str], status: int) -> None:
    stage.propose(with_rows(20, BAD_YEAR))
    done = stage.command(*arguments)
    assert (done.returncode, done.stderr) == (status, "")


@pytest.mark.parametrize("path", ["lint/strict.yml", ".github/rowcheck.yml"])
def test_the_base_says_what_they_are(stage: Stage, path: str) -> None:
    """The head makes them lax; the base has strict ones there."""
    stage.repo.commit({path: SETTINGS})
    stage.propose({path: LAX, "README.md": with_rows(20, BAD_YEAR)})
    assert stage.command("--config", path).returncode == 1
    assert f"This pull request changes `{path}`." in stage.summaries[0]


def test_the_branch_whose_settings_count_may_be_the_default_one(stage: Stage) -> None:
    stage.repo.commit({"lint/strict.yml": LAX}, "lax")
    stage.repo.git("checkout", "--quiet", "-B", "add")
    stage.repo.commit({"README.md": with_rows(20, BAD_YEAR)})
    stage.repo.main()
    stage.double.open_pull("add", base="lax")
    assert stage.command("--config", "lint/strict.yml").returncode == 0
    assert stage.command("--config", "lint/strict.yml", "--settings-from", "default").returncode == 1


@pytest.mark.parametrize(
    ("files", "found"),
    [
        pytest.param({"lint/row.json": STRICT, "row.json": LENIENT}, 1, id="beside the settings first"),
        pytest.param({"row.json": STRICT}, 1, id="then from the top"),
        pytest.param({"lint/row.json": LENIENT, "row.json": STRICT}, 0, id="and not in both"),
    ],
)
def test_a_row_schema_is_looked_for(stage: Stage, files: dict[str, str | bytes | None], found: int) -> None:
    stage.repo.commit({"lint/by-file.yml": BY_FILE, **files})
    stage.propose(with_rows(20, BAD_YEAR))
    stage.run(options=Options(config="lint/by-file.yml"))
    assert sum("**row-schema**" in comment.body for comment in stage.lines) == found


def test_a_queue_goes_by_them_too(stage: Stage) -> None:
    stage.propose(with_rows(20, BAD_YEAR))
    queued = {"event": "merge_group", "payload": stage.double.merge_event("add")}
    assert stage.command(**queued).returncode == 0
    assert stage.command("--config", "lint/strict.yml", **queued).returncode == 1


@pytest.mark.parametrize(
    ("path", "message"),
    [
        pytest.param("no.yml", NO_FILE, id="not there"),
        pytest.param("head.yml", NO_FILE, id="in the head only"),
        pytest.param("lint", NO_FILE, id="a folder"),
        pytest.param("", NO_FILE, id="nothing"),
        pytest.param("link.yml", NO_FILE, id="a link"),
        pytest.param("lint/out.yml", NO_FILE, id="a link out of it"),
        pytest.param("../strict.yml", r"'\.\./strict\.yml' must be a path in the list", id="out of it"),
        pytest.param("lint/../strict.yml", r"without '\.\.'", id="out of a folder of it"),
        pytest.param("/etc/hosts", r"'/etc/hosts' must be a path in the list", id="a file of the machine"),
        pytest.param("wrong.yml", r"^wrong\.yml:1: key 'fils' is unknown", id="wrong settings"),
    ],
)
def test_a_path_that_is_none_is_told(stage: Stage, path: str, message: str) -> None:
    for name, target in (("link.yml", "strict.yml"), ("lint/out.yml", "../../etc/hosts")):
        (stage.repo.path / name).symlink_to(target)
    stage.repo.commit({"wrong.yml": "fils: []\n"})
    stage.propose({"README.md": with_rows(20, BAD_YEAR), "head.yml": LAX})
    with pytest.raises(RowcheckError, match=message):
        stage.run(options=Options(config=path))
    assert stage.double.writes == []


def test_a_file_of_the_machine_does_not_count(stage: Stage, tmp_path: Path) -> None:
    """The step may run where a checkout of the head lies."""
    stage.propose(with_rows(20, BAD_YEAR))
    (tmp_path / "mine.yml").write_text(LAX, encoding="utf-8")
    old = Path.cwd()
    os.chdir(tmp_path)
    try:
        done = stage.command("--config", "mine.yml")
    finally:
        os.chdir(old)
    assert done.returncode == 2
    assert "rowcheck: --config 'mine.yml' is not a file of the repository" in done.stderr
    assert "Traceback" not in done.stderr
