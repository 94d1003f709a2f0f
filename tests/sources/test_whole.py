from __future__ import annotations

import os
from pathlib import Path

import pytest

from rowcheck.sources import whole


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An empty folder: that of the test has a home in it."""
    (tmp_path / "empty").mkdir()
    return tmp_path / "empty"


def test_a_new_file_stands_alone(folder: Path) -> None:
    whole.write(folder / "list.md", b"new\n")
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == {"list.md": b"new\n"}


def test_an_old_file_keeps_its_mode(folder: Path) -> None:
    path = folder / "list.md"
    path.write_bytes(b"old\n")
    path.chmod(0o640)
    whole.write(path, b"new\n")
    assert (path.read_bytes(), path.stat().st_mode & 0o7777) == (b"new\n", 0o640)


def test_a_link_that_waits_for_us_is_not_followed(folder: Path) -> None:
    victim, path = folder / "victim", folder / "list.md"
    victim.write_bytes(b"precious\n")
    (folder / f".list.md.{os.getpid()}").symlink_to(victim)
    with pytest.raises(FileExistsError):
        whole.write(path, b"new\n")
    assert victim.read_bytes() == b"precious\n"
    assert not path.exists()


def test_what_cannot_be_put_there_leaves_nothing_behind(folder: Path) -> None:
    path = folder / "list.md"
    (path / "inside").mkdir(parents=True)
    with pytest.raises(OSError, match=r"list\.md"):
        whole.write(path, b"new\n")
    assert [*folder.iterdir()] == [path]
