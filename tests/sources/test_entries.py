from __future__ import annotations

import pytest

from rowcheck.sources.entries import Entry, Side, from_diff, from_index, from_status, from_tree

A, B, NONE = "a" * 40, "b" * 40, "0" * 40


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        pytest.param("", [], id="no change"),
        pytest.param(
            f":100644 100644 {A} {B} M\0docs/a b\n\t.md\0",
            [
                Entry(
                    "docs/a b\n\t.md",
                    Side("docs/a b\n\t.md", "100644", A),
                    Side("docs/a b\n\t.md", "100644", B),
                )
            ],
            id="a name may contain any character",
        ),
        pytest.param(
            f":000000 100644 {NONE} {B} A\0a.md\0:100644 000000 {A} {NONE} D\0b.md\0",
            [Entry("a.md", None, Side("a.md", "100644", B)), Entry("b.md", Side("b.md", "100644", A), None)],
            id="an added and a deleted file have one side",
        ),
        pytest.param(
            f":000000 000000 {NONE} {NONE} U\0a.md\0:100644 100644 {A} {B} M\0a.md\0",
            [Entry("a.md", None, None, conflict=True)],
            id="a conflict is listed once",
        ),
    ],
)
def test_from_diff(raw: str, expected: list[Entry]) -> None:
    assert from_diff(raw.encode()) == expected


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        pytest.param(
            f"1 M. N... 100644 100644 100644 {A} {B} a b.md\0",
            [Entry("a b.md", Side("a b.md", "100644", A), Side("a b.md", "100644", B, on_disk=True))],
            id="a staged file has the object of the index",
        ),
        pytest.param(
            f"1 MM N... 100644 100644 100644 {A} {B} a.md\0",
            [Entry("a.md", Side("a.md", "100644", A), Side("a.md", "100644", on_disk=True))],
            id="a file edited after staging has no object",
        ),
        pytest.param(
            f"u UU N... 100644 100644 100644 100644 {A} {B} {A} a b.md\0",
            [Entry("a b.md", None, None, conflict=True)],
            id="a conflict",
        ),
        pytest.param("? a b.md\0", [Entry("a b.md", None, Side("a b.md", "", on_disk=True))], id="untracked"),
        pytest.param(
            "? other/\0",
            [Entry("other", None, Side("other", "160000", on_disk=True))],
            id="a nested repository",
        ),
        pytest.param(
            f"1 D. N... 100644 000000 000000 {A} {NONE} a.md\0? a.md\0",
            [Entry("a.md", Side("a.md", "100644", A), Side("a.md", "", on_disk=True))],
            id="a file removed from the index only is changed, not deleted",
        ),
    ],
)
def test_from_status(raw: str, expected: list[Entry]) -> None:
    assert from_status(raw.encode()) == expected


def test_from_tree() -> None:
    raw = f"100644 blob {A}\ta b.md\x00120000 blob {B}\tlink.md\0".encode()
    assert list(from_tree(raw)) == [Side("a b.md", "100644", A), Side("link.md", "120000", B)]


def test_from_index() -> None:
    raw = f"? new.md\0H 100644 {A} 0\ta.md\0S 100644 {B} 0\tsparse.md\0"
    raw += f"M 100644 {A} 1\tc.md\0M 100644 {B} 2\tc.md\0"
    assert list(from_index(raw.encode(), on_disk=True)) == [
        Entry("new.md", None, Side("new.md", "", on_disk=True)),
        Entry("a.md", None, Side("a.md", "100644", A, on_disk=True)),
        Entry("sparse.md", None, Side("sparse.md", "100644", B)),
        Entry("c.md", None, None, conflict=True),
    ]
