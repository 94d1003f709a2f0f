from __future__ import annotations

import io
import os
from pathlib import Path

import pytest

from rowcheck.errors import SourceError, UsageError
from rowcheck.sources.base import FileChange, Unreadable, Version
from rowcheck.sources.files import Files


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "old.md").write_bytes(b"old")
    (tmp_path / "new.md").write_bytes(b"new")
    (tmp_path / "wide.md").write_bytes("\ufeffnew".encode("utf-16-le"))
    (tmp_path / "long.md").write_bytes(b"a long text")
    return tmp_path


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        pytest.param("old.md", "new.md", [FileChange("new.md", b"old", b"new")], id="two files"),
        pytest.param("old.md", "./old.md", [], id="the same content"),
        pytest.param(
            "-", "new.md", [FileChange("new.md", b"piped", b"new")], id="the first file from standard input"
        ),
        pytest.param(
            "old.md", "-", [FileChange("old.md", b"old", b"piped")], id="the second file from standard input"
        ),
        pytest.param(os.devnull, "new.md", [FileChange("new.md", None, b"new")], id="a new file"),
        pytest.param("old.md", os.devnull, [FileChange("old.md", b"old", None)], id="a deleted file"),
        pytest.param(
            "old.md",
            "wide.md",
            [Unreadable("wide.md", "is UTF-16 text; save it as UTF-8")],
            id="UTF-16 is not checked",
        ),
        pytest.param(
            "wide.md",
            "old.md",
            [FileChange("old.md", b"\xff\xfen\0e\0w\0", b"old")],
            id="a file that was UTF-16 before is compared",
        ),
        pytest.param(
            "old.md",
            "long.md",
            [Unreadable("long.md", "has more than 8 bytes; split the list")],
            id="a file over the limit",
        ),
        pytest.param(
            "long.md",
            "old.md",
            [Unreadable("old.md", "cannot be compared: before, it has more than 8 bytes; split the list")],
            id="a file that was over the limit before",
        ),
    ],
)
def test_changes(folder: Path, before: str, after: str, expected: list[object]) -> None:
    source = Files(before, after, folder, limit=8, stdin=io.BytesIO(b"piped"))
    assert list(source.changes(lambda path: False)) == expected


def test_listing_reads_standard_input_once(folder: Path) -> None:
    source = Files("old.md", "-", folder, stdin=io.BytesIO(b"piped"))
    assert [list(source.changes(bool)), list(source.listing(bool))] == [
        [FileChange("old.md", b"old", b"piped")],
        [Version("old.md", b"piped")],
    ]
    assert source.selects("anything")


def test_settings_come_from_the_folder(folder: Path) -> None:
    assert Files("old.md", "new.md", folder).trusted("new.md") == "new"


def test_a_missing_file_is_an_error(folder: Path) -> None:
    with pytest.raises(SourceError, match=r"^'none\.md' cannot be read: No such file or directory$"):
        list(Files("none.md", "new.md", folder).changes(bool))


def test_standard_input_is_one_file(folder: Path) -> None:
    with pytest.raises(UsageError, match="standard input can be one of the two files only"):
        Files("-", "-", folder)
