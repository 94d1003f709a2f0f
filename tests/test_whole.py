from __future__ import annotations

import os
from pathlib import Path

import pytest

from rowcheck import whole


def test_a_new_file_stands_alone(tmp_path: Path) -> None:
    whole.write(tmp_path / "list.md", b"new\n")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"list.md": b"new\n"}


def test_an_old_file_keeps_its_mode(tmp_path: Path) -> None:
    path = tmp_path / "list.md"
    path.write_bytes(b"old\n")
    path.chmod(0o640)
    whole.write(path, b"new\n")
    assert (path.read_bytes(), path.stat().st_mode & 0o7777) == (b"new\n", 0o640)


def test_a_link_that_waits_for_us_is_not_followed(tmp_path: Path) -> None:
    victim, path = tmp_path / "victim", tmp_path / "list.md"
    victim.write_bytes(b"precious\n")
    (tmp_path / f".list.md.{os.getpid()}").symlink_to(victim)
    with pytest.raises(FileExistsError):
        whole.write(path, b"new\n")
    assert victim.read_bytes() == b"precious\n"
    assert not path.exists()


def test_what_cannot_be_put_there_leaves_nothing_behind(tmp_path: Path) -> None:
    folder = tmp_path / "list.md"
    (folder / "inside").mkdir(parents=True)
    with pytest.raises(OSError, match=r"list\.md"):
        whole.write(folder, b"new\n")
    assert [*tmp_path.iterdir()] == [folder]
