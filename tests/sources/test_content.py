from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from rowcheck.errors import SourceError
from rowcheck.sources.base import Unreadable
from rowcheck.sources.content import Reader, read_at_version, read_in_folder
from rowcheck.sources.entries import LINK, Side
from rowcheck.sources.git import Git

if TYPE_CHECKING:
    from tests.sources.conftest import Repo


@pytest.fixture
def reader(repo: Repo) -> Reader:
    repo.write({"disk.md": "on disk", "long.md": "x" * 50})
    (repo.path / "link.md").symlink_to("/etc/passwd")
    (repo.path / "folder.md").mkdir()
    return Reader(Git(repo.path), limit=40)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        pytest.param("disk.md", b"on disk", id="a file"),
        pytest.param("link.md", b"/etc/passwd", id="the content of a link is its target"),
        pytest.param(
            "long.md",
            Unreadable("long.md", "has more than 40 bytes; split the list"),
            id="a file over the limit",
        ),
        pytest.param("folder.md", Unreadable("folder.md", "is not a regular file"), id="a folder"),
        pytest.param(
            "gone.md", Unreadable("gone.md", "has just been deleted"), id="a file deleted since git listed it"
        ),
    ],
)
def test_read_from_disk(reader: Reader, path: str, expected: object) -> None:
    assert reader.read(Side(path, "100644", on_disk=True)) == expected


def test_a_file_that_cannot_be_read_is_reported(reader: Reader) -> None:
    path = "x" * 300 + ".md"
    found = reader.read(Side(path, "100644", on_disk=True))
    assert found == Unreadable(path, "cannot be read: File name too long")


def test_a_file_that_is_not_checked_out_is_read_from_the_store(reader: Reader, repo: Repo) -> None:
    assert reader.read(Side("gone.md", "100644", repo.store("stored"), on_disk=True)) == b"stored"


def test_the_limit_applies_to_stored_files(reader: Reader, repo: Repo) -> None:
    assert reader.read(Side("a.md", "100644", repo.store("x" * 40))) == b"x" * 40
    assert isinstance(reader.read(Side("a.md", "100644", repo.store("x" * 41))), Unreadable)


def test_a_missing_object_is_an_error(reader: Reader) -> None:
    with pytest.raises(SourceError, match=r"^a\.md: object 1{40} is missing"):
        reader.read(Side("a.md", "100644", "1" * 40))


def test_the_mode_of_an_untracked_file_is_looked_up(reader: Reader) -> None:
    modes = {
        path: reader.with_mode(Side(path, "", on_disk=True)).mode
        for path in ("disk.md", "link.md", "gone.md")
    }
    assert modes == {"disk.md": "100644", "link.md": LINK, "gone.md": "100644"}


@pytest.fixture
def both(repo: Repo) -> Repo:
    files: dict[str, str | bytes] = {
        "a.yml": "\ufeffa: 1\n",
        "bad.yml": b"a: 1\nb: \xff\n",
        "schema/x.json": "{}",
    }
    (repo.path / "link.yml").symlink_to("a.yml")
    (repo.path / "broken.yml").symlink_to("none.yml")
    repo.commit(files)
    return repo


@pytest.mark.parametrize(
    ("path", "text"),
    [
        pytest.param("a.yml", "a: 1\n", id="the byte order mark is removed"),
        pytest.param("schema/../schema/x.json", "{}", id="a path may contain `..` within the repository"),
        pytest.param("link.yml", "a: 1\n", id="a symbolic link is followed"),
        pytest.param("none.yml", None, id="a missing file is None"),
        pytest.param("a.yml/b.yml", None, id="a path below a file is None"),
        pytest.param("no\nne.yml", None, id="a name with a line end is None"),
    ],
)
def test_a_settings_file_is_read_from_disk_and_from_a_commit(both: Repo, path: str, text: str | None) -> None:
    assert read_in_folder(both.path, path) == text
    assert read_at_version(Git(both.path), "HEAD", path) == text


@pytest.mark.parametrize(
    ("path", "message"),
    [
        pytest.param("bad.yml", r"^bad\.yml:2: is not UTF-8 text here", id="bytes that are not UTF-8"),
        pytest.param("broken.yml", "is a symbolic link to nowhere", id="a link to nowhere"),
        pytest.param("schema", "^schema: ", id="a folder"),
        pytest.param("../a.yml", "leads out of the repository", id="a path out of the repository"),
    ],
)
def test_a_settings_file_that_cannot_be_read_is_an_error(both: Repo, path: str, message: str) -> None:
    with pytest.raises(SourceError, match=message):
        read_in_folder(both.path, path)
    with pytest.raises(SourceError, match=message):
        read_at_version(Git(both.path), "HEAD", path)
