from __future__ import annotations

import re

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from tests.markdown import oracle, views
from tests.markdown.strategies import CELLS, EXAMPLES

from rowcheck.markdown import documents, inline, links
from rowcheck.model import Inline, Link

DEFINITIONS = "\n\n[x]: /x\n[y]: /y 'T'\n[it's]: it's\n"

# Where we knowingly read otherwise than cmark-gfm: why, the pattern of such cells, and one of them.
KNOWN = {
    "of a chain of mail addresses cmark-gfm counts the dots together": (
        re.compile(r"@[A-Za-z0-9._/-]*@"),
        "a@.b@c",
    ),
    "images in images are followed a hundred deep": (
        re.compile(r"(?:!\[[^!]*){101}"),
        "![" * 120 + "a" + "](b)" * 120,
    ),
    "a cell of more than 10,000 characters is text as it stands": (
        re.compile(r".{10001}"),
        "**a**" + " b" * 5_000,
    ),
}


def read_both(cell: str) -> tuple[list[views.CellView], list[views.CellView]]:
    text = f"|head|\n|-|\n|a{cell}|\n{DEFINITIONS}"
    return views.found_cells(documents.read("list.md", text)), views.expected_cells(oracle.page(text))


@EXAMPLES
@given(CELLS)
@example("**🔒 Closed 🔒**Role")
@example("[a](it's) [b](c(d ) [it's] ![^](e)")
@example("~~`~~a ~\\~ b~_i_ ***a** b*")
@example("<!--<!A\x0c> <!-----> <???> <a b=c!> <a\xa0>")
@example("``c`c`;`c` ```")
@example("`" * 80 + "a" + "`" * 80 + " " + "`" * 81 + "a" + "`" * 81)
@example("http://é_& xmpp:a@b.c/d 1http://a [[]()http://a")
def test_any_cell_shows_what_github_shows(cell: str) -> None:
    assume(not any(pattern.search(cell) for pattern, _ in KNOWN.values()))
    found, expected = read_both(cell)
    assert found == expected


@pytest.mark.parametrize(("pattern", "cell"), KNOWN.values(), ids=KNOWN)
def test_the_known_differences_are_still_there(pattern: re.Pattern[str], cell: str) -> None:
    assert pattern.search(cell)
    found, expected = read_both(cell)
    assert found != expected


@pytest.mark.parametrize(
    ("cell", "text", "urls"),
    [
        pytest.param("[Ada](/a) and [Bob][x]", "Ada and Bob", ["/a", "/x"], id="links and references"),
        pytest.param("[![i](p.png)](u)", "i", ["u", "p.png"], id="a link comes before the image in it"),
        pytest.param("[caf&eacute;](caf%C3%A9/ü)", "café", ["caf%C3%A9/%C3%BC"], id="an encoded address"),
        pytest.param("[a](javascript:b)", "a", ["javascript:b"], id="an address that GitHub drops is kept"),
        pytest.param("a<br>b <kbd>c</kbd>", "ab c", [], id="raw HTML shows nothing"),
        pytest.param("**a** ~~b~~ `c\\|d`", "a b c|d", [], id="marks vanish"),
        pytest.param("me@example.org", "me@example.org", ["mailto:me@example.org"], id="mail"),
    ],
)
def test_what_a_cell_shows(cell: str, text: str, urls: list[str]) -> None:
    (table,) = documents.read("list.md", f"|h|\n|-|\n|{cell}|\n{DEFINITIONS}").tables
    (read,) = table.rows[0].cells
    assert (read.text, [target.url for target in read.inline.targets]) == (text, urls)


def test_links_and_images_are_told_apart() -> None:
    (table,) = documents.read("list.md", "|[a![b](c)](d 't')|\n|-|\n").tables
    cell = table.header.cells[0]
    (link,), (image,) = cell.links, cell.images
    assert (link.text, link.url, link.title, link.image) == ("ab", "d", "t", False)
    assert (image.text, image.url, image.image) == ("b", "c", True)
    assert cell.inline.targets == (link, image)


READER = inline.InlineReader({"x": links.Reference("/x", ""), "a": links.Reference("/a", "")})

# What the quick reading knows, and what stands beside it.
_WORDS = ["word", "a_b", "Https", "www", ":", "! ", ".", "&", "*", "<", ">", "a'b", "é", "表", "h", "ht"]
_LINKS = [
    "[a](u)",
    "[a b](https://a.b/c_d?e=f&g)",
    "![i](p.png)",
    "[![i](p)](u)",
    "https://a.b",
    "https://a.b/c/",
]
_TAGS = [
    '<a href="u">',
    "</a>",
    "[**b c**](u)",
    "[**b](u)",
    "[**(b)**](u)",
    "[** b**](u)",
    "**",
    "[a](u&#0;&b;&c=d)",
]
_MARKUP = ["`c`", "` c `", "<br>", "</sub>", "**b**", "~", "@", "://", "www.", "(", ")", " ", " ", "  ", "\t"]
PIECES = st.sampled_from(_WORDS + _LINKS + _TAGS + _MARKUP)
QUICK = st.lists(PIECES, min_size=1, max_size=6).map("".join).map(lambda cell: cell.strip(" \t"))


@EXAMPLES
@given(st.one_of(QUICK, CELLS.map(lambda cell: cell.strip(" \t\v\f"))))
def test_the_quick_reading_equals_the_careful_one_wherever_it_answers(cell: str) -> None:
    quick = inline.read_plain(cell)
    assert quick is None or quick == READER.parsed(cell)


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        pytest.param("", Inline(""), id="nothing"),
        pytest.param("two  words", Inline("two words"), id="words"),
        pytest.param("[a](b)", Inline("a", (Link("a", "b"),)), id="a link"),
        pytest.param("see `c`", Inline("see c", (), ("c",)), id="code"),
        pytest.param("a *b* c", None, id="emphasis takes a parser"),
        pytest.param("[x]", None, id="so does a reference"),
        pytest.param("me@example.org", None, id="and an address of mail"),
    ],
)
def test_what_it_answers(cell: str, shown: Inline | None) -> None:
    assert inline.read_plain(cell) == shown
