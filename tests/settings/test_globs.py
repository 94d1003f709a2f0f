from __future__ import annotations

import pytest

from rowcheck.settings import globs


@pytest.mark.parametrize(
    ("patterns", "path", "expected"),
    [
        pytest.param("README.md", "README.md", True, id="a path matches itself"),
        pytest.param("README.md", "docs/README.md", False, id="a path is from the top"),
        pytest.param("**/README.md", "README.md", True, id="two stars match no folder"),
        pytest.param("**/README.md", "a/b/README.md", True, id="two stars match several folders"),
        pytest.param("docs/**/*.md", "docs/a.md", True, id="two stars in the middle match no folder"),
        pytest.param("docs/**/*.md", "docs/a/b.md", True, id="two stars in the middle match a folder"),
        pytest.param("docs/**/*.md", "docs.md", False, id="two stars need the folder before them"),
        pytest.param("docs/**", "docs/a/b.md", True, id="two stars at the end match all files below"),
        pytest.param("docs/", "docs/a/b.md", True, id="a slash at the end matches all files below"),
        pytest.param("docs/**", "docs", False, id="a folder is not below itself"),
        pytest.param("*.md", "docs/a.md", False, id="one star stays within a folder"),
        pytest.param("./*.md", "a.md", True, id="`./` is the top"),
        pytest.param("/a.md", "a.md", True, id="a slash in front is the top"),
        pytest.param("?.md", "a.md", True, id="a question mark matches one character"),
        pytest.param("?.md", "ab.md", False, id="a question mark does not match two characters"),
        pytest.param("[ab].md", "b.md", True, id="a set matches its characters"),
        pytest.param("[!ab].md", "b.md", False, id="a negated set does not match its characters"),
        pytest.param("[!a]b.md", "/b.md", False, id="a negated set does not match a slash"),
        pytest.param("[a-cx].md", "b.md", True, id="a range matches what is between"),
        pytest.param("[c-ax].md", "b.md", False, id="a backward range matches nothing"),
        pytest.param("[c-a].md", "b.md", False, id="a set of a backward range matches nothing"),
        pytest.param("[!c-a].md", "b.md", True, id="a negated set of a backward range matches anything"),
        pytest.param("[a\\].md", "\\.md", True, id="a backslash in a set is literal"),
        pytest.param("[[a&&^].md", "&.md", True, id="operators of regular expressions in a set are literal"),
        pytest.param("[a.md", "[a.md", True, id="an unclosed bracket is literal"),
        pytest.param("a+b(c).md", "a+b(c).md", True, id="operators of regular expressions are literal"),
        pytest.param("a\nb", "a\nb", True, id="a line end is a character"),
        pytest.param("**.md !docs/** docs/a.md", "docs/b.md", False, id="a later glob excludes"),
        pytest.param("**.md !docs/** docs/a.md", "docs/a.md", True, id="a later glob includes again"),
        pytest.param("", "a.md", False, id="an empty glob matches nothing"),
    ],
)
def test_globs_of_paths(patterns: str, path: str, expected: bool) -> None:
    assert globs.covers(patterns.split(" "), path) is expected


@pytest.mark.parametrize(
    ("glob", "headings", "expected"),
    [
        pytest.param("Books", ("Books",), True, id="a heading matches itself"),
        pytest.param("Books", ("List", "Books"), True, id="a heading matches at any depth"),
        pytest.param("Books", ("Books", "New"), False, id="a heading does not match what is below it"),
        pytest.param("Books/**", ("Books",), True, id="two stars match the heading itself"),
        pytest.param("Books/**", ("List", "Books", "New", "Best"), True, id="two stars match what is below"),
        pytest.param("Books/**", ("E-Books", "New"), False, id="a part of a heading does not match"),
        pytest.param("/Books", ("List", "Books"), False, id="a slash in front is the outermost heading"),
        pytest.param("/Books/*", ("Books", "New"), True, id="one star matches one heading"),
        pytest.param("Books/*", ("Books", "New", "Best"), False, id="one star does not match two headings"),
        pytest.param("20*", ("Papers", "2023 and before"), True, id="one star matches a part of a heading"),
        pytest.param("Books / New", ("BOOKS", "new "), True, id="case and spacing do not count"),
        pytest.param("Code/Project", ("Code/Project",), True, id="a heading may contain a slash"),
        pytest.param("Code/**", ("Code", "x/y"), True, id="a heading below may contain a slash"),
        pytest.param("Lists/**/New", ("Lists", "New"), True, id="two stars in the middle match no heading"),
        pytest.param("What?", ("What?",), True, id="a question mark is literal"),
        pytest.param("What?", ("Whats",), False, id="a question mark is not a wildcard"),
        pytest.param("[A]", ("[A]",), True, id="brackets are literal"),
        pytest.param("Books", (), False, id="no heading does not match a name"),
        pytest.param("**", (), True, id="two stars match no heading"),
    ],
)
def test_globs_of_headings(glob: str, headings: tuple[str, ...], expected: bool) -> None:
    assert globs.under(glob, headings) is expected
