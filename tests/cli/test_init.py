"""Run the command in a repository of its own."""

from __future__ import annotations

import os
import pty
import subprocess
import sysconfig
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from rowcheck.cli import init

COMMAND = Path(sysconfig.get_path("scripts"), "rowcheck")
CONFIG = ".github/rowcheck.yml"
ROWS = "".join(f"| [Tool {n:02}](https://t{n}.example/) | {('Yes', 'No')[n % 2]} |\n" for n in range(30))
LIST = f"# Tools\n\n| Tool | Free |\n| --- | --- |\n{ROWS}"

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a repository with a list."""
    subprocess.run(["git", "init", "--quiet", tmp_path], check=True)
    (tmp_path / "README.md").write_text(LIST, encoding="utf-8")
    return tmp_path


@pytest.fixture
def run(folder: Path) -> Run:
    """Return a function that runs the command in the repository."""

    def command(*arguments: str) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [COMMAND, *arguments],
            cwd=folder,
            env=clean(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            encoding="utf-8",
        )
        assert "Traceback" not in done.stderr
        return done

    return command


def clean() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "PRE_COMMIT"))}


def test_settings_are_written_and_accept_the_list(folder: Path, run: Run) -> None:
    done = run("init")
    assert (done.returncode, done.stderr) == (0, f"wrote {CONFIG}\n")
    assert "  rule       100 %  'Free' is 'Yes' or 'No'\n" in done.stdout
    assert "row:" in (folder / CONFIG).read_text(encoding="utf-8")
    assert run("check", "--all").returncode == 0


def test_only_settings_are_printed_on_standard_output(folder: Path, run: Run) -> None:
    done = run("init", "--output", "-", "--quiet")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("# yaml-language-server: $schema=https://")
    assert run("init", "--stdout").stdout == done.stdout
    assert not (folder / ".github").exists()


def test_rows_that_break_a_rule_are_named(folder: Path, run: Run) -> None:
    (folder / "README.md").write_text(LIST.replace("| Yes |\n", "| yes |\n", 1), encoding="utf-8")
    done = run("init", "--threshold", "0.9")
    assert "96.7 %  'Free' is 'No' or 'Yes'; not README.md:5\n" in done.stdout
    assert "enum: ['No', 'Yes'] # 96.7 %" in (folder / CONFIG).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", [CONFIG, "rowcheck.yml"])
def test_existing_settings_are_not_overwritten(folder: Path, run: Run, name: str) -> None:
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_text("rules: {}\n", encoding="utf-8")
    done = run("init")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"rowcheck: {name} exists already; ")
    assert (folder / name).read_text(encoding="utf-8") == "rules: {}\n"
    assert run("init", "--force").returncode == 0


def test_the_workflow_and_the_hook_are_written(folder: Path, run: Run) -> None:
    done = run("init", "--workflow", "--pre-commit")
    assert done.returncode == 0
    assert "pull_request_target" in (folder / ".github/workflows/rowcheck.yml").read_text(encoding="utf-8")
    assert "- id: rowcheck" in (folder / ".pre-commit-config.yaml").read_text(encoding="utf-8")


def test_a_hook_is_added_beside_existing_settings(folder: Path, run: Run) -> None:
    (folder / "rowcheck.yml").write_text("rules: {}\n", encoding="utf-8")
    done = run("init", "--pre-commit")
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == "rowcheck.yml exists already and is left as it is\nwrote .pre-commit-config.yaml\n"
    assert (folder / "rowcheck.yml").read_text(encoding="utf-8") == "rules: {}\n"
    assert "- id: rowcheck" in (folder / ".pre-commit-config.yaml").read_text(encoding="utf-8")
    assert run("init", "--pre-commit").stderr.endswith(".pre-commit-config.yaml names rowcheck already\n")


def test_nothing_is_written_if_one_file_exists(folder: Path, run: Run) -> None:
    (folder / ".github/workflows").mkdir(parents=True)
    (folder / ".github/workflows/rowcheck.yml").touch()
    assert run("init", "--workflow").returncode == 2
    assert not (folder / CONFIG).exists()


def test_the_hook_is_printed_where_it_cannot_be_added(folder: Path, run: Run) -> None:
    (folder / ".pre-commit-config.yaml").write_text("repos: []\n", encoding="utf-8")
    done = run("init", "--pre-commit")
    assert "add to .pre-commit-config.yaml, under 'repos':\n  - repo: " in done.stderr
    assert (folder / ".pre-commit-config.yaml").read_text(encoding="utf-8") == "repos: []\n"


@pytest.mark.parametrize(
    ("arguments", "output"),
    [
        pytest.param(["none.md"], "none.md", id="a missing file"),
        pytest.param(
            ["--threshold", "0"], "--threshold is a share above 0 and up to 1, not 0", id="a threshold of 0"
        ),
        pytest.param(["--interactive"], "run it on a terminal", id="questions without a terminal"),
        pytest.param(
            ["prose.md"], "too few rows to infer rules from: 0 in all tables", id="a file without tables"
        ),
    ],
)
def test_usage_errors(folder: Path, run: Run, arguments: list[str], output: str) -> None:
    (folder / "prose.md").write_text("Nothing.\n", encoding="utf-8")
    done = run("init", *arguments)
    assert done.returncode == 2
    assert output in done.stderr


def answered(folder: Path, *arguments: str, answers: bytes) -> tuple[int, str, str]:
    """Return the exit status and both outputs, with answers typed on a terminal."""
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [COMMAND, "init", "--interactive", *arguments],
        cwd=folder,
        env=clean(),
        stdin=theirs,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    ) as process:
        os.close(theirs)
        os.write(ours, answers)
        output, errors = process.communicate(timeout=60)
        os.close(ours)
    return process.returncode, output, errors


def test_answers_on_a_terminal(folder: Path) -> None:
    """The answers are no, yes, and then empty lines, which mean yes."""
    status, output, errors = answered(folder, answers=b"what?\nn\ny\n" + b"\n" * 20)
    assert (status, errors) == (0, f"wrote {CONFIG}\n")
    assert output.count("'Tool' is never empty  [Y/n] ") == 2
    assert output.count("answer y or n") == 1
    text = (folder / CONFIG).read_text(encoding="utf-8")
    assert "required:\n        - Free\n        # - Tool\n" in text
    assert "enum: ['Yes', 'No']" in text


def test_questions_are_not_printed_among_the_settings(folder: Path) -> None:
    status, printed, questions = answered(folder, "--output", "-", answers=b"\x04" * 20)
    assert status == 0
    assert "[Y/n]" not in printed
    assert all(line.endswith("[Y/n] ") for line in questions.splitlines())
    assert len(questions.splitlines()) > 1


WORKFLOW = Path(__file__).parents[2] / ".github" / "workflows" / "validate.yml"
OTHER = """\
repos:
{indent}- repo: https://hooks.example/other
{indent}  rev: v1
{indent}  hooks:
{indent}    - id: other
"""


def test_the_workflow_is_the_one_of_this_repository() -> None:
    """Only the condition that keeps it from running in this repository is left out."""
    kept = yaml.safe_load(WORKFLOW.read_text(encoding="utf-8"))
    del kept["jobs"]["rows"]["if"]
    assert yaml.safe_load(init.WORKFLOW) == kept


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(None, id="there are no settings yet"),
        pytest.param(OTHER.format(indent="  "), id="there is another hook"),
        pytest.param(OTHER.format(indent=""), id="the entries are not indented"),
        pytest.param(
            "minimum_pre_commit_version: '3'\n\n# Hooks\n" + OTHER.format(indent="  "),
            id="there are other keys above",
        ),
        pytest.param(OTHER.format(indent="  ") + "fail_fast: true\n", id="there is another key below"),
        pytest.param(
            OTHER.format(indent="") + "\n\n# Stop\n# early\n\nfail_fast: true\n",
            id="there is another key below with comments",
        ),
        pytest.param(OTHER.format(indent="  ").rstrip("\n"), id="the last line has no line ending"),
    ],
)
def test_the_hook_is_added_and_nothing_else_changes(text: str | None) -> None:
    after = init.with_hook(text)
    assert after is not None
    before = yaml.safe_load(text or "repos: []")
    *others, mine = yaml.safe_load(after)["repos"]
    assert others == before["repos"]
    assert mine["hooks"] == [{"id": "rowcheck"}]
    assert init.with_hook(after) == after
    assert [line for line in (text or "").splitlines() if line and line not in after.splitlines()] == []


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("repos: []\n", id="the entries are on one line"),
        pytest.param("repos:\n  - repo: [\n", id="the file cannot be parsed"),
        pytest.param("# nothing yet\n", id="there is no list of entries"),
    ],
)
def test_other_pre_commit_settings_are_not_changed(text: str) -> None:
    assert init.with_hook(text) is None
