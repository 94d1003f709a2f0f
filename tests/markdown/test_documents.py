from __future__ import annotations

import pytest
from hypothesis import given
from tests.markdown.strategies import DOCUMENTS, SOME

from rowcheck.markdown import documents
from rowcheck.model import Row


def row_of(line: str, columns: int = 2) -> Row:
    """Return the only row of a table with that many columns."""
    text = f"{'|h' * columns}|\n{'|-' * columns}|\n{line}\n"
    (table,) = documents.read("list.md", text).tables
    return table.rows[0]


@SOME
@given(DOCUMENTS)
def test_cells_are_at_their_columns_and_column_names_are_unique(text: str) -> None:
    document = documents.read("list.md", text)
    for table in document.tables:
        assert all(table.columns)
        assert len(set(table.columns)) == len(table.columns) == table.header.width == len(table.alignments)
        for row in (table.header, *table.rows):
            assert row.source == document.lines[row.line - 1]
            end = row.start
            for cell in row.written:
                assert row.source[cell.column - 1 : cell.end_column - 1] == cell.source
                assert cell.source == cell.source.strip(" \t\v\f")
                assert end <= cell.column - 1
                end = cell.end_column - 1


@pytest.mark.parametrize(
    ("text", "split"),
    [
        pytest.param("a\nb\n", ("a", "b"), id="a final line end starts no line"),
        pytest.param("a\r\nb\rc\nd", ("a", "b", "c", "d"), id="LF, CR and CRLF"),
        pytest.param("a\n\r\n\rb", ("a", "", "", "b"), id="blank lines with each line end"),
        pytest.param(
            "a\x0b\x0c\x1c\x85\u2028b", ("a\x0b\x0c\x1c\x85\u2028b",), id="no other character ends a line"
        ),
        pytest.param("\ufeffa\n\ufeffb", ("a", "\ufeffb"), id="a byte order mark is dropped at the start"),
        pytest.param("a\0b", ("a\ufffdb",), id="NUL becomes the replacement character"),
        pytest.param("", (), id="an empty text"),
        pytest.param("\n", ("",), id="one blank line"),
    ],
)
def test_text_is_split_into_lines(text: str, split: tuple[str, ...]) -> None:
    assert documents.split_lines(text) == split


@pytest.mark.parametrize(
    ("titles", "names"),
    [
        pytest.param(["A", "B"], ("A", "B"), id="unique titles are kept"),
        pytest.param(
            ["Link", "Link", "Link"], ("Link", "Link 2", "Link 3"), id="a repeated title is numbered"
        ),
        pytest.param(["A", "B", ""], ("A", "B", "Column 3"), id="an empty title is named by its position"),
        pytest.param(["", ""], ("Column 1", "Column 2"), id="two empty titles"),
        pytest.param(
            ["Link", "Link 2", "Link"], ("Link", "Link 2", "Link 3"), id="a number that is taken is skipped"
        ),
        pytest.param(["Column 2", ""], ("Column 2", "Column 2 2"), id="a position that is taken is numbered"),
    ],
)
def test_columns_have_unique_names(titles: list[str], names: tuple[str, ...]) -> None:
    assert documents.unique_names(titles) == names


@pytest.mark.parametrize(
    ("text", "paths"),
    [
        pytest.param("|a|\n|-|\n", [()], id="no heading above"),
        pytest.param("# A\n## B\n|a|\n|-|\n", [("A", "B")], id="outermost first"),
        pytest.param(
            "# A\n### C\n## B\n|a|\n|-|\n",
            [("A", "B")],
            id="a deeper heading of an earlier section is left out",
        ),
        pytest.param(
            "# A\n|a|\n|-|\n# B\n|a|\n|-|\n", [("A",), ("B",)], id="each table has the nearest above it"
        ),
        pytest.param("A\n===\n|a|\n|-|\n## B", [("A",)], id="setext headings count, headings below do not"),
        pytest.param("> # Q\n\n- # L\n\n|a|\n|-|\n", [()], id="headings in containers are ignored"),
        pytest.param("# *A* `b` [c](d) #\n|a|\n|-|\n", [("A b c",)], id="a heading is its rendered text"),
        pytest.param("```\n# A\n```\n|a|\n|-|\n", [()], id="a heading in code is ignored"),
    ],
)
def test_a_table_has_the_headings_above_it(text: str, paths: list[tuple[str, ...]]) -> None:
    document = documents.read("list.md", text)
    assert [table.headings for table in document.tables] == paths
    assert [document.heading_path(table.line) for table in document.tables] == paths


@pytest.mark.parametrize(
    ("line", "raw", "shown", "surplus"),
    [
        pytest.param("| a | b |", "| a | b |", ["a", "b"], [], id="a row with all cells"),
        pytest.param("| a |", "| a |", ["a"], [], id="a short row"),
        pytest.param("| a | b | c | |", "| a | b | c | |", ["a", "b"], ["c", ""], id="a long row"),
        pytest.param("  a | b \t", "a | b", ["a", "b"], [], id="surrounding whitespace"),
        pytest.param("text", "text", ["text"], [], id="no pipe"),
        pytest.param("||", "||", [""], [], id="an empty cell"),
    ],
)
def test_a_row_has_cells_and_surplus(line: str, raw: str, shown: list[str], surplus: list[str]) -> None:
    row = row_of(line)
    assert row.raw == raw
    assert [cell.source for cell in row.cells] == shown
    assert [cell.source for cell in row.surplus] == surplus
    assert [cell.source for cell in row.written] == shown + surplus


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("|a b|c|", id="no padding"),
        pytest.param("|  a   b |c  |", id="more padding"),
        pytest.param("a b | c", id="no outer pipes"),
        pytest.param("| a\tb | c", id="a tab"),
    ],
)
def test_content_ignores_padding_and_outer_pipes(line: str) -> None:
    assert row_of(line).content == row_of("| a b | c |").content == ("a b", "c")


def test_rows_in_containers_have_the_lines_and_columns_of_the_file() -> None:
    (table,) = documents.read("list.md", "- > | a | b |\n  > |---|---|\n  >  | c | d |\n").tables
    (row,) = table.rows
    assert table.containers == ("li", "blockquote")
    assert (table.line, row.line, table.end_line) == (1, 3, 3)
    assert row.raw == "| c | d |"
    assert [(cell.source, cell.column, cell.end_column) for cell in row.cells] == [("c", 8, 9), ("d", 12, 13)]


def test_a_table_without_rows_ends_with_its_delimiter() -> None:
    (table,) = documents.read("list.md", "text\n|a|\n|-|\n").tables
    assert (table.line, table.end_line, table.rows) == (2, 3, ())
