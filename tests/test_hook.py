"""The hooks of `.pre-commit-hooks.yaml`, called directly as pre-commit calls them, and through pre-commit.

Tests through pre-commit install this checkout, which takes a while: there are few of them, and all but one
share an environment.
"""

from __future__ import annotations

import re
import subprocess
import sysconfig
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import yaml

from release import Released, clean
from rowcheck.cli import init

ROOT = Path(__file__).parents[1]
ROWCHECK, PRE_COMMIT = (Path(sysconfig.get_path("scripts"), name) for name in ("rowcheck", "pre-commit"))

SETTINGS = "files: [README.md, lists/*.md]\ntables: {tools: {row: {properties: {Free: {enum: [Yes, No]}}}}}\n"
HEADER = "| Tool | Free |\n| --- | --- |\n"
EXISTING = "| Ant | Maybe |\n"
LIST = f"# Tools\n\n{HEADER}{EXISTING}| Bee | Yes |\n"
GOOD, BAD, FIXABLE, FIXED = "| Cat | No |\n", "| Cat | Perhaps |\n", "| Cat | no |\n", "| Cat | No |\n"
MESSAGE = "should be 'Yes' or 'No', not 'Perhaps'"


@dataclass(frozen=True)
class Lists:
    """A repository of lists; its README.md has one existing finding."""

    path: Path
    environment: dict[str, str] = field(default_factory=dict)

    def run(self, *command: str | Path) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            command,
            cwd=self.path,
            env=clean() | self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
            encoding="utf-8",
        )
        assert "Traceback" not in done.stdout
        return done

    def hook(self, *arguments: str, **environment: str) -> tuple[int, str]:
        """Return the exit status and output of the hook's command in the environment of pre-commit."""
        there = Lists(self.path, {"PRE_COMMIT": "1", **environment})
        done = there.run(ROWCHECK, "hook", *arguments)
        return done.returncode, done.stdout

    def git(self, *arguments: str) -> str:
        done = self.run("git", *arguments)
        assert done.returncode == 0, done.stdout
        return done.stdout.strip()

    def write(self, path: str, text: str) -> None:
        (self.path / path).parent.mkdir(exist_ok=True)
        (self.path / path).write_text(text, encoding="utf-8")

    def read(self, path: str = "README.md") -> str:
        return (self.path / path).read_text(encoding="utf-8")

    def stage(self, text: str, path: str = "README.md") -> None:
        self.write(path, text)
        self.git("add", path)

    def commit(self, text: str, path: str = "README.md") -> str:
        """Commit a text without running hooks and return the commit's name."""
        self.stage(text, path)
        self.git("commit", "--quiet", "--no-verify", "--message=Change the list")
        return self.git("rev-parse", "HEAD")


@pytest.fixture
def lists(tmp_path: Path) -> Lists:
    made = Lists(tmp_path / "lists")
    made.path.mkdir()
    made.git("init", "--quiet", "--initial-branch=main")
    made.write(".github/rowcheck.yml", SETTINGS)
    made.write("lists/more.md", LIST)
    made.write("notes.md", LIST)
    made.git("add", "--all")
    made.commit(LIST)
    return made


Change = Callable[[Lists], None]


def unchanged(lists: Lists) -> None:
    """Change nothing."""


def staged(row: str, path: str = "README.md") -> Change:
    return lambda lists: lists.stage(LIST + row, path)


def staged_then_changed(first: str, then: str) -> Change:
    def change(lists: Lists) -> None:
        lists.stage(LIST + first)
        lists.write("README.md", LIST + then)

    return change


def reworded(lists: Lists) -> None:
    lists.stage(LIST.replace("Bee | Yes", "Bee | Perhaps"))


def change_of_another_cell(lists: Lists) -> None:
    lists.stage(LIST.replace("| Ant |", "| Ants |"))


@pytest.mark.parametrize(
    ("change", "files", "found"),
    [
        pytest.param(unchanged, [], 0, id="existing findings are not reported"),
        pytest.param(
            unchanged,
            ["README.md", "lists/more.md"],
            0,
            id="nor are they for named files",
        ),
        pytest.param(staged(GOOD), [], 0, id="a good row is added"),
        pytest.param(staged(BAD), [], 1, id="a bad row is added"),
        pytest.param(staged(BAD), ["README.md"], 1, id="a bad row is added to a named file"),
        pytest.param(staged(BAD), ["lists/more.md"], 0, id="a bad row is added to another file"),
        pytest.param(
            staged(BAD, "notes.md"), ["notes.md"], 0, id="a bad row is added to a file outside the settings"
        ),
        pytest.param(reworded, [], 1, id="a row becomes bad"),
        pytest.param(change_of_another_cell, [], 0, id="another cell of a bad row is changed"),
        pytest.param(staged_then_changed(BAD, GOOD), [], 1, id="the bad row is fixed in the work tree only"),
        pytest.param(staged_then_changed(GOOD, BAD), [], 0, id="the bad row is in the work tree only"),
        pytest.param(
            staged_then_changed("", BAD), ["README.md"], 0, id="no change of a changed file is staged"
        ),
    ],
)
def test_staged_rows_are_checked(lists: Lists, change: Change, files: list[str], found: int) -> None:
    change(lists)
    status, output = lists.hook(*files)
    assert (status, output.count(MESSAGE)) == (found, found)


@pytest.mark.parametrize("files", [[], ["README.md"]], ids=["no file is named", "the file is named"])
def test_the_commits_that_pre_commit_names_are_compared(lists: Lists, files: list[str]) -> None:
    good = lists.commit(LIST + GOOD)
    bad = lists.commit(LIST + GOOD + BAD)
    lists.stage(LIST + BAD + BAD)
    for first, last, found in (("main~2", good, 0), (good, bad, 1), ("main~2", "main", 1)):
        status, output = lists.hook(*files, PRE_COMMIT_FROM_REF=first, PRE_COMMIT_TO_REF=last)
        assert (status, output.count(MESSAGE)) == (found, found)


def test_empty_names_of_commits_are_ignored(lists: Lists) -> None:
    lists.stage(LIST + BAD)
    assert lists.hook(PRE_COMMIT_FROM_REF="", PRE_COMMIT_TO_REF="")[0] == 1


def test_a_fix_is_applied_to_the_work_tree_and_not_staged(lists: Lists) -> None:
    lists.stage(LIST + FIXABLE)
    status, output = lists.hook("--fix", "README.md")
    assert (status, lists.read()) == (0, LIST + FIXED)
    assert output.startswith("fixed 1 finding in README.md\n")
    assert lists.git("diff", "--cached").endswith("+| Cat | no |")


def test_nothing_is_fixed_when_the_work_tree_differs_from_the_index(lists: Lists) -> None:
    staged_then_changed(FIXABLE, GOOD)(lists)
    status, output = lists.hook("--fix")
    assert (status, lists.read()) == (1, LIST + GOOD)
    assert output.startswith("nothing was fixed: README.md differs from what is staged\n")


def test_nothing_is_fixed_between_two_commits(lists: Lists) -> None:
    lists.commit(LIST + FIXABLE)
    status, output = lists.hook("--fix", PRE_COMMIT_FROM_REF="main~1", PRE_COMMIT_TO_REF="main")
    assert (status, lists.read()) == (1, LIST + FIXABLE)
    assert "1 with --fix" in output


Install = Callable[..., Lists]


@pytest.fixture
def install(lists: Lists, released: Released) -> Install:
    """Return a function that installs a hook through pre-commit, in an environment shared by all tests."""

    def installed(hook: str, **settings: object) -> Lists:
        made = Lists(lists.path, released.environment)
        config = yaml.safe_load(init.with_hook(None) or "")
        config["repos"][0]["hooks"] = [{"id": hook, **settings}]
        made.commit(yaml.safe_dump(config), ".pre-commit-config.yaml")
        assert made.run(PRE_COMMIT, "install", "--install-hooks").returncode == 0
        return made

    return installed


def test_pre_commit_try_repo_runs_both_hooks(lists: Lists, released: Released) -> None:
    """Use the repository itself when this is a checkout, else the release."""
    lists.stage(LIST + FIXABLE)
    done = lists.run(PRE_COMMIT, "try-repo", ROOT if (ROOT / ".git").exists() else released.path)
    assert re.findall(r"^(rowcheck.*?)\.+(\w+)$", done.stdout, re.MULTILINE) == [
        ("rowcheck", "Failed"),
        ("rowcheck (with fixes)", "Failed"),
    ]
    assert "should be 'Yes' or 'No', not 'no'" in done.stdout
    assert "files were modified by this hook" in done.stdout
    assert lists.read() == LIST + FIXED


def test_a_fixed_commit_passes_the_second_time(install: Install) -> None:
    lists = install("rowcheck-fix")
    lists.stage(LIST + FIXABLE)
    assert lists.run("git", "commit", "--message=Add a tool").returncode == 1
    assert lists.read() == LIST + FIXED
    lists.git("add", "README.md")
    assert lists.run("git", "commit", "--message=Add a tool").returncode == 0
    assert lists.git("show", "HEAD:README.md") == (LIST + FIXED).strip()


@pytest.mark.parametrize(
    ("staged", "unstaged", "status"),
    [
        pytest.param(GOOD, BAD, 0, id="an unstaged bad row is not reported"),
        pytest.param(BAD, GOOD, 1, id="a staged bad row is reported, even if it is fixed in the work tree"),
    ],
)
@pytest.mark.parametrize("named", [True, False], ids=["files are named", "no file is named"])
def test_a_file_can_be_committed_in_part(
    install: Install, staged: str, unstaged: str, status: int, named: bool
) -> None:
    lists = install("rowcheck", pass_filenames=named)
    staged_then_changed(staged, unstaged)(lists)
    done = lists.run("git", "commit", "--message=Add a tool")
    assert (done.returncode, done.stdout.count(MESSAGE)) == (status, status)
    assert lists.read() == LIST + unstaged


def test_pre_commit_runs_on_all_files_and_between_commits(install: Install) -> None:
    lists = install("rowcheck")
    lists.commit(LIST + BAD)
    everywhere = lists.run(PRE_COMMIT, "run", "--all-files")
    assert (everywhere.returncode, "Passed" in everywhere.stdout) == (0, True), (
        "existing findings are reported"
    )
    between = lists.run(PRE_COMMIT, "run", "--from-ref=HEAD~1", "--to-ref=HEAD")
    assert (between.returncode, between.stdout.count(MESSAGE)) == (1, 1)
    lists.stage(LIST + BAD + BAD.replace("Cat", "Dog"))
    everywhere = lists.run(PRE_COMMIT, "run", "--all-files")
    assert (everywhere.returncode, everywhere.stdout.count(MESSAGE)) == (1, 1)


def test_a_commit_of_other_files_skips_the_hook(install: Install) -> None:
    lists = install("rowcheck")
    lists.stage("Free to use.\n", "LICENSE")
    done = lists.run("git", "commit", "--message=Add a licence")
    assert done.returncode == 0
    assert "(no files to check)Skipped" in done.stdout


def test_staged_settings_in_a_folder_are_checked(lists: Lists) -> None:
    lists.stage("file: [a.md]", "lists/rowcheck.yml")
    status, output = lists.hook("lists/rowcheck.yml")
    assert (status, "lists/rowcheck.yml:1: key 'file' is unknown" in output) == (2, True)


@pytest.fixture
def branch(lists: Lists) -> Lists:
    """A repository whose branch adds a bad row to its upstream, with nothing staged."""
    lists.git("branch", "upstream")
    lists.git("branch", "--set-upstream-to=upstream")
    lists.commit(LIST + BAD)
    return lists


def test_without_staged_changes_the_branch_is_compared_with_its_upstream(branch: Lists) -> None:
    status, output = branch.hook()
    assert (status, output.count(MESSAGE)) == (1, 1)


def test_a_branch_that_adds_nothing_to_its_upstream_is_named_as_not_checked(branch: Lists) -> None:
    branch.git("branch", "--force", "upstream", "HEAD")
    status, output = branch.hook()
    assert status == 0
    assert "nothing was checked: nothing is staged" in output


@pytest.mark.parametrize(
    ("settings", "status", "expected"),
    [
        pytest.param(
            "file: [README.md]", 2, "key 'file' is unknown; did you mean 'files'?", id="a misspelt key"
        ),
        pytest.param("tables: {t: {order: [{by: Toll}]}}", 2, "did you mean 'Tool'?", id="a misspelt column"),
        pytest.param("tables: {t: {match: {columns: [A]}}}", 0, "warning: rowcheck.yml:1", id="no table yet"),
        pytest.param("tables: {t: {order: [{by: Tool}]}}", 0, "", id="settings that fit"),
    ],
)
def test_staged_settings_are_checked(lists: Lists, settings: str, status: int, expected: str) -> None:
    lists.git("rm", "-q", ".github/rowcheck.yml")
    lists.stage(settings, "rowcheck.yml")
    done = lists.hook("rowcheck.yml")
    assert done[0] == status, done
    assert expected in done[1]
