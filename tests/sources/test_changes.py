from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rowcheck.sources import changes
from rowcheck.sources.base import FileChange, Unreadable
from rowcheck.sources.changes import MAX_PAIRS, match_renames, similarity
from rowcheck.sources.content import Reader
from rowcheck.sources.entries import Entry, Side
from rowcheck.sources.git import Git

if TYPE_CHECKING:
    from tests.sources.conftest import Repo


@pytest.mark.parametrize(
    ("base", "head", "expected"),
    [
        pytest.param(
            ("100644", "old"), ("100644", "new"), [FileChange("a.md", b"old", b"new")], id="an edited file"
        ),
        pytest.param(("100644", "old"), ("100755", "old"), [], id="a change of the mode alone is no change"),
        pytest.param(
            ("120000", "b.md"),
            ("100644", "new"),
            [FileChange("a.md", None, b"new")],
            id="a link that became a file is new",
        ),
        pytest.param(
            ("100644", "old"),
            ("120000", "b.md"),
            [FileChange("a.md", b"old", None)],
            id="a file that became a link is deleted",
        ),
        pytest.param(("120000", "b.md"), ("120000", "c.md"), [], id="a link to another target is no change"),
        pytest.param(("120000", "b.md"), None, [], id="a deleted link is no change"),
        pytest.param(
            ("100644", "old"),
            ("100644", "\ufeffnew"),
            [FileChange("a.md", b"old", "\ufeffnew".encode())],
            id="a byte order mark is part of the content",
        ),
        pytest.param(
            ("100644", "old"),
            ("100644", "n\0e\0w\0"),
            [Unreadable("a.md", "is not text, or UTF-16 without a byte order mark; save it as UTF-8")],
            id="binary data is not checked",
        ),
    ],
)
def test_one_file(
    repo: Repo, base: tuple[str, str] | None, head: tuple[str, str] | None, expected: list[object]
) -> None:
    def side(version: tuple[str, str] | None) -> Side | None:
        return Side("a.md", version[0], repo.store(version[1])) if version else None

    found = changes.changes([Entry("a.md", side(base), side(head))], _covers, Reader(Git(repo.path), 100))
    assert list(found) == expected


def _covers(path: str) -> bool:
    return path.endswith(".md")


def test_files_that_are_not_covered_are_not_read(repo: Repo) -> None:
    lost = [
        Entry(f"{number}.py", None if number % 2 else Side(f"{number}.py", "100644", "1" * 40), None)
        for number in range(10_000)
    ]
    assert list(changes.changes(lost, _covers, Reader(Git(repo.path), 100))) == []
    assert list(changes.listing(lost, _covers, Reader(Git(repo.path), 100))) == []


LIST = "".join(f"| {name} |\n" for name in ("Ada", "Bob", "Cy", "Dee"))


def _read(side: Side) -> bytes:
    return side.oid.encode()


def _sides(files: dict[str, str]) -> list[Side]:
    """Return sides whose oid is their content: as in git, the same content has the same oid."""
    return [Side(path, "100644", text) for path, text in files.items()]


@pytest.mark.parametrize(
    ("added", "deleted", "expected"),
    [
        pytest.param({"b.md": LIST}, {"a.md": LIST}, {"b.md": "a.md"}, id="the same content"),
        pytest.param({"b.md": LIST + "| Eve |\n"}, {"a.md": LIST}, {"b.md": "a.md"}, id="a row was added"),
        pytest.param({"b.md": "| Zoe |\n"}, {"a.md": LIST}, {}, id="a different text is a new file"),
        pytest.param({"b.md": ""}, {"a.md": "x"}, {}, id="an empty file has no origin"),
        pytest.param(
            {"docs/a.md": LIST},
            {"b.md": LIST, "a.md": LIST},
            {"docs/a.md": "a.md"},
            id="the same name is preferred",
        ),
        pytest.param(
            {"x.md": LIST, "y.md": LIST + "| Eve |\n"},
            {"a.md": LIST},
            {"x.md": "a.md"},
            id="a deleted file is the origin of one file only",
        ),
        pytest.param(
            {"x.md": LIST + "| Eve |\n"},
            {"a.md": LIST[:20], "b.md": LIST},
            {"x.md": "b.md"},
            id="the more similar one is the origin",
        ),
        pytest.param(
            {"readme.md": LIST},
            {"README.MD": LIST + "x"},
            {"readme.md": "README.MD"},
            id="only the case of the name differs",
        ),
        pytest.param(
            {"b.md": LIST + "x"}, {"a.png": LIST}, {}, id="files with another suffix are not compared"
        ),
        pytest.param({"b.md": LIST}, {}, {}, id="nothing was deleted"),
    ],
)
def test_match_renames(added: dict[str, str], deleted: dict[str, str], expected: dict[str, str]) -> None:
    found = match_renames(_sides(added), _sides(deleted), _read)
    assert {path: side.path for path, side in found.items()} == expected


def test_untracked_files_are_compared_by_text() -> None:
    head = Side("b.md", "", on_disk=True)
    assert match_renames([head], _sides({"a.md": LIST}), lambda side: LIST.encode()) == {
        "b.md": Side("a.md", "100644", LIST)
    }


def test_a_text_that_cannot_be_read_has_no_origin() -> None:
    assert (
        match_renames(
            _sides({"b.md": "x"}), _sides({"a.md": "y"}), lambda side: Unreadable(side.path, "is too large")
        )
        == {}
    )


def test_too_many_files_are_matched_by_name_or_not_at_all() -> None:
    added = _sides({f"new/{number}.md": f"{LIST}{number}" for number in range(MAX_PAIRS)})
    deleted = _sides({f"old/{number}.md": f"{LIST}x{number}" for number in range(2)})
    assert sorted(match_renames(added, deleted, _read)) == ["new/0.md", "new/1.md"]
    many = _sides({f"old{number}/1.md": f"{LIST}x{number}" for number in range(MAX_PAIRS + 1)})
    assert match_renames(added, many, _read) == {}


LINES = st.lists(st.sampled_from([b"a", b"bb", b"ccc"])).map(Counter)


@given(LINES, LINES)
def test_similarity_is_symmetric_and_between_0_and_1(first: Counter[bytes], second: Counter[bytes]) -> None:
    assert 0.0 <= similarity(first, second) == similarity(second, first) <= 1.0
    assert not first or similarity(first, first) == 1.0
