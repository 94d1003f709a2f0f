from __future__ import annotations

import os
from pathlib import Path

import pytest

from backtest_past import Past


@pytest.fixture(autouse=True)
def _own_git(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """git as on a new machine, whoever runs the tests and from whatever hook."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    for name in ("HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, str(tmp_path))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")


@pytest.fixture
def past(tmp_path: Path) -> Past:
    """A repository without a commit, on the branch `main`."""
    found = Past(tmp_path / "list")
    found.path.mkdir()
    found.git("init", "--quiet", "--initial-branch=main")
    return found
