from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from rowcheck.sources.base import Covers, FileChange, Source, Unreadable
from rowcheck.sources.encoding import to_disk, to_git

WHO = {
    f"GIT_{role}_{what}": value
    for role in ("AUTHOR", "COMMITTER")
    for what, value in (
        ("NAME", "A Curator"),
        ("EMAIL", "curator@example.org"),
        ("DATE", "2024-01-01T00:00:00Z"),
    )
}


@dataclass(frozen=True)
class Repo:
    """A real git repository. Its first commit has OLD as README.md."""

    OLD = "| Name |\n| --- |\n| Ada |\n| Bob |\n"
    NEW = OLD + "| Cy |\n"

    path: Path

    def git(self, *arguments: str, given: bytes | None = None) -> str:
        done = subprocess.run(
            ["git", *arguments], cwd=self.path, input=given, capture_output=True, check=False
        )
        assert done.returncode == 0, done.stderr.decode()
        return done.stdout.decode("utf-8", "surrogateescape").strip()

    def write(self, files: dict[str, str | bytes]) -> None:
        for path, text in files.items():
            place = self.path / to_disk(path)
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(text.encode() if isinstance(text, str) else text)

    def commit(self, files: dict[str, str | bytes] | None = None) -> str:
        """Write files, commit the work tree, and return the name of the commit."""
        self.write(files or {})
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message=Change the list")
        return self.git("rev-parse", "HEAD")

    def store(self, text: str) -> str:
        """Store content without a file, and return its name."""
        return self.git("hash-object", "-w", "--stdin", given=text.encode())

    def stage(self, mode: str, oid: str, path: str, stage: int = 0) -> None:
        """Add an entry to the index, also one that the file system cannot represent."""
        line = f"{mode} {oid} {stage}\t".encode() + to_git(path) + b"\0"
        self.git("update-index", "-z", "--index-info", given=line)


@pytest.fixture(autouse=True)
def _own_git(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Run git without the settings and the environment of the user."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    home = tmp_path / "home"
    home.mkdir()
    settings = {"HOME": str(home), "XDG_CONFIG_HOME": str(home), "GIT_CONFIG_NOSYSTEM": "1"}
    for name, value in (settings | WHO).items():
        monkeypatch.setenv(name, value)


@pytest.fixture
def empty(tmp_path: Path) -> Repo:
    """Return a repository without a commit."""
    repo = Repo(tmp_path / "list")
    repo.path.mkdir()
    repo.git("init", "--quiet", "--initial-branch=main")
    return repo


@pytest.fixture
def repo(empty: Repo) -> Repo:
    """Return a repository with one list of four lines and one other file."""
    empty.commit({"README.md": Repo.OLD, "code.py": "print()\n"})
    return empty


@pytest.fixture
def seen() -> Callable[..., dict[str, object]]:
    """Return a function from a source to its changes by path.

    A change is `(base, head)`, or `(base, head, old_path)` if renamed; an unreadable file is its reason.
    """

    def summarize(source: Source, covers: Covers = lambda path: path.endswith(".md")) -> dict[str, object]:
        return {item.path: _summary(item) for item in source.changes(covers)}

    return summarize


def _summary(item: FileChange | Unreadable) -> object:
    if isinstance(item, Unreadable):
        return item.reason
    sides = (item.base, item.head)
    return (*sides, item.old_path) if item.old_path else sides
