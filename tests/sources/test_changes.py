from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rowcheck.sources import changes
from rowcheck.sources.base import FileChange, Unreadable
from rowcheck.sources.changes import LIMIT, pair, similarity
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

    found = changes.changes([Entry("a.md", side(base), side(head))], _covers, Reader(Git(repo.path), 100))
    assert list(found) == expected


def _covers(path: str) -> bool:
    return path.endswith(".md")


def test_ten_thousand_files_that_are_no_lists_are_not_read(repo: Repo) -> None:
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
    """Sides whose object name is their content: the same content has the same name, as in git."""
    return [Side(path, "100644", text) for path, text in files.items()]


@pytest.mark.parametrize(
    ("new", "gone", "expected"),
    [
        pytest.param({"b.md": LIST}, {"a.md": LIST}, {"b.md": "a.md"}, id="the same content"),
        pytest.param({"b.md": LIST + "| Eve |\n"}, {"a.md": LIST}, {"b.md": "a.md"}, id="one row more"),
        pytest.param({"b.md": "| Zoe |\n"}, {"a.md": LIST}, {}, id="another text is a new file"),
        pytest.param({"b.md": ""}, {"a.md": "x"}, {}, id="an empty file has no origin to tell"),
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
            id="one origin, one heir",
        ),
        pytest.param(
            {"x.md": LIST + "| Eve |\n"},
            {"a.md": LIST[:20], "b.md": LIST},
            {"x.md": "b.md"},
            id="the more similar one is the origin",
        ),
        pytest.param(
            {"readme.md": LIST}, {"README.MD": LIST + "x"}, {"readme.md": "README.MD"}, id="case only"
        ),
        pytest.param({"b.md": LIST + "x"}, {"a.png": LIST}, {}, id="other kinds of file are not read"),
        pytest.param({"b.md": LIST}, {}, {}, id="nothing was deleted"),
    ],
)
def test_pair(new: dict[str, str], gone: dict[str, str], expected: dict[str, str]) -> None:
    found = pair(_sides(new), _sides(gone), _read)
    assert {path: side.path for path, side in found.items()} == expected


def test_untracked_files_are_compared_by_text() -> None:
    head = Side("b.md", "", on_disk=True)
    assert pair([head], _sides({"a.md": LIST}), lambda side: LIST.encode()) == {
        "b.md": Side("a.md", "100644", LIST)
    }


def test_a_text_that_cannot_be_read_has_no_origin() -> None:
    assert (
        pair(_sides({"b.md": "x"}), _sides({"a.md": "y"}), lambda side: Unreadable(side.path, "is too large"))
        == {}
    )


def test_too_many_files_are_paired_by_name_or_not_at_all() -> None:
    new = _sides({f"new/{number}.md": f"{LIST}{number}" for number in range(LIMIT)})
    gone = _sides({f"old/{number}.md": f"{LIST}x{number}" for number in range(2)})
    assert sorted(pair(new, gone, _read)) == ["new/0.md", "new/1.md"]
    many = _sides({f"old{number}/1.md": f"{LIST}x{number}" for number in range(LIMIT + 1)})
    assert pair(new, many, _read) == {}


LINES = st.lists(st.sampled_from([b"a", b"bb", b"ccc"])).map(Counter)


@given(LINES, LINES)
def test_similarity_is_a_share_and_the_same_from_both_sides(
    one: Counter[bytes], other: Counter[bytes]
) -> None:
    assert 0.0 <= similarity(one, other) == similarity(other, one) <= 1.0
    assert not one or similarity(one, one) == 1.0
