from __future__ import annotations

import os
from pathlib import Path

import pytest

from rowcheck.errors import SourceError
from rowcheck.sources import write
from rowcheck.sources.write import write_atomically


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return an empty folder: `tmp_path` contains the home folder."""
    (tmp_path / "empty").mkdir()
    return tmp_path / "empty"


def test_a_replaced_file_keeps_its_mode(folder: Path) -> None:
    place = folder / "list.md"
    place.write_bytes(b"old\r\n")
    place.chmod(0o640)
    write.replace(folder, "list.md", b"old\r\n", b"new\r\n")
    assert place.read_bytes() == b"new\r\n"
    assert place.stat().st_mode & 0o777 == 0o640
    assert [path.name for path in folder.iterdir()] == ["list.md"], "nothing is left beside it"


def linked(folder: Path) -> None:
    (folder / "real.md").write_bytes(b"old")
    (folder / "list.md").symlink_to("real.md")


def changed(folder: Path) -> None:
    (folder / "list.md").write_bytes(b"changed meanwhile")


def gone(folder: Path) -> None:
    del folder


@pytest.mark.parametrize(
    "prepare",
    [
        pytest.param(changed, id="a file that has changed"),
        pytest.param(linked, id="a symbolic link"),
        pytest.param(gone, id="a deleted file"),
    ],
)
def test_a_file_that_is_not_what_was_checked_is_kept(folder: Path, prepare: object) -> None:
    assert callable(prepare)
    prepare(folder)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    with pytest.raises(SourceError, match="left as it is"):
        write.replace(folder, "list.md", b"old", b"new")
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_a_new_file_leaves_no_other_file(folder: Path) -> None:
    write_atomically(folder / "list.md", b"new\n")
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == {"list.md": b"new\n"}


def test_an_existing_file_keeps_its_mode(folder: Path) -> None:
    path = folder / "list.md"
    path.write_bytes(b"old\n")
    path.chmod(0o640)
    write_atomically(path, b"new\n")
    assert (path.read_bytes(), path.stat().st_mode & 0o7777) == (b"new\n", 0o640)


def test_a_link_with_the_name_of_the_temporary_file_is_not_followed(folder: Path) -> None:
    victim, path = folder / "victim", folder / "list.md"
    victim.write_bytes(b"precious\n")
    (folder / f".list.md.{os.getpid()}").symlink_to(victim)
    with pytest.raises(FileExistsError):
        write_atomically(path, b"new\n")
    assert victim.read_bytes() == b"precious\n"
    assert not path.exists()


def test_a_failed_write_leaves_no_temporary_file(folder: Path) -> None:
    path = folder / "list.md"
    (path / "inside").mkdir(parents=True)
    with pytest.raises(OSError, match=r"list\.md"):
        write_atomically(path, b"new\n")
    assert [*folder.iterdir()] == [path]
