from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from rowcheck.errors import SourceError, UsageError
from rowcheck.sources.base import Unreadable, Version
from rowcheck.sources.index import Index

if TYPE_CHECKING:
    from tests.sources.conftest import Repo

OLD = b"| Name |\n| --- |\n| Ada |\n| Bob |\n"
NEW = OLD + b"| Cy |\n"
CONFLICT = "has a merge conflict; resolve it and add the file"
MODULE = "is a repository of its own (a submodule); check the list there"


def _staged(**files: bytes) -> Callable[[Repo], None]:
    def run(repo: Repo) -> None:
        repo.write({f"{name}.md": data for name, data in files.items()})
        repo.git("add", ".")

    return run


def _edited_since(repo: Repo) -> None:
    _staged(README=NEW)(repo)
    repo.write({"README.md": b"other", "new.md": NEW})


def _by_intent(repo: Repo) -> None:
    repo.write({"new.md": NEW})
    repo.git("add", "--intent-to-add", "new.md")


def _moved(repo: Repo) -> None:
    repo.git("mv", "README.md", "list.md")
    _staged(list=NEW)(repo)


def _case_only(repo: Repo) -> None:
    repo.git("mv", "README.md", "readme.md")


def _conflict(repo: Repo) -> None:
    for stage, text in ((1, "base"), (2, "ours"), (3, "theirs")):
        repo.stage("100644", repo.store(text), "README.md", stage)


def _staged_as(mode: str, path: str, text: str) -> Callable[[Repo], None]:
    return lambda repo: repo.stage(mode, repo.store(text), path)


@pytest.mark.parametrize(
    ("arrange", "expected"),
    [
        pytest.param(
            lambda repo: repo.write({"README.md": NEW}), {}, id="an edit that is not staged is ignored"
        ),
        pytest.param(_staged(README=NEW), {"README.md": (OLD, NEW)}, id="a staged edit"),
        pytest.param(_edited_since, {"README.md": (OLD, NEW)}, id="an edit after staging is ignored"),
        pytest.param(_staged(new=NEW), {"new.md": (None, NEW)}, id="an added file"),
        pytest.param(
            lambda repo: repo.git("rm", "--quiet", "README.md"),
            {"README.md": (OLD, None)},
            id="a deleted file",
        ),
        pytest.param(_moved, {"list.md": (OLD, NEW, "README.md")}, id="a renamed and edited file"),
        pytest.param(
            _case_only, {"readme.md": (OLD, OLD, "README.md")}, id="only the case of the name changed"
        ),
        pytest.param(_by_intent, {}, id="a file added by intent only is ignored"),
        pytest.param(
            lambda repo: repo.git("update-index", "--chmod=+x", "README.md"),
            {},
            id="a change of the mode alone is no change",
        ),
        pytest.param(_conflict, {"README.md": CONFLICT}, id="a merge conflict"),
        pytest.param(
            lambda repo: repo.stage("160000", "1" * 40, "other.md"), {"other.md": MODULE}, id="a submodule"
        ),
        pytest.param(
            _staged_as("120000", "README.md", "docs/list.md"),
            {"README.md": (OLD, None)},
            id="a link to a list",
        ),
        pytest.param(
            _staged_as("120000", "docs/x.md", "../../x"),
            {"docs/x.md": "is a symbolic link to '../x', which the settings do not cover"},
            id="a link out of the repository",
        ),
        pytest.param(
            _staged_as("100644", "caf\udce9.md", "x"),
            {"caf\udce9.md": (None, b"x")},
            id="a name that is not UTF-8",
        ),
        pytest.param(
            _staged_as("100644", 'naïve list\n\t"x".md', "x"),
            {'naïve list\n\t"x".md': (None, b"x")},
            id="a name with any characters",
        ),
        pytest.param(
            _staged_as("100644", "--output=x.md", "x"),
            {"--output=x.md": (None, b"x")},
            id="a name that looks like an option",
        ),
    ],
)
def test_changes(
    repo: Repo, seen: Callable[..., Any], arrange: Callable[[Repo], object], expected: dict[str, object]
) -> None:
    arrange(repo)
    assert seen(Index(repo.path)) == expected


def test_everything_is_new_before_the_first_commit(empty: Repo, seen: Callable[..., Any]) -> None:
    _staged(README=NEW)(empty)
    assert seen(Index(empty.path)) == {"README.md": (None, NEW)}


def test_a_sha256_repository_without_commits_is_read(
    tmp_path: Path, seen: Callable[..., Any], repo: Repo
) -> None:
    new = type(repo)(tmp_path / "sha256")
    repo.git("init", "--quiet", "--object-format=sha256", str(new.path))
    _staged(README=OLD)(new)
    assert seen(Index(new.path)) == {"README.md": (None, OLD)}
    new.commit({"README.md": OLD})
    _staged(README=NEW)(new)
    assert seen(Index(new.path)) == {"README.md": (OLD, NEW)}


def test_a_missing_commit_of_head_is_an_error(repo: Repo) -> None:
    (repo.path / ".git/refs/heads/main").write_text("1" * 40)
    with pytest.raises(
        SourceError, match="the commit of HEAD is missing; run 'git fsck' to see what is damaged"
    ):
        list(Index(repo.path).changes(bool))


HOOK = """#!{python}
from pathlib import Path
from rowcheck.sources.index import Index
found = [change.path for change in Index().changes(lambda path: path.endswith(".md"))]
Path("seen.txt").write_text(" ".join(found))
"""


@pytest.mark.skipif(os.name == "nt", reason="the hook is a script")
@pytest.mark.parametrize(
    ("commit", "expected"),
    [
        pytest.param(["--message=x"], "staged.md", id="git commit"),
        pytest.param(["--all", "--message=x"], "README.md staged.md", id="git commit --all"),
        pytest.param(["--message=x", "README.md"], "README.md", id="git commit FILE leaves out staged files"),
    ],
)
@pytest.mark.parametrize(
    "linked", [pytest.param(False, id="main tree"), pytest.param(True, id="linked tree")]
)
def test_a_hook_sees_what_is_about_to_be_committed(
    repo: Repo, tmp_path: Path, commit: list[str], expected: str, linked: bool
) -> None:
    hook = repo.path / ".git/hooks/pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(HOOK.format(python=sys.executable))
    hook.chmod(0o755)
    if linked:
        repo.git("worktree", "add", "--quiet", str(tmp_path / "linked"))
        repo = type(repo)(tmp_path / "linked")
    _staged(staged=NEW)(repo)
    repo.write({"README.md": NEW})
    repo.git("commit", "--quiet", *commit)
    assert (repo.path / "seen.txt").read_text() == expected


def test_named_files(repo: Repo, seen: Callable[..., Any]) -> None:
    repo.commit({"docs/a.md": "1"})
    repo.write({"README.md": NEW, "docs/a.md": "2"})
    repo.git("add", ".")
    assert set(seen(Index(repo.path / "docs", ["a.md"]))) == {"docs/a.md"}
    repo.git("rm", "--quiet", "--force", "docs/a.md")
    assert set(seen(Index(repo.path, ["docs/a.md"]))) == {"docs/a.md"}
    with pytest.raises(UsageError, match=r"there is no 'a\.md'"):
        seen(Index(repo.path, ["a.md"]))


def test_listing_is_the_next_commit(repo: Repo) -> None:
    _edited_since(repo)
    repo.stage("100644", repo.store("x"), "docs/x.md")
    repo.stage("100644", repo.store("y"), "y.md", stage=2)
    found = Index(repo.path / ".", ["README.md"]).listing(lambda path: path.endswith(".md"))
    assert list(found) == [
        Version("README.md", NEW),
        Version("docs/x.md", b"x"),
        Unreadable("y.md", CONFLICT),
    ]


def test_settings_come_from_the_index(repo: Repo) -> None:
    _staged()(repo)
    repo.write({"rowcheck.yml": "staged"})
    repo.git("add", ".")
    repo.write({"rowcheck.yml": "edited", "untracked.yml": "untracked"})
    source = Index(repo.path)
    assert source.trusted("rowcheck.yml") == "staged"
    assert source.trusted("untracked.yml") == "untracked"
    assert source.trusted("none.yml") is None


def test_settings_that_are_a_link_are_read_from_its_target(repo: Repo) -> None:
    repo.write({"shared.yml": "shared"})
    (repo.path / "rowcheck.yml").symlink_to("shared.yml")
    repo.git("add", ".")
    assert Index(repo.path).trusted("rowcheck.yml") == "shared"


def test_a_bare_repository_has_no_index(repo: Repo, tmp_path: Path) -> None:
    repo.git("clone", "--quiet", "--bare", ".", str(tmp_path / "bare.git"))
    with pytest.raises(SourceError, match="is in a bare repository, without the index; compare two commits"):
        Index(tmp_path / "bare.git")


def test_reading_does_not_change_the_repository(repo: Repo, seen: Callable[..., Any]) -> None:
    _staged(README=NEW)(repo)
    before = (repo.path / ".git/index").read_bytes()
    os.utime(repo.path / "README.md", (1, 1))
    seen(Index(repo.path))
    assert (repo.path / ".git/index").read_bytes() == before
    assert subprocess.run(["git", "fsck"], cwd=repo.path, capture_output=True, check=True).returncode == 0
