from __future__ import annotations

import gc
import os
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from rowcheck.errors import SourceError
from rowcheck.sources.git import Git

if TYPE_CHECKING:
    from tests.sources.conftest import Repo


def test_a_folder_outside_of_any_repository_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    with pytest.raises(
        SourceError, match=r"is not in a git repository; run rowcheck in one, or compare two files"
    ):
        Git(tmp_path)


def test_a_missing_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="is not a folder"):
        Git(tmp_path / "none")


def test_a_missing_git_is_an_error(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(repo.path))
    with pytest.raises(SourceError, match="git is not installed, or not on the PATH"):
        Git(repo.path)


def test_a_repository_of_another_user_is_an_error(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    with pytest.raises(SourceError, match=r"git does not trust the repository at .* safe\.directory"):
        Git(repo.path)


def test_other_failures_are_reported_with_the_message_of_git(repo: Repo) -> None:
    (repo.path / ".git/config").write_text("[core\n")
    with pytest.raises(SourceError, match=r"^git failed in '.*': bad config line 1 in file \.git/config$"):
        Git(repo.path)


def test_the_top_folder_is_found_from_below(repo: Repo) -> None:
    (repo.path / "a folder\n").mkdir()
    assert Git(repo.path / "a folder\n").top == repo.path


def test_a_top_folder_may_have_any_name(repo: Repo, tmp_path: Path) -> None:
    repo.path.rename(tmp_path / "two\nlines")
    assert Git(tmp_path / "two\nlines").top == tmp_path / "two\nlines"


def test_pathspec_variables_of_the_environment_are_ignored(
    repo: Repo, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_LITERAL_PATHSPECS", "1")
    assert Git(repo.path).run("ls-files", "--", ":/*.md") == b"README.md\n"


@pytest.mark.parametrize(
    ("name", "kind", "data"),
    [
        pytest.param("HEAD:README.md", "blob", b"| Name |\n| --- |\n| Ada |\n| Bob |\n", id="a file"),
        pytest.param(":0:code.py", "blob", b"print()\n", id="a file of the index"),
    ],
)
def test_find(repo: Repo, name: str, kind: str, data: bytes) -> None:
    found = Git(repo.path).find(name)
    assert found
    assert (found.kind, found.data) == (kind, data)


def test_objects_of_any_size_are_read_in_sequence(repo: Repo) -> None:
    repo.commit({"big.md": b"x" * 3_000_000, "empty.md": b""})
    git = Git(repo.path)
    sizes = [
        ("big.md", None),
        ("none.md", "missing"),
        ("code.py", 8),
        ("empty.md", 0),
        ("big.md/x", "missing"),
    ]
    for path, size in sizes * 2:
        found = git.find(f"HEAD:{path}", limit=100)
        data = "missing" if found is None else found.data
        assert (len(data) if isinstance(data, bytes) else data) == size


def test_a_name_of_two_lines_is_not_found(repo: Repo) -> None:
    git = Git(repo.path)
    assert git.find("HEAD:none\nHEAD") is None
    assert git.find("HEAD")


def test_the_process_ends_with_its_reader(repo: Repo) -> None:
    git = Git(repo.path)
    assert git.find("HEAD")
    children = Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children")
    if not children.exists():
        pytest.skip("only Linux lists its processes there")
    assert children.read_text().split()
    del git
    gc.collect()
    assert not children.read_text().split()


def test_a_trace_is_not_mistaken_for_output(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_TRACE", "1")
    assert Git(repo.path).run("rev-parse", "--is-bare-repository") == b"false\n"


def test_the_language_of_the_user_does_not_matter(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LANG", "LC_ALL", "LANGUAGE"):
        monkeypatch.setenv(name, "de_DE.UTF-8")
    with pytest.raises(SourceError, match="Not a valid object name"):
        Git(repo.path).run("cat-file", "-p", "none")
    assert subprocess.run(["git", "--version"], capture_output=True, check=True).returncode == 0
