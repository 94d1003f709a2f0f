from __future__ import annotations

from pathlib import Path

import pytest

from rowcheck.errors import SourceError
from rowcheck.sources import writing


def test_a_file_is_replaced_whole_and_keeps_its_mode(folder: Path) -> None:
    place = folder / "list.md"
    place.write_bytes(b"old\r\n")
    place.chmod(0o640)
    writing.replace(folder, "list.md", b"old\r\n", b"new\r\n")
    assert place.read_bytes() == b"new\r\n"
    assert place.stat().st_mode & 0o777 == 0o640
    assert [path.name for path in folder.iterdir()] == ["list.md"], "nothing is left beside it"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    own = tmp_path / "list"
    own.mkdir()
    return own


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
        pytest.param(changed, id="a file that has changed since it was read"),
        pytest.param(linked, id="a symbolic link"),
        pytest.param(gone, id="a file that is not there any more"),
    ],
)
def test_what_was_not_checked_is_left_alone(folder: Path, prepare: object) -> None:
    assert callable(prepare)
    prepare(folder)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    with pytest.raises(SourceError, match="left as it is"):
        writing.replace(folder, "list.md", b"old", b"new")
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
