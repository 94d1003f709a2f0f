from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from github_double.double import Double
from github_double.fixture import start_double
from github_double.scene import Repo
from review_stage import SETTINGS, Stage, listing

__all__ = ["start_double"]


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repo:
    """A list with its settings on `main`, checked out."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{role}_NAME", "A Curator")
        monkeypatch.setenv(f"GIT_{role}_EMAIL", "curator@example.org")
    made = Repo(tmp_path / "list")
    made.path.mkdir()
    made.git("init", "--quiet", "--initial-branch=main")
    made.commit({"README.md": listing(), ".github/rowcheck.yml": SETTINGS})
    return made


@pytest.fixture
def stage(repo: Repo, start_double: Callable[..., Double], tmp_path: Path) -> Stage:
    return Stage(repo, start_double(repo.path), tmp_path / "runs")
