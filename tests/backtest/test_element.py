from __future__ import annotations

from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backtest_past import Reader
from rowcheck.backtest.element import Html, element, joined, link, table
from rowcheck.text import visible

TEXT = st.lists(st.sampled_from(list("<>&\"'/= \n`a")) | st.characters(codec="utf-8")).map("".join)


@given(TEXT, TEXT)
def test_text_stays_text(text: str, value: str) -> None:
    read = Reader(element("p", text, class_=value))
    assert read.tags == [("p", {"class": visible(value)})]
    assert read.text == visible(text)


def test_html_is_taken_as_it_is() -> None:
    assert element("p", "a<b ", element("b", "c"), Html("<br>")) == "<p>a&lt;b <b>c</b><br></p>"
    assert joined(["<", Html("<br>")]) == "&lt;<br>"


def test_attributes_are_named_as_in_html() -> None:
    assert element("svg", class_="a", aria_label="b", x=1.5) == '<svg class="a" aria-label="b" x="1.5"></svg>'


def test_what_is_invisible_is_spelled_out() -> None:
    assert unescape(element("p", "a\u202eb\x1b")) == "<p>a\\u202eb\\x1b</p>"


@pytest.mark.parametrize(
    ("url", "linked"),
    [
        pytest.param("https://example.org/a?b&c", True, id="the web"),
        pytest.param("http://example.org", True, id="the web of old"),
        pytest.param("javascript:alert(1)", False, id="a script"),
        pytest.param("data:text/html,hi", False, id="a page in itself"),
        pytest.param("//example.org", False, id="no scheme"),
        pytest.param("", False, id="nothing"),
    ],
)
def test_only_the_web_is_linked(url: str, linked: bool) -> None:
    tags = Reader(link("text", url)).tags
    assert tags == ([("a", {"href": url, "rel": "noopener noreferrer"})] if linked else [("span", {})])


def test_a_table_has_its_columns_named() -> None:
    found = Reader(table(("A",), [("<1>",)], class_="b"))
    assert [tag for tag, _ in found.tags] == ["table", "thead", "tr", "th", "tbody", "tr", "td"]
    assert found.text == "A<1>"
