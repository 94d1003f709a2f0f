from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from rowcheck.errors import SourceError, UsageError
from rowcheck.sources.base import Unreadable, Version
from rowcheck.sources.worktree import WorkTree

if TYPE_CHECKING:
    from tests.sources.conftest import Repo

OLD = b"| Name |\n| --- |\n| Ada |\n| Bob |\n"
NEW = OLD + b"| Cy |\n"
CONFLICT = "has a merge conflict; resolve it and add the file"
MODULE = "is a repository of its own (a submodule); check the list there"


def _move(repo: Repo, old: str, new: str) -> None:
    (repo.path / old).rename(repo.path / new)


def _link(repo: Repo, path: str, target: str) -> None:
    (repo.path / path).unlink(missing_ok=True)
    (repo.path / path).symlink_to(target)


def _conflict(repo: Repo) -> None:
    repo.git("switch", "--quiet", "--create", "side")
    repo.commit({"README.md": OLD + b"| Side |\n"})
    repo.git("switch", "--quiet", "main")
    repo.commit({"README.md": NEW})
    with pytest.raises(AssertionError):  # the merge stops with a conflict
        repo.git("merge", "--quiet", "side")


def _submodule(repo: Repo, path: str = "other.md") -> None:
    repo.git("init", "--quiet", path)
    inner = type(repo)(repo.path / path)
    inner.commit({"README.md": OLD})


def _sparse(repo: Repo) -> None:
    repo.commit({"docs/list.md": OLD})
    repo.git("sparse-checkout", "set", "--no-cone", "/*", "!/docs/")
    assert not (repo.path / "docs").exists()


def _arrange(*steps: Callable[[Repo], object]) -> Callable[[Repo], None]:
    def run(repo: Repo) -> None:
        for step in steps:
            step(repo)

    return run


def _write(**files: bytes) -> Callable[[Repo], None]:
    return lambda repo: repo.write({f"{name}.md": data for name, data in files.items()})


def _git(*arguments: str) -> Callable[[Repo], str]:
    return lambda repo: repo.git(*arguments)


@pytest.mark.parametrize(
    ("arrange", "expected"),
    [
        pytest.param(_arrange(), {}, id="nothing changed"),
        pytest.param(_write(README=NEW), {"README.md": (OLD, NEW)}, id="an edited file"),
        pytest.param(
            _arrange(_write(README=NEW), _git("add", ".")), {"README.md": (OLD, NEW)}, id="a staged file"
        ),
        pytest.param(
            _arrange(_write(README=NEW), _git("add", "."), _write(README=NEW + b"x")),
            {"README.md": (OLD, NEW + b"x")},
            id="a file edited after staging is read from disk",
        ),
        pytest.param(
            _arrange(_write(README=NEW), _git("add", "."), _write(README=OLD)),
            {},
            id="a staged edit that was reverted on disk is no change",
        ),
        pytest.param(_write(new=NEW), {"new.md": (None, NEW)}, id="an untracked file is new"),
        pytest.param(
            _arrange(_write(new=NEW), lambda repo: repo.write({".gitignore": "new.md"})),
            {},
            id="an ignored file is not included",
        ),
        pytest.param(
            _arrange(_write(new=NEW), _git("add", "--intent-to-add", "new.md")),
            {"new.md": (None, NEW)},
            id="a file added by intent only is new",
        ),
        pytest.param(
            lambda repo: (repo.path / "README.md").unlink(), {"README.md": (OLD, None)}, id="a deleted file"
        ),
        pytest.param(
            _arrange(_git("rm", "--quiet", "--cached", "README.md"), _write(README=NEW)),
            {"README.md": (OLD, NEW)},
            id="a file removed from the index but kept on disk is edited",
        ),
        pytest.param(
            lambda repo: _move(repo, "README.md", "list.md"),
            {"list.md": (OLD, OLD, "README.md")},
            id="moved without git",
        ),
        pytest.param(
            _arrange(_git("mv", "README.md", "list.md"), _write(list=NEW)),
            {"list.md": (OLD, NEW, "README.md")},
            id="moved by git and edited",
        ),
        pytest.param(
            lambda repo: _move(repo, "README.md", "readme.md"),
            {"readme.md": (OLD, OLD, "README.md")},
            id="only the case of the name changed",
        ),
        pytest.param(
            lambda repo: (repo.path / "README.md").chmod(0o755),
            {},
            id="a change of the mode alone is no change",
        ),
        pytest.param(
            lambda repo: os.utime(repo.path / "README.md", (1, 1)),
            {},
            id="a new time stamp alone is no change",
        ),
        pytest.param(_conflict, {"README.md": CONFLICT}, id="a merge conflict"),
        pytest.param(_submodule, {"other.md": MODULE}, id="a nested repository that was not added"),
        pytest.param(
            _arrange(_submodule, _git("-c", "advice.addEmbeddedRepo=false", "add", ".")),
            {"other.md": MODULE},
            id="a submodule",
        ),
        pytest.param(
            lambda repo: _link(repo, "README.md", "/etc/passwd"),
            {"README.md": "is a symbolic link to '/etc/passwd', which the settings do not cover"},
            id="a link out of the repository is not followed",
        ),
        pytest.param(
            lambda repo: _link(repo, "new.md", "code.py"),
            {"new.md": "is a symbolic link to 'code.py', which the settings do not cover"},
            id="a new link to a file that is not covered",
        ),
        pytest.param(
            lambda repo: _link(repo, "new.md", "README.md"), {}, id="a link to a list is not checked twice"
        ),
        pytest.param(
            _arrange(
                lambda repo: _move(repo, "README.md", "list.md"),
                lambda repo: _link(repo, "README.md", "list.md"),
            ),
            {"list.md": (OLD, OLD, "README.md")},
            id="a moved file with a link left in its place",
        ),
        pytest.param(
            _arrange(
                lambda repo: repo.commit({"docs/list.md": OLD}),
                lambda repo: _move(repo, "docs", "pages"),
                lambda repo: _link(repo, "docs", "pages"),
            ),
            {"pages/list.md": (OLD, OLD, "docs/list.md")},
            id="a folder that became a link to where it moved",
        ),
        pytest.param(_sparse, {}, id="a file left out of a sparse checkout is unchanged"),
        pytest.param(
            _arrange(
                _git("config", "core.autocrlf", "true"),
                _git("rm", "--quiet", "README.md"),
                _git("checkout", "--quiet", "HEAD", "README.md"),
            ),
            {},
            id="line ends converted by git are no change",
        ),
        pytest.param(
            _arrange(_git("config", "core.autocrlf", "true"), _write(README=NEW.replace(b"\n", b"\r\n"))),
            {"README.md": (OLD, NEW.replace(b"\n", b"\r\n"))},
            id="an edited file has the line ends on disk",
        ),
        pytest.param(
            _write(README="\ufeff| a |".encode("utf-16-le")),
            {"README.md": "is UTF-16 text; save it as UTF-8"},
            id="another encoding",
        ),
        pytest.param(
            lambda repo: repo.write({'docs/two words/naïve\n\t"x".md': NEW}),
            {'docs/two words/naïve\n\t"x".md': (None, NEW)},
            id="a name with spaces, quotes and control characters",
        ),
        pytest.param(
            lambda repo: repo.write({"caf\udce9.md": NEW}),
            {"caf\udce9.md": (None, NEW)},
            id="a name that is not UTF-8",
        ),
        pytest.param(
            _arrange(
                _git("config", "core.fsmonitor", "touch ran; false"),
                _git("config", "diff.external", "touch ran; false"),
                _write(README=NEW),
            ),
            {"README.md": (OLD, NEW)},
            id="programs configured in the repository are not run",
        ),
    ],
)
def test_changes(
    repo: Repo, seen: Callable[..., Any], arrange: Callable[[Repo], None], expected: dict[str, object]
) -> None:
    arrange(repo)
    assert seen(WorkTree(repo.path)) == expected
    assert not (repo.path / "ran").exists()


def test_everything_is_new_before_the_first_commit(empty: Repo, seen: Callable[..., Any]) -> None:
    empty.write({"README.md": NEW, "new.md": OLD})
    empty.git("add", "README.md")
    assert seen(WorkTree(empty.path)) == {"README.md": (None, NEW), "new.md": (None, OLD)}


def test_a_file_over_the_limit_is_reported(repo: Repo, seen: Callable[..., Any]) -> None:
    repo.write({"README.md": NEW, "small.md": b"x"})
    reason = f"has more than {len(OLD):,} bytes; split the list"
    assert seen(WorkTree(repo.path, limit=len(OLD))) == {"README.md": reason, "small.md": (None, b"x")}


def test_a_base_over_the_limit_is_not_compared(repo: Repo, seen: Callable[..., Any]) -> None:
    repo.write({"README.md": b"x"})
    reason = "cannot be compared: before, it has more than 5 bytes; split the list"
    assert seen(WorkTree(repo.path, limit=5)) == {"README.md": reason}


def test_a_pipe_does_not_block(repo: Repo, seen: Callable[..., Any]) -> None:
    (repo.path / "README.md").unlink()
    os.mkfifo(repo.path / "README.md")
    assert set(seen(WorkTree(repo.path))) == {"README.md"}


def test_a_file_that_is_not_covered_is_not_read(repo: Repo, seen: Callable[..., Any]) -> None:
    repo.write({"README.md": NEW})
    (repo.path / "secret.md").symlink_to("/nowhere")
    asked = []
    assert seen(WorkTree(repo.path), lambda path: asked.append(path)) == {}
    assert sorted(asked) == ["README.md", "secret.md"]


@pytest.mark.parametrize(
    ("folder", "files", "expected"),
    [
        pytest.param("", ["README.md"], {"README.md"}, id="a file"),
        pytest.param("", ["./docs/../README.md"], {"README.md"}, id="a path with dots"),
        pytest.param("", ["docs"], {"docs/a.md", "docs/b.md"}, id="a folder"),
        pytest.param("", ["."], {"README.md", "docs/a.md", "docs/b.md"}, id="the top"),
        pytest.param("docs", ["a.md"], {"docs/a.md"}, id="a file from a folder below"),
        pytest.param("docs", ["../README.md"], {"README.md"}, id="a file above"),
        pytest.param("docs", [], {"README.md", "docs/a.md", "docs/b.md"}, id="no name, in a folder below"),
        pytest.param("", ["code.py"], set(), id="a file that is not covered"),
        pytest.param("", ["gone.md"], {"gone.md"}, id="a deleted file"),
        pytest.param("", ["link.md"], {"README.md"}, id="a link selects its target"),
    ],
)
def test_named_files(
    repo: Repo, seen: Callable[..., Any], folder: str, files: list[str], expected: set[str]
) -> None:
    repo.commit({"gone.md": "1", "docs/a.md": "2"})
    _link(repo, "link.md", "README.md")
    repo.git("add", ".")
    repo.git("commit", "--quiet", "--message=Link")
    repo.write({"README.md": NEW, "docs/a.md": "3", "docs/b.md": "4"})
    (repo.path / "gone.md").unlink()
    found = set(seen(WorkTree(repo.path / folder, files)))
    assert found == (expected | {"gone.md"} if not files or files == ["."] else expected)


def test_a_path_may_be_absolute(repo: Repo, seen: Callable[..., Any]) -> None:
    repo.write({"README.md": NEW, "new.md": "1"})
    assert set(seen(WorkTree(repo.path, [str(repo.path / "new.md")]))) == {"new.md"}


def test_a_named_file_that_git_ignores_is_reported(repo: Repo, seen: Callable[..., Any]) -> None:
    repo.write({".gitignore": "draft.md", "draft.md": NEW})
    reason = "is ignored by git, or belongs to a submodule; compare it with 'rowcheck diff'"
    assert seen(WorkTree(repo.path, ["draft.md", "README.md"])) == {"draft.md": reason}


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        pytest.param(lambda place: place.symlink_to("none.md"), "leads nowhere", id="a link to nothing"),
        pytest.param(lambda place: place.symlink_to(place.name), "leads nowhere", id="a link to itself"),
        pytest.param(os.mkfifo, "is not a regular file", id="a pipe"),
    ],
)
def test_a_named_path_that_is_not_a_file_is_reported(
    repo: Repo, seen: Callable[..., Any], make: Callable[[Path], None], reason: str
) -> None:
    make(repo.path / "odd.md")
    assert reason in seen(WorkTree(repo.path, ["odd.md"]))["odd.md"]


def test_a_named_path_that_does_not_exist_is_an_error(repo: Repo) -> None:
    with pytest.raises(
        UsageError, match=r"^there is no 'raedme\.md'; paths are relative to the current folder$"
    ):
        list(WorkTree(repo.path, ["raedme.md"]).changes(bool))


def test_a_named_file_may_be_left_out_of_a_sparse_checkout(repo: Repo, seen: Callable[..., Any]) -> None:
    _sparse(repo)
    assert seen(WorkTree(repo.path, ["docs/list.md"])) == {}


def test_listing_is_every_file_on_disk(repo: Repo) -> None:
    _sparse(repo)
    repo.commit({"gone.md": "1"})
    repo.write({"README.md": NEW, "new.md": "2", "ignored.md": "3", ".gitignore": "ignored.md"})
    (repo.path / "gone.md").unlink()
    _link(repo, "link.md", "README.md")
    _link(repo, "out.md", "../x.md")
    found = WorkTree(repo.path / "", ["new.md"]).listing(
        lambda path: path.endswith(".md") and ".." not in path
    )
    assert sorted(found, key=lambda item: item.path) == [
        Version("README.md", NEW),
        Version("docs/list.md", OLD),
        Version("new.md", b"2"),
        Unreadable("out.md", "is a symbolic link to '../x.md', which the settings do not cover"),
    ]


def test_settings_come_from_the_work_tree(repo: Repo) -> None:
    repo.write({"rowcheck.yml": "files: []"})
    source = WorkTree(repo.path)
    assert source.trusted("./rowcheck.yml") == "files: []"
    assert source.trusted("other.yml") is None
    assert source.trusted("rowcheck.yml/x") is None


def test_a_linked_work_tree_has_its_own_files(repo: Repo, seen: Callable[..., Any], tmp_path: Path) -> None:
    repo.git("worktree", "add", "--quiet", str(tmp_path / "second"))
    (tmp_path / "second/README.md").write_bytes(NEW)
    assert seen(WorkTree(tmp_path / "second")) == {"README.md": (OLD, NEW)}
    assert seen(WorkTree(repo.path)) == {}


def test_a_bare_repository_has_no_work_tree(repo: Repo, tmp_path: Path) -> None:
    repo.git("clone", "--quiet", "--bare", ".", str(tmp_path / "bare.git"))
    with pytest.raises(
        SourceError, match=r"is in a bare repository, without the work tree; compare two commits"
    ):
        WorkTree(tmp_path / "bare.git")
    with pytest.raises(SourceError, match=r"is in the '\.git' folder, without the work tree"):
        WorkTree(repo.path / ".git")
