from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from github_double.double import Double
from github_double.fixture import start_double
from github_double.sample import Repo
from review_scenario import SETTINGS, Scenario, listing

__all__ = ["start_double"]


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repo:
    """A repository with a list and its settings on `main`, checked out."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{role}_NAME", "A Curator")
        monkeypatch.setenv(f"GIT_{role}_EMAIL", "curator@example.org")
    repo = Repo(tmp_path / "list")
    repo.path.mkdir()
    repo.git("init", "--quiet", "--initial-branch=main")
    repo.commit({"README.md": listing(), ".github/rowcheck.yml": SETTINGS})
    return repo


@pytest.fixture
def scenario(repo: Repo, start_double: Callable[..., Double], tmp_path: Path) -> Scenario:
    return Scenario(repo, start_double(repo.path), tmp_path / "runs")
