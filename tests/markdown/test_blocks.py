from __future__ import annotations

import pytest
from hypothesis import given
from tests.markdown import oracle, views
from tests.markdown.strategies import DOCUMENTS, EXAMPLES

from rowcheck.markdown import documents
from rowcheck.model import Document


@EXAMPLES
@given(DOCUMENTS)
def test_any_document_has_the_tables_that_github_renders(text: str) -> None:
    page = oracle.page(text)
    document = documents.read("list.md", text)
    assert views.found_tables(document) == views.expected_tables(page)
    assert [level for _, level, _ in document.headings] == [level for level, _ in page.headings]
    assert_kinds_agree(document)


def assert_kinds_agree(document: Document) -> None:
    """Check that every line has a kind, and that the kinds and the tables agree."""
    assert len(document.kinds) == len(document.lines)
    header, delimiter, row = (
        [line for line, kind in enumerate(document.kinds, 1) if kind == wanted] for wanted in "HDr"
    )
    assert header == [table.line for table in document.tables]
    assert delimiter == [table.line + 1 for table in document.tables]
    assert row == [row.line for table in document.tables for row in table.rows]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        pytest.param(
            "# a\ntext\n\n    code\n***\n", "#p c-", id="heading, paragraph, code and thematic break"
        ),
        pytest.param("a\nb\n===\nc\n---", "#####", id="a setext heading has all its lines"),
        pytest.param("```\na\n\n```\nb", "ffffp", id="fenced code includes its blank lines"),
        pytest.param("<div>\na\n\nb", "hh p", id="an HTML block ends at a blank line"),
        pytest.param("<!--\n\n-->\na", "hhhp", id="a comment includes its blank lines"),
        pytest.param("[x]: /u\n'title'\n\n[y]: /v\ntext", "xx xp", id="link reference definitions"),
        pytest.param("a\n|b|\n|-|\nc\n\n|d|", "pHDr p", id="a table between paragraphs"),
        pytest.param("> |a|\n> |-|\n> |b|\n|c|", "HDrp", id="a quoted table ends where the quote does"),
        pytest.param("- |a|\n  |-|\n\n  |b|", "HD p", id="a blank line ends a table in a list item"),
        pytest.param("|a|\n|-|\n|\n|b|", "HDpp", id="a lone pipe ends a table"),
        pytest.param("", "", id="an empty text"),
        pytest.param("\n\r\n\r", "   ", id="blank lines with each line end"),
    ],
)
def test_each_line_has_a_kind(text: str, kinds: str) -> None:
    assert documents.read("list.md", text).kinds == kinds
