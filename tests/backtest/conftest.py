from __future__ import annotations

import os
from pathlib import Path

import pytest

from backtest_repository import Repository


@pytest.fixture(autouse=True)
def _clean_git(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Hide the git configuration and environment of the machine, for example those of a hook."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    for name in ("HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, str(tmp_path))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """A repository without a commit, on the branch `main`."""
    created = Repository(tmp_path / "list")
    created.path.mkdir()
    created.git("init", "--quiet", "--initial-branch=main")
    return created
