from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from rowcheck.errors import SourceError
from rowcheck.sources import settings
from rowcheck.sources.git import Git

if TYPE_CHECKING:
    from tests.sources.conftest import Repo


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
        pytest.param("a.yml", "a: 1\n", id="its text, without the mark"),
        pytest.param("schema/../schema/x.json", "{}", id="a path with dots"),
        pytest.param("link.yml", "a: 1\n", id="through a link"),
        pytest.param("none.yml", None, id="none"),
        pytest.param("a.yml/b.yml", None, id="none below a file"),
        pytest.param("no\nne.yml", None, id="none with a name of two lines"),
    ],
)
def test_text(both: Repo, path: str, text: str | None) -> None:
    assert settings.from_folder(both.path, path) == text
    assert settings.from_version(Git(both.path), "HEAD", path) == text


@pytest.mark.parametrize(
    ("path", "message"),
    [
        pytest.param("bad.yml", r"^bad\.yml:2: is not UTF-8 text here", id="not UTF-8"),
        pytest.param("broken.yml", "is a symbolic link to nowhere", id="a broken link"),
        pytest.param("schema", "^schema: ", id="a folder"),
        pytest.param("../a.yml", "leads out of the repository", id="outside"),
    ],
)
def test_errors(both: Repo, path: str, message: str) -> None:
    with pytest.raises(SourceError, match=message):
        settings.from_folder(both.path, path)
    with pytest.raises(SourceError, match=message):
        settings.from_version(Git(both.path), "HEAD", path)
