from __future__ import annotations

import re
import subprocess
import sys

from rowcheck.reporters.painting import Line, paint

LINES: list[Line] = [(("error", "error"), (": ", ""), ("why", "strong")), (), (("passed", "passed"),)]


def test_plain_text_is_the_pieces() -> None:
    assert paint(LINES, colour=False) == "error: why\n\npassed\n"


def test_colours_go_around_the_pieces() -> None:
    assert (
        paint(LINES, colour=True) == "\x1b[1;31merror\x1b[0m: \x1b[1mwhy\x1b[0m\n\n\x1b[1;32mpassed\x1b[0m\n"
    )


def test_colour_changes_nothing_but_colour() -> None:
    assert re.sub(r"\x1b\[[\d;]*m", "", paint(LINES, colour=True)) == paint(LINES, colour=False)


def test_plain_text_does_without_rich() -> None:
    program = (
        "import sys; from rowcheck.model import Report; from rowcheck.reporters import terminal;"
        "terminal.render(Report(), colour=False, width=80);"
        "print('rich' in sys.modules, 'json' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "False False\n"
