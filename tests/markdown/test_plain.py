from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.markdown.strategies import CELLS, EXAMPLES

from rowcheck.markdown import plain
from rowcheck.markdown.inline import InlineReader
from rowcheck.markdown.references import Reference
from rowcheck.model import Inline, Link

READER = InlineReader({"x": Reference("/x", ""), "a": Reference("/a", "")})

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
    quick = plain.read(cell)
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
    assert plain.read(cell) == shown
