from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.markdown.strategies import EXAMPLES

from rowcheck.markdown import tablerow

LINES = st.text(st.sampled_from("||||\\a -:\t\x0b\xa0"), min_size=1).map(lambda line: line.lstrip(" \t"))


@EXAMPLES
@given(LINES.filter(bool))
def test_a_line_is_as_wide_as_it_has_pieces(line: str) -> None:
    assert tablerow.width(line) == len(tablerow.pieces(line))
    assert tablerow.is_row(line) == bool(tablerow.pieces(line))


@pytest.mark.parametrize(
    ("line", "pieces"),
    [
        pytest.param("| a | b |", [" a ", " b "], id="outer pipes"),
        pytest.param("a|b", ["a", "b"], id="no outer pipes"),
        pytest.param("| a", [" a"], id="a leading pipe only"),
        pytest.param("a |  ", ["a "], id="a trailing pipe only"),
        pytest.param("no pipe", ["no pipe"], id="no pipe"),
        pytest.param("||", [""], id="two pipes are one empty cell"),
        pytest.param("|", [], id="a lone pipe is none"),
        pytest.param("|||", ["", ""], id="empty cells"),
        pytest.param("a\\|b|c", ["a\\|b", "c"], id="an escaped pipe ends no cell"),
        pytest.param("a\\\\|b|c", ["a\\\\|b", "c"], id="nor after two backslashes"),
        pytest.param("`a|b`", ["`a", "b`"], id="code protects no pipe"),
        pytest.param("a|b\\|", ["a", "b\\|"], id="an escaped pipe at the end"),
    ],
)
def test_a_line_falls_into_pieces(line: str, pieces: list[str]) -> None:
    assert tablerow.pieces(line) == pieces


@pytest.mark.parametrize(
    ("line", "alignments"),
    [
        pytest.param("|---|:--|--:|:-:|", ("", "left", "right", "center"), id="all four"),
        pytest.param("-|-", ("", ""), id="bare"),
        pytest.param("\t:-\t", ("left",), id="blanks around"),
        pytest.param("---", ("",), id="a single one"),
        pytest.param("|-|x|", None, id="a letter"),
        pytest.param("|-||-|", None, id="an empty cell"),
        pytest.param("|- -|", None, id="a blank inside"),
        pytest.param("|:|", None, id="no dash"),
        pytest.param("|", None, id="no cell"),
    ],
)
def test_a_delimiter_row_tells_alignments(line: str, alignments: tuple[str, ...] | None) -> None:
    assert tablerow.alignments(line) == alignments
