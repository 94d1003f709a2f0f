from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.markdown.strategies import EXAMPLES

from rowcheck.markdown import tablerow

LINES = st.text(st.sampled_from("||||\\a -:\t\x0b\xa0"), min_size=1).map(lambda line: line.lstrip(" \t"))


@EXAMPLES
@given(LINES.filter(bool))
def test_a_line_is_a_row_if_it_has_cells(line: str) -> None:
    assert tablerow.is_row(line) == bool(tablerow.split_cells(line))


@pytest.mark.parametrize(
    ("line", "cells"),
    [
        pytest.param("| a | b |", [" a ", " b "], id="outer pipes"),
        pytest.param("a|b", ["a", "b"], id="no outer pipes"),
        pytest.param("| a", [" a"], id="a leading pipe only"),
        pytest.param("a |  ", ["a "], id="a trailing pipe only"),
        pytest.param("no pipe", ["no pipe"], id="no pipe"),
        pytest.param("||", [""], id="two pipes are one empty cell"),
        pytest.param("|", [], id="a lone pipe has no cell"),
        pytest.param("|||", ["", ""], id="empty cells"),
        pytest.param("a\\|b|c", ["a\\|b", "c"], id="an escaped pipe does not end a cell"),
        pytest.param(
            "a\\\\|b|c", ["a\\\\|b", "c"], id="a pipe after two backslashes does not end a cell either"
        ),
        pytest.param("`a|b`", ["`a", "b`"], id="a code span does not protect a pipe"),
        pytest.param("a|b\\|", ["a", "b\\|"], id="an escaped pipe at the end"),
    ],
)
def test_a_line_is_split_into_cells(line: str, cells: list[str]) -> None:
    assert tablerow.split_cells(line) == cells


@pytest.mark.parametrize(
    ("line", "alignments"),
    [
        pytest.param("|---|:--|--:|:-:|", ("", "left", "right", "center"), id="all four alignments"),
        pytest.param("-|-", ("", ""), id="no outer pipes in the delimiter row"),
        pytest.param("\t:-\t", ("left",), id="surrounding whitespace"),
        pytest.param("---", ("",), id="a single cell"),
        pytest.param("|-|x|", None, id="a letter"),
        pytest.param("|-||-|", None, id="an empty cell"),
        pytest.param("|- -|", None, id="a space between the dashes"),
        pytest.param("|:|", None, id="no dash"),
        pytest.param("|", None, id="no cell"),
    ],
)
def test_a_delimiter_row_has_alignments(line: str, alignments: tuple[str, ...] | None) -> None:
    assert tablerow.alignments(line) == alignments
