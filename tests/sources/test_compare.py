from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from rowcheck.sources import compare
from rowcheck.sources.base import FileChange, Unreadable
from rowcheck.sources.content import Reader
from rowcheck.sources.entries import Entry, Side
from rowcheck.sources.git import Git

if TYPE_CHECKING:
    from tests.sources.conftest import Repo


@pytest.mark.parametrize(
    ("base", "head", "expected"),
    [
        pytest.param(
            ("100644", "old"), ("100644", "new"), [FileChange("a.md", b"old", b"new")], id="an edit"
        ),
        pytest.param(("100644", "old"), ("100755", "old"), [], id="a mode alone"),
        pytest.param(
            ("120000", "b.md"), ("100644", "new"), [FileChange("a.md", None, b"new")], id="was a link"
        ),
        pytest.param(
            ("100644", "old"), ("120000", "b.md"), [FileChange("a.md", b"old", None)], id="is a link now"
        ),
        pytest.param(("120000", "b.md"), ("120000", "c.md"), [], id="another link"),
        pytest.param(("120000", "b.md"), None, [], id="a link deleted"),
        pytest.param(
            ("100644", "old"),
            ("100644", "\ufeffnew"),
            [FileChange("a.md", b"old", "\ufeffnew".encode())],
            id="a mark",
        ),
        pytest.param(
            ("100644", "old"),
            ("100644", "n\0e\0w\0"),
            [Unreadable("a.md", "is not text, or UTF-16 without a mark; save it as UTF-8")],
            id="not text",
        ),
    ],
)
def test_one_file(
    repo: Repo, base: tuple[str, str] | None, head: tuple[str, str] | None, expected: list[object]
) -> None:
    def side(version: tuple[str, str] | None) -> Side | None:
        return Side("a.md", version[0], repo.store(version[1])) if version else None

    found = compare.changes([Entry("a.md", side(base), side(head))], _covers, Reader(Git(repo.path), 100))
    assert list(found) == expected


def _covers(path: str) -> bool:
    return path.endswith(".md")


def test_ten_thousand_files_that_are_no_lists_are_not_read(repo: Repo) -> None:
    lost = [
        Entry(f"{number}.py", None if number % 2 else Side(f"{number}.py", "100644", "1" * 40), None)
        for number in range(10_000)
    ]
    assert list(compare.changes(lost, _covers, Reader(Git(repo.path), 100))) == []
    assert list(compare.listing(lost, _covers, Reader(Git(repo.path), 100))) == []
