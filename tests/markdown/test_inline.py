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

# Known differences from cmark-gfm: the pattern of the cells that are concerned, and one of them.
KNOWN = {
    "cmark-gfm counts the dots of a chain of e-mail addresses together": (
        re.compile(r"@[A-Za-z0-9._/-]*@"),
        "a@.b@c",
    ),
    "images are nested at most a hundred deep": (
        re.compile(r"(?:!\[[^!]*){101}"),
        "![" * 120 + "a" + "](b)" * 120,
    ),
    "a cell of more than 10,000 characters is not parsed": (
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
        pytest.param("[![i](p.png)](u)", "i", ["u", "p.png"], id="a link precedes the image in it"),
        pytest.param(
            "[caf&eacute;](caf%C3%A9/ü)", "café", ["caf%C3%A9/%C3%BC"], id="a URL is percent-encoded"
        ),
        pytest.param("[a](javascript:b)", "a", ["javascript:b"], id="a URL that GitHub removes is kept"),
        pytest.param("a<br>b <kbd>c</kbd>", "ab c", [], id="raw HTML is not text"),
        pytest.param("**a** ~~b~~ `c\\|d`", "a b c|d", [], id="delimiters are removed"),
        pytest.param("me@example.org", "me@example.org", ["mailto:me@example.org"], id="an e-mail address"),
    ],
)
def test_a_cell_has_text_and_targets(cell: str, text: str, urls: list[str]) -> None:
    (table,) = documents.read("list.md", f"|h|\n|-|\n|{cell}|\n{DEFINITIONS}").tables
    (read,) = table.rows[0].cells
    assert (read.text, [target.url for target in read.inline.targets]) == (text, urls)


def test_links_and_images_are_distinguished() -> None:
    (table,) = documents.read("list.md", "|[a![b](c)](d 't')|\n|-|\n").tables
    cell = table.header.cells[0]
    (link,), (image,) = cell.links, cell.images
    assert (link.text, link.url, link.title, link.image) == ("ab", "d", "t", False)
    assert (image.text, image.url, image.image) == ("b", "c", True)
    assert cell.inline.targets == (link, image)


REFERENCES = {"x": links.Reference("/x", ""), "a": links.Reference("/a", "")}

# What `read_plain` knows, and what it has to leave to the parser.
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
PLAIN = st.lists(PIECES, min_size=1, max_size=6).map("".join).map(lambda cell: cell.strip(" \t"))


@EXAMPLES
@given(st.one_of(PLAIN, CELLS.map(lambda cell: cell.strip(" \t\v\f"))))
def test_read_plain_agrees_with_the_parser(cell: str) -> None:
    plain = inline.read_plain(cell)
    assert plain is None or plain == inline.parse(cell, REFERENCES)


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        pytest.param("", Inline(""), id="an empty cell"),
        pytest.param("two  words", Inline("two words"), id="words"),
        pytest.param("[a](b)", Inline("a", (Link("a", "b"),)), id="a link"),
        pytest.param("see `c`", Inline("see c", (), ("c",)), id="code"),
        pytest.param("a *b* c", None, id="emphasis has to be parsed"),
        pytest.param("[x]", None, id="a reference link has to be parsed"),
        pytest.param("me@example.org", None, id="an e-mail address has to be parsed"),
    ],
)
def test_read_plain_returns(cell: str, shown: Inline | None) -> None:
    assert inline.read_plain(cell) == shown
