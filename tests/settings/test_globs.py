from __future__ import annotations

import pytest

from rowcheck.settings import globs


@pytest.mark.parametrize(
    ("patterns", "path", "covered"),
    [
        pytest.param("README.md", "README.md", True, id="a path is itself"),
        pytest.param("README.md", "docs/README.md", False, id="at the top only"),
        pytest.param("**/README.md", "README.md", True, id="two stars cross no folder"),
        pytest.param("**/README.md", "a/b/README.md", True, id="or several"),
        pytest.param("docs/**/*.md", "docs/a.md", True, id="in the middle, too"),
        pytest.param("docs/**/*.md", "docs/a/b.md", True, id="in the middle, with folders"),
        pytest.param("docs/**/*.md", "docs.md", False, id="and not beside"),
        pytest.param("docs/**", "docs/a/b.md", True, id="all below a folder"),
        pytest.param("docs/", "docs/a/b.md", True, id="written as a folder"),
        pytest.param("docs/**", "docs", False, id="a folder is not below itself"),
        pytest.param("*.md", "docs/a.md", False, id="one star stays in its folder"),
        pytest.param("./*.md", "a.md", True, id="from here is from the top"),
        pytest.param("/a.md", "a.md", True, id="so is a slash"),
        pytest.param("?.md", "a.md", True, id="a question mark is one character"),
        pytest.param("?.md", "ab.md", False, id="and not two"),
        pytest.param("[ab].md", "b.md", True, id="one of a set"),
        pytest.param("[!ab].md", "b.md", False, id="one of all others"),
        pytest.param("[!a]b.md", "/b.md", False, id="which do not part folders"),
        pytest.param("[a-cx].md", "b.md", True, id="or of a range"),
        pytest.param("[c-ax].md", "b.md", False, id="that holds nothing when it runs backwards"),
        pytest.param("[c-a].md", "b.md", False, id="even alone"),
        pytest.param("[!c-a].md", "b.md", True, id="and leaves nothing out"),
        pytest.param("[a\\].md", "\\.md", True, id="a backslash in a set is itself"),
        pytest.param("[[a&&^].md", "&.md", True, id="so is what sets of regular expressions know"),
        pytest.param("[a.md", "[a.md", True, id="an open bracket is itself"),
        pytest.param("a+b(c).md", "a+b(c).md", True, id="marks of regular expressions are themselves"),
        pytest.param("a\nb", "a\nb", True, id="a line end is a character"),
        pytest.param("**.md !docs/** docs/a.md", "docs/b.md", False, id="what is taken out"),
        pytest.param("**.md !docs/** docs/a.md", "docs/a.md", True, id="can be taken in again"),
        pytest.param("", "a.md", False, id="no glob covers nothing"),
    ],
)
def test_paths(patterns: str, path: str, covered: bool) -> None:
    assert globs.covers(patterns.split(" "), path) is covered


@pytest.mark.parametrize(
    ("glob", "headings", "fits"),
    [
        pytest.param("Books", ("Books",), True, id="a heading is itself"),
        pytest.param("Books", ("List", "Books"), True, id="at any depth"),
        pytest.param("Books", ("Books", "New"), False, id="right under it only"),
        pytest.param("Books/**", ("Books",), True, id="under it and"),
        pytest.param("Books/**", ("List", "Books", "New", "Best"), True, id="below it"),
        pytest.param("Books/**", ("E-Books", "New"), False, id="a heading is whole"),
        pytest.param("/Books", ("List", "Books"), False, id="a slash first is the outermost"),
        pytest.param("/Books/*", ("Books", "New"), True, id="one star is one heading"),
        pytest.param("Books/*", ("Books", "New", "Best"), False, id="and not two"),
        pytest.param("20*", ("Papers", "2023 and before"), True, id="or a part of one"),
        pytest.param("Books / New", ("BOOKS", "new "), True, id="case and spacing do not count"),
        pytest.param("Code/Project", ("Code/Project",), True, id="a heading may have a slash"),
        pytest.param("Code/**", ("Code", "x/y"), True, id="also below"),
        pytest.param("Lists/**/New", ("Lists", "New"), True, id="with anything or nothing between"),
        pytest.param("What?", ("What?",), True, id="a question is itself"),
        pytest.param("What?", ("Whats",), False, id="and no glob"),
        pytest.param("[A]", ("[A]",), True, id="so are brackets"),
        pytest.param("Books", (), False, id="no heading"),
        pytest.param("**", (), True, id="anywhere"),
    ],
)
def test_headings(glob: str, headings: tuple[str, ...], fits: bool) -> None:
    assert globs.under(glob, headings) is fits
