from __future__ import annotations

import pytest

from rowcheck.reporters.options import wants_colour


@pytest.mark.parametrize(
    ("terminal", "environ", "expected"),
    [
        pytest.param(True, {}, True, id="a terminal has colour"),
        pytest.param(False, {}, False, id="a pipe or a file has none"),
        pytest.param(True, {"NO_COLOR": "1"}, False, id="NO_COLOR turns it off"),
        pytest.param(True, {"NO_COLOR": ""}, True, id="an empty NO_COLOR says nothing"),
        pytest.param(False, {"FORCE_COLOR": "1"}, True, id="FORCE_COLOR turns it on"),
        pytest.param(False, {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False, id="NO_COLOR wins"),
        pytest.param(True, {"TERM": "dumb"}, False, id="a dumb terminal has none"),
        pytest.param(True, {"TERM": "xterm-256color"}, True, id="another terminal has"),
    ],
)
def test_wants_colour(terminal: bool, environ: dict[str, str], expected: bool) -> None:
    assert wants_colour(terminal=terminal, environ=environ) is expected
