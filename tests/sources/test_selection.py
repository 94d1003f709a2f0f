from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from rowcheck.errors import UsageError
from rowcheck.sources.git import Git
from rowcheck.sources.selection import Selection, select

if TYPE_CHECKING:
    from tests.sources.conftest import Repo


@pytest.mark.parametrize(
    ("paths", "path", "included"),
    [
        pytest.param((), "a.md", True, id="an empty selection includes every file"),
        pytest.param(("a.md",), "a.md", True, id="a named file"),
        pytest.param(("a.md",), "b.md", False, id="another file"),
        pytest.param(("docs",), "docs/x/a.md", True, id="a file below a named folder"),
        pytest.param(("docs",), "docs2/a.md", False, id="a folder whose name only starts with the named one"),
        pytest.param(("",), "docs/a.md", True, id="the top includes every file"),
    ],
)
def test_includes(paths: tuple[str, ...], path: str, included: bool) -> None:
    assert Selection(paths).includes(path) is included


@pytest.mark.parametrize(
    ("folder", "files", "paths", "absent"),
    [
        pytest.param("", [], set(), {}, id="no name"),
        pytest.param("", ["README.md", "./README.md"], {"README.md"}, {}, id="the same file twice"),
        pytest.param(
            "docs",
            ["..", "x.md"],
            {"", "docs/x.md"},
            {"docs/x.md": "x.md"},
            id="names relative to a folder below",
        ),
        pytest.param(
            "", ["gone/x.md"], {"gone/x.md"}, {"gone/x.md": "gone/x.md"}, id="a file in a deleted folder"
        ),
        pytest.param(
            "",
            ["caf\udce9.md"],
            {"caf\udce9.md"},
            {"caf\udce9.md": "caf\udce9.md"},
            id="a name that is not UTF-8",
        ),
        pytest.param(
            "", ["docs/link.md"], {"docs/link.md", "README.md"}, {}, id="a link selects its target too"
        ),
        pytest.param(
            "", ["pages/link.md"], {"docs/link.md", "README.md"}, {}, id="a link in a linked folder"
        ),
        pytest.param("", ["out.md"], {"out.md"}, {}, id="a link out of the repository selects itself"),
        pytest.param("", ["loop.md"], {"loop.md"}, {}, id="a link to itself selects itself"),
        pytest.param(
            "",
            ["--output=x"],
            {"--output=x"},
            {"--output=x": "--output=x"},
            id="a name that looks like an option",
        ),
    ],
)
def test_select(repo: Repo, folder: str, files: list[str], paths: set[str], absent: dict[str, str]) -> None:
    (repo.path / "docs").mkdir()
    links = {"docs/link.md": "../README.md", "pages": "docs", "out.md": "/etc/passwd", "loop.md": "loop.md"}
    for link, target in links.items():
        (repo.path / link).symlink_to(target)
    found = select(files, Git(repo.path / folder))
    assert (found.paths, found.absent) == (paths, absent)


@pytest.mark.parametrize("given", ["..", "../x.md", "/etc/passwd", "docs/../../x.md", os.devnull])
def test_a_path_outside_is_an_error(repo: Repo, given: str) -> None:
    with pytest.raises(UsageError, match="is outside the repository at"):
        select([given], Git(repo.path))


def test_paths_are_relative_to_the_current_folder(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    (repo.path / "docs").mkdir()
    monkeypatch.chdir(repo.path / "docs")
    assert select(["../README.md"], Git(Path())).paths == {"README.md"}


def test_the_repository_may_be_reached_through_a_link(repo: Repo, tmp_path: Path) -> None:
    (tmp_path / "alias").symlink_to(repo.path)
    git = Git(tmp_path / "alias")
    assert select(["README.md", str(tmp_path / "alias/code.py")], git).paths == {"README.md", "code.py"}


def test_a_path_that_is_absent_must_exist_in_a_version(repo: Repo) -> None:
    git = Git(repo.path)
    Selection(frozenset({"a", "README.md"}), {"a": "a", "README.md": "x"}).verify(git, ["a/b.md"], "HEAD")
    with pytest.raises(UsageError, match=r"^there is no '\./b'; paths are relative to the current folder$"):
        Selection(frozenset({"b"}), {"b": "./b"}).verify(git, ["a/b.md"], "HEAD")


def test_an_empty_name_is_an_error(repo: Repo) -> None:
    with pytest.raises(UsageError, match="the name of a file is empty"):
        select([""], Git(repo.path))
