from __future__ import annotations

import pytest

from rowcheck.model import Report
from rowcheck.reporters import idle, terminal


@pytest.mark.parametrize("quiet", [True, False])
def test_it_says_what_the_terminal_says_of_an_empty_report(quiet: bool) -> None:
    assert idle.render(quiet=quiet) == terminal.render(Report(), colour=False, width=100, quiet=quiet)
