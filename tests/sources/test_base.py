from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest

from rowcheck.errors import SourceError
from rowcheck.sources.base import LocalSource, repository_path
from rowcheck.sources.index import Index
from rowcheck.sources.refs import Refs
from rowcheck.sources.worktree import WorkTree

if TYPE_CHECKING:
    from tests.sources.conftest import Repo


@pytest.mark.parametrize(
    ("make", "commands"),
    [
        pytest.param(WorkTree, ["rev-parse", "status", "cat-file"], id="work tree"),
        pytest.param(Index, ["rev-parse", "cat-file", "diff-index"], id="index"),
        pytest.param(
            partial(Refs, "base", "HEAD"), ["rev-parse", "cat-file", "merge-base", "diff-tree"], id="refs"
        ),
    ],
)
def test_a_run_starts_few_processes(
    repo: Repo,
    seen: Callable[..., Any],
    monkeypatch: pytest.MonkeyPatch,
    make: Callable[..., LocalSource],
    commands: list[str],
) -> None:
    files: dict[str, str | bytes] = {f"{number}.md": f"{number}" for number in range(20)}
    files["README.md"] = repo.NEW
    repo.git("branch", "base")
    if make in (WorkTree, Index):
        repo.write(files)
        repo.git("add", ".")
    else:
        repo.commit(files)
    log = repo.path / ".git/trace.log"
    monkeypatch.setenv("GIT_TRACE2", str(log))
    source = make(folder=repo.path)
    assert source.trusted("none.yml") is None
    source.verify_paths()
    assert len(seen(source)) == 21
    assert re.findall(r" cmd_name ([a-z-]+)", log.read_text()) == commands


@pytest.mark.parametrize(
    ("path", "normal"),
    [
        pytest.param("a.yml", "a.yml", id="a plain path is kept"),
        pytest.param("./docs/../a.yml", "a.yml", id="dots are resolved"),
        pytest.param("..a/b", "..a/b", id="a name may start with dots"),
    ],
)
def test_repository_path(path: str, normal: str) -> None:
    assert repository_path(path) == normal


@pytest.mark.parametrize("path", ["../a.yml", "docs/../../a.yml", "/etc/passwd", ".."])
def test_a_path_out_of_the_repository_is_an_error(path: str) -> None:
    with pytest.raises(SourceError, match="leads out of the repository"):
        repository_path(path)
