from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rowcheck.sources.base import Unreadable
from rowcheck.sources.entries import Side
from rowcheck.sources.renames import LIMIT, pair, similarity

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
