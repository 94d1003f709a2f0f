from __future__ import annotations

import re

from rowcheck.reporters.styled_text import Line, render_lines

LINES: list[Line] = [(("error", "error"), (": ", ""), ("why", "strong")), (), (("passed", "passed"),)]


def test_without_colour_the_text_is_that_of_the_pieces() -> None:
    assert render_lines(LINES, colour=False) == "error: why\n\npassed\n"


def test_each_piece_gets_its_colour() -> None:
    assert (
        render_lines(LINES, colour=True)
        == "\x1b[1;31merror\x1b[0m: \x1b[1mwhy\x1b[0m\n\n\x1b[1;32mpassed\x1b[0m\n"
    )


def test_the_coloured_text_without_colours_is_the_plain_text() -> None:
    assert re.sub(r"\x1b\[[\d;]*m", "", render_lines(LINES, colour=True)) == render_lines(LINES, colour=False)
