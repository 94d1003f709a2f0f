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
    """A real repository to set up situations in. Its first commit has OLD as README.md."""

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
        """Writes the files and commits all that is in the work tree; the commit's name."""
        self.write(files or {})
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message=Change the list")
        return self.git("rev-parse", "HEAD")

    def store(self, text: str) -> str:
        """Stores a file's content without a file; its name."""
        return self.git("hash-object", "-w", "--stdin", given=text.encode())

    def stage(self, mode: str, oid: str, path: str, stage: int = 0) -> None:
        """Puts an entry into the index that the file system need not be able to hold."""
        line = f"{mode} {oid} {stage}\t".encode() + to_git(path) + b"\0"
        self.git("update-index", "-z", "--index-info", given=line)


@pytest.fixture(autouse=True)
def _own_git(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """git as on a new machine, whoever runs the tests and from whatever hook."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    home = tmp_path / "home"
    home.mkdir()
    settings = {"HOME": str(home), "XDG_CONFIG_HOME": str(home), "GIT_CONFIG_NOSYSTEM": "1"}
    for name, value in (settings | WHO).items():
        monkeypatch.setenv(name, value)


@pytest.fixture
def empty(tmp_path: Path) -> Repo:
    """A repository without a commit."""
    repo = Repo(tmp_path / "list")
    repo.path.mkdir()
    repo.git("init", "--quiet", "--initial-branch=main")
    return repo


@pytest.fixture
def repo(empty: Repo) -> Repo:
    """A repository with one list of four lines and one file that is none."""
    empty.commit({"README.md": Repo.OLD, "code.py": "print()\n"})
    return empty


@pytest.fixture
def seen() -> Callable[..., dict[str, object]]:
    """What a source says of the `.md` files it may see: the path, and what stands for both sides.

    `(base, head)`, with the old path in third place when renamed; the reason where unreadable.
    """

    def look(source: Source, covers: Covers = lambda path: path.endswith(".md")) -> dict[str, object]:
        return {item.path: _told(item) for item in source.changes(covers)}

    return look


def _told(item: FileChange | Unreadable) -> object:
    if isinstance(item, Unreadable):
        return item.reason
    sides = (item.base, item.head)
    return (*sides, item.old_path) if item.old_path else sides
