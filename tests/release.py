"""A release made of this checkout, for tests that install rowcheck by its address and version."""

from __future__ import annotations

import os
import shutil
import subprocess
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

ADDRESS = "https://github.com/rowcheck/rowcheck"
ROOT = Path(__file__).parents[1]
PARTS = ("bot", "schema", "pyproject.toml", "README.md", "LICENSE", ".pre-commit-hooks.yaml")


class Released(NamedTuple):
    """A repository with the release, and the environment that redirects its address there."""

    path: Path
    environment: dict[str, str]


def release(scratch: Path, shared: Path) -> Released:
    """Release the files of this checkout, including uncommitted changes, once for all test processes.

    pre-commit keeps its environments in `shared` too, since each takes a while to install.
    """
    made = scratch / "release"
    made.mkdir()
    for name in PARTS:
        if (ROOT / name).is_file():
            shutil.copyfile(ROOT / name, made / name)
        else:
            shutil.copytree(ROOT / name, made / name, ignore=shutil.ignore_patterns("__pycache__"))
    for command in (["init", "--quiet"], ["add", "--all"], ["commit", "--quiet", "--message=Release"]):
        subprocess.run(["git", *command], cwd=made, env=clean(), check=True)
    subprocess.run(["git", "tag", f"v{version('rowcheck')}"], cwd=made, env=clean(), check=True)
    with suppress(OSError):  # another process was first
        made.rename(shared / "release")
    return Released(
        shared / "release",
        {
            "PRE_COMMIT_HOME": str(shared / "pre-commit"),
            "GIT_CONFIG_COUNT": "1",
            "GIT_CONFIG_KEY_0": f"url.{shared / 'release'}.insteadOf",
            "GIT_CONFIG_VALUE_0": ADDRESS,
        },
    )


def clean() -> dict[str, str]:
    """Return the environment without any configuration of git or pre-commit."""
    kept = {name: text for name, text in os.environ.items() if not name.startswith(("GIT_", "PRE_COMMIT"))}
    who = {"GIT_AUTHOR_NAME": "A Curator", "GIT_AUTHOR_EMAIL": "curator@example.org"}
    who |= {name.replace("AUTHOR", "COMMITTER"): text for name, text in who.items()}
    return kept | who | {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "NO_COLOR": "1"}
